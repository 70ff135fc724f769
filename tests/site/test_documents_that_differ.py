"""Where documents of one page differ, and where a receipt's words no longer stand: the page says what is, not more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html
from pyoxigraph import Literal, NamedNode, Quad

from mendelgraph.graph import Minter, describe
from mendelgraph.graph.namespaces import SCHEMA
from mendelgraph.records import Disagreement, Said
from mendelgraph.site.catalogue import read_catalogue
from mendelgraph.site.library import Library
from mendelgraph.site.rendering import Setting
from mendelgraph.store.opening import fill_store, quads_of
from tests.graph.conftest import PAGE, QUIZ, make_aligned

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MINT = Minter()
POH = MINT.condition("progressive-osseous-heteroplasia")


def page_of(thing: NamedNode, quads: Iterable[Quad]) -> html.HtmlElement:
    store = fill_store(quads)
    catalogue = read_catalogue(MINT.base, store)
    library = Library(catalogue, store, Setting(catalogue, MINT.base, graph_script=True))
    return html.fromstring(library.document(thing.value).page)


def test_what_documents_differ_on_is_told_with_who_says_what() -> None:
    said = (Said("2012-01", (QUIZ.id,)), Said("2015-06", (QUIZ.id, PAGE.id)))
    quads = describe(make_aligned(), MINT, disagreements=[Disagreement("marble-bone", "reviewed", said)])
    text = " ".join(page_of(MINT.condition("marble-bone"), quads).text_content().split())
    both = ", ".join(sorted([PAGE.id, QUIZ.id]))
    values = {f"2012-01 ({QUIZ.id})", f"2015-06 ({both})"}
    told = text.partition("Documents differ on reviewed: ")[2]
    assert any(told.startswith("; ".join(order)) for order in (sorted(values), sorted(values, reverse=True)))


def receipts(tree: html.HtmlElement) -> dict[str, str]:
    """Return the words of each receipt with the whole quotation that they stand in."""
    return {each.xpath("string(.//mark)"): each.xpath("string(.)") for each in tree.xpath("//q[.//mark]")}


def test_words_that_no_longer_stand_where_a_receipt_says_are_shown_without_what_surrounds_them(release: Path) -> None:
    quads = list(quads_of(release))
    text = next(
        quad
        for quad in quads
        if quad.predicate == SCHEMA.text and "paternal copy" in quad.object.value and "GNAS" in quad.object.value
    )
    before = receipts(page_of(POH, quads))
    moved = Quad(text.subject, text.predicate, Literal(f"New: {text.object.value}", language="en"), text.graph_name)
    after = receipts(page_of(POH, [moved if quad == text else quad for quad in quads]))
    assert after.keys() == before.keys()
    changed = {words for words in before if after[words] != before[words]}
    assert any("paternal copy" in words for words in changed)
    assert all(after[words] == words for words in changed)
