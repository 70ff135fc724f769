"""Joining records: no order shows, nothing is lost, disagreements are told."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.records import (
    Citation,
    ConditionRecord,
    Document,
    ExternalId,
    Form,
    GeneRecord,
    InheritanceCode,
    RelatedGene,
    Role,
    Said,
    Section,
)
from mendelgraph.sources import find_disagreements, merge_conditions, merge_genes, read_catalogue, settle_condition
from mendelgraph.sources.citations import parse_citation
from mendelgraph.sources.settle import settle_gene
from tests.sources.pages import FORMS, Page, to_html, to_json, to_text

ARTICLE = "Doe J. Marble toes. J Toes. 2002 Jan 10;34(2):99-106."
CITATIONS = st.sampled_from(
    [
        parse_citation(ARTICLE),
        parse_citation(f"{ARTICLE} doi: 10.1000/a."),
        parse_citation(f"{ARTICLE} doi: 10.1000/b."),
        parse_citation(ARTICLE, pmid="1"),
        parse_citation(ARTICLE, pmid="2"),
        parse_citation("Something in no pattern"),
        Citation("", None, "1"),
    ]
)
NAMES = st.sampled_from(["Behçet disease", "Behet disease", "behet disease", "Marble toes", "α-toe", "β-toe", "-toe"])
GENES = st.sampled_from(
    [
        RelatedGene("A1"),
        RelatedGene("A1", "https://medlineplus.gov/genetics/gene/a1"),
        RelatedGene("A1", "https://www.ncbi.nlm.nih.gov/gene/1", "1"),
        RelatedGene("A1", "https://www.ncbi.nlm.nih.gov/gene/2", "2"),
    ]
)
DOCUMENTS = st.builds(
    Document,
    id=st.sampled_from(["a", "b", "c", "d"]),
    form=st.sampled_from(Form),
    sha256=st.just("0"),
    published=st.sampled_from([None, "2020-08-18", "2025"]),
)


@st.composite
def records(draw: st.DrawFn) -> ConditionRecord:
    document = draw(DOCUMENTS)

    def said(strategy: st.SearchStrategy[object]) -> tuple[Said[object], ...]:
        return tuple(Said(value, (document.id,)) for value in draw(st.lists(strategy, unique=True, max_size=3)))

    record = ConditionRecord(
        "toes",
        (document,),
        names=said(NAMES)[:1] or (Said("Toes", (document.id,)),),  # type: ignore[arg-type]
        other_names=said(NAMES),  # type: ignore[arg-type]
        sections=said(st.builds(Section, st.sampled_from(Role), st.sampled_from(["x", "y"]))),  # type: ignore[arg-type]
        genes=said(GENES),  # type: ignore[arg-type]
        inheritance=said(st.builds(InheritanceCode, st.sampled_from(["ad", "ar"]), st.sampled_from(["A", "a"]))),  # type: ignore[arg-type]
        identifiers=said(st.builds(ExternalId, st.just("OMIM"), st.sampled_from(["1", "2"]))),  # type: ignore[arg-type]
        references=said(CITATIONS),  # type: ignore[arg-type]
    )
    return merge_conditions([record])


@given(records(), records(), records())
def test_merging_is_associative(one: ConditionRecord, two: ConditionRecord, three: ConditionRecord) -> None:
    left = merge_conditions([merge_conditions([one, two]), three])
    assert left == merge_conditions([one, merge_conditions([two, three])]) == merge_conditions([one, two, three])


@given(records(), records())
def test_merging_is_commutative_and_idempotent(one: ConditionRecord, two: ConditionRecord) -> None:
    both = merge_conditions([one, two])
    assert both == merge_conditions([two, one])
    assert both == merge_conditions([both, one]) == merge_conditions([both, both])


@given(st.lists(records(), min_size=1, max_size=4))
def test_merging_loses_nothing(several: list[ConditionRecord]) -> None:
    merged = merge_conditions(several)
    for record in several:
        for field in ("names", "other_names", "sections", "genes", "inheritance", "identifiers", "references"):
            said = {(each.value, document) for each in getattr(merged, field) for document in each.documents}
            assert said >= {(each.value, document) for each in getattr(record, field) for document in each.documents}


@given(st.lists(records(), min_size=1, max_size=4))
def test_settling_is_idempotent_and_forgets_no_document(several: list[ConditionRecord]) -> None:
    merged = merge_conditions(several)
    settled = settle_condition(merged)
    assert settle_condition(settled) == settled
    for field in ("names", "other_names", "genes", "inheritance", "references"):
        before = {document for each in getattr(merged, field) for document in each.documents}
        assert {document for each in getattr(settled, field) for document in each.documents} == before


def test_merging_genes_has_the_same_laws() -> None:
    parts = [
        GeneRecord("A1", (Document(key, form, "0"),), (Said(name, (key,)),), chromosome=(Said("12", (key,)),))
        for key, form, name in [
            ("a", Form.API_JSON, "aladin"),
            ("b", Form.PAGE_HTML, "Aladin"),
            ("c", Form.BULK_XML, "x"),
        ]
    ]
    merged = {merge_genes(order) for order in permutations(parts)}
    assert len(merged) == 1
    assert merge_genes([*merged, parts[0]]) in merged
    settled = settle_gene(*merged)
    assert settled.names == (Said("aladin", ("a", "b")), Said("x", ("c",)))
    assert settled.chromosome == (Said("12", ("a", "b", "c")),)


def test_records_of_two_conditions_are_not_merged() -> None:
    one = ConditionRecord("a", (), ())
    with pytest.raises(ValueError, match="too many"):
        merge_conditions([one, ConditionRecord("b", (), ())])


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_sources_never_shows(order: int, tmp_path: Path) -> None:
    folders = []
    for number, (form, printed) in enumerate(FORMS.items()):
        folder = tmp_path / f"{9 - number}"
        folder.mkdir()
        (folder / "page").write_bytes(printed(Page(name=f"{form} name")))
        folders.append(folder)
    assert read_catalogue(folders[::order]) == read_catalogue(sorted(folders))


Put = Callable[[dict[str, bytes]], Path]


def test_the_name_is_that_of_the_most_trusted_document(put: Put) -> None:
    page = Page(name="Behçet disease", other_names=("Toe α",))
    lost = Page(name="behet disease", other_names=("toe α",))
    (record,) = read_catalogue([put({"a": FORMS["medquad-xml"](lost), "b": to_html(page)})]).conditions
    assert record.names == (Said("Behçet disease", ("a", "b")),)
    assert record.other_names == (Said("Toe α", ("a", "b")),)


def test_of_two_documents_of_one_form_the_newer_gives_the_name(put: Put) -> None:
    new = to_json(Page(name="New toes")).replace(b"2020-08-18", b"2024-01-01")
    catalogue = read_catalogue([put({"a": to_json(Page(name="Old toes")), "b": new})])
    assert catalogue.conditions[0].name == "New toes"
    (found,) = [each for each in catalogue.disagreements if each.field == "name"]
    assert found.values == (Said("New toes", ("b",)), Said("Old toes", ("a",)))


def test_names_that_differ_in_a_greek_letter_stay_two(put: Put) -> None:
    (record,) = read_catalogue([put({"a": to_text(Page(other_names=("α-toe", "β-toe")))})]).conditions
    assert [said.value for said in record.other_names] == ["α-toe", "β-toe"]


def test_codes_against_each_other_are_told(put: Put) -> None:
    other = to_json(Page(codes=(("ar", "Autosomal recessive"),))).replace(b"2020-08-18", b"2024-01-01")
    (found,) = read_catalogue([put({"a": to_json(Page()), "b": other})]).disagreements
    assert (found.slug, found.field) == (Page().slug, "inheritance")
    assert found.values == (Said("ad", ("a",)), Said("ar", ("b",)))


def test_two_dois_of_one_article_are_told_and_both_kept(put: Put) -> None:
    with_doi = [Page(references=((f"{ARTICLE} doi: 10.1000/{letter}.", "11784876"),)) for letter in "ab"]
    catalogue = read_catalogue([put({"a": to_html(with_doi[0]), "b": to_text(with_doi[1])})])
    (found,) = catalogue.disagreements
    assert (found.field, found.values) == ("doi", (Said("10.1000/a", ("a",)), Said("10.1000/b", ("b",))))
    assert len(catalogue.conditions[0].references) == 2


def test_a_pmid_alone_joins_the_reference_that_has_it(put: Put) -> None:
    folder = put({"a": to_html(Page()), "b": FORMS["scrape-xml"](Page()), "c": to_text(Page())})
    (record,) = read_catalogue([folder]).conditions
    ((reference,),) = [record.references]
    assert reference.documents == ("a", "b#1", "c")
    assert (reference.value.pmid, reference.value.text) == ("11784876", Page().references[0][0])


def test_two_texts_for_one_page_of_one_form_are_told(put: Put) -> None:
    prose = tuple((role, ("Other words.",) if role is Role.CAUSES else parts) for role, parts in Page().prose)
    catalogue = read_catalogue([put({"a": to_text(Page()), "b": to_text(Page(prose=prose))})])
    assert [found.field for found in catalogue.disagreements] == ["causes"]
    assert len(catalogue.conditions) == 1


def test_a_gene_in_several_forms_is_one_row(put: Put) -> None:
    (record,) = read_catalogue([put({"a": to_html(Page()), "b": FORMS["scrape-xml"](Page())})]).conditions
    assert [(said.value.symbol, said.value.entrez, said.documents) for said in record.genes] == [
        ("BMP1", "649", ("a", "b#1")),
        ("GNAS", None, ("a", "b#1")),
    ]


def test_gene_ids_against_each_other_are_told() -> None:
    rows = tuple(Said(RelatedGene("A1", f"https://www.ncbi.nlm.nih.gov/gene/{n}", n), (n,)) for n in "12")
    record = ConditionRecord(
        "x", tuple(Document(n, Form.API_JSON, "0") for n in "12"), (Said("X", ("1", "2")),), genes=rows
    )
    assert [found.field for found in find_disagreements(record)] == ["gene"]
    assert settle_condition(record).genes == rows
