"""The example in the documents is what the code writes, and says what the page says, fact by fact."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mendelgraph.graph.namespaces import PREFIXES
from mendelgraph.identifiers import prefixes
from tests.graph.example import EXAMPLE, SLUG, write_example

SPACES = {name: row.iri for name, row in prefixes().items()}
HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in (PREFIXES | SPACES).items())
HEAD += (
    f"PREFIX : <https://w3id.org/mendelgraph/condition/>\nPREFIX p: <https://w3id.org/mendelgraph/condition/{SLUG}/>\n"
)
POH = f":{SLUG}"

NAMES = {
    "Cutaneous ossification",
    "Ectopic ossification",
    "Heterotopic ossification",
    "Myositis ossificans progressiva",
    "Osteodermia",
    "Osteoma cutis",
    "Osteosis cutis",
    "POH",
}

# graph, pattern
FACTS = {
    "stated: GNAS is the cause": ("stated", f"HGNC:4392 obo:RO_0004013 {POH} . {POH} obo:RO_0004003 HGNC:4392"),
    "stated: autosomal dominant": ("stated", f"{POH} biolink:has_mode_of_inheritance HP:0000006"),
    "stated: imprinted": ("stated", f"{POH} mg:inheritanceQualifier HP:0034338"),
    "stated: from the father's copy": (
        "stated",
        f"{POH} mg:causalAlleleOrigin GENO:0000879 . p:gene\\/GNAS\\/causes mg:causalAlleleOrigin GENO:0000879",
    ),
    "stated: frequency unknown": ("stated", f"{POH} mg:frequency/mg:measure mg:UnknownFrequency"),
    "stated: an article with its erratum": (
        "stated",
        f"""{POH} dcterms:references <https://doi.org/10.1056/NEJMoa011262> . <https://doi.org/10.1056/NEJMoa011262>
        cito:isCorrectedBy/dcterms:bibliographicCitation ?text ; dcterms:issued "2002-01-10"^^xsd:date""",
    ),
    "aligned: Mondo, OMIM and Orphanet": (
        "aligned",
        f"{POH} skos:exactMatch MONDO:0008153, OMIM:166350, Orphanet:2762, DOID:0111535",
    ),
    "aligned: POH is exact": ("aligned", f'{POH} oio:hasExactSynonym "POH"@en'),
    "aligned: Osteoma cutis is a phenotype too": ("aligned", "p:name\\/osteoma-cutis mg:alsoNames HP:0025027"),
    "aligned: Osteoma cutis is exact in DO": ("aligned", "p:name\\/osteoma-cutis mg:scopeDisputedBy DOID:0111535"),
    "aligned: Ectopic ossification is a phenotype too": (
        "aligned",
        "p:name\\/ectopic-ossification mg:alsoNames HP:0011986",
    ),
    "aligned: Heterotopic ossification is the same phenotype": (
        "aligned",
        "p:name\\/heterotopic-ossification mg:alsoNames HP:0011986",
    ),
    "aligned: Myositis ossificans progressiva is another disease": (
        "aligned",
        """p:name\\/myositis-ossificans-progressiva mg:alsoNames MONDO:0003964, MONDO:0007606 ;
        mg:sharedWith :fibrodysplasia-ossificans-progressiva""",
    ),
    "aligned: GARD's page for the lost link": (
        "aligned",
        "?lost schema:about GARD:0000109 ; schema:url ?address",
    ),
    "aligned: a verified PubMed number": (
        "aligned",
        '<https://doi.org/10.1056/NEJMoa011262> fabio:hasPubMedId "11784876"',
    ),
    "inferred: the mother's copy is silenced": ("inferred", f"{POH} mg:inferredMode HP:0012275"),
}


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=EXAMPLE, format=ox.RdfFormat.TRIG)
    return store


def test_the_example_is_what_the_code_writes() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == write_example(), "run scripts/draw-example"


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_stands_in_its_layer(store: ox.Store, fact: str) -> None:
    layer, pattern = FACTS[fact]
    graph = f"<https://w3id.org/mendelgraph/graph/condition/{SLUG}/{layer}>"
    assert store.query(f"{HEAD}ASK {{ GRAPH {graph} {{ {pattern} }} }}")


def test_all_names_and_references_are_there_with_their_words(store: ox.Store) -> None:
    rows = store.query(f"{HEAD}SELECT ?n {{ GRAPH ?g {{ {POH} skosxl:altLabel/skosxl:literalForm ?n }} }}")
    assert {row["n"].value for row in rows} == NAMES  # type: ignore[union-attr] # a SELECT
    cited = "?r a cito:Citation ; mg:receipt/oa:hasSelector/oa:exact ?words"
    rows = store.query(f"{HEAD}SELECT ?words {{ GRAPH ?g {{ {cited} }} }}")
    assert len(list(rows)) == 8  # type: ignore[arg-type] # a SELECT


def test_the_opposite_of_what_the_page_says_is_nowhere(store: ox.Store) -> None:
    assert not store.query(f"{HEAD}ASK {{ GRAPH ?g {{ ?s ?p HP:0012274 }} }}")
    assert not store.query(f"{HEAD}ASK {{ GRAPH ?g {{ ?s ?p GENO:0000878 }} }}")
    assert not store.query(f"{HEAD}ASK {{ GRAPH ?g {{ {POH} skos:exactMatch MONDO:0007606 }} }}")
