"""The description of a release is checked against what the release holds: every count, every checksum, every link."""

from __future__ import annotations

import json
import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from mendelgraph.graph.iris import Minter
from mendelgraph.graph.namespaces import MG, RDF
from mendelgraph.graph.statistics import LINKING, target_of
from mendelgraph.release import embedded_release
from mendelgraph.store import quads_of
from mendelgraph.validation import default_engine, load_shapes, validate_quads
from tests.recounting import count_quads

MINT = Minter()
PREFIXES = """
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX mg: <https://w3id.org/mendelgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX pav: <http://purl.org/pav/>
PREFIX schema: <https://schema.org/>
PREFIX spdx: <http://spdx.org/rdf/terms#>
PREFIX void: <http://rdfs.org/ns/void#>
"""


@pytest.fixture(scope="module")
def release() -> Path:
    return embedded_release()


@pytest.fixture(scope="module")
def records(release: Path) -> Store:
    """All records in one graph, without the description itself."""
    store = Store()
    store.extend(Quad(*quad.triple) for quad in quads_of(release) if quad.graph_name != MINT.dataset_graph())
    return store


@pytest.fixture(scope="module")
def described(release: Path) -> Store:
    store = Store()
    store.extend(parse(path=release / "void.ttl", format=RdfFormat.TURTLE))
    return store


def rows(store: Store, pattern: str) -> list[tuple[str, ...]]:
    """Return what the variables of a pattern are bound to, in the order in which they stand there."""
    names = list(dict.fromkeys(re.findall(r"\?(\w+)", pattern)))
    wanted = " ".join(f"?{name}" for name in names)
    answer = store.query(f"{PREFIXES} SELECT DISTINCT {wanted} WHERE {{ {pattern} }}")
    assert isinstance(answer, QuerySolutions)
    return [tuple(row[name].value for name in names) for row in answer]  # type: ignore[union-attr]  # all bound


def number(store: Store, expression: str, pattern: str) -> int:
    answer = store.query(f"{PREFIXES} SELECT (COUNT({expression}) AS ?n) WHERE {{ {pattern} }}")
    assert isinstance(answer, QuerySolutions)
    return int(next(iter(answer))["n"].value)  # type: ignore[union-attr]  # a number


COUNTS = {
    "triples": lambda triples: len(triples),
    "distinctSubjects": lambda triples: len({str(each.subject) for each in triples}),
    "distinctObjects": lambda triples: len({str(each.object) for each in triples}),
    "properties": lambda triples: len({each.predicate.value for each in triples}),
    "classes": lambda triples: len({each.object.value for each in triples if each.predicate == RDF.type}),
    "entities": lambda triples: len({str(each.subject) for each in triples if each.predicate == RDF.type}),
}
"""Counted on terms as they are written: the store takes integers of several datatypes for one."""


@pytest.mark.parametrize("name", COUNTS)
def test_totals_are_those_of_the_data(name: str, described: Store, release: Path) -> None:
    ((said,),) = rows(described, f"[] a dcat:Distribution ; void:{name} ?said")
    triples = {str(quad.triple): quad.triple for quad in quads_of(release) if quad.graph_name != MINT.dataset_graph()}
    assert int(said) == COUNTS[name](list(triples.values())) > 10


def test_every_class_is_counted_as_it_occurs(described: Store, records: Store) -> None:
    pattern = "[] a dcat:Distribution ; void:classPartition [ void:class ?class ; void:entities ?count ]"
    said = {name: int(count) for name, count in rows(described, pattern)}
    found = {name for (name,) in rows(records, "[] a ?class")}
    assert said.keys() == found
    for name, count in said.items():
        assert count == number(records, "DISTINCT ?s", f"?s a <{name}>"), name


def test_every_property_is_counted_as_it_occurs(described: Store, records: Store) -> None:
    said = {name: int(count) for name, count in rows(described, "[] void:property ?property ; void:triples ?count")}
    assert said.keys() == {name for (name,) in rows(records, "[] ?property []")}
    for name, count in said.items():
        assert count == number(records, "*", f"?s <{name}> ?o"), name


def test_every_set_of_links_is_counted_as_it_occurs(described: Store, records: Store) -> None:
    pattern = "[] void:linkPredicate ?p ; void:triples ?n ; void:objectsTarget/void:uriSpace ?start"
    said = {(predicate, start): int(count) for predicate, count, start in rows(described, pattern)}
    skos = "http://www.w3.org/2004/02/skos/core#exactMatch"
    mondo = number(records, "*", f'?s <{skos}> ?o FILTER(STRSTARTS(STR(?o), "http://purl.obolibrary.org/obo/MONDO_"))')
    assert said[skos, "http://purl.obolibrary.org/obo/MONDO_"] == mondo > 10
    links = (quad for each in LINKING for quad in records.quads_for_pattern(None, each, None, DefaultGraph()))
    leading = [quad for quad in links if isinstance(quad.object, NamedNode) and target_of(quad.object.value)]
    assert sum(said.values()) == len(leading)


def test_conditions_with_a_link_are_counted_as_they_occur(described: Store, records: Store) -> None:
    pattern = """[] void:linkPredicate ?p ; void:objectsTarget/void:uriSpace ?start ;
        void:classPartition [ void:class biolink:Disease ; void:entities ?count ]"""
    said = rows(described, pattern)
    assert len(said) > 20
    for predicate, start, count in said:
        linked = f'?s a biolink:Disease ; <{predicate}> ?o FILTER(STRSTARTS(STR(?o), "{start}"))'
        assert int(count) == number(records, "DISTINCT ?s", linked), (predicate, start)


def test_every_layer_is_counted_as_it_occurs(described: Store, release: Path) -> None:
    said = {layer: int(count) for layer, count in rows(described, "[] dcterms:subject ?layer ; void:triples ?count")}
    graphs: dict[str, str] = {}
    for quad in quads_of(release):
        if quad.predicate == MG.layer:
            graphs[str(quad.subject)] = quad.object.value  # type: ignore[union-attr]  # a layer
    found = Counter(graphs.get(str(quad.graph_name)) for quad in quads_of(release))
    assert said == {layer: count for layer, count in found.items() if layer}
    assert len(said) == 3


def test_facts_and_receipts_are_counted_by_section(described: Store, records: Store) -> None:
    pattern = """[] dcterms:subject ?role ; void:classPartition [ void:class mg:Fact ; void:entities ?facts ],
        [ void:class oa:SpecificResource ; void:entities ?receipts ]"""
    said = rows(described, pattern)
    assert {role for role, *_ in said} == {role for (role,) in rows(records, "[] oa:hasSource/mg:sectionRole ?role")}
    for role, facts, receipts in said:
        resting = f"?fact mg:receipt ?receipt . ?receipt oa:hasSource/mg:sectionRole <{role}>"
        assert int(facts) == number(records, "DISTINCT ?fact", resting), role
        assert int(receipts) == number(records, "DISTINCT ?receipt", resting), role


def test_every_file_has_its_checksum_and_size(described: Store, release: Path) -> None:
    pattern = "_:f dcat:downloadURL ?url ; dcat:byteSize ?size ; spdx:checksum/spdx:checksumValue ?digest"
    files = rows(described, pattern)
    assert len(files) == 7
    for url, size, digest in files:
        content = (release / url.rpartition("/")[2]).read_bytes()
        assert (int(size), digest) == (len(content), sha256(content).hexdigest()), url


def test_every_source_has_its_version_and_hash(described: Store) -> None:
    sources = rows(described, "[] pav:version ?any ; dcterms:source ?source")
    told = rows(described, "?source dcat:version ?version ; schema:sha256 ?hash ; dcterms:title ?title")
    assert {source for source, *_ in told} >= {source for _, source in sources}
    assert len(told) > 10


def test_the_version_is_that_of_the_manifest(described: Store, release: Path) -> None:
    version = json.loads((release / "manifest.json").read_bytes())["version"]
    assert rows(described, "<https://w3id.org/mendelgraph/dataset> pav:hasCurrentVersion/pav:version ?v") == [
        (version,)
    ]


def test_the_description_conforms_to_the_shapes(release: Path) -> None:
    quads = list(parse(path=release / "void.ttl", format=RdfFormat.TURTLE))
    assert [str(each) for each in validate_quads(quads, load_shapes(), engine=default_engine()).findings] == []


def test_the_order_of_pieces_does_not_matter(release: Path) -> None:
    quads = list(quads_of(release))[:2000]
    assert count_quads(quads) == count_quads(reversed(quads)) == count_quads([*quads, *quads])
