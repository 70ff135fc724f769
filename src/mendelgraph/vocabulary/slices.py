"""The embedded slices, `data/vocabulary/*.tsv`: the rows of an index that the embedded catalogue needs.

Facts only: identifiers, labels, synonyms with scope, cross references, superclasses, gene links. Cells hold no tabs or
line breaks; the lists of a gene are joined with `|`, as HGNC joins them.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.identifiers import Curie, parse_curie
from mendelgraph.vocabulary.compilation import Contents
from mendelgraph.vocabulary.terms import (
    DiseaseMode,
    Gene,
    GeneDisease,
    PageLink,
    Term,
    TermName,
    VocabularySource,
    Xref,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mendelgraph.vocabulary.lookup import SqliteVocabulary

# What the model names although no page does: the root of inheritance, and the two allele origins of GENO.
INHERITANCE = Curie("HP", "0000005")


class Edge(NamedTuple):
    """Hold a term and a direct superclass."""

    child: Curie
    parent: Curie


class Table(NamedTuple):
    """Say which field of Contents a file holds, and as rows of which type."""

    file: str
    field: str
    row: type[Any]


TABLES = (
    Table("sources.tsv", "sources", VocabularySource),
    Table("terms.tsv", "terms", Term),
    Table("names.tsv", "names", TermName),
    Table("xrefs.tsv", "xrefs", Xref),
    Table("parents.tsv", "parents", Edge),
    Table("genes.tsv", "genes", Gene),
    Table("gene_diseases.tsv", "gene_diseases", GeneDisease),
    Table("modes.tsv", "modes", DiseaseMode),
    Table("page_links.tsv", "pages", PageLink),
)
_CURIE_FIELDS = frozenset({"curie", "term", "subject", "object", "child", "parent", "hgnc", "gene", "disease", "mode"})
_CURIES_FIELDS = frozenset({"replaced_by", "consider", "xrefs"})
_TEXTS_FIELDS = frozenset({"previous", "aliases"})
_FLAG_FIELDS = frozenset({"obsolete", "abbreviation"})


def write_slices(contents: Contents) -> dict[str, str]:
    """Return the text of each slice by its file name."""
    return {table.file: _table_text(table.row, getattr(contents, table.field)) for table in TABLES}


def _table_text(row: type[Any], rows: Iterable[tuple[object, ...]]) -> str:
    lines = ["\t".join(row._fields), *("\t".join(map(_cell, values)) for values in rows)]
    return "".join(f"{line}\n" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple) and not isinstance(value, Curie):
        return "|".join(map(str, value))
    text = str(value)
    if re.search(r"[\t\r\n]", text):
        raise ValueError(f"a cell holds a tab or a line break: {text!r}")
    return text


def read_slices(folder: Path) -> Contents:
    """Read all slices; raise InputError for a file that is missing or has another header."""
    tables: dict[str, Any] = {table.field: _read_table(folder / table.file, table.row) for table in TABLES}
    tables["parents"] = [(edge.child, edge.parent) for edge in tables["parents"]]
    return Contents(**tables, refused=())


def _read_table(path: Path, row: type[Any]) -> list[Any]:
    try:
        header, *lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read as a slice ({error})", where=str(path)) from error
    if header.split("\t") != list(row._fields):
        raise InputError(f"columns are not {', '.join(row._fields)}; run scripts/slice-vocabulary", where=str(path))
    parsers = [_parser(field) for field in row._fields]
    return [row(*(parse(cell) for parse, cell in zip(parsers, line.split("\t"), strict=True))) for line in lines]


def _parser(field: str) -> Callable[[str], object]:
    if field in _CURIE_FIELDS:
        return _curie
    if field in _CURIES_FIELDS:
        return lambda cell: tuple(map(_curie, cell.split("|"))) if cell else ()
    if field in _TEXTS_FIELDS:
        return lambda cell: tuple(cell.split("|")) if cell else ()
    return bool if field in _FLAG_FIELDS else str


def _curie(cell: str) -> Curie:
    return Curie(*cell.split(":", 1))


class PageMention(NamedTuple):
    """Say what a page of the embedded catalogue needs: its slug, the names it prints, and its whole text."""

    slug: str
    names: tuple[str, ...]
    text: str


def slice_index(vocabulary: SqliteVocabulary, pages: Iterable[PageMention], curated: Iterable[str] = ()) -> Contents:
    """Return the part of an index that these pages need.

    That is: every term that bears one of their names or cites them, and what those are cross-referenced with; all
    superclasses; the inheritance modes; every gene whose symbol is printed, and the gene-disease links of the terms.
    `curated` are identifiers to keep besides.
    """
    pages = sorted(pages)
    bearers = _bearers(vocabulary, pages) | {parse_curie(text) for text in curated}
    modes = {INHERITANCE} | vocabulary.descendants(INHERITANCE)
    # One step along the cross references reaches the same disease in the vocabularies that name it otherwise.
    beside = {xref.object for curie in bearers for xref in vocabulary.xrefs(curie)}
    core = bearers | {curie for curie in beside if vocabulary.term(curie)}
    above = {parent for curie in core | modes for parent in vocabulary.ancestors(curie)}
    core |= modes
    genes = {hit.gene for page in pages for symbol in printed_symbols(page.text) for hit in vocabulary.genes_by_symbol(symbol)}
    links = {link for curie in core for link in vocabulary.genes_of(curie)}
    genes |= {gene for link in links if (gene := vocabulary.gene(link.gene))}
    return _contents(vocabulary, core, above, genes, links, pages)


def _bearers(vocabulary: SqliteVocabulary, pages: list[PageMention]) -> set[Curie]:
    found = {link.term for page in pages for link in vocabulary.citing(page.slug)}
    for name in {name for page in pages for name in page.names}:
        uses = chain(vocabulary.named(name), vocabulary.named_lossy(name), vocabulary.obsolete_with_name(name))
        found.update(use.term for use in uses)
    replacements = (term.replaced_by + term.consider for curie in found if (term := vocabulary.term(curie)))
    return found | set(chain.from_iterable(replacements))


def _contents(
    vocabulary: SqliteVocabulary,
    core: set[Curie],
    above: set[Curie],
    genes: set[Gene],
    links: set[GeneDisease],
    pages: list[PageMention],
) -> Contents:
    known = core | above
    terms = sorted(term for curie in known if (term := vocabulary.term(curie)))
    # Of superclasses that no page names the label is enough.
    labels = {name for curie in above - core for name in vocabulary.names(curie) if name.use == "label"}
    contents = Contents(
        sources=(),
        terms=terms,
        names=sorted(labels | {name for curie in core for name in vocabulary.names(curie)}),
        xrefs=sorted(xref for curie in core for xref in vocabulary.xrefs(curie)),
        parents=sorted((curie, parent) for curie in known for parent in vocabulary.parents(curie)),
        genes=sorted(genes),
        gene_diseases=sorted(links),
        modes=sorted(mode for curie in core for mode in vocabulary.modes_of(curie)),
        pages=sorted(link for page in pages for link in vocabulary.citing(page.slug)),
        refused=(),
    )
    return contents._replace(sources=_used_sources(vocabulary, contents))


def _used_sources(vocabulary: SqliteVocabulary, contents: Contents) -> list[VocabularySource]:
    tables = (contents.terms, contents.names, contents.xrefs, contents.genes, contents.gene_diseases, contents.modes)
    used = {row.source for row in chain(*tables, contents.pages)}
    return [source for source in vocabulary.sources() if source.key in used]


_SYMBOL = re.compile(r"(?<![A-Za-z0-9-])(?:C[0-9XY]{1,2}orf[0-9]+|[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*)(?![A-Za-z0-9])")


def printed_symbols(text: str) -> tuple[str, ...]:
    """Return every word of a text that is written like a gene symbol, once each.

    >>> printed_symbols("the GNAS gene (C9orf72, HLA-B, not DNA)")
    ('C9orf72', 'DNA', 'GNAS', 'HLA-B')
    """
    return tuple(sorted(set(_SYMBOL.findall(text))))
