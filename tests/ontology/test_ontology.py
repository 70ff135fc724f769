"""The vocabulary is complete, documented, and of the kind that an OWL DL editor opens."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pyhornedowl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SDO, SKOS

from mendelgraph.graph.namespaces import MG, ONTOLOGY, PREFIXES, iri_of, terms_of
from mendelgraph.records import Role
from mendelgraph.resources import read_resource, resources

if TYPE_CHECKING:
    from pathlib import Path

FILES = ["mendelgraph.ttl", "alignment.ttl"]
NS = ONTOLOGY + "#"
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def parse(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=read_resource(f"ontology/{name}"), format="turtle")


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return parse("mendelgraph.ttl")


def ours(graph: rdflib.Graph) -> set[rdflib.URIRef]:
    return {s for s in graph.subjects() if isinstance(s, rdflib.URIRef) and s.startswith(NS)}


def kinds(graph: rdflib.Graph, term: rdflib.term.Node) -> set[rdflib.term.Node]:
    return set(graph.objects(term, RDF.type))


@pytest.mark.parametrize("name", FILES)
def test_two_parsers_read_the_same(name: str) -> None:
    text = read_resource(f"ontology/{name}")
    triples = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    assert len(parse(name)) == len({quad.triple for quad in triples})


def test_the_graph_may_use_what_the_ontology_declares_and_nothing_else(ontology: rdflib.Graph) -> None:
    assert {str(term).removeprefix(NS) for term in ours(ontology)} == set(terms_of(MG))


def test_every_term_has_a_label_and_a_definition_in_english(ontology: rdflib.Graph) -> None:
    for term in ours(ontology):
        for predicate in (RDFS.label, SKOS.definition):
            texts = list(ontology.objects(term, predicate))
            assert len(texts) == 1, (term, predicate)
            assert isinstance(texts[0], rdflib.Literal)
            assert texts[0].language == "en", term


def test_labels_are_unique_within_a_kind(ontology: rdflib.Graph) -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        labels = [str(ontology.value(term, RDFS.label)) for term in ours(ontology) if kind in kinds(ontology, term)]
        assert len(labels) == len(set(labels))


def test_a_term_is_of_one_kind_only(ontology: rdflib.Graph) -> None:
    """OWL 2 DL forbids a property of two kinds, and a class that is a property would be punned without need."""
    exclusive = {OWL.Class, OWL.NamedIndividual, *PROPERTIES}
    for term in ours(ontology):
        assert len(kinds(ontology, term) & exclusive) == 1, term


def test_domains_and_ranges_are_declared(ontology: rdflib.Graph) -> None:
    datatypes = {rdflib.XSD.string, rdflib.XSD.boolean, rdflib.XSD.integer, rdflib.XSD.decimal, RDF.langString}
    for term in ours(ontology):
        of = kinds(ontology, term)
        if OWL.ObjectProperty in of:
            assert all(OWL.Class in kinds(ontology, value) for value in ontology.objects(term, RDFS.range)), term
        if OWL.DatatypeProperty in of:
            assert set(ontology.objects(term, RDFS.range)) <= datatypes, term
            assert len(list(ontology.objects(term, RDFS.range))) == 1, term
        assert all(OWL.Class in kinds(ontology, value) for value in ontology.objects(term, RDFS.domain)), term


def test_an_individual_belongs_to_a_declared_class(ontology: rdflib.Graph) -> None:
    for term in ontology.subjects(RDF.type, OWL.NamedIndividual):
        classes = kinds(ontology, term) - {OWL.NamedIndividual}
        assert all(OWL.Class in kinds(ontology, value) for value in classes)
        assert classes or term == rdflib.URIRef(NS + "UnknownInheritance")


def test_every_annotation_used_is_declared(ontology: rdflib.Graph) -> None:
    """What is neither declared nor built into OWL makes a file OWL Full."""
    built_in = (str(RDF), str(RDFS), str(OWL))
    used = {predicate for predicate in ontology.predicates() if not str(predicate).startswith(built_in)}
    assert not [predicate for predicate in used if not kinds(ontology, predicate) & set(PROPERTIES)]


def test_no_functional_annotation_and_no_datatype_property_is_inverse(ontology: rdflib.Graph) -> None:
    for term in ontology.subjects(RDF.type, OWL.FunctionalProperty):
        assert OWL.AnnotationProperty not in kinds(ontology, term)


def test_an_owl_parser_understands_all_of_it(ontology: rdflib.Graph, tmp_path: Path) -> None:
    """Horned-OWL maps the triples back to OWL 2 axioms; what it declares and asserts is what the file says."""
    path = tmp_path / "mendelgraph.owl"
    ontology.serialize(path, format="xml")
    owl = pyhornedowl.open_ontology(str(path))

    def declared(kind: rdflib.URIRef) -> set[str]:
        return {str(term) for term in ontology.subjects(RDF.type, kind)}

    assert set(owl.get_classes()) == declared(OWL.Class)
    assert set(owl.get_object_properties()) == declared(OWL.ObjectProperty)
    assert set(owl.get_data_properties()) == declared(OWL.DatatypeProperty)
    assert set(owl.get_annotation_properties()) == declared(OWL.AnnotationProperty)
    assert set(owl.get_named_individuals()) == declared(OWL.NamedIndividual)
    axioms = Counter(type(axiom.component).__name__ for axiom in owl.get_axioms())
    assert axioms["ObjectPropertyDomain"] + axioms["DataPropertyDomain"] == len(list(ontology[: RDFS.domain]))
    assert axioms["ObjectPropertyRange"] + axioms["DataPropertyRange"] == len(list(ontology[: RDFS.range]))


def test_it_says_its_version(ontology: rdflib.Graph) -> None:
    version = str(ontology.value(rdflib.URIRef(ONTOLOGY), OWL.versionInfo))
    assert str(ontology.value(rdflib.URIRef(ONTOLOGY), OWL.versionIRI)) == f"{ONTOLOGY}/{version}"


@pytest.mark.parametrize("role", list(Role))
def test_every_section_role_has_its_individual(ontology: rdflib.Graph, role: Role) -> None:
    name = "".join(word.title() for word in role.split("-")) + "Section"
    assert rdflib.URIRef(NS + "SectionRole") in kinds(ontology, rdflib.URIRef(NS + name))


def test_the_alignment_is_about_declared_terms_and_real_schema_org_ones(ontology: rdflib.Graph) -> None:
    alignment = parse("alignment.ttl")
    assert ours(alignment) <= ours(ontology)
    targets = {str(o) for p in (SKOS.closeMatch, SKOS.broadMatch) for o in alignment.objects(None, p)}
    schema = [target.removeprefix(str(SDO)) for target in targets if target.startswith(str(SDO))]
    assert len(schema) >= 8
    assert not [name for name in schema if name not in SDO]


def test_the_context_names_every_term_once() -> None:
    context = json.loads(read_resource("ontology/context.jsonld"))["@context"]
    terms = [value for value in context.values() if isinstance(value, dict)]
    names = [term.get("@id", term.get("@reverse", "")) for term in terms]
    mapped = [name for name in names if name.startswith("mg:")]
    mapped.remove("mg:about")  # forward as `about`, backward as `questions`
    assert len(mapped) == len(set(mapped))
    graph = parse("mendelgraph.ttl")
    properties = {"mg:" + str(term).removeprefix(NS) for term in ours(graph) if kinds(graph, term) & set(PROPERTIES)}
    assert properties == set(mapped)
    assert {name for name in PREFIXES if context.get(name) != PREFIXES[name]} == set()
    assert all(":" in name for name in names)


def test_the_context_types_literals_as_the_ontology_does() -> None:
    context = json.loads(read_resource("ontology/context.jsonld"))["@context"]
    graph = parse("mendelgraph.ttl")
    for value in context.values():
        if not isinstance(value, dict) or not value.get("@id", "").startswith("mg:"):
            continue
        term = rdflib.URIRef(NS + value["@id"].removeprefix("mg:"))
        range_ = graph.value(term, RDFS.range)
        if OWL.ObjectProperty in kinds(graph, term):
            assert value["@type"] == "@id", term
        elif range_ == RDF.langString:
            assert value["@language"] == "en", term
        elif range_ == rdflib.XSD.decimal:
            assert value["@type"] == "xsd:decimal", term
        elif range_ is not None:
            assert "@type" not in value, f"{term}: JSON has numbers, booleans and strings of its own"


def test_prefixes_of_the_turtle_are_those_of_the_graph() -> None:
    text = read_resource("ontology/mendelgraph.ttl")
    for prefix, iri in re.findall(r"@prefix (\w+): <(.+)> \.", text):
        assert PREFIXES.get(prefix, iri) == iri


def test_every_file_here_is_described_in_the_readme() -> None:
    readme = read_resource("ontology/README.md")
    folder = resources() / "ontology"
    assert [path.name for path in folder.iterdir() if path.name not in readme and path.name != "README.md"] == []


def test_the_readme_explains_every_class(ontology: rdflib.Graph) -> None:
    assert iri_of(MG) == NS
    classes = {str(term).removeprefix(NS) for term in ours(ontology) if OWL.Class in kinds(ontology, term)}
    readme = read_resource("ontology/README.md")
    assert sorted(name for name in classes if f"`mg:{name}`" not in readme) == []
