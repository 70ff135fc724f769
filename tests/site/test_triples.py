"""The tables of all triples: escaped as templates escape, each layer and subject with its own rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markupsafe import escape as templates_escape
from pyoxigraph import Literal, Triple

from mendelgraph.graph.namespaces import MG, RDF, RDFS
from mendelgraph.site.addresses import Addresses
from mendelgraph.site.records import by_subject
from mendelgraph.site.triples import TermWriter, escape, tabulate

BASE = "https://w3id.org/mendelgraph/"
ABOUT = f"{BASE}condition/a"
PLACES = Addresses(
    BASE, {ABOUT: "condition/a", f"{BASE}condition/b": "condition/b", MG.Fact.value: "ontology/fact"}, {}
)


def table(statements: list[str]) -> html.HtmlElement:
    writer = TermWriter(PLACES, "condition/any").below(ABOUT, "condition/a")
    (layer,) = tabulate({"stated": by_subject(statements)}, writer)
    assert layer.statements == len(statements)
    return html.fromstring(f"<main>{layer.blocks}</main>")


@given(st.text())
def test_texts_are_escaped_as_templates_escape_them(text: str) -> None:
    assert escape(text) == templates_escape(text)


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1))
def test_a_text_stands_in_its_cell_whatever_it_holds(text: str) -> None:
    line = str(Triple(MG.Fact, RDFS.label, Literal(text, language="en")))
    (cell,) = table([line]).xpath("//dd")
    assert (cell.text or "", cell.xpath("string(i)")) == (text, "@en")


def test_rows_are_gathered_by_predicate_and_the_pages_own_thing_comes_first() -> None:
    fact = f"<{ABOUT}/gene/X>"
    found = table(
        [
            f"<urn:other> {RDF.type} {MG.Fact}",
            f"<{ABOUT}> {MG.about} {fact}",
            f"{fact} {RDF.type} {MG.Fact}",
            f"{fact} {RDF.type} <{BASE}condition/b>",
            f"{fact} {RDFS.label} _:b",
        ]
    )
    assert found.xpath("//h3/text()") == ["condition/a", "urn:other", "gene/X"]
    assert found.xpath("//div[@class='block']/@id") == ["gene/X"]
    rows = [(row.findtext("dt/a"), [dd.text_content() for dd in row.iter("dd")]) for row in found.xpath("//dl/div")]
    assert rows == [
        ("mg:about", ["gene/X"]),
        ("rdf:type", ["mg:Fact"]),
        ("rdf:type", ["mg:Fact", "condition/b"]),
        ("rdfs:label", ["_:b"]),
    ]
    assert found.xpath("//dd/a/@href") == [
        "#gene/X",
        "../ontology/fact.html",
        "../ontology/fact.html",
        "../condition/b.html",
        "#b",
    ]
