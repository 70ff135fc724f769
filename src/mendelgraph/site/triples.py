"""Every triple of a page, by layer and subject, as rows: terms shortened, each with its whole IRI at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.graph.namespaces import RDF, XSD
from mendelgraph.site.addresses import relative
from mendelgraph.site.places import web_address
from mendelgraph.site.records import key_of
from mendelgraph.site.rendering import render_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from markupsafe import Markup
    from pyoxigraph import Triple

    from mendelgraph.graph.layers import Layer
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

    predicate: Markup
    objects: list[Cell]


class Block(NamedTuple):
    """Hold what is said of one subject; `anchor` is where its IRI leads, in the first layer that tells of it."""

    anchor: str
    text: str
    iri: str
    rows: list[Row]


class LayerTable(NamedTuple):
    """Hold the blocks of one layer."""

    layer: str
    statements: int
    blocks: list[Block]


@dataclass
class TermWriter:
    """Write terms as cells for the page at `stem`, which is about one IRI and tells what lies below `root`."""

    addresses: Addresses
    stem: str
    about: str = ""
    root: str = ""
    anchors: str = ""
    prefixes: list[tuple[str, str]] = field(default_factory=lambda: by_length(output_prefixes()))
    _cells: dict[NamedNode, Cell] = field(default_factory=dict)
    _predicates: dict[NamedNode, Markup] = field(default_factory=dict)
    _shared: dict[int, tuple[dict[NamedNode, Cell], dict[NamedNode, Markup]]] = field(default_factory=dict)

    def below(self, about: str, stem: str, root: str = "", anchors: str = "") -> TermWriter:
        """Return a writer for another page, which keeps the cells written so far where its links are the same."""
        shared = self._shared.setdefault(stem.count("/"), ({}, {}))
        return TermWriter(self.addresses, stem, about, root or about, anchors, self.prefixes, *shared, self._shared)

    def cell(self, term: Term) -> Cell:
        """Write any term."""
        if isinstance(term, Literal):
            return literal_cell(term)
        if isinstance(term, BlankNode):
            return Cell(str(term), f"#{term.value}")
        if term.value.startswith(self.root + "/"):
            rest = term.value[len(self.root) + 1 :]
            return Cell(rest, f"#{self.anchors}{rest}")
        return self._named(term)

    def predicate(self, term: NamedNode) -> Markup:
        """Write a predicate as HTML, once for all pages at this depth: predicates are few and stand everywhere."""
        if term not in self._predicates:
            self._predicates[term] = render_part("predicate.html", cell=self._named(term))
        return self._predicates[term]

    def _named(self, term: NamedNode) -> Cell:
        if term not in self._cells:
            self._cells[term] = self._write(term.value)
        return self._cells[term]

    def _write(self, iri: str) -> Cell:
        place = self.addresses.find(iri)
        text = shorten(iri, self.prefixes)
        if place:
            stem, fragment = place
            return Cell(text, relative(f"{stem}.html", self.stem) + (f"#{fragment}" if fragment else ""), iri)
        return Cell(text, web_address(iri), "" if web_address(iri) else iri)

    def anchor(self, subject: str) -> str:
        """Return the id of a subject's block; the page's own thing needs none."""
        if subject.startswith(self.root + "/"):
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


def tabulate(layers: Mapping[Layer, list[Triple]] | Mapping[str, list[Triple]], writer: TermWriter) -> list[LayerTable]:
    """Return the triples of each layer by subject; the page's own thing comes first in each."""
    anchored: set[str] = set()
    return [
        LayerTable(str(layer), len(triples), _blocks(triples, writer, anchored))
        for layer, triples in layers.items()
        if triples
    ]


def _blocks(triples: Iterable[Triple], writer: TermWriter, anchored: set[str]) -> list[Block]:
    subjects: dict[NamedNode | BlankNode, dict[NamedNode, list[Cell]]] = {}
    for triple in triples:
        rows = subjects.setdefault(triple.subject, {})  # type: ignore[arg-type]  # no RDF-star
        rows.setdefault(triple.predicate, []).append(writer.cell(triple.object))  # type: ignore[arg-type]  # no RDF-star
    blocks = [_block(subject, rows, writer, anchored) for subject, rows in subjects.items()]
    return sorted(blocks, key=lambda block: block.iri != writer.about)


def _block(
    subject: NamedNode | BlankNode, rows: dict[NamedNode, list[Cell]], writer: TermWriter, anchored: set[str]
) -> Block:
    iri = key_of(subject)
    anchor = writer.anchor(iri)
    text = anchor or shorten(iri, writer.prefixes)
    ordered = sorted(rows, key=lambda predicate: predicate != RDF.type)
    block = Block(
        "" if anchor in anchored else anchor, text, iri, [Row(writer.predicate(each), rows[each]) for each in ordered]
    )
    anchored.add(anchor)
    return block
