"""`mendelgraph show` and `explain`: found by whatever one calls it, said in words, with what it rests on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mendelgraph.cli import main


@pytest.fixture(scope="module")
def release(embedded_release: Path) -> Path:
    return embedded_release


def run(command: str, release: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [command, *arguments, "--data", str(release)])


def cards(release: Path, identifier: str) -> list[dict[str, Any]]:
    result = run("show", release, identifier, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)  # type: ignore[no-any-return]  # a list of cards


POH = "progressive-osseous-heteroplasia"
WAYS = [
    POH, f"ghr:{POH}", "OMIM:166350", "mim:166350", "MONDO:0008153", "https://omim.org/entry/166350",
    "Progressive osseous heteroplasia", "osteoma cutis", "POH", f" {POH} ",
]  # fmt: skip


@pytest.mark.parametrize("identifier", WAYS)
def test_a_condition_is_found_by_whatever_one_calls_it(identifier: str, release: Path) -> None:
    assert [card["id"] for card in cards(release, identifier)] == [f"ghr:{POH}"]


@pytest.mark.parametrize("identifier", ["GNAS", "gnas", "HGNC:4392", "NCBIGene:2778", "ENSEMBL:ENSG00000087460"])
def test_a_gene_is_found_by_symbol_and_identifier(identifier: str, release: Path) -> None:
    (card,) = cards(release, identifier)
    assert card["symbol"] == "GNAS"
    assert len(card["conditions"]) >= 2


def test_a_name_that_several_conditions_share_shows_them_all(release: Path) -> None:
    found = {card["id"] for card in cards(release, "Myositis ossificans progressiva")}
    assert found == {"ghr:fibrodysplasia-ossificans-progressiva", f"ghr:{POH}"}


def test_a_card_says_gene_copy_and_consequence_in_words(release: Path) -> None:
    (card,) = cards(release, POH)
    assert "variants in GNAS cause it, in the copy from the father (paternal): loss of function" in card["genes"]
    (origin,) = card["parent_of_origin"]
    assert origin.startswith("only the copy of GNAS from the father (paternal) brings it about; inferred: ")
    assert "maternal imprinting" in origin
    names = {name[0]: name for name in card["names"]}
    assert len(names) == 8
    assert names["POH"] == ["POH", "exact", True, []]
    assert any("HP:0025027" in also for also in names["Osteoma cutis"][3])
    assert ["exactMatch", "http://purl.obolibrary.org/obo/MONDO_0008153"] in [link[:2] for link in card["links"]]
    assert len(card["articles"]) == 8
    assert card["credit"]
    assert card["notice"]


def test_the_card_as_text_holds_what_the_card_holds(release: Path) -> None:
    text = run("show", release, POH).stdout
    for part in (
        "Genes",
        "Inheritance",
        "Other names",
        "In other vocabularies",
        "Articles",
        "MONDO:0008153",
        "PMID:11784876",
    ):
        assert part in text
    assert text.startswith(f"Progressive osseous heteroplasia  (ghr:{POH})")
    assert "\x1b" not in text, "no colours in a pipe"


def test_what_is_not_there_is_answered_with_near_names(release: Path) -> None:
    result = run("show", release, "progresive oseous heteroplasia")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "near: Progressive osseous heteroplasia" in result.stderr
    assert run("show", release, 'x" } UNION { ?thing ?p ?o').exit_code == 2
    assert run("show", release, "https://a.example/<>").exit_code == 2
    assert run("show", release, "").exit_code == 2


def test_an_explanation_gives_every_statement_its_ground(release: Path) -> None:
    statements = json.loads(run("explain", release, POH, "--format", "json").stdout)[POH]
    assert {statement["layer"] for statement in statements} == {"stated", "aligned", "inferred"}
    for statement in statements:
        assert statement["receipts"] if statement["layer"] == "stated" else statement["grounds"], statement
        assert "a fact of class" not in statement["text"]
    (origin,) = [each for each in statements if each["text"] == "it arises from the paternal copy of GNAS"]
    assert "paternal copy" in origin["receipts"][0]["words"]
    assert origin["receipts"][0]["section"] == "Inheritance"
    assert origin["receipts"][0]["document"].endswith(f"{POH}.txt")


def test_every_kind_of_fact_has_its_words(release: Path) -> None:
    for slug in sorted(
        path.stem for path in (Path(__file__).resolve().parents[2] / "data" / "conditions").glob("*.txt")
    ):
        statements = json.loads(run("explain", release, slug, "--format", "json").stdout)[slug]
        assert not [each["text"] for each in statements if "a fact of class" in each["text"] or "?" in each["text"]]


def test_an_explanation_stands_in_the_order_of_the_page(release: Path) -> None:
    text = run("explain", release, "OMIM:166350", "--layer", "stated").stdout
    assert text.index("Frequency, characters") < text.index("Causes, characters") < text.index("References, characters")
    assert "Aligned" not in text


def test_a_gene_has_no_explanation_of_its_own(release: Path) -> None:
    result = run("explain", release, "GNAS")
    assert result.exit_code == 2
    assert "is a gene" in result.stderr
