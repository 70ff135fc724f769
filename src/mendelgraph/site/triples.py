"""Every triple of a page, by layer and subject, as rows: terms shortened so that each can be written out again.

What lies below the page's own IRI is shown as what follows that; anything else with the prefix that the downloads bind,
as what follows the base, or whole. `static/site.js` copies the whole IRI by the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.graph.namespaces import RDF, XSD
from mendelgraph.site.addresses import relative
from mendelgraph.site.places import web_address
from mendelgraph.site.records import read_literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mendelgraph.site.addresses import Addresses

TYPE = RDF.type.value
LINK, PLAIN, TAGGED = (
    Markup('<dd><a href="%s">%s</a></dd>'),
    Markup("<dd>%s</dd>"),
    Markup("<dd>%s<i>%s</i></dd>"),
)
BEGIN, BEGIN_LINKED, END = (
    Markup("<div><dt>%s</dt>"),
    Markup('<div><dt><a href="%s">%s</a></dt>'),
    Markup("</div>\n"),
)
"""Cells and rows: what is put into them is escaped. A template takes three times as long for so little."""
SHORT = 80
"""Literals up to this length (names, numbers, dates, versions) come again and again, and are kept once written."""


class Block(NamedTuple):
    """Hold what is said of one subject; `anchor` is where its IRI leads, in the first layer that tells of it."""

    anchor: str
    text: str
    iri: str
    rows: Markup


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
    _own: dict[str, Markup] = field(default_factory=dict)
    _shared: dict[tuple[object, ...], Markup] = field(default_factory=dict)

    def below(self, about: str, stem: str, root: str = "", anchors: str = "") -> TermWriter:
        """Return a writer for another page, which keeps the cells written so far."""
        return TermWriter(self.addresses, stem, about, root or about, anchors, self.prefixes, {}, self._shared)

    def cell(self, term: str) -> Markup:
        """Write any term in N-Triples syntax as HTML."""
        if term[0] == '"':
            return write_short(term) if len(term) <= SHORT else write_literal(term)
        written = self._own.get(term)
        if written is None:
            written = self._own[term] = self._write(term)
        return written

    def _write(self, term: str) -> Markup:
        if term[0] == "_":
            return LINK % (f"#{term[2:]}", term)
        iri = term[1:-1]
        if iri.startswith(self.root + "/"):
            rest = iri[len(self.root) + 1 :]
            return LINK % (f"#{self.anchors}{rest}", rest)
        place = self.addresses.find(iri)
        key = ("cell", iri, place, self.stem.count("/"))
        if key not in self._shared:
            self._shared[key] = self._named(iri, place)
        return self._shared[key]

    def _named(self, iri: str, place: tuple[str, str] | None) -> Markup:
        text, href = self.shorten(iri), self._href(iri, place)
        return LINK % (href, text) if href else PLAIN % (text,)

    def _href(self, iri: str, place: tuple[str, str] | None) -> str:
        if not place:
            return web_address(iri)
        stem, fragment = place
        return relative(f"{stem}.html", self.stem) + (f"#{fragment}" if fragment else "")

    def predicate(self, iri: str) -> Markup:
        """Write a predicate as HTML, which begins a row."""
        written = self._own.get(iri)  # cells are kept by terms in N-Triples syntax, which no IRI is
        if written is None:
            written = self._own[iri] = self._write_predicate(iri)
        return written

    def _write_predicate(self, iri: str) -> Markup:
        place = self.addresses.find(iri)
        key = ("predicate", iri, place, self.stem.count("/"))
        if key not in self._shared:
            text, href = self.shorten(iri), self._href(iri, place)
            self._shared[key] = BEGIN_LINKED % (href, text) if href else BEGIN % (text,)
        return self._shared[key]

    def shorten(self, iri: str) -> str:
        """Return an IRI as it is shown."""
        base, short = self.addresses.base, shorten(iri, self.prefixes)
        return iri[len(base) :] if short == iri and iri.startswith(base) and iri != base else short

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


def prefixed(iri: str) -> str:
    """Return an IRI with the prefix that the downloads bind, or whole.

    >>> prefixed("https://w3id.org/mendelgraph/ontology#Fact")
    'mg:Fact'
    """
    return shorten(iri, by_length(output_prefixes()))


def write_literal(term: str) -> Markup:
    """Write a literal as HTML, with its language, or its datatype where it is not plain text."""
    text, kind = read_literal(term)
    tag = tag_of(kind)
    return TAGGED % (text, tag) if tag else PLAIN % (text,)


write_short = lru_cache(maxsize=1 << 14)(write_literal)


def tag_of(kind: str) -> str:
    """Return what a page shows of a literal's language or datatype.

    >>> tag_of("@en"), tag_of("^^<http://www.w3.org/2001/XMLSchema#date>"), tag_of("")
    ('@en', 'date', '')
    """
    if kind.startswith("@") or not kind or kind == f"^^{XSD.string}":
        return kind if kind.startswith("@") else ""
    return kind[3:-1].rpartition("#")[2]


def tabulate(layers: Mapping[str, list[str]], writer: TermWriter) -> list[LayerTable]:
    """Return the triples of each layer by subject; the page's own thing comes first in each."""
    anchored: set[str] = set()
    return [LayerTable(layer, len(lines), _blocks(lines, writer, anchored)) for layer, lines in layers.items() if lines]


def _blocks(lines: Iterable[str], writer: TermWriter, anchored: set[str]) -> list[Block]:
    subjects: dict[str, dict[str, list[Markup]]] = {}
    for line in lines:
        subject, predicate, term = line[:-2].split(" ", 2)
        rows = subjects.get(subject)
        if rows is None:
            rows = subjects[subject] = {}
        rows.setdefault(predicate, []).append(writer.cell(term))
    blocks = [_block(subject, rows, writer, anchored) for subject, rows in subjects.items()]
    return sorted(blocks, key=lambda block: block.iri != writer.about)


def _block(subject: str, rows: dict[str, list[Markup]], writer: TermWriter, anchored: set[str]) -> Block:
    iri = subject[1:-1] if subject[0] == "<" else subject
    anchor = writer.anchor(iri)
    ordered = sorted(rows, key=lambda predicate: predicate[1:-1] != TYPE)
    pieces = [piece for each in ordered for piece in (writer.predicate(each[1:-1]), *rows[each], END)]
    block = Block("" if anchor in anchored else anchor, anchor or writer.shorten(iri), iri, _join(pieces))
    anchored.add(anchor)
    return block


def _join(pieces: list[Markup]) -> Markup:
    """Join pieces of HTML; `Markup.join` would look at each again to see that it is one."""
    return Markup("".join(pieces))  # noqa: S704 - every piece is escaped
