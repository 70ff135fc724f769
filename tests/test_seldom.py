"""Turns that few inputs take, room by room: commands, pages, programs that write a file of ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode

from mendelgraph.cli import main
from mendelgraph.errors import InputError, RemoteError
from mendelgraph.fetch.summaries import Summary, confirm, read_summaries
from mendelgraph.graph import Minter
from mendelgraph.graph.service import describe_service
from mendelgraph.identifiers import Curie
from mendelgraph.report.rot import with_labels
from mendelgraph.resources import resources
from mendelgraph.site.places import Place, host_name, place_of
from mendelgraph.sources.citations import parse_citation
from mendelgraph.validation.cross_record import CrossRecordRule, check_across, read_rule
from mendelgraph.validation.report import Severity
from mendelgraph.vocabulary import open_vocabulary

GOLD = "slug\tmondo_id\nprogressive-osseous-heteroplasia\tMONDO:0008153\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def test_an_unknown_command_is_told() -> None:
    result = run("bild")
    assert result.exit_code == 2
    assert "No such command 'bild'" in result.output


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "gold.tsv").write_text(GOLD, encoding="utf-8")
    return tmp_path / "gold.tsv"


@pytest.mark.parametrize(
    ("floor", "code", "says"),
    [("mondo-exact=0.9", 0, "mondo-exact"), ("height=1", 2, "no field")],
)
def test_a_floor_is_held_or_unknown(floor: str, code: int, says: str, gold: Path) -> None:
    page = resources() / "data" / "conditions" / "progressive-osseous-heteroplasia.txt"
    result = run("evaluate", page, "--gold", gold, "--floor", floor)
    assert (result.exit_code, says in result.output) == (code, True), result.output


def test_a_floor_that_is_missed_ends_with_4(gold: Path) -> None:
    gold.write_text(GOLD.replace("0008153", "0000001"), encoding="utf-8")
    page = resources() / "data" / "conditions" / "progressive-osseous-heteroplasia.txt"
    result = run("evaluate", page, "--gold", gold, "--floor", "mondo-exact=0.5")
    assert (result.exit_code, "F1 below its floor: mondo-exact 0.000" in result.output) == (4, True), result.output


def test_a_floor_cannot_be_held_on_no_record(gold: Path) -> None:
    page = resources() / "data" / "conditions" / "rotor-syndrome.txt"
    result = run("evaluate", page, "--gold", gold, "--floor", "mondo-exact=0.5")
    assert (result.exit_code, "no floor can be held" in result.output) == (4, True), result.output


def test_a_source_that_cannot_be_read_is_told_after_the_figures(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    page = resources() / "data" / "conditions" / "progressive-osseous-heteroplasia.txt"
    result = run("evaluate", page, tmp_path / "empty.txt", "--gold", gold)
    assert result.exit_code == 3
    assert "mondo-exact" in result.stdout
    assert "the file is empty" in result.stderr


@pytest.mark.parametrize("data", [b'{"result": []}', b"{}", b"[]", b"<html>"])
def test_an_answer_without_summaries_is_a_remote_error(data: bytes) -> None:
    with pytest.raises(RemoteError):
        read_summaries(data, ["7"], "here")


def test_an_article_is_not_confirmed_for_a_citation_without_fields() -> None:
    assert confirm(parse_citation("Somebody said so."), Summary()).against == "the citation has no fields to compare"


def test_labels_of_genes_are_their_symbols_and_unknown_terms_have_none() -> None:
    vocabulary = open_vocabulary(None)
    terms = [Curie("HGNC", "4392"), Curie("HGNC", "0"), Curie("MONDO", "9999999")]
    assert [label for _, label in with_labels(terms, vocabulary)] == ["GNAS", "", ""]


@pytest.mark.parametrize(("address", "name"), [("https://doi.org/10.1/x", "doi.org"), ("http://[x", ""), ("urn:x", "")])
def test_an_address_has_a_host_or_none(address: str, name: str) -> None:
    assert host_name(address) == name


def test_a_place_without_a_page_has_no_address() -> None:
    assert place_of("urn:x:y") == Place("", "")


@pytest.mark.parametrize("count", [None, 7])
def test_a_service_counts_its_statements_where_they_are_known(count: int | None) -> None:
    counted = [
        triple.object.value  # type: ignore[union-attr]  # a literal
        for triple in describe_service("https://example.org/sparql", count, Minter())
        if triple.predicate == NamedNode("http://rdfs.org/ns/void#triples")
    ]
    assert counted == ([] if count is None else [str(count)])


@pytest.mark.parametrize(
    ("module", "file"), [("identifier_shape", "identifier.ttl"), ("rule_book", "README.md")], ids=["shape", "book"]
)
def test_what_a_program_writes_is_what_is_there(module: str, file: str) -> None:
    written = subprocess.run(
        [sys.executable, "-m", f"mendelgraph.validation.{module}"], capture_output=True, check=True
    ).stdout
    assert written == (resources() / "shapes" / file).read_bytes()


@pytest.mark.parametrize("text", ["SELECT * {}", "# severity: grave\n# message: x\n", "# message: x\n"])
def test_a_rule_that_says_neither_weight_nor_words_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "rule.rq").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="header lacks"):
        read_rule(tmp_path / "rule.rq")


def test_a_rule_that_selects_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="is not a SELECT query"):
        list(check_across([], [CrossRecordRule("x", Severity.VIOLATION, "", "ASK {}")]))
