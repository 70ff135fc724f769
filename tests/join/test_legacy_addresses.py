"""Old and new addresses of pages and `ghr:` CURIEs lead to the condition, wherever a condition can be named."""

from __future__ import annotations

import csv
import gzip
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from mendelgraph.cli import main
from mendelgraph.identifiers import parse_curie
from mendelgraph.join.mentions import read_mention
from mendelgraph.resources import read_resource
from mendelgraph.store import query

DCTERMS, RDFS = "http://purl.org/dc/terms/", "http://www.w3.org/2000/01/rdf-schema#"
SLUG = "rotor-syndrome"
NAMED = [
    f"ghr:{SLUG}",
    f"https://ghr.nlm.nih.gov/condition/{SLUG}",
    f"http://ghr.nlm.nih.gov/condition/{SLUG}/",
    f"https://medlineplus.gov/genetics/condition/{SLUG}/",
    f"http://medlineplus.gov/genetics/condition/{SLUG}",
    f"https://www.medlineplus.gov/genetics/condition/{SLUG}/#inheritance",
]


@pytest.fixture(scope="module")
def release(embedded_release: Path) -> Path:
    return embedded_release


@pytest.mark.parametrize("named", NAMED)
@pytest.mark.parametrize("command", ["show", "explain"])
def test_a_condition_is_shown_by_its_address(command: str, named: str, release: Path) -> None:
    result = CliRunner().invoke(main, [command, named, "--data", str(release)])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Rotor syndrome  (ghr:rotor-syndrome)")


@pytest.mark.parametrize("named", NAMED)
def test_a_parameter_takes_an_address(named: str, release: Path) -> None:
    genes = query("genes-of-condition", data=release, slug=named)
    assert {row["symbol"] for row in genes.as_dicts()} == {"SLCO1B1", "SLCO1B3"}


@pytest.mark.parametrize(
    "named", ["https://medlineplus.gov/genetics/gene/gnas/", "https://ghr.nlm.nih.gov/gene/GNAS"], ids=["new", "old"]
)
def test_a_gene_is_shown_by_its_address(named: str, release: Path) -> None:
    result = CliRunner().invoke(main, ["show", named, "--data", str(release)])
    assert result.stdout.startswith("GNAS")


def test_a_condition_is_shown_in_another_graph_s_words(release: Path) -> None:
    result = CliRunner().invoke(main, ["show", "http://purl.uniprot.org/mim/166350", "--data", str(release)])
    assert result.stdout.startswith("Progressive osseous heteroplasia")


CITED = re.compile(
    r"https?://(?:www\.)?(?:ghr\.nlm\.nih\.gov|medlineplus\.gov/genetics)/(?:condition|gene)/[^\s\",\]]+"
)


@pytest.mark.parametrize("name", ["doid_2020-12-22", "DO_rare_slim_2026-07-31"])
def test_every_page_that_the_disease_ontology_cites_is_read(name: str, shared: Path) -> None:
    text = gzip.decompress((shared / "ontologies" / f"{name}.obo.gz").read_bytes()).decode().replace("\\:", ":")
    cited = sorted(set(CITED.findall(text)))
    assert len(cited) > 100
    assert [address for address in cited if not read_mention(address)] == []


def test_pages_that_the_disease_ontology_cites_are_linked_both_ways(release: Path) -> None:
    """Of the embedded catalogue: its table of citations holds just the pages that it has."""
    rows = csv.DictReader(read_resource("data/vocabulary/page_links.tsv").splitlines(), delimiter="\t")
    cited = {(parse_curie(row["term"]).iri, f"ghr:{row['slug']}") for row in rows}
    pattern = f"""PREFIX dcterms: <{DCTERMS}> PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX rdfs: <{RDFS}>
        SELECT DISTINCT ?term ?id {{ ?condition dcterms:identifier ?id ; foaf:isPrimaryTopicOf ?page . LINK }}"""
    for link in ("?page dcterms:isReferencedBy ?term", "?term rdfs:seeAlso ?page"):
        found = {(str(term), str(slug)) for term, slug in query(pattern.replace("LINK", link), data=release)}
        assert found == cited
