"""What is written from text is what the engine writes of the same triples, whatever they hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from mendelgraph.errors import InputError
from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.graph.namespaces import DCTERMS, MG, RDF, RDFS, SKOS, XSD
from mendelgraph.site import spelling
from mendelgraph.site.downloads import write_download

STARTS = sorted(
    {*output_prefixes().values(), "https://w3id.org/mendelgraph/condition/poh/", "urn:x:", "http://é.example/"}
)
LOCAL = st.text("abAZ019._-~'&()/é·", max_size=6)
IRIS = st.builds(lambda start, local: NamedNode(start + local), st.sampled_from(STARTS), LOCAL)
NAMED = st.sampled_from([RDF.type, RDFS.label, SKOS.altLabel, DCTERMS.references, MG.geneRole])
TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r\x7f")
)
DATATYPES = st.sampled_from([XSD.integer, XSD.boolean, XSD.decimal, XSD.double, XSD.date, XSD.string, RDF.type])
NUMBERS = st.sampled_from(["1", "-1", "01", "+1", "1.0", "1.", "1e3", "true", "1", "2026-01-01", ""])
LITERALS = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(lambda text, language: Literal(text, language=language), TEXTS, st.sampled_from(["en", "de-CH"])),
    st.builds(lambda text, kind: Literal(text, datatype=kind), NUMBERS | TEXTS, DATATYPES),
)
PREDICATES = NAMED | IRIS.filter(lambda iri: not iri.value.startswith(RDF.type.value[:-4]))
BLANK = st.builds(BlankNode, st.sampled_from("ab"))
TRIPLES = st.lists(st.builds(Triple, IRIS | BLANK, PREDICATES, IRIS | BLANK | LITERALS), min_size=1, max_size=6)


def grouped(triples: list[Triple]) -> list[Triple]:
    """Return distinct triples, those of each subject together."""
    subjects = list(dict.fromkeys(triple.subject for triple in triples))
    return [triple for subject in subjects for triple in dict.fromkeys(triples) if triple.subject == subject]


def of_engine(triples: list[Triple], syntax: RdfFormat) -> str:
    return (serialize(grouped(triples), format=syntax, prefixes=output_prefixes()) or b"").decode()


def body(turtle: str) -> str:
    return re.sub(r"^(@prefix .*\n)*\n*", "", turtle).replace(" .\n\n", " .\n")


@given(TRIPLES)
def test_turtle_is_that_of_the_engine_with_the_prefixes_that_it_needs(triples: list[Triple]) -> None:
    written = write_download(triples, ".ttl").decode()
    assert body(written) == body(of_engine(triples, RdfFormat.TURTLE))
    assert {quad.triple for quad in parse(written, format=RdfFormat.TURTLE)} == set(triples)
    for line in re.findall(r"^@prefix .*\n", written, re.MULTILINE):
        with pytest.raises(SyntaxError, match="has not been declared"):
            list(parse(written.replace(line, "", 1), format=RdfFormat.TURTLE))


@given(TRIPLES)
def test_ntriples_and_rdfxml_are_those_of_the_engine(triples: list[Triple]) -> None:
    assert write_download(triples, ".nt").decode() == of_engine(triples, RdfFormat.N_TRIPLES)
    assert write_download(triples, ".rdf").decode() == of_engine(triples, RdfFormat.RDF_XML)


@given(TRIPLES)
def test_jsonld_says_the_same(triples: list[Triple]) -> None:
    named = [triple for triple in triples if "_:" not in f"{triple.subject} {triple.object}"]
    written = write_download(named, ".jsonld")
    assert {quad.triple for quad in parse(written, format=RdfFormat.JSON_LD)} == set(named)


def test_lists_stand_within_the_node_that_has_them() -> None:
    work, cell = NamedNode("urn:x:work"), BlankNode("c")
    authors = NamedNode("http://purl.org/ontology/bibo/authorList")
    triples = [Triple(work, authors, cell), Triple(cell, RDF.first, Literal("A")), Triple(cell, RDF.rest, RDF.nil)]
    triples.append(Triple(work, RDFS.label, Literal("A work", language="en")))
    written = write_download(triples, ".jsonld")
    assert len(list(parse(written, format=RdfFormat.JSON_LD))) == len(triples)
    assert written.decode().rpartition("@graph")[2].count("\n") == 3


def test_what_xml_cannot_hold_is_refused() -> None:
    with pytest.raises(InputError, match="XML cannot hold"):
        write_download([Triple(NamedNode("urn:x:a"), RDFS.label, Literal("a\x01b"))], ".rdf")


def test_statements_kept_at_hand_stay_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "KEPT", 3)
    speller = spelling.Speller()
    first = speller['<urn:x:p> "a"']
    for number in range(10):
        assert speller[f'<urn:x:p> "{number}"'].object == f'"{number}"'
        assert len(speller) <= 3
    assert speller['<urn:x:p> "a"'] == first


def test_every_download_of_a_site_can_be_read_and_says_what_the_ntriples_say(site: Path) -> None:
    """Turtle once lacked the prefix of a page's own IRI."""
    for path in sorted(site.rglob("*.nt")):
        named = {quad.triple for quad in parse(path.read_bytes(), format=RdfFormat.N_TRIPLES)}
        for suffix in (".ttl", ".rdf"):
            found = list(parse(path.with_suffix(suffix).read_bytes(), RdfFormat.from_extension(suffix[1:])))
            assert len(found) == len(named), path
