"""KGX: valid by what the Biolink model says, and the same facts when it is read back."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from pyoxigraph import Quad

from mendelgraph.dialects import forms_of, read_spelling
from mendelgraph.export import write_parts
from mendelgraph.export.catalogue import DOI, About, Catalogue, Condition, Match
from mendelgraph.export.kgx import make_graph
from mendelgraph.identifiers import parse_curie, prefixes
from tests.export.facts import FABIO, PRISM, Facts, ask, own, scope

# Biolink 4.4: the classes used here, what stands in their range, what each association may say
CATEGORIES = {"biolink:Disease", "biolink:Gene", "biolink:GeneticInheritance", "biolink:Publication"}
ASSOCIATIONS = {
    "biolink:CausalGeneToDiseaseAssociation": ({"biolink:causes"}, "biolink:Gene", "biolink:Disease"),
    "biolink:GeneToDiseaseAssociation": (
        {"biolink:contributes_to", "biolink:affects", "biolink:associated_with"},
        "biolink:Gene",
        "biolink:Disease",
    ),
    "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation": (
        {"biolink:has_mode_of_inheritance"},
        "biolink:Disease",
        "biolink:GeneticInheritance",
    ),
    "biolink:Association": ({"biolink:related_to"}, "biolink:Disease", "biolink:Publication"),
}
LEVELS = {"knowledge_assertion"}
AGENTS = {"manual_agent", "text_mining_agent"}
REQUIRED_OF_NODES = ("id", "category")
REQUIRED_OF_EDGES = ("id", "subject", "predicate", "object", "category", "knowledge_level", "agent_type")
CURIE = re.compile(r"[^ <()>:]*:[^/ :]+")  # what kgx 2.6 takes for one
MATCHES = {
    "equivalent_identifiers": "exact",
    "close_matches": "close",
    "broad_matches": "broad",
    "narrow_matches": "narrow",
    "related_matches": "related",
}
SCOPES = {f"{word}_names": word for word in ("exact", "narrow", "broad", "related")}
IDS = {"PMID": f"{FABIO}hasPubMedId", "doi": f"{PRISM}doi", "PMC": f"{FABIO}hasPubMedCentralId"}
LISTS = {
    "category",
    "synonym",
    "publication_type",
    "authors",
    "xref",
    "inheritance_qualifier",
    "supporting_text",
    *MATCHES,
    *SCOPES,
}
SKOS = "http://www.w3.org/2004/02/skos/core#"


def read_tsv(files: dict[str, bytes], name: str) -> list[dict[str, object]]:
    rows = csv.DictReader(io.StringIO(files[f"{name}.tsv"].decode()), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [{key: value.split("|") if key in LISTS else value for key, value in row.items() if value} for row in rows]


def read_jsonl(files: dict[str, bytes], name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in files[f"{name}.jsonl"].splitlines()]


READERS = {"kgx": read_tsv, "kgx-jsonl": read_jsonl}


@pytest.fixture(scope="module", params=READERS)
def parts(request: pytest.FixtureRequest, catalogue: list[Quad]) -> dict[str, list[dict[str, object]]]:
    files = write_parts(iter(catalogue), request.param)
    read = READERS[request.param]
    return {
        name: read(files, name)
        for name in (f"{p}_{k}" for p in ("mendelgraph", "unmatched") for k in ("nodes", "edges"))
    }


def test_ids_have_prefixes_of_biolink(parts: dict[str, list[dict[str, object]]]) -> None:
    known = {form.curie.partition(":")[0] for several in forms_of("biolink").values() for form in several}
    for node in parts["mendelgraph_nodes"]:
        assert CURIE.fullmatch(str(node["id"]))
        assert str(node["id"]).partition(":")[0] in known


def test_nodes_and_edges_have_what_biolink_requires(parts: dict[str, list[dict[str, object]]]) -> None:
    for part in ("mendelgraph", "unmatched"):
        kinds = {node["id"]: node["category"][0] for node in parts[f"{part}_nodes"]}
        assert set(kinds.values()) <= CATEGORIES
        assert len(kinds) == len(parts[f"{part}_nodes"])
        for node in parts[f"{part}_nodes"]:
            assert all(node.get(field) for field in REQUIRED_OF_NODES), node
        for edge in parts[f"{part}_edges"]:
            assert all(edge.get(field) for field in REQUIRED_OF_EDGES), edge
            predicates, subject, object_ = ASSOCIATIONS[edge["category"][0]]
            assert edge["predicate"] in predicates
            assert (kinds[edge["subject"]], kinds[edge["object"]]) == (subject, object_)
            assert edge["knowledge_level"] in LEVELS
            assert edge["agent_type"] in AGENTS


def test_every_edge_stands_in_one_part(parts: dict[str, list[dict[str, object]]]) -> None:
    ids = [edge["id"] for part in ("mendelgraph", "unmatched") for edge in parts[f"{part}_edges"]]
    assert len(ids) == len(set(ids))


def canonical(spelling: str) -> str:
    """Return the IRI of an id as the files spell it."""
    if spelling.startswith("doi:"):
        return DOI + spelling.removeprefix("doi:")
    if curie := read_spelling(spelling, "biolink"):
        return curie.iri
    known = spelling.partition(":")[0] in prefixes()
    return parse_curie(spelling).iri if known else spelling


def test_the_same_facts_come_back(parts: dict[str, list[dict[str, object]]], catalogue: list[Quad]) -> None:
    nodes = {node["id"]: node for part in ("mendelgraph", "unmatched") for node in parts[f"{part}_nodes"]}
    edges = [edge for part in ("mendelgraph", "unmatched") for edge in parts[f"{part}_edges"]]
    diseases = [node for node in nodes.values() if node["category"] == ["biolink:Disease"]]
    iri = {key: str(node["iri"]) for key, node in nodes.items()}
    expected = ask(catalogue)

    def between(kind: str) -> set[tuple[str, ...]]:
        chosen = [edge for edge in edges if kind in str(edge["category"])]
        return {(iri[edge["subject"]], str(edge["predicate"]), iri[edge["object"]]) for edge in chosen}

    biolink = "https://w3id.org/biolink/vocab/"
    assert {(iri[node["id"]], node["name"]) for node in diseases} == expected.conditions
    names = {(iri[node["id"]], name) for node in diseases for name in node.get("synonym", [])}
    assert names >= expected.names
    assert {(c, g, biolink + p.removeprefix("biolink:")) for g, p, c in between("GeneToDisease")} == expected.genes
    assert {(c, mode) for c, _, mode in between("GeneticInheritance")} == expected.modes
    assert {(c, work) for c, _, work in between("'biolink:Association'")} == expected.citations
    matches = {
        (iri[node["id"]], f"{SKOS}{kind}Match", canonical(target))
        for node in diseases
        for column, kind in MATCHES.items()
        for target in node.get(column, [])
    }
    assert matches == expected.matches
    words = {(str(edge["id"]), text) for edge in edges for text in edge.get("supporting_text", [])}
    assert words == expected.words


def whole(
    parts: dict[str, list[dict[str, object]]],
) -> tuple[dict[str, dict[str, object]], list[dict[str, object]]]:
    nodes = {str(node["id"]): node for part in ("mendelgraph", "unmatched") for node in parts[f"{part}_nodes"]}
    return nodes, [edge for part in ("mendelgraph", "unmatched") for edge in parts[f"{part}_edges"]]


def test_the_same_names_scopes_and_identifiers_come_back(
    parts: dict[str, list[dict[str, object]]], catalogue: list[Quad]
) -> None:
    nodes, _ = whole(parts)
    expected = ask(catalogue)
    scoped = {
        (node["iri"], scope(word), name)
        for node in nodes.values()
        for column, word in SCOPES.items()
        for name in node.get(column, [])
    }
    assert scoped == expected.scopes
    genes = [node for node in nodes.values() if node["category"] == ["biolink:Gene"]]
    assert {(node["iri"], canonical(xref)) for node in genes for xref in node.get("xref", [])} == expected.xrefs
    works = [node for node in nodes.values() if node["category"] == ["biolink:Publication"]]
    named = [(node["iri"], text.partition(":")) for node in works for text in (str(node["id"]), *node.get("xref", []))]
    ids = {(iri, IDS[prefix], local) for iri, (prefix, _, local) in named if prefix in IDS}
    assert ids == expected.works
    assert {(node["iri"], node["name"]) for node in works} >= expected.titles


def test_the_same_details_come_back(parts: dict[str, list[dict[str, object]]], catalogue: list[Quad]) -> None:
    nodes, edges = whole(parts)
    expected = ask(catalogue)
    details, forms = set(), set()
    for edge in edges:
        subject, object_ = (str(nodes[str(edge[end])]["iri"]) for end in ("subject", "object"))
        if "gene_role" in edge:
            copy = canonical(str(edge["parental_copy"])) if "parental_copy" in edge else ""
            stated = (own(edge.get(column)) for column in ("variant_origin", "function_change"))
            sole = str(edge.get("sole_cause", "")).lower()
            details.add((object_, subject, own(edge["gene_role"]), edge["original_subject"], *stated, copy, sole))
        elif "GeneticInheritance" in str(edge["category"]):
            for qualifier in edge.get("inheritance_qualifier", [""]):
                forms.add((subject, object_, edge.get("condition_form", ""), qualifier and canonical(qualifier)))
    assert details == expected.details
    assert forms == expected.forms


def test_a_condition_takes_its_best_exact_match_as_id(example: list[Quad]) -> None:
    files = write_parts(iter(example), "kgx-jsonl")
    disease = next(node for node in read_jsonl(files, "mendelgraph_nodes") if node["category"] == ["biolink:Disease"])
    assert disease["id"] == "MONDO:0008153"
    assert "ORDO:Orphanet_2762" in disease["equivalent_identifiers"]
    assert disease["xref"] == ["ghr:progressive-osseous-heteroplasia"]


def test_a_condition_without_an_exact_match_keeps_its_own_id(parts: dict[str, list[dict[str, object]]]) -> None:
    ids = {str(node["id"]) for node in parts["unmatched_nodes"] if node["category"] == ["biolink:Disease"]}
    own = {text for text in ids if not text.startswith("MONDO:")}
    assert own
    assert all(text.startswith("ghr:") for text in own)
    assert not own & {str(node["id"]) for node in parts["mendelgraph_nodes"]}


def test_two_conditions_never_share_an_id() -> None:
    match = Match("exactMatch", "http://purl.obolibrary.org/obo/MONDO_0008153", "", ())
    one, two = (Condition(f"urn:x:{slug}", slug, slug, "", (), (), (), (match,), ()) for slug in ("a", "b"))
    catalogue = Catalogue(About(), (one, two), (), (), {})
    assert [node["id"] for node in make_graph(catalogue).nodes] == ["ghr:a", "ghr:b"]


def test_a_bar_in_a_text_does_not_split_it(example: list[Quad]) -> None:
    from mendelgraph.export.kgx import _cell

    assert _cell(["a|b", "c\td"]) == "a\u00a6b|c d"


def test_facts_are_not_empty(catalogue: list[Quad]) -> None:
    facts = ask(catalogue)
    assert all(getattr(facts, field) for field in Facts._fields)
