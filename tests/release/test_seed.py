"""Every fact of the seed page is in the graph: `seed_facts.tsv` lists them one by one.

The table holds for the embedded page, which states the same facts in our own words, and for the page itself.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from pyoxigraph import Store

from mendelgraph.release import build
from mendelgraph.resources import resources
from mendelgraph.store import open_store

SLUG = "progressive-osseous-heteroplasia"
TABLE = Path(__file__).with_name("seed_facts.tsv")
FACTS = list(csv.DictReader(io.StringIO(TABLE.read_text(encoding="utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE))
PREFIXES = """
PREFIX : <https://w3id.org/mendelgraph/condition/progressive-osseous-heteroplasia>
PREFIX bibo: <http://purl.org/ontology/bibo/>
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX doi: <https://doi.org/>
PREFIX fabio: <http://purl.org/spar/fabio/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX hgnc: <http://identifiers.org/hgnc/>
PREFIX mg: <https://w3id.org/mendelgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX obo: <http://purl.obolibrary.org/obo/>
PREFIX oio: <http://www.geneontology.org/formats/oboInOwl#>
PREFIX omim: <https://omim.org/entry/>
PREFIX ordo: <http://www.orpha.net/ORDO/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("embedded") / "dist"
    build([resources() / "data" / "conditions" / f"{SLUG}.txt"], output=folder)
    return open_store(folder)


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Store:
    folder = tmp_path_factory.mktemp("seed") / "dist"
    built = build([shared / "medlineplus" / "seed" / f"{SLUG}.txt"], output=folder)
    assert built.report.broken == ()
    return open_store(folder)


def holds(store: Store, layer: str, pattern: str) -> bool:
    graph = f"<https://w3id.org/mendelgraph/graph/condition/{SLUG}/{layer}>"
    return bool(store.query(f"{PREFIXES} ASK {{ GRAPH {graph} {{ {pattern} }} }}"))


def test_the_table_is_whole() -> None:
    kinds = [fact["kind"] for fact in FACTS]
    assert kinds.count("other name") == 8
    assert kinds.count("reference") == 8
    assert kinds.count("resource") == 4


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact['kind']}: {fact['fact']}")
def test_the_embedded_page_has_the_fact(fact: dict[str, str], embedded: Store) -> None:
    assert holds(embedded, fact["layer"], fact["pattern"])


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact['kind']}: {fact['fact']}")
def test_the_seed_page_has_the_fact(fact: dict[str, str], seed: Store) -> None:
    assert holds(seed, fact["layer"], fact["pattern"])


@pytest.mark.parametrize("layer", ["stated", "aligned", "inferred"])
def test_a_fact_that_the_page_does_not_state_is_not_there(layer: str, embedded: Store) -> None:
    assert not holds(embedded, layer, ": mg:causalAlleleOrigin obo:GENO_0000878")
    assert not holds(embedded, layer, "?any mg:inferredMode obo:HP_0012274")


def test_links_that_the_text_lost_are_aligned_and_never_stated(embedded: Store) -> None:
    assert not holds(embedded, "stated", "?resource schema:url ?url . FILTER(CONTAINS(STR(?url), 'omim.org'))")
    assert not holds(embedded, "stated", ": skos:exactMatch ?term")
