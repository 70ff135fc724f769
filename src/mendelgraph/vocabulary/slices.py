"""The embedded slices, `data/vocabulary/*.tsv`: the rows of an index that the embedded catalogue needs.

Facts only: identifiers, labels, synonyms with scope, cross references, superclasses, gene links. Cells hold no tabs or
line breaks; the lists of a gene are joined with `|`, as HGNC joins them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.identifiers import Curie
from mendelgraph.vocabulary.compilation import Contents
from mendelgraph.vocabulary.curated import curated_readings
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
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from mendelgraph.vocabulary.lookup import SqliteVocabulary

# The root of the modes of inheritance, which the model names although no page does.
INHERITANCE = Curie("HP", "0000005")
# A term with more descendants than this is a heading of the classification, not a condition with subtypes.
LARGEST_GROUP = 200


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


@lru_cache(65536)
def _curie(cell: str) -> Curie:
    return Curie(*cell.split(":", 1))


class PageMention(NamedTuple):
    """Say what a page of the embedded catalogue needs: its slug, the names it prints, and its whole text."""

    slug: str
    names: tuple[str, ...]
    text: str


_ADDRESS = re.compile(r"^URL of this page: \S+/condition/([a-z0-9-]+)/?\s*$", re.MULTILINE)
_BULLET = re.compile(r"^\s*•\s+(.+)$", re.MULTILINE)
_ARTICLES = re.compile(r"^References\s*$", re.MULTILINE)


def read_mention(text: str) -> PageMention:
    r"""Return what a page of the catalogue names; raise ValueError for a text without the page's address.

    >>> read_mention("URL of this page: https://medlineplus.gov/genetics/condition/x/\n\nX\n\n  • Y\n").names
    ('X', 'Y')
    """
    address = _ADDRESS.search(text)
    if address is None:
        raise ValueError("no line 'URL of this page: …/condition/SLUG/'")
    body = text[address.end() :].strip()
    # The items of the reference list are bullets too.
    names = (body.partition("\n")[0], *_BULLET.findall(_ARTICLES.split(body)[0]))
    return PageMention(address.group(1), tuple(name.strip() for name in names), body)


def slice_catalogue(vocabulary: SqliteVocabulary, data: Path) -> Contents:
    """Return the part of an index that the embedded catalogue `DATA/conditions/*.txt` needs."""
    pages = [read_mention(path.read_text(encoding="utf-8")) for path in sorted((data / "conditions").glob("*.txt"))]
    return slice_index(vocabulary, pages)


def slice_index(vocabulary: SqliteVocabulary, pages: Iterable[PageMention]) -> Contents:
    """Return the part of an index that these pages need, so that asking it about them gives what the index gives.

    `core`: every term that bears one of their names, cites them or belongs to the model, and what is cross-referenced
    with those, in either direction. `kin`: what lies below the core, and the diseases of every gene whose symbol is
    printed. All superclasses of both, by label.
    """
    pages = sorted(pages)
    model = {term.curie for reading, _ in curated_readings() for term in reading.terms}
    model |= {INHERITANCE} | vocabulary.descendants(INHERITANCE)
    core = _joined(vocabulary, _bearers(vocabulary, pages)) | model
    symbols = {symbol for page in pages for symbol in printed_symbols(page.text)}
    genes = {hit.gene for symbol in symbols for hit in vocabulary.genes_by_symbol(symbol)}
    links = {link for gene in genes for link in vocabulary.diseases_of(gene.hgnc)}
    kin = {below for curie in core for below in _descendants(vocabulary, curie)} | {link.disease for link in links}
    links |= {link for curie in core for link in vocabulary.genes_of(curie)}
    genes |= {gene for link in links if (gene := vocabulary.gene(link.gene))}
    return _contents(vocabulary, core, kin - core, genes, links, pages)


def _joined(vocabulary: SqliteVocabulary, bearers: set[Curie]) -> set[Curie]:
    objects = {xref.object for curie in bearers for xref in vocabulary.xrefs(curie)}
    subjects = {xref.subject for curie in bearers for xref in vocabulary.xrefs_to(curie)}
    return bearers | {curie for curie in objects | subjects if vocabulary.term(curie)}


def _descendants(vocabulary: SqliteVocabulary, curie: Curie) -> frozenset[Curie]:
    below = vocabulary.descendants(curie) if curie.prefix != INHERITANCE.prefix else frozenset()
    return below if len(below) <= LARGEST_GROUP else frozenset()


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
    kin: set[Curie],
    genes: set[Gene],
    links: set[GeneDisease],
    pages: list[PageMention],
) -> Contents:
    known = core | kin | {parent for curie in core | kin for parent in vocabulary.ancestors(curie)}
    # Of terms that no page names the label is enough.
    labels = {name for curie in known - core for name in vocabulary.names(curie) if name.use == "label"}
    xrefs = {xref for curie in core | kin for xref in vocabulary.xrefs(curie)}
    xrefs |= {xref for curie in core for xref in vocabulary.xrefs_to(curie)}
    contents = Contents(
        sources=(),
        terms=sorted(term for curie in known if (term := vocabulary.term(curie))),
        names=sorted(labels | {name for curie in core for name in vocabulary.names(curie)}),
        xrefs=sorted(xrefs),
        parents=sorted((curie, parent) for curie in known for parent in vocabulary.parents(curie)),
        genes=sorted(genes),
        gene_diseases=sorted(links),
        modes=sorted(mode for curie in core for mode in vocabulary.modes_of(curie)),
        pages=sorted(link for page in pages for link in vocabulary.citing(page.slug)),
        refused=(),
    )
    return contents._replace(sources=_used_sources(vocabulary, contents))


def _used_sources(vocabulary: SqliteVocabulary, contents: Contents) -> list[VocabularySource]:
    tables: tuple[Sequence[Any], ...] = tuple(getattr(contents, table.field) for table in TABLES[1:])
    used = {row.source for rows in tables for row in rows if hasattr(row, "source")}
    return [source for source in vocabulary.sources() if source.key in used]


_SYMBOL = re.compile(r"(?<![A-Za-z0-9-])(?:C[0-9XY]{1,2}orf[0-9]+|[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*)(?![A-Za-z0-9])")


def printed_symbols(text: str) -> tuple[str, ...]:
    """Return every word of a text that is written like a gene symbol, once each.

    >>> printed_symbols("the GNAS gene (C9orf72, HLA-B, not DNA)")
    ('C9orf72', 'DNA', 'GNAS', 'HLA-B')
    """
    return tuple(sorted(set(_SYMBOL.findall(text))))
