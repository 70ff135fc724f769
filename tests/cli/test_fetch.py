"""`mendelgraph fetch`, end to end against sites on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mendelgraph.align.citations import read_citation_table
from mendelgraph.cli import main
from mendelgraph.resources import resources
from tests.fetch.stand_in import Article, Ncbi, Site, file, says, serve
from tests.sources import pages as printed

TOES = printed.Page()
EARS = printed.Page(slug="marble-ear-syndrome", name="Marble ear syndrome")
POH = resources() / "data" / "conditions" / "progressive-osseous-heteroplasia.txt"
SHORE = "10.1056/NEJMoa011262"
PIGNOLO = "10.2147/TACG.S51064"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        for page in (TOES, EARS):
            running.on(f"/genetics/condition/{page.slug}/", file(printed.to_html(page)))
            running.on(f"/download/genetics/condition/{page.slug}.json", file(printed.to_json(page)))
        running.on("/download/ghr-summaries.xml", file(printed.to_bulk(TOES, EARS)))
        yield running


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["fetch", *map(str, words), "--delay", "0", "--attempts", "1"])


def pages(site: Site, folder: Path, *words: object) -> Result:
    return run("pages", *words, "-o", folder, "--base-url", site.base)


def test_one_condition(site: Site, tmp_path: Path) -> None:
    result = pages(site, tmp_path / "pages", TOES.slug)
    assert result.exit_code == 0, result.output
    assert result.stdout == f"2 new in {tmp_path / 'pages'}\n"
    assert site.paths[0] == "/robots.txt"
    assert "/download/ghr-summaries.xml" not in site.paths
    assert (tmp_path / "pages" / "html" / f"{TOES.slug}.html").is_file()


def test_all_conditions_are_those_of_the_bulk_file(site: Site, tmp_path: Path) -> None:
    result = pages(site, tmp_path)
    assert result.exit_code == 0, result.output
    assert "2 conditions in the bulk file" in result.stderr
    assert {path.name for path in (tmp_path / "json").glob("*-syndrome.json")} == {
        f"{EARS.slug}.json",
        f"{TOES.slug}.json",
    }


def test_what_is_recent_is_kept_unless_asked_for(site: Site, tmp_path: Path) -> None:
    pages(site, tmp_path, TOES.slug)
    assert pages(site, tmp_path, TOES.slug).stdout.startswith("2 kept")
    assert pages(site, tmp_path, TOES.slug, "--max-age", "0").stdout.startswith("2 unchanged")


def test_a_page_that_is_gone_is_named_and_the_rest_is_kept(site: Site, tmp_path: Path) -> None:
    result = pages(site, tmp_path, "no-such-syndrome", TOES.slug)
    assert result.exit_code == 5
    assert result.stdout == f"2 gone, 2 new in {tmp_path}\n"
    assert f"gone: {site.base}genetics/condition/no-such-syndrome/" in result.stderr
    assert "2 of 4 addresses gave nothing to keep" in result.stderr


def test_rules_of_the_site_are_kept_to(site: Site, tmp_path: Path) -> None:
    site.on("/robots.txt", says(200, b"User-agent: *\nDisallow: /genetics/\n"))
    result = pages(site, tmp_path, TOES.slug)
    assert result.exit_code == 5
    assert "forbidden" in result.stdout
    assert f"/genetics/condition/{TOES.slug}/" not in site.paths


def test_a_slug_that_is_none_is_wrong_usage(site: Site, tmp_path: Path) -> None:
    result = pages(site, tmp_path, "../etc/passwd")
    assert result.exit_code == 2
    assert "no slug of a page" in result.stderr


def test_nobody_there_is_a_remote_error_that_says_where(tmp_path: Path) -> None:
    result = run("bulk", "-o", tmp_path, "--base-url", "http://127.0.0.1:9")
    assert result.exit_code == 5
    assert "http://127.0.0.1:9/download/ghr-summaries.xml: cannot be reached" in result.stderr
    assert "run the command again" in result.stderr


def test_the_bulk_file(site: Site, tmp_path: Path) -> None:
    result = run("bulk", "-o", tmp_path, "--base-url", site.base)
    assert result.exit_code == 0, result.output
    assert result.stdout == f"new: {tmp_path / 'ghr-summaries.xml'}\n"


def test_a_folder_that_cannot_be_written_is_named(site: Site, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    result = run("bulk", "-o", tmp_path / "taken" / "below", "--base-url", site.base)
    assert result.exit_code == 3
    assert "cannot be written" in result.stderr
    assert "taken" in result.stderr


@pytest.mark.parametrize("address", ["ftp://example.org/", "medlineplus.gov"])
def test_an_address_that_is_none_is_wrong_usage(tmp_path: Path, address: str) -> None:
    assert run("bulk", "-o", tmp_path, "--base-url", address).exit_code == 2


def citations(site: Site, table: Path, *sources: Path) -> Result:
    ncbi = ("--converter-url", f"{site.base}idconv/", "--base-url", f"{site.base}eutils/")
    return run("citations", *sources, "-o", table, "--contact", "me@example.org", *ncbi)


def test_citations_of_a_page_become_a_table(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mendelgraph.align.citations.embedded_citations", dict)
    shore = Article(11784876, SHORE, "", "N Engl J Med", "2002", "346", "99-106", "Shore EM")
    pignolo = Article(25674011, PIGNOLO, "PMC4321643")
    Ncbi([shore, pignolo]).stand_at(site)
    table = tmp_path / "found.tsv"
    result = citations(site, table, POH)
    assert result.exit_code == 0, result.output
    rows = read_citation_table(table.read_text())
    assert {doi: (row.pmid, row.pmcid) for doi, row in rows.items()} == {
        SHORE.lower(): ("11784876", None),
        PIGNOLO.lower(): ("25674011", "PMC4321643"),
    }
    assert result.stdout == f"2 found, in {table}; 6 refused, in {tmp_path / 'found.refused.tsv'}\n"
    assert result.stderr.count("refused: ") == 6


def test_what_the_package_knows_is_not_asked_for(site: Site, tmp_path: Path) -> None:
    Ncbi([]).stand_at(site)
    assert citations(site, tmp_path / "found.tsv", POH).exit_code == 0
    assert SHORE not in "".join(question.target for question in site.asked)


def test_a_run_that_failed_is_taken_up_by_the_next(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mendelgraph.align.citations.embedded_citations", dict)
    Ncbi([Article(25674011, PIGNOLO, "PMC4321643")]).stand_at(site)
    site.on("/eutils/ecitmatch.cgi", says(500))
    table = tmp_path / "found.tsv"
    result = citations(site, table, POH)
    assert result.exit_code == 5
    assert "ecitmatch.cgi" in result.stderr
    assert list(read_citation_table(table.read_text())) == [PIGNOLO.lower()]
    site.asked.clear()
    Ncbi([]).stand_at(site)
    assert citations(site, table, POH).exit_code == 0
    assert "TACG" not in site.asked[0].target
    assert list(read_citation_table(table.read_text())) == [PIGNOLO.lower()]


def test_citations_need_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MENDELGRAPH_CONTACT", raising=False)
    result = run("citations", POH, "-o", tmp_path / "x.tsv")
    assert result.exit_code == 2
    assert "--contact" in result.stderr


def test_a_table_that_is_none_is_not_overwritten(site: Site, tmp_path: Path) -> None:
    table = tmp_path / "found.tsv"
    table.write_text("my notes\n")
    result = citations(site, table, POH)
    assert result.exit_code == 3
    assert table.read_text() == "my notes\n"
