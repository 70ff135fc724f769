"""Every triple of a page, by layer and subject, as rows of a table: terms shortened, each with its whole IRI at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.graph.namespaces import RDF, XSD
from mendelgraph.site.addresses import relative
from mendelgraph.site.places import web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from mendelgraph.site.addresses import Addresses
    from mendelgraph.site.records import Term


class Cell(NamedTuple):
    """Hold a term as a cell shows it: its text, where it links to, its whole IRI where the link is not that."""

    text: str
    href: str = ""
    iri: str = ""
    tag: str = ""


class Row(NamedTuple):
    """Hold a predicate with its objects."""

    predicate: Cell
    objects: list[Cell]


class Block(NamedTuple):
    """Hold what is said of one subject; `anchor` is where its IRI leads on this page."""

    anchor: str
    text: str
    iri: str
    rows: list[Row]


class LayerTable(NamedTuple):
    """Hold the blocks of one layer."""

    layer: str
    count: int
    blocks: list[Block]


@dataclass
class TermWriter:
    """Write terms as cells for the page at `stem`, which tells what lies below `root`."""

    addresses: Addresses
    stem: str
    root: str = ""
    anchors: str = ""
    _cells: dict[NamedNode, Cell] = field(default_factory=dict)
    _prefixes: list[tuple[str, str]] = field(default_factory=lambda: by_length(output_prefixes()))

    def below(self, root: str, stem: str, anchors: str = "") -> TermWriter:
        """Return a writer for another page at the same depth, which keeps the cells written so far."""
        shared = self._cells if stem.count("/") == self.stem.count("/") else {}
        return TermWriter(self.addresses, stem, root, anchors, shared, self._prefixes)

    def cell(self, term: Term) -> Cell:
        """Write any term."""
        if isinstance(term, Literal):
            return literal_cell(term)
        if isinstance(term, BlankNode):
            return Cell(str(term), f"#{term.value}")
        below = self.root and term.value.startswith(self.root) and term.value[len(self.root) : len(self.root) + 1]
        if below == "/":
            rest = term.value[len(self.root) + 1 :]
            return Cell(rest, f"#{self.anchors}{rest}")
        if below == "":
            return self._named(term)
        return self._named(term)

    def _named(self, term: NamedNode) -> Cell:
        if term not in self._cells:
            self._cells[term] = self._write(term.value)
        return self._cells[term]

    def _write(self, iri: str) -> Cell:
        place = self.addresses.find(iri)
        text = shorten(iri, self._prefixes)
        if place:
            stem, fragment = place
            return Cell(text, relative(f"{stem}.html", self.stem) + (f"#{fragment}" if fragment else ""), iri)
        return Cell(text, web_address(iri), "" if web_address(iri) else iri)

    def anchor(self, subject: str) -> str:
        """Return the id of a subject's block; the page's own thing needs none."""
        if self.root and subject.startswith(self.root + "/"):
            return self.anchors + subject[len(self.root) + 1 :]
        return subject[2:] if subject.startswith("_:") else ""


def by_length(prefixes: dict[str, str]) -> list[tuple[str, str]]:
    """Return prefixes, the longest IRI first."""
    return sorted(prefixes.items(), key=lambda row: -len(row[1]))


def shorten(iri: str, prefixes: list[tuple[str, str]]) -> str:
    """Return an IRI with the prefix that the downloads bind, or whole.

    >>> shorten("http://purl.org/dc/terms/title", [("dcterms", "http://purl.org/dc/terms/")])
    'dcterms:title'
    """
    for prefix, start in prefixes:
        if iri.startswith(start) and len(iri) > len(start) and "/" not in iri[len(start) :]:
            return f"{prefix}:{iri[len(start) :]}"
    return iri


def literal_cell(literal: Literal) -> Cell:
    """Write a literal with its language, or its datatype where it is not plain text."""
    if literal.language:
        return Cell(literal.value, tag=f"@{literal.language}")
    kind = "" if literal.datatype == XSD.string else literal.datatype.value.rpartition("#")[2]
    return Cell(literal.value, tag=kind)


def tabulate(layers: dict[str, list[Triple]], writer: TermWriter) -> list[LayerTable]:
    """Return the triples of each layer by subject; the page's own thing comes first in each."""
    return [LayerTable(layer, len(triples), _blocks(triples, writer)) for layer, triples in layers.items() if triples]


def _blocks(triples: Iterable[Triple], writer: TermWriter) -> list[Block]:
    subjects: dict[object, dict[NamedNode, list[Cell]]] = {}
    for triple in triples:
        rows = subjects.setdefault(triple.subject, {})
        rows.setdefault(triple.predicate, []).append(writer.cell(triple.object))  # type: ignore[arg-type]  # no RDF-star
    blocks = [_block(subject, rows, writer) for subject, rows in subjects.items()]
    return sorted(blocks, key=lambda block: block.iri != writer.root)


def _block(subject: object, rows: dict[NamedNode, list[Cell]], writer: TermWriter) -> Block:
    iri = subject.value if isinstance(subject, NamedNode) else str(subject)
    anchor = writer.anchor(iri)
    text = anchor or shorten(iri, [])
    ordered = sorted(rows, key=lambda predicate: predicate != RDF.type)
    return Block(anchor, text, iri, [Row(writer.cell(predicate), rows[predicate]) for predicate in ordered])
