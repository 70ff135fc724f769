"""What spans records: each query finds its fault in an invalid dataset, and nothing in a valid one."""

from __future__ import annotations

import pyoxigraph
import pytest

from mendelgraph.rdf.text_nodes import index_lines
from mendelgraph.resources import resources
from mendelgraph.validation import Severity, load_shapes
from mendelgraph.validation.cross_record import check_across, check_store
from mendelgraph.validation.screening import Screened, may_break, read_screens, screen

HEAD = """
@base <https://w3id.org/mendelgraph/> .
@prefix mg: <https://w3id.org/mendelgraph/ontology#> .
@prefix biolink: <https://w3id.org/biolink/vocab/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
VALID = """
<graph/condition/a/stated> {
  <graph/condition/a/stated> mg:layer mg:StatedLayer ; mg:about <condition/a> .
  <condition/a> a biolink:Disease ; dcterms:identifier "ghr:a" ; biolink:has_mode_of_inheritance obo:HP_0000006 .
  <condition/a/name/n> a skosxl:Label ; skosxl:literalForm "N"@en ; mg:about <condition/a> .
}
<graph/condition/a/aligned> {
  <graph/condition/a/aligned> mg:layer mg:AlignedLayer ; mg:about <condition/a> .
  <condition/a> skos:exactMatch obo:MONDO_0000001 .
  <condition/a/name/n> mg:sharedWith <condition/b> .
  <gene/G> a biolink:Gene ; biolink:symbol "G" .
}
<graph/condition/b/stated> {
  <graph/condition/b/stated> mg:layer mg:StatedLayer ; mg:about <condition/b> .
  <condition/b> a biolink:Disease ; dcterms:identifier "ghr:b" .
  <condition/b/name/n> a skosxl:Label ; skosxl:literalForm "N"@en ; mg:about <condition/b> .
  <citation/1> dcterms:creator ( "Ada" "Bob" ) .
}
<graph/condition/b/aligned> {
  <graph/condition/b/aligned> mg:layer mg:AlignedLayer ; mg:about <condition/b> .
  <condition/b> skos:exactMatch obo:MONDO_0000002 .
  <condition/b/name/n> mg:sharedWith <condition/a> .
  <gene/G> a biolink:Gene ; biolink:symbol "G" .
}
<graph/dataset> { <dataset> a dcat:Dataset }
<graph/ontology> { obo:HP_0000006 rdfs:label "Autosomal dominant inheritance"@en }
"""
FAULTS = {
    "dangling-link": ("<condition/a/name/n> mg:sharedWith <condition/b> .", "<condition/b>", "<condition/c>"),
    "one-slug": ('dcterms:identifier "ghr:b"', '"ghr:b"', '"ghr:a"'),
    "one-sided-share": ("<condition/b/name/n> mg:sharedWith <condition/a> .", "mg:sharedWith", "mg:alsoNames"),
    "stray-share": (
        "<condition/a/name/n> mg:sharedWith <condition/b> .",
        "<condition/b>",
        '<condition/d> . <condition/d> a biolink:Disease ; skos:prefLabel "N\'s"@en',
    ),
    "unseen-share": ("mg:sharedWith", "mg:sharedWith", "mg:alsoNames"),
    "one-term-two-conditions": ("obo:MONDO_0000002", "2", "1"),
    "two-labels": ('<gene/G> a biolink:Gene ; biolink:symbol "G" .\n}\n<graph/dataset>', '"G"', '"H"'),
    "blank-node": ("<citation/1> dcterms", "<citation/1>", "[]"),
    "mixed-layers": ("<condition/b/name/n> a skosxl:Label ;", "a skosxl", "mg:scope mg:x ; a skosxl"),
    "unresolved-mode": ("rdfs:label", "rdfs:label", "rdfs:comment"),
}
FOCUS = {
    "dangling-link": {"<https://w3id.org/mendelgraph/condition/a/name/n>"},
    "one-slug": {"<https://w3id.org/mendelgraph/condition/a>", "<https://w3id.org/mendelgraph/condition/b>"},
    "one-sided-share": {"<https://w3id.org/mendelgraph/condition/a/name/n>"},
    "stray-share": {"<https://w3id.org/mendelgraph/condition/a/name/n>"},
    "unseen-share": {f"<https://w3id.org/mendelgraph/condition/{slug}/name/n>" for slug in "ab"},
    "one-term-two-conditions": {
        "<https://w3id.org/mendelgraph/condition/a>",
        "<https://w3id.org/mendelgraph/condition/b>",
    },
    "two-labels": {"<https://w3id.org/mendelgraph/gene/G>"},
    "mixed-layers": {"<https://w3id.org/mendelgraph/condition/b/name/n>"},
    "unresolved-mode": {"<https://w3id.org/mendelgraph/condition/a>"},
}
WARNINGS = {"stray-share", "unseen-share", "one-term-two-conditions"}


def found(text: str) -> dict[str, set[str]]:
    quads = pyoxigraph.parse((HEAD + text).encode(), format=pyoxigraph.RdfFormat.TRIG)
    focus: dict[str, set[str]] = {}
    for finding in check_across(quads, load_shapes().rules):
        focus.setdefault(finding.shape.rpartition("#")[2], set()).add(finding.focus)
    return focus


def test_a_valid_dataset_passes() -> None:
    assert found(VALID) == {}


def test_a_condition_need_not_say_that_its_own_name_is_listed_elsewhere() -> None:
    named = '<condition/b> skos:prefLabel "n"@en .\n  <condition/b/name/n> mg:alsoNames <condition/a> .'
    caught = found(VALID.replace("<condition/b/name/n> mg:sharedWith <condition/a> .", named))
    assert not caught.keys() & {"one-sided-share", "stray-share"}


@pytest.mark.parametrize("rule", ["dangling-link", "unresolved-mode"])
def test_a_part_of_a_dataset_may_point_out_of_itself(rule: str) -> None:
    around, old, new = FAULTS[rule]
    part = VALID.replace(around, around.replace(old, new)).replace("<dataset> a dcat:Dataset", "")
    assert rule not in found(part)


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_is_found(rule: str) -> None:
    around, old, new = FAULTS[rule]
    assert around in VALID
    caught = found(VALID.replace(around, around.replace(old, new)))
    assert rule in caught
    if rule in FOCUS:
        assert caught[rule] == FOCUS[rule]


def screened(text: str) -> tuple[Screened, pyoxigraph.Store]:
    """Look at the records of a dataset one by one, as a build does, and load it."""
    rules = load_shapes().rules
    graphs: dict[str, dict[str, list[bytes]]] = {}
    store = pyoxigraph.Store()
    for quad in pyoxigraph.parse((HEAD + text).encode(), format=pyoxigraph.RdfFormat.TRIG):
        store.extend([quad, pyoxigraph.Quad(*quad.triple)])
        record, _, layer = str(quad.graph_name)[1:-1].rpartition("/")
        graphs.setdefault(record, {}).setdefault(layer, []).append(f"{quad.triple} .\n".encode())
    told = [
        screen(
            layers, index_lines(line.decode()[:-1] for lines in layers.values() for line in lines), read_screens(rules)
        )
        for layers in graphs.values()
    ]
    links = frozenset[str]().union(*(one.open_links for one in told))
    return Screened(any(one.blank for one in told), any(one.mixed for one in told), links), store


@pytest.mark.parametrize("rule", FAULTS)
def test_no_rule_is_passed_over_that_has_something_to_find(rule: str) -> None:
    around, old, new = FAULTS[rule]
    told, store = screened(VALID.replace(around, around.replace(old, new)))
    assert may_break(rule, told, store)
    assert rule in {finding.shape.rpartition("#")[2] for finding in check_store(store, load_shapes().rules, told)}


@pytest.mark.parametrize("rule", ["blank-node", "mixed-layers", "dangling-link", "unseen-share"])
def test_a_rule_is_passed_over_where_no_record_can_break_it(rule: str) -> None:
    assert not may_break(rule, *screened(VALID))


def test_every_query_has_a_fault_and_a_severity() -> None:
    rules = load_shapes().rules
    assert {rule.name for rule in rules} == set(FAULTS)
    assert {rule.name for rule in rules if rule.severity is Severity.WARNING} == WARNINGS
    assert all(rule.message for rule in rules)


def test_queries_and_shapes_do_not_share_a_name() -> None:
    names = {path.stem for path in (resources() / "shapes" / "cross-record").glob("*.rq")}
    assert not any(f"shapes#{name}>" in load_shapes().text for name in names)
