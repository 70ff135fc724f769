"""The page of a condition says in plain words what the graph holds, and shows the words it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

if TYPE_CHECKING:
    from mendelgraph.site.library import Library


def text_of(library: Library, slug: str) -> str:
    page = library.document(f"{library.catalogue.base}condition/{slug}").page
    return " ".join(html.fromstring(page).text_content().split())


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("progressive-osseous-heteroplasia", "It arises only when the altered copy of GNAS comes from the father."),
        ("angelman-syndrome", "comes from the mother."),
        ("progressive-osseous-heteroplasia", "with maternal imprinting (HP:0012275)"),
        ("progressive-osseous-heteroplasia", "Also names Osteoma cutis (HP:0025027): its name in"),
        ("progressive-osseous-heteroplasia", "Also a name of Fibrodysplasia ossificans progressiva in this catalogue."),
        ("progressive-osseous-heteroplasia", "Human Disease Ontology"),
        ("progressive-osseous-heteroplasia", "How common it is, is not known."),
    ],
    ids=["father", "mother", "direction", "conflict", "shared", "dispute", "unknown frequency"],
)
def test_it_is_said_on_the_page(slug: str, sentence: str, library: Library) -> None:
    assert sentence in text_of(library, slug)


def test_a_receipt_marks_the_exact_words_within_their_paragraph(library: Library) -> None:
    iri = f"{library.catalogue.base}condition/progressive-osseous-heteroplasia"
    tree = html.fromstring(library.document(iri).page)
    origin = tree.xpath("//p[@class='origin']")[0]
    target = origin.xpath(".//button/@popovertarget")[0]
    receipt = tree.xpath(f"//*[@id='{target}']")[0]
    assert "the paternal copy of the GNAS gene" in receipt.xpath("string(.//mark)")
    assert len(receipt.xpath("string(.//q)")) > len(receipt.xpath("string(.//mark)"))


def test_every_fact_of_every_condition_has_its_receipt_on_the_page(library: Library) -> None:
    for iri in library.catalogue.conditions:
        tree = html.fromstring(library.document(iri).page)
        facts = tree.xpath("//section[@aria-labelledby='genes' or @aria-labelledby='frequency']//ul[@class='facts']/li")
        assert all(fact.xpath(".//mark") for fact in facts), iri


def test_the_layers_stand_apart(library: Library) -> None:
    iri = f"{library.catalogue.base}condition/progressive-osseous-heteroplasia"
    tree = html.fromstring(library.document(iri).page)
    layers = [each.get("class") for each in tree.xpath("//section[contains(@class, 'data')]/details")]
    assert layers == ["layer-stated", "layer-aligned", "layer-inferred"]


def test_a_name_cannot_bring_markup_in(library: Library) -> None:
    from dataclasses import replace

    from mendelgraph.site.condition_view import read_condition
    from mendelgraph.site.pages.condition import condition_page
    from mendelgraph.site.records import Graph, find_record

    iri = f"{library.catalogue.base}condition/alkaptonuria"
    iri = iri if iri in library.catalogue.conditions else next(iter(library.catalogue.conditions))
    record = find_record(iri, library.catalogue.base, library.store)
    assert record
    view = read_condition(iri, Graph(record.lines), library.catalogue)
    hostile = '</script><script>alert("x")</script>'
    page = condition_page(replace(view, name=hostile, summary=hostile), [], "condition/x", library.setting)
    assert b"<script>alert" not in page
    assert "alert" in html.fromstring(page).xpath("string(//h1)")
