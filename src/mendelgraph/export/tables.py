"""Tables for those who do not know SPARQL: CSV files, or the same columns as Parquet.

Columns that hold several values split them at ` | `, which no value holds. The first column of each table is its key,
or leads to the key of `conditions`; identifiers are CURIEs in our spelling, as `data/prefixes.tsv` gives them.
"""

from __future__ import annotations

import csv
import io
from importlib.util import find_spec
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError
from mendelgraph.export.catalogue import identify
from mendelgraph.export.reading import read_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from mendelgraph.export.catalogue import Catalogue, Condition, Receipt

SEPARATOR = " | "
COLUMNS = {
    "conditions": ("slug", "name", "page", "iri", "exact_matches", "genes", "modes"),
    "genes": ("gene", "symbol", "name", "xrefs", "iri"),
    "condition_genes": (
        "slug", "gene", "symbol", "role", "variant_origin", "function_change", "parental_copy", "sole_cause", "words",
    ),
    "modes": ("slug", "mode", "label", "form", "qualifiers", "words"),
    "names": ("slug", "name", "kind", "scope", "acronym"),
    "mappings": ("slug", "match", "target", "label", "confidence", "vocabularies"),
    "citations": ("slug", "work"),
    "works": (
        "work", "kind", "title", "authors", "journal", "issued", "volume", "issue", "first_page", "last_page", "doi",
        "pmid", "pmcid", "text",
    ),
}  # fmt: skip


def write_csv(quads: Iterable[Quad]) -> dict[str, bytes]:
    """Return the tables as CSV files by name."""
    return {f"{name}.csv": _csv(name, rows) for name, rows in make_tables(read_catalogue(quads)).items()}


def _csv(name: str, rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerows([COLUMNS[name], *rows])
    return text.getvalue().encode()


def write_parquet(quads: Iterable[Quad]) -> dict[str, bytes]:
    """Return the tables as Parquet files by name; raise InputError where pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        raise InputError("Parquet needs pyarrow: pip install 'mendelgraph[parquet]', or take --format tables for CSV")
    return {f"{name}.parquet": _parquet(name, rows) for name, rows in make_tables(read_catalogue(quads)).items()}


def _parquet(name: str, rows: list[tuple[str, ...]]) -> bytes:
    import pyarrow  # an extra, of 40 MB
    from pyarrow import parquet

    schema = pyarrow.schema([(column, pyarrow.string()) for column in COLUMNS[name]])
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS[name])
    out = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.table([list(column) for column in columns], schema=schema), out)
    data: bytes = out.getvalue().to_pybytes()
    return data


def make_tables(catalogue: Catalogue) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of each table in COLUMNS, sorted."""
    labels = catalogue.labels
    of_conditions = {
        "conditions": (_condition(condition) for condition in catalogue.conditions),
        "condition_genes": (row for condition in catalogue.conditions for row in _genes(condition)),
        "modes": (row for condition in catalogue.conditions for row in _modes(condition, labels)),
        "names": (
            (condition.slug, name.text, name.kind, name.scope, _flag(name.acronym))
            for condition in catalogue.conditions
            for name in condition.names
        ),
        "mappings": (row for condition in catalogue.conditions for row in _mappings(condition, labels)),
        "citations": (
            (condition.slug, identify(work)) for condition in catalogue.conditions for work in condition.works
        ),
    }
    genes = ((identify(gene.iri), gene.symbol, gene.name, _ids(gene.xrefs), gene.iri) for gene in catalogue.genes)
    works = (
        (
            identify(work.iri), work.kind, work.title, SEPARATOR.join(work.authors), work.journal, work.issued,
            work.volume, work.issue, work.first_page, work.last_page, work.doi, work.pmid, work.pmcid, work.citation,
        )
        for work in catalogue.works
    )  # fmt: skip
    found: dict[str, Iterable[tuple[str, ...]]] = {**of_conditions, "genes": genes, "works": works}
    return {name: sorted({*rows}) for name, rows in sorted(found.items())}


def _condition(condition: Condition) -> tuple[str, ...]:
    exact = [match.target for match in condition.matches if match.match == "exactMatch"]
    genes = sorted({fact.gene for fact in condition.genes})
    modes = sorted({fact.mode for fact in condition.modes})
    return (condition.slug, condition.name, condition.page, condition.iri, _ids(exact), _ids(genes), _ids(modes))


def _genes(condition: Condition) -> Iterator[tuple[str, ...]]:
    for fact in condition.genes:
        yield (
            condition.slug, identify(fact.gene), fact.symbol, fact.role, fact.variant_origin, fact.function_change,
            _ids(fact.parental_copy.split()), _flag(fact.sole_cause), _words(fact.receipts),
        )  # fmt: skip


def _modes(condition: Condition, labels: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for fact in condition.modes:
        label = labels.get(fact.mode, "")
        yield condition.slug, identify(fact.mode), label, fact.form, _ids(fact.qualifiers), _words(fact.receipts)


def _mappings(condition: Condition, labels: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for found in condition.matches:
        said_by = SEPARATOR.join(found.vocabularies)
        label = labels.get(found.target, "")
        yield condition.slug, found.match, identify(found.target), label, found.confidence, said_by


def _ids(iris: Iterable[str]) -> str:
    return SEPARATOR.join(identify(iri) for iri in iris)


def _words(receipts: Iterable[Receipt]) -> str:
    return SEPARATOR.join(receipt.words for receipt in receipts)


def _flag(value: bool) -> str:  # noqa: FBT001 - the value is the point
    return "true" if value else ""
