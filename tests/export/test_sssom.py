"""SSSOM/TSV: every mapping of the graph, refusals included, with prefixes that say what the identifiers are."""

from __future__ import annotations

import csv
import io
import re

import bioregistry
from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from mendelgraph.align.sssom import MAPPING_COLUMNS
from mendelgraph.export import write
from mendelgraph.graph.namespaces import RDF, SSSOM
from mendelgraph.identifiers import parse_curie
from tests.export.facts import ask

SKOS, OWL = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2002/07/owl#"
SSSOM_IRI = "https://w3id.org/sssom/"


def table(quads: list[Quad]) -> tuple[list[str], list[dict[str, str]]]:
    out = io.BytesIO()
    write(iter(quads), "sssom", out)
    lines = out.getvalue().decode().splitlines()
    head = [line for line in lines if line.startswith("#")]
    return head, list(csv.DictReader(lines[len(head) :], delimiter="\t"))


def test_every_mapping_is_a_row(catalogue: list[Quad]) -> None:
    _, rows = table(catalogue)
    mappings = {quad.subject for quad in catalogue if quad.predicate == RDF.type and quad.object == SSSOM.Mapping}
    assert len(rows) == len(mappings) > 100
    assert tuple(rows[0]) == MAPPING_COLUMNS
    assert all(
        row["subject_id"].startswith("ghr:") and row["mapping_justification"].startswith("semapv:") for row in rows
    )


def iri(curie: str, base: str = "https://w3id.org/mendelgraph/condition/") -> str:
    return base + curie.removeprefix("ghr:") if curie.startswith("ghr:") else parse_curie(curie).iri


def match(row: dict[str, str]) -> tuple[str, ...]:
    return iri(row["subject_id"]), row["predicate_id"].replace("skos:", SKOS), iri(row["object_id"])


def test_the_same_matches_and_refusals_come_back(catalogue: list[Quad]) -> None:
    _, rows = table(catalogue)
    expected = ask(catalogue)
    assert {match(row) for row in rows if not row["predicate_modifier"]} == expected.matches
    assert {match(row) for row in rows if row["predicate_modifier"]} == expected.refusals


WORDS = f"{SSSOM_IRI}%s"
COLUMNS = {
    **{name: WORDS % name for name in ("subject_label", "object_label", "author_label", "other", "confidence")},
    **{name: WORDS % name for name in ("object_source_version", "subject_source", "object_source")},
    "mapping_justification": WORDS % "mapping_justification",
    "comment": "http://www.w3.org/2000/01/rdf-schema#comment",
    "subject_id": f"{OWL}annotatedSource",
    "predicate_id": f"{OWL}annotatedProperty",
    "object_id": f"{OWL}annotatedTarget",
    "predicate_modifier": WORDS % "predicate_modifier",
}
SPACES = {"skos": SKOS, "semapv": "https://w3id.org/semapv/vocab/", "bioregistry": "https://bioregistry.io/"}


def whole(column: str, value: str) -> str:
    if column == "confidence":
        return f"{float(value):g}"  # the engine writes 0.90 as 0.9 and 1.00 as 1
    if column in {"subject_id", "object_id"}:
        return iri(value)
    if column == "predicate_modifier" and value:
        return f"{SSSOM_IRI}NegatedPredicate"
    prefix, colon, local = value.partition(":")
    return SPACES[prefix] + local if colon and prefix in SPACES else value


def written(quads: list[Quad]) -> Store:
    out = io.BytesIO()
    write(iter(quads), "sssom-rdf", out)
    store = Store()
    store.load(out.getvalue(), format=RdfFormat.TURTLE)
    return store


def test_the_rdf_says_of_each_mapping_what_the_table_says(catalogue: list[Quad]) -> None:
    store = written(catalogue)
    (mapping_set,) = {quad.subject for quad in store.quads_for_pattern(None, NamedNode(f"{SSSOM_IRI}mappings"), None)}
    nodes = [quad.object for quad in store.quads_for_pattern(mapping_set, NamedNode(f"{SSSOM_IRI}mappings"), None)]
    said = [
        tuple(
            next((quad.object.value for quad in store.quads_for_pattern(node, NamedNode(term), None)), "")
            for term in COLUMNS.values()
        )
        for node in nodes
    ]
    _, rows = table(catalogue)
    assert sorted(said) == sorted(tuple(whole(column, row[column]) for column in COLUMNS) for row in rows)


def test_the_rdf_says_each_match_flat_and_no_refusal(catalogue: list[Quad]) -> None:
    flat = {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in written(catalogue)
        if quad.predicate.value.startswith(SKOS)
    }
    assert flat == ask(catalogue).matches


def test_the_rdf_has_no_blank_node_and_binds_the_table_s_prefixes(catalogue: list[Quad]) -> None:
    out = io.BytesIO()
    write(iter(catalogue), "sssom-rdf", out)
    assert b"_:" not in out.getvalue()
    assert b"@prefix ghr: <https://w3id.org/mendelgraph/condition/> ." in out.getvalue()
    assert b"@prefix bioregistry: <https://bioregistry.io/> ." in out.getvalue()


def test_the_head_says_what_each_prefix_stands_for(catalogue: list[Quad]) -> None:
    head, rows = table(catalogue)
    prefixes = {line.split(":")[0].strip("# ") for line in head if line.startswith("#  ")}
    assert {row["object_id"].partition(":")[0] for row in rows} <= prefixes
    assert {"ghr", "skos", "semapv", "bioregistry"} <= prefixes
    assert '#license: "https://creativecommons.org/publicdomain/zero/1.0/"' in head


def test_vocabularies_are_named_as_the_bioregistry_names_them(catalogue: list[Quad]) -> None:
    _, rows = table(catalogue)
    named = {row["object_id"].partition(":")[0]: row["object_source"] for row in rows}
    assert named["SCTID"] == "bioregistry:snomedct"
    assert named["Orphanet"] == "bioregistry:orphanet.ordo"
    keys = {value.removeprefix("bioregistry:") for value in named.values()}
    assert {key for key in keys if bioregistry.normalize_prefix(key) != key} == set()


def test_a_refusal_is_a_row_with_its_reason(catalogue: list[Quad]) -> None:
    _, rows = table(catalogue)
    refused = [row for row in rows if row["predicate_modifier"] == "Not"]
    assert refused
    assert all(row["comment"] for row in refused)


def test_a_row_says_through_whom_and_by_which_votes(catalogue: list[Quad]) -> None:
    _, rows = table(catalogue)
    by_pair = {(row["subject_id"], row["object_id"]): row["other"] for row in rows}
    poh = "ghr:progressive-osseous-heteroplasia"
    assert re.search(r"^said by mondo\S* \| .*\+ name-is-label: .* \[mondo\S*\]", by_pair[poh, "MONDO:0008153"])
    assert by_pair[poh, "OMIM:166350"].startswith("via MONDO:0008153 said by ")


def test_a_release_without_mappings_is_an_empty_table() -> None:
    _, rows = table([])
    assert rows == []


# sssom_schema 1.1: slots of a mapping and what may stand in them; a set requires its id and a licence
SLOTS = {
    "subject_id": r"ghr:[a-z0-9-]+",
    "predicate_id": r"skos:(exact|close|broad|narrow|related)Match",
    "predicate_modifier": r"(Not)?",
    "object_id": r"[A-Za-z0-9.]+:\S+",
    "mapping_justification": r"semapv:(MappingReview|ManualMappingCuration|LogicalReasoning|LexicalMatching"
    r"|CompositeMatching|UnspecifiedMatching|SemanticSimilarityThresholdMatching|LexicalSimilarityThresholdMatching"
    r"|MappingChaining|MappingInversion|StructuralMatching|InstanceBasedMatching|BackgroundKnowledgeBasedMatching)",
    "subject_source": r"\w+:\S+",
    "object_source": r"bioregistry:\S+",
    "confidence": r"(0(\.\d+)?|1(\.0+)?)?",
}
OTHER_SLOTS = {
    *("subject_label", "object_label", "author_label", "object_source_version", "mapping_tool", "comment", "other")
}
HEAD_SLOTS = {"mapping_set_id", "mapping_set_title", "mapping_set_version", "mapping_date", "license", "curie_map"}


def test_rows_and_head_have_what_the_schema_requires(catalogue: list[Quad]) -> None:
    head, rows = table(catalogue)
    assert set(rows[0]) <= {*SLOTS, *OTHER_SLOTS}
    for row in rows:
        assert {name for name, pattern in SLOTS.items() if not re.fullmatch(pattern, row[name])} == set(), row
    said = {line[1:].partition(":")[0] for line in head if not line.startswith("# ")}
    assert {"mapping_set_id", "license", "curie_map"} <= said <= HEAD_SLOTS
