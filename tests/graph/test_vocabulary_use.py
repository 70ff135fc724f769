"""What the graph says agrees with what the ontology declares, and with the JSON-LD context."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld
from rdflib import OWL, RDF, RDFS

from mendelgraph.extract import extract_gene
from mendelgraph.graph.dataset import DatasetInfo, describe_dataset
from mendelgraph.graph.describe_condition import describe
from mendelgraph.graph.diagram import read_ontology
from mendelgraph.graph.gene_page import describe_gene_page
from mendelgraph.graph.iris import Minter
from mendelgraph.graph.namespaces import MG, iri_of, terms_of
from mendelgraph.rdf.bridge import to_rdflib
from mendelgraph.records import Disagreement, Role, Said
from mendelgraph.resources import read_resource

if TYPE_CHECKING:
    from mendelgraph.alignments import AlignedRecord
    from mendelgraph.records import GeneRecord

MINT = Minter()
OURS = iri_of(MG)

# declared, but of no use to the one record of these tests: other values of a closed list, and classes that only the
# ontology's own individuals have
LISTS = {
    "DocumentForm": {"ApiJson", "BulkXml", "ScrapeXml"},
    "SectionRole": {f"{''.join(word.title() for word in role.split('-'))}Section" for role in Role},
    "GeneRole": {"Modifies", "Deleted", "Listed"},
    "VariantOrigin": {"Germline"},
    "FunctionChange": {"GainOfFunction"},
    "SymbolStatus": {"AliasSymbol"},
    "FrequencyMeasure": {"Prevalence", "CaseCount", "FamilyCount"},
    "ResourceCategory": {
        "RareDiseaseCenterResource",
        "ClinicalTrialsResource",
        "GeneticTestingResource",
        "OtherResource",
    },
    "Layer": set(),
    "InferenceRule": {"MaternalCopyImpliesPaternalImprinting"},
}
ELSEWHERE = {"bound", "appliesTo", "inWords", "chromosome", "issuedSpan", "imprint", "publicationNote"}


@pytest.fixture
def graph(aligned: AlignedRecord, gene_page: GeneRecord) -> rdflib.Graph:
    said = tuple(Said(document.id, (document.id,)) for document in aligned.stated.record.documents)
    quads = [
        *describe(aligned, MINT, disagreements=[Disagreement("marble-bone", "name", said)]),
        *describe_gene_page(extract_gene(gene_page), None, MINT),
        *describe_dataset(DatasetInfo("1", "2026-11-23", "https://bones.example/licence"), MINT),
    ]
    graph = rdflib.Graph()
    for quad in quads:
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return graph


def used(graph: rdflib.Graph) -> set[str]:
    return {str(term).removeprefix(OURS) for triple in graph for term in triple if str(term).startswith(OURS)}


def test_every_term_used_is_declared_and_every_term_declared_is_used(graph: rdflib.Graph) -> None:
    idle = set(LISTS) | set().union(*LISTS.values()) | ELSEWHERE
    assert used(graph) <= set(terms_of(MG))
    assert set(terms_of(MG)) - used(graph) - idle == set()
    assert used(graph) & ELSEWHERE == set()


def test_domains_hold(graph: rdflib.Graph) -> None:
    ontology = read_ontology()
    for term, domain in ontology.subject_objects(RDFS.domain):
        for subject in graph.subjects(term, None):
            assert domain in _classes(graph, ontology, subject), (subject, term)


def test_ranges_hold(graph: rdflib.Graph) -> None:
    ontology = read_ontology()
    known = graph + ontology
    outside = {MINT.condition("stone-bone").value, "https://medlineplus.gov/genetics/condition/marble-bone/"}
    for term, range_ in ontology.subject_objects(RDFS.range):
        for value in graph.objects(None, term):
            if isinstance(value, rdflib.Literal):
                datatype = RDF.langString if value.language else value.datatype or rdflib.XSD.string
                assert datatype == range_, (term, value)
            elif str(value) not in outside:
                assert range_ in _classes(known, ontology, value), (term, value)


def _classes(graph: rdflib.Graph, ontology: rdflib.Graph, node: rdflib.term.Node) -> set[rdflib.term.Node]:
    direct = set(graph.objects(node, RDF.type))
    return direct | {parent for kind in direct for parent in ontology.transitive_objects(kind, RDFS.subClassOf)}


def test_functional_properties_have_one_value(graph: rdflib.Graph) -> None:
    for term in read_ontology().subjects(RDF.type, OWL.FunctionalProperty):
        for subject in set(graph.subjects(term, None)):
            assert len(list(graph.objects(subject, term))) == 1, (subject, term)


def frame(aligned: AlignedRecord) -> dict[str, object]:
    lines = ox.serialize({quad.triple for quad in describe(aligned, MINT)}, format=ox.RdfFormat.N_TRIPLES) or b""
    expanded = jsonld.from_rdf(lines.decode(), {"format": "application/n-quads"})
    wanted = json.loads(read_resource("ontology/frame.jsonld"))
    wanted["@context"] = json.loads(read_resource("ontology/context.jsonld"))["@context"]
    framed: dict[str, object] = jsonld.frame(expanded, wanted, {"omitGraph": True})
    return framed


def _keys(value: object) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(_keys, value), set())
    if isinstance(value, dict):
        return set(value) | set().union(*(_keys(item) for key, item in value.items() if key != "@context"), set())
    return set()


def test_a_condition_framed_reads_as_one_tree(aligned: AlignedRecord) -> None:
    tree = frame(aligned)
    assert tree["id"] == MINT.condition("marble-bone").value
    assert (tree["label"], tree["identifier"]) == ("Marble bone", "ghr:marble-bone")
    names = {name["literalForm"]: name for name in tree["otherName"]}  # type: ignore[attr-defined] # a list of names
    assert names["MB"]["scope"] == "oio:hasExactSynonym"
    genes = {gene["symbolAsPrinted"]: gene for gene in tree["geneAssociations"]}  # type: ignore[attr-defined] # a list
    assert genes["MRB1"]["geneRole"] == "mg:Causes"
    assert [work["authors"] for work in tree["references"] if "authors" in work] == [["Roe AB", "Doe C"]]  # type: ignore[attr-defined] # a list
    assert len(tree["mappings"]) == 4  # type: ignore[arg-type] # a list
    assert len(tree["page"]["sections"]) == 9  # type: ignore[index] # a page


def test_every_key_of_the_tree_is_a_short_name(aligned: AlignedRecord) -> None:
    assert {key for key in _keys(frame(aligned)) if ":" in key} == set()
