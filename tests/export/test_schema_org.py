"""schema.org: what the Bioschemas profiles require and recommend, and the same facts when a JSON-LD reader reads it."""

from __future__ import annotations

import io
import json

import pytest
from pyld import jsonld
from pyoxigraph import Quad, RdfFormat, Store, parse

from mendelgraph.export import write
from mendelgraph.store.opening import fill_store
from tests.export.facts import FABIO, PRISM, ask

SCHEMA = "http://schema.org/"
# The part of https://schema.org's own context that these documents use; readers fetch the whole.
CONTEXT = {
    "@vocab": SCHEMA,
    **{name: {"@type": "@id"} for name in ("url", "sameAs", "license", "mainEntityOfPage", "isBasedOn")},
}


# profile -> type, what it requires, and what it recommends that a release can give. It has no drugs or images
# of conditions, no chromosomes, no abstracts, keywords or licences of articles, and no distributions.
PROFILES = {
    "Dataset/1.1-DRAFT": (
        "Dataset",
        {"description", "identifier", "keywords", "license", "name", "url"},
        {"isBasedOn", "version"},
    ),
    "Gene/1.0-RELEASE": ("Gene", {"identifier", "name"}, {"url", "encodesBioChemEntity"}),
    "Disease/0.2-DRAFT": ("MedicalCondition", {"identifier", "name"}, {"description", "url", "sameAs"}),
    "ScholarlyArticle/0.3-DRAFT": (
        "MedicalScholarlyArticle",
        {"identifier", "name"},
        {"author", "datePublished", "isPartOf", "url"},
    ),
}


@pytest.fixture(scope="module")
def document(catalogue: list[Quad]) -> dict[str, object]:
    out = io.BytesIO()
    write(iter(catalogue), "schema-org", out)
    made: dict[str, object] = json.loads(out.getvalue())
    return made


def conforming(document: dict[str, object], profile: str) -> list[dict[str, object]]:
    return [node for node in document["@graph"] if str(node.get("dct:conformsTo", {}).get("@id", "")).endswith(profile)]


@pytest.mark.parametrize(("profile", "row"), PROFILES.items(), ids=PROFILES)
def test_nodes_have_what_their_profile_requires(
    profile: str, row: tuple[str, set[str], set[str]], document: dict[str, object]
) -> None:
    kind, required, recommended = row
    nodes = conforming(document, profile)
    assert nodes
    for node in nodes:
        assert node["@type"] == kind
        assert required <= set(node), node
    assert any(recommended <= set(node) for node in nodes)


def test_every_node_has_a_profile(document: dict[str, object]) -> None:
    found = [node["@id"] for profile in PROFILES for node in conforming(document, profile)]
    assert sorted(found) == sorted(node["@id"] for node in document["@graph"])


def load(document: dict[str, object]) -> Store:
    def loader(url: str, options: object) -> dict[str, object]:
        assert url == "https://schema.org"
        return {"document": {"@context": CONTEXT}, "documentUrl": url, "contextUrl": None}

    quads = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": loader})
    store = Store()
    store.extend(parse(input=quads.encode(), format=RdfFormat.N_QUADS))
    return store


QUERIES = {
    "conditions": "SELECT ?c ?name { ?c a s:MedicalCondition ; s:name ?name }",
    "genes": """SELECT ?c ?gene ?predicate { ?gene a s:Gene ; ?predicate ?c ; s:associatedDisease ?c
        FILTER(?predicate != s:associatedDisease) }""",
    "modes": "SELECT ?c ?mode { ?c biolink:has_mode_of_inheritance ?mode }",
    "matches": """SELECT ?c ?match ?target { ?c a s:MedicalCondition ; ?match ?target
        VALUES ?match { skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch } }""",
    "citations": "SELECT ?c ?work { ?c s:subjectOf ?work . ?work s:about ?c }",
    "xrefs": "SELECT ?gene ?xref { ?gene a s:Gene ; s:sameAs|s:encodesBioChemEntity ?xref }",
    "works": """SELECT ?work ?property ?value { ?c s:subjectOf ?work . ?work s:identifier ?id
        VALUES (?start ?property) { ("doi:" prism:doi) ("PMID:" fabio:hasPubMedId) ("PMC:" fabio:hasPubMedCentralId) }
        FILTER(STRSTARTS(?id, ?start)) BIND(STRAFTER(?id, ?start) AS ?value) }""",
}
PROLOGUE = f"""PREFIX s: <{SCHEMA}> PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX prism: <{PRISM}> PREFIX fabio: <{FABIO}>"""


@pytest.mark.parametrize("name", QUERIES)
def test_the_same_facts_come_back(name: str, document: dict[str, object], catalogue: list[Quad]) -> None:
    solutions = load(document).query(f"{PROLOGUE} {QUERIES[name]}")
    rows = {tuple(term.value for term in solution) for solution in solutions}
    assert rows == getattr(ask(catalogue), name)


def test_other_names_come_back(document: dict[str, object], catalogue: list[Quad]) -> None:
    names = {
        (node["@id"], name)
        for node in document["@graph"]
        if node["@type"] == "MedicalCondition"
        for name in node.get("alternateName", [])
    }
    assert names >= ask(catalogue).names


def test_sections_are_the_texts_of_the_graph(document: dict[str, object], catalogue: list[Quad]) -> None:
    """The description as a condition's, and how often it occurs as its epidemiology."""
    nodes = {node["@id"]: node for node in document["@graph"] if node["@type"] == "MedicalCondition"}
    store = fill_store(catalogue)
    for role, field in (("DescriptionSection", "description"), ("FrequencySection", "epidemiology")):
        rows = store.query(f"""PREFIX mg: <https://w3id.org/mendelgraph/ontology#>
            SELECT ?condition ?text {{ ?section mg:about ?condition ; mg:sectionRole mg:{role} ;
              <https://schema.org/text> ?text }}""")
        texts = {row["condition"].value: row["text"].value for row in rows}
        assert len(texts) > 15
        assert {iri: node[field] for iri, node in nodes.items() if field in node} == texts


def test_a_file_that_does_not_describe_its_dataset_has_none(example: list[Quad]) -> None:
    out = io.BytesIO()
    write((quad for quad in example if "/dataset" not in str(quad.graph_name)), "schema-org", out)
    kinds = {node["@type"] for node in json.loads(out.getvalue())["@graph"]}
    assert kinds == {"MedicalCondition", "Gene", "MedicalScholarlyArticle"}
