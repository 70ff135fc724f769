"""`mendelgraph verify`, end to end on files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, serialize

from mendelgraph.alignments import AlignedRecord
from mendelgraph.cli import main
from mendelgraph.extract import extract
from mendelgraph.graph import Minter, describe
from mendelgraph.resources import resources
from mendelgraph.sources import read_catalogue

PAGES = resources() / "data" / "conditions"
POH = "progressive-osseous-heteroplasia"


def release(path: Path, *sources: Path) -> Path:
    """Write the quads of the sources as a release has them."""
    conditions = read_catalogue(list(sources)).conditions
    quads = [quad for record in conditions for quad in describe(AlignedRecord(extract(record)), Minter())]
    path.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return path


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release(tmp_path_factory.mktemp("release") / "embedded.nq", PAGES)


@pytest.fixture
def poh(tmp_path: Path) -> Path:
    return release(tmp_path / "poh.nq", PAGES / f"{POH}.txt")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, words)])


def edited(tmp_path: Path, old: str, new: str) -> Path:
    text = (PAGES / f"{POH}.txt").read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the page"
    page = tmp_path / f"{POH}.txt"
    page.write_text(text.replace(old, new), encoding="utf-8")
    return page


def test_the_embedded_pages_hold(embedded: Path) -> None:
    result = run("--data", embedded)
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"[\d,]+ receipts: [\d,]+ hold\n", result.stdout)


def test_a_one_word_edit_names_exactly_the_facts_that_depended_on_it(tmp_path: Path, poh: Path) -> None:
    page = edited(tmp_path, "Osteoma cutis", "Osteomas cutis")
    result = run(page, "--data", poh, "--format", "json")
    assert result.exit_code == 4
    document = json.loads(result.stdout)
    (fact,) = document["facts"]
    assert fact["fact"].endswith(f"/condition/{POH}/name/osteoma-cutis")
    assert fact["kinds"] == ["http://www.w3.org/2008/05/skos-xl#Label"]
    assert fact["words"] == [{"section": "other-names", "words": "Osteoma cutis"}]
    assert document["receipts"] == document["holding"] + len(document["moved"]) + 1
    assert "facts that lost their words: 1; pages that are gone: 0" in result.stderr


def test_an_edited_sentence_of_the_prose_names_its_facts(tmp_path: Path, poh: Path) -> None:
    """Whatever sentence names the father's copy in the page: its facts, and no others, are lost."""
    (record,) = read_catalogue([PAGES / f"{POH}.txt"]).conditions
    (origin,) = extract(record).origins
    quote = origin.receipts[0].quote
    page = edited(
        tmp_path, quote, quote.replace(" father", " mother") if " father" in quote else f"{quote[:-1]} today."
    )
    result = run(page, "--data", poh)
    assert result.exit_code == 4
    named = [line for line in result.stdout.splitlines() if line.startswith(("  mg:", "  biolink:"))]
    assert any("/origin/paternal" in line for line in named)
    assert all(repr(quote) in line for line in result.stdout.splitlines() if line.startswith("    "))
    assert result.stdout.startswith(f"https://medlineplus.gov/genetics/condition/{POH}/\n")


def test_moved_words_hold(tmp_path: Path, poh: Path) -> None:
    text = (PAGES / f"{POH}.txt").read_text(encoding="utf-8")
    page = tmp_path / "page.txt"
    page.write_text(
        text.replace("  • Osteoma cutis\n", "").replace("  • POH\n", "  • POH\n  • Osteoma cutis\n"), "utf-8"
    )
    assert page.read_text("utf-8") != text
    result = run(page, "--data", poh)
    assert result.exit_code == 0, result.output
    assert " moved" in result.stdout


def test_a_page_that_is_gone_is_named(tmp_path: Path, embedded: Path) -> None:
    result = run(PAGES / f"{POH}.txt", "--data", embedded)
    assert result.exit_code == 4
    assert "https://medlineplus.gov/genetics/condition/hemophilia/\n  in no source: " in result.stdout
    assert "pages that are gone: 18" in result.stderr


def test_some_pages_only(embedded: Path) -> None:
    result = run(PAGES / f"{POH}.txt", "--data", embedded, "--partial")
    assert result.exit_code == 0, result.output
    assert "not checked" in result.stdout


def test_a_page_that_cannot_be_read_is_named(tmp_path: Path, poh: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"ghr_page": ')
    result = run(PAGES / f"{POH}.txt", broken, "--data", poh)
    assert result.exit_code == 3
    assert "cannot be read: broken.json: " in result.stderr
    assert " hold\n" in result.stdout


def test_a_page_that_became_unreadable_is_named_with_its_reason(tmp_path: Path, embedded: Path) -> None:
    for page in PAGES.glob("*.txt"):
        (tmp_path / page.name).write_bytes(page.read_bytes())
    (tmp_path / f"{POH}.txt").write_text("")
    result = run(tmp_path, "--data", embedded)
    assert result.exit_code == 4
    assert f"cannot be read: {POH}.txt: the file is empty" in result.stderr
    assert [line for line in result.stdout.splitlines() if line.startswith("https:")] == [
        f"https://medlineplus.gov/genetics/condition/{POH}/"
    ]


@pytest.mark.parametrize("name", ["none", "empty.txt"])
def test_sources_without_a_page_are_an_input_error(tmp_path: Path, poh: Path, name: str) -> None:
    (tmp_path / "empty.txt").write_text("")
    result = run(tmp_path / name, "--data", poh)
    assert result.exit_code == 3
    assert "no condition or gene page could be read" in result.stderr


def test_data_without_receipts(tmp_path: Path) -> None:
    (tmp_path / "other.ttl").write_text("<https://example.org/a> <https://example.org/b> <https://example.org/c> .")
    result = run("--data", tmp_path / "other.ttl")
    assert result.exit_code == 3
    assert "no receipts" in result.stderr


def test_real_pages_hold_against_themselves(tmp_path: Path, shared: Path) -> None:
    scraped = shared / "medlineplus" / "scraped-2020"
    result = run(scraped, "--data", release(tmp_path / "z.nq", scraped))
    assert result.exit_code == 0, result.output
