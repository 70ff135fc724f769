"""The page about a page of the source: its sections with all the words that facts rest on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.graph.namespaces import MG
from mendelgraph.site.receipts import read_sections
from mendelgraph.site.rendering import Head, render
from mendelgraph.site.views import Ref, SectionText

if TYPE_CHECKING:
    from mendelgraph.site.records import Graph, Words
    from mendelgraph.site.rendering import Setting
    from mendelgraph.site.triples import LayerTable


class Piece(NamedTuple):
    """Hold a stretch of a section's text, and how many facts rest on it."""

    text: str
    facts: int


class Marked(NamedTuple):
    """Hold a section with its text cut where receipts begin and end."""

    section: SectionText
    pieces: tuple[Piece, ...]


def source_page(iri: str, topic: str, graph: Graph, tables: list[LayerTable], stem: str, setting: Setting) -> bytes:
    """Render the page about a page of the source."""
    name = setting.catalogue.label(topic)
    words = [words for fact in sorted(graph.nodes) if graph.all(fact, MG.receipt) for words in graph.receipts(fact)]
    sections = [
        Marked(section, mark(section.text, [each for each in words if each.section == section.iri]))
        for section in read_sections(graph)
    ]
    title = f"The page on {name}, and what was read from it"
    description = f"The sections of the MedlinePlus Genetics page on {name}, with the words that facts rest on marked."
    return render(
        "source.html", Head(stem, iri, title, description), setting,
        topic=Ref(topic, name), sections=sections, tables=tables,
    )  # fmt: skip


def mark(text: str, words: list[Words]) -> tuple[Piece, ...]:
    """Cut a text where receipts begin and end, and count those that cover each piece.

    >>> from mendelgraph.site.records import Words
    >>> mark("One two", [Words("s", "two", 4, 7)])
    (Piece(text='One ', facts=0), Piece(text='two', facts=1))
    """
    spans = sorted({(each.start, each.end) for each in words if text[each.start : each.end] == each.words})
    cuts = sorted({0, len(text), *(place for span in spans for place in span)})
    pairs = pairwise(cuts)
    return tuple(Piece(text[a:b], sum(start <= a and b <= end for start, end in spans)) for a, b in pairs)
