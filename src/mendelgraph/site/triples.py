"""Every triple of a page, by layer and subject, as rows: terms shortened so that each can be written out again.

What lies below the page's own IRI is shown as what follows that; anything else with the prefix that the downloads bind,
as what follows the base, or whole. `static/site.js` copies the whole IRI by the same rules.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from mendelgraph.graph.namespaces import XSD
from mendelgraph.site.addresses import relative
from mendelgraph.site.naming import near_prefixes
from mendelgraph.site.places import web_address
from mendelgraph.site.records import read_literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mendelgraph.site.addresses import Addresses
    from mendelgraph.site.records import Blocks

LINK, PLAIN, TAGGED = '<dd><a href="%s">%s</a></dd>', "<dd>%s</dd>", "<dd>%s<i>%s</i></dd>"
BEGIN, BEGIN_LINKED, END = "<div><dt>%s</dt>", '<div><dt><a href="%s">%s</a></dt>', "</div>\n"
BLOCK = '<div class="block"%s>\n<h3>%s</h3>\n<dl>\n%s</dl>\n</div>\n'
"""Cells, rows and blocks: what is put into them is escaped. A template takes five times as long for so little."""
SHORT = 80
"""Literals up to this length (names, numbers, dates, versions) come again and again, and are kept once written."""


class LayerTable(NamedTuple):
    """Hold the blocks of one layer, one for each subject."""

    layer: str
    statements: int
    blocks: Markup


Cell = tuple[str, str, str]
"""A predicate as it begins a row, an object's cell, and both as they begin the next row."""


class TermWriter(dict[str, Cell]):
    """Hold statements as cells for the page at `stem`, which is about one IRI and tells what lies below `root`.

    Statements are predicate and object as N-Triples has them; each is written when it is first looked up.
    """

    def __init__(
        self,
        addresses: Addresses,
        stem: str,
        about: str = "",
        root: str = "",
        anchors: str = "",
        shared: dict[tuple[object, ...], str] | None = None,
    ) -> None:
        super().__init__()
        self.addresses, self.stem, self.about, self.root, self.anchors = addresses, stem, about, root, anchors
        self._below, self._depth, self._mark = f"{root}/", stem.count("/"), escape(f"#{anchors}")
        self._terms: dict[str, str] = {}
        self._predicates: dict[str, str] = {}
        self._shared = {} if shared is None else shared

    def below(self, about: str, stem: str, root: str = "", anchors: str = "") -> TermWriter:
        """Return a writer for another page, which shares the cells that are the same there."""
        return TermWriter(self.addresses, stem, about, root or about, anchors, self._shared)

    def __missing__(self, statement: str) -> Cell:
        predicate, _, term = statement.partition(" ")
        begin = self._predicates.get(predicate)
        if begin is None:
            begin = self._predicates[predicate] = self._predicate(predicate[1:-1])
        text = self.cell(term)
        cell = self[statement] = begin, text, END + begin + text
        return cell

    def cell(self, term: str) -> str:
        """Write any term in N-Triples syntax as HTML."""
        if term[0] == '"':
            return write_short(term) if len(term) <= SHORT else write_literal(term)
        written = self._terms.get(term)
        if written is None:
            written = self._terms[term] = self._write(term)
        return written

    def _write(self, term: str) -> str:
        if term[0] == "_":
            return LINK % (escape(f"#{term[2:]}"), escape(term))
        iri = term[1:-1]
        if iri.startswith(self._below):
            rest = escape(iri[len(self._below) :])
            return LINK % (self._mark + rest, rest)
        return self._named(iri, LINK, PLAIN)

    def _predicate(self, iri: str) -> str:
        """Write a predicate as HTML, which begins a row."""
        return self._named(iri, BEGIN_LINKED, BEGIN)

    def _named(self, iri: str, linked: str, plain: str) -> str:
        """Write an IRI into a cell, as a link where it leads somewhere; the same on all pages at one depth."""
        place = self.addresses.find(iri)
        key = (plain, iri, place, self._depth)
        written = self._shared.get(key)
        if written is None:
            text, href = escape(self.shorten(iri)), self._href(iri, place)
            written = self._shared[key] = linked % (escape(href), text) if href else plain % text
        return written

    def _href(self, iri: str, place: tuple[str, str] | None) -> str:
        if not place:
            return web_address(iri)
        stem, fragment = place
        return relative(f"{stem}.html", self.stem) + (f"#{fragment}" if fragment else "")

    def shorten(self, iri: str) -> str:
        """Return an IRI as it is shown."""
        base, short = self.addresses.base, prefixed(iri)
        return iri[len(base) :] if short == iri and iri.startswith(base) and iri != base else short

    def anchor(self, subject: str) -> str:
        """Return the id of a subject's block; the page's own thing needs none."""
        if subject.startswith(self._below):
            return self.anchors + subject[len(self._below) :]
        return subject[2:] if subject.startswith("_:") else ""


def prefixed(iri: str) -> str:
    """Return an IRI with the prefix that the downloads bind, or whole.

    >>> prefixed("https://w3id.org/mendelgraph/ontology#Fact")
    'mg:Fact'
    """
    for start, prefix in near_prefixes(iri):
        if iri.startswith(start) and len(iri) > len(start) and "/" not in iri[len(start) :]:
            return f"{prefix}:{iri[len(start) :]}"
    return iri


def write_literal(term: str) -> str:
    """Write a literal as HTML, with its language, or its datatype where it is not plain text.

    >>> write_literal('"a < b"@en')
    '<dd>a &lt; b<i>@en</i></dd>'
    """
    text, kind = read_literal(term)
    tag = tag_of(kind)
    return TAGGED % (escape(text), escape(tag)) if tag else PLAIN % escape(text)


write_short = lru_cache(maxsize=1 << 14)(write_literal)


def escape(text: str) -> str:
    """Return a text as HTML, as templates do, but as plain text, which takes half the time.

    >>> escape("<a href='b'>")
    '&lt;a href=&#39;b&#39;&gt;'
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("'", "&#39;").replace('"', "&#34;")


def tag_of(kind: str) -> str:
    """Return what a page shows of a literal's language or datatype.

    >>> tag_of("@en"), tag_of("^^<http://www.w3.org/2001/XMLSchema#date>"), tag_of("")
    ('@en', 'date', '')
    """
    if kind.startswith("@") or not kind or kind == f"^^{XSD.string}":
        return kind if kind.startswith("@") else ""
    return kind[3:-1].rpartition("#")[2]


def tabulate(layers: Mapping[str, Blocks], writer: TermWriter) -> list[LayerTable]:
    """Return the triples of each layer by subject, each in order; the page's own thing comes first in each."""
    anchored: set[str] = set()
    return [
        LayerTable(layer, sum(map(len, blocks.values())), _write_blocks(blocks, writer, anchored))
        for layer, blocks in layers.items()
        if blocks
    ]


def _write_blocks(blocks: Blocks, writer: TermWriter, anchored: set[str]) -> Markup:
    written: list[str] = []
    for subject, statements in blocks.items():
        iri = subject[1:-1] if subject[0] == "<" else subject
        anchor = writer.anchor(iri)
        name = f' id="{escape(anchor)}"' if anchor and anchor not in anchored else ""
        block = BLOCK % (name, escape(anchor or writer.shorten(iri)), _write_rows(statements, writer))
        written.insert(0 if iri == writer.about else len(written), block)
        anchored.add(anchor)
    return Markup("".join(written))  # noqa: S704 - every piece is escaped


def _write_rows(statements: Iterable[str], writer: TermWriter) -> str:
    """Return the rows of a subject, from statements in which those with one predicate stand together."""
    begun = ""
    pieces: list[str] = []
    for statement in statements:
        predicate, text, following = writer[statement]
        if predicate == begun:
            pieces.append(text)
        else:
            begun = predicate
            pieces.append(following)
    return "".join([*pieces, END])[len(END) :]
