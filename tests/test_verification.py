"""Receipts against pages that changed: exactly the facts of the words that are gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Quad, Store

from mendelgraph.alignments import AlignedRecord
from mendelgraph.errors import InputError
from mendelgraph.extract import extract, extract_gene
from mendelgraph.graph import Minter, describe, describe_gene_page
from mendelgraph.graph.namespaces import MG, OA
from mendelgraph.records import Catalogue, ConditionRecord, Role, Section
from mendelgraph.sources import read_catalogue
from mendelgraph.verification import Passage, Verification, as_json, find_again, verify
from tests.sources import pages as printed
from tests.sources.pages import Page, read_record

TOES = Page()
EARS = Page(slug="marble-ear-syndrome", name="Marble ear syndrome", other_names=("Stone ears",))


def records(*pages: Page) -> tuple[ConditionRecord, ...]:
    return tuple(read_record(printed.to_html(page)) for page in pages)


def store_of(*made: ConditionRecord) -> Store:
    store = Store()
    for record in made:
        quads = describe(AlignedRecord(extract(record)), Minter())
        store.extend(Quad(*quad.triple, DefaultGraph()) for quad in quads)
    return store


def check(then: tuple[Page, ...], now: tuple[Page, ...]) -> Verification:
    return verify(store_of(*records(*then)), Catalogue(records(*now)))


def with_prose(page: Page, role: Role, *paragraphs: str) -> Page:
    return page._replace(prose=tuple((each, paragraphs if each is role else parts) for each, parts in page.prose))


def lost(checked: Verification) -> set[str]:
    return {fact.fact.partition("/condition/")[2] for fact in checked.facts}


def test_nothing_changed() -> None:
    checked = check((TOES, EARS), (TOES, EARS))
    assert checked.holds
    assert checked.holding == checked.receipts > 10
    assert (checked.moved, checked.lost, checked.facts, checked.gone) == ((), (), (), ())


def test_one_word_names_exactly_the_facts_of_its_sentence() -> None:
    edited = with_prose(
        TOES, Role.CAUSES, "Variants near the GNAS gene cause it.", "The gene has a part in bone growth."
    )
    checked = check((TOES, EARS), (edited, EARS))
    (fact,) = checked.facts
    assert fact.fact.endswith("/condition/marble-toe-syndrome/gene/GNAS/causes")
    assert fact.kinds == ("https://w3id.org/biolink/vocab/CausalGeneToDiseaseAssociation",)
    assert fact.about.endswith("/condition/marble-toe-syndrome")
    assert fact.words == ((Role.CAUSES, "Variants in the GNAS gene cause it."),)
    assert fact.page == "https://medlineplus.gov/genetics/condition/marble-toe-syndrome/"
    assert not checked.holds


def test_every_fact_of_an_edited_sentence_is_named() -> None:
    """The facts that depend on a sentence are those of the release: asked here of the release itself."""
    store = store_of(*records(TOES))
    sentence = "It is inherited in an autosomal dominant pattern."
    quotes = {
        q.subject.value.removesuffix("/quote") for q in store if q.predicate == OA.exact and q.object.value == sentence
    }
    depending = {q.subject.value for q in store if q.predicate == MG.receipt and q.object.value in quotes}
    edited = with_prose(TOES, Role.INHERITANCE, "It is inherited in an autosomal recessive pattern.")
    checked = verify(store, Catalogue(records(edited)))
    assert depending
    assert {fact.fact for fact in checked.facts} == depending


def test_words_that_stand_elsewhere_in_the_section_have_moved() -> None:
    edited = with_prose(TOES, Role.CAUSES, "Much is known today.", "Variants in the GNAS gene cause it.")
    checked = check((TOES,), (edited,))
    assert checked.holds
    (moved,) = checked.moved
    text = "Much is known today.\n\nVariants in the GNAS gene cause it."
    assert text[moved.start : moved.end] == moved.passage.words == "Variants in the GNAS gene cause it."
    assert moved.sha256 == Section(Role.CAUSES, text).sha256


@pytest.mark.parametrize(
    "causes",
    [
        "Perhaps, Variants in the GNAS gene cause it.",
        "Variants in the GNAS gene cause it.5",
        "Variants in the GNAS gene cause it",
        "variants in the GNAS gene cause it.",
    ],
    ids=["more-before", "more-after", "no-stop", "small-letter"],
)
def test_a_sentence_that_grew_around_the_words_is_another(causes: str) -> None:
    checked = check((TOES,), (with_prose(TOES, Role.CAUSES, causes, "The gene has a part in bone growth."),))
    assert lost(checked) == {"marble-toe-syndrome/gene/GNAS/causes"}


def test_words_in_another_section_do_not_count() -> None:
    edited = with_prose(TOES, Role.CAUSES, "Nothing is known.")
    edited = with_prose(edited, Role.DESCRIPTION, "Variants in the GNAS gene cause it.")
    assert lost(check((TOES,), (edited,))) == {"marble-toe-syndrome/gene/GNAS/causes"}


def test_a_name_dropped_from_a_list_is_lost_and_the_others_move() -> None:
    checked = check((TOES,), (TOES._replace(other_names=("MTS", "Toes of stone")),))
    assert lost(checked) == {"marble-toe-syndrome/name/stone-toes"}
    assert [moved.passage.words for moved in checked.moved] == ["MTS"]


def test_a_name_within_another_name_is_lost() -> None:
    checked = check((TOES,), (TOES._replace(other_names=("Stone toes of the left foot", "MTS")),))
    assert lost(checked) == {"marble-toe-syndrome/name/stone-toes"}


def test_a_fact_with_another_receipt_says_so() -> None:
    twice = with_prose(
        TOES,
        Role.INHERITANCE,
        "It is inherited in an autosomal dominant pattern.",
        "Most cases are inherited in an autosomal dominant pattern.",
    )
    once = with_prose(twice, Role.INHERITANCE, "Most cases are inherited in an autosomal dominant pattern.")
    (fact,) = [fact for fact in check((twice,), (once,)).facts if "/inheritance/" in fact.fact]
    assert fact.left == 1


def test_a_page_that_is_gone_is_named_with_what_rested_on_it() -> None:
    checked = check((TOES, EARS), (EARS,))
    (gone,) = checked.gone
    assert gone.page == "https://medlineplus.gov/genetics/condition/marble-toe-syndrome/"
    assert gone.receipts + checked.holding == checked.receipts
    assert gone.facts > 5
    assert not checked.holds
    assert checked.facts == ()


def test_a_section_that_is_gone_loses_its_facts() -> None:
    checked = check((TOES,), (TOES._replace(other_names=()),))
    assert lost(checked) == {"marble-toe-syndrome/name/stone-toes", "marble-toe-syndrome/name/MTS"}


def test_some_pages_only() -> None:
    store = store_of(*records(TOES, EARS))
    checked = verify(store, Catalogue(records(EARS)), partial=True)
    assert checked.holds
    assert checked.unchecked + checked.holding == checked.receipts
    assert checked.unchecked > 5


def test_the_same_words_in_another_document_hold() -> None:
    """A release made of two documents is held against both, in whatever order they are read."""
    text, html = printed.to_text(TOES), printed.to_html(TOES)
    assert verify(store_of(read_record(html)), Catalogue((read_record(text),))).facts != ()
    both = read_record(html)
    assert verify(store_of(both), Catalogue((read_record(text), both))).holds
    assert verify(store_of(both), Catalogue((both, read_record(text)))).holds


def test_a_gene_page_has_receipts_too(shared: Path) -> None:
    catalogue = read_catalogue([shared / "medlineplus" / "html" / "gene-aaas.html"])
    quads = describe_gene_page(extract_gene(catalogue.genes[0]), None, Minter())
    store = Store()
    store.extend(Quad(*quad.triple, DefaultGraph()) for quad in quads)
    assert verify(store, catalogue).holds
    assert [gone.page for gone in verify(store, Catalogue(())).gone] == [catalogue.genes[0].page]


def test_data_without_receipts_is_not_said_to_hold() -> None:
    with pytest.raises(InputError, match="no receipts"):
        verify(Store(), Catalogue(records(TOES)))


@pytest.mark.parametrize("predicate", [OA.exact, OA.start, MG.sectionRole], ids=["words", "place", "section"])
def test_a_receipt_that_lacks_something_is_named(predicate: object) -> None:
    store = store_of(*records(TOES))
    for quad in [quad for quad in store if quad.predicate == predicate]:
        store.remove(quad)
    with pytest.raises(InputError, match="/receipt/"):
        verify(store, Catalogue(records(TOES)))


def test_a_receipt_that_misquotes_its_section_is_named() -> None:
    store = store_of(*records(TOES))
    quad = next(quad for quad in store if quad.predicate == OA.end)
    store.remove(quad)
    shifted = type(quad.object)(str(int(quad.object.value) + 1), datatype=quad.object.datatype)
    store.add(Quad(quad.subject, quad.predicate, shifted, DefaultGraph()))
    with pytest.raises(InputError, match="are not those of its section"):
        verify(store, Catalogue(records(TOES)))


def test_json_holds_all_of_it_in_a_fixed_order() -> None:
    edited = with_prose(TOES, Role.CAUSES, "Variants near the GNAS gene cause it.")._replace(other_names=("MTS",))
    one, other = check((TOES, EARS), (edited,)), check((EARS, TOES), (edited,))
    assert as_json(one) == as_json(other)
    document = json.loads(as_json(one))
    assert document["receipts"] == one.receipts
    assert [fact["words"][0]["section"] for fact in document["facts"]] == ["causes", "other-names"]
    assert document["gone"][0]["page"].endswith("marble-ear-syndrome/")
    assert document["moved"][0]["receipt"].startswith("https://w3id.org/mendelgraph/condition/marble-toe-syndrome/")


SENTENCES = st.lists(st.sampled_from([f"Gene {letter} causes it." for letter in "ABCDEFGH"]), min_size=1, unique=True)


@given(SENTENCES, st.data())
def test_wherever_a_sentence_stands_it_is_found_again(sentences: list[str], data: st.DataObject) -> None:
    text = " ".join(sentences)
    words = data.draw(st.sampled_from(sentences))
    start = text.index(words)
    passage = Passage("r", "p", Section(Role.CAUSES, text), start, start + len(words))
    now = Section(Role.CAUSES, " ".join(data.draw(st.permutations([*sentences, "It is rare."]))))
    found = find_again(passage, [now])
    assert found is not None
    assert now.text[found.start : found.end] == words
    without = [sentence for sentence in sentences if sentence != words]
    assert find_again(passage, [Section(Role.CAUSES, " ".join([*without, "It is rare."]))]) is None
