"""The whole way, as a user sees it: what comes out, what is set aside, and what keeps a release from being replaced."""

from __future__ import annotations

import json
import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from mendelgraph import build
from mendelgraph.cli import main
from mendelgraph.errors import ConformanceError, InputError
from mendelgraph.export import sort_quads
from mendelgraph.graph import DEFAULT_BASE
from mendelgraph.release import pipeline
from mendelgraph.resources import resources
from mendelgraph.site.quads import QuadFile
from mendelgraph.validation import Finding, Severity, ValidationReport
from tests.sources.pages import Page, to_text

PAGES = resources() / "data" / "conditions"
POH = PAGES / "progressive-osseous-heteroplasia.txt"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, arguments)])


@pytest.fixture(scope="module")
def embedded(embedded_release: Path) -> Path:
    return embedded_release


def test_a_build_says_what_it_is_at(tmp_path: Path) -> None:
    """Of a hundred catalogues, each step after the last record takes minutes."""
    ran = run(POH, "-o", tmp_path / "dist")
    assert [line.removesuffix(" …") for line in ran.stderr.splitlines()] == [
        "reading",
        "aligning and validating",
        "counting statements",
        "packing the store",
        "writing what records share, asking the rules that span them",
        "writing the report",
    ]


def test_two_pages_of_one_title_do_not_stop_a_release(tmp_path: Path) -> None:
    """One of them lists the title as another name, too, in other letters ("Angelman's syndrome")."""
    lines = (PAGES / "rotor-syndrome.txt").read_text(encoding="utf-8").split("\n")
    twin = tmp_path / "rotor-syndrome.txt"
    twin.write_text("\n".join([*lines[:2], "Angelman syndrome", *lines[3:]]), encoding="utf-8")
    built = build([PAGES / "angelman-syndrome.txt", twin], output=tmp_path / "dist")
    warned = [group for group in built.report.findings if "in no such letters" in group.message]
    assert [(group.severity, group.times) for group in warned] == [("warning", 1)]


def test_a_release_holds_what_it_promises(embedded: Path) -> None:
    assert {path.name for path in embedded.iterdir()} >= {
        "mendelgraph.nq",
        "mendelgraph.nq.gz",
        "mendelgraph.ttl",
        "mendelgraph.ttl.gz",
        "mendelgraph.jsonld",
        "mendelgraph.jsonld.gz",
        "void.ttl",
        "mappings.sssom.tsv",
        "report.json",
        "report.html",
        "unresolved.tsv",
        "manifest.json",
        "store",
    }


def test_the_manifest_has_the_hash_of_every_file_and_source(embedded: Path) -> None:
    manifest = json.loads((embedded / "manifest.json").read_text())
    files = {path.name for path in embedded.iterdir() if path.is_file()} - {"manifest.json"}
    assert manifest["files"].keys() == files
    for name, entry in manifest["files"].items():
        assert entry["sha256"] == sha256((embedded / name).read_bytes()).hexdigest()
    assert manifest["sources"][POH.name] == sha256(POH.read_bytes()).hexdigest()


def test_the_report_counts_what_the_catalogue_holds(embedded: Path) -> None:
    report = json.loads((embedded / "report.json").read_text())
    assert report["read"]["conditions"] == len(list(PAGES.glob("*.txt")))


def test_the_same_input_gives_the_same_bytes(embedded: Path, tmp_path: Path) -> None:
    build(sorted(PAGES.glob("*.txt"), reverse=True), output=tmp_path / "dist")
    for path in embedded.iterdir():
        if path.is_file():
            assert (tmp_path / "dist" / path.name).read_bytes() == path.read_bytes(), path.name


def test_an_undated_release_is_versioned_by_its_content(tmp_path: Path) -> None:
    one = build([POH], output=tmp_path / "one")
    two = build([PAGES / "alstrom-syndrome.txt"], output=tmp_path / "two")
    dated = build([POH], output=tmp_path / "dated", release="2026-11-01")
    assert len({one.version, two.version}) == 2
    assert dated.version == "2026-11-01"
    assert '"2026-11-01"' in (tmp_path / "dated" / "void.ttl").read_text()
    assert 'dcterms:issued "' not in (tmp_path / "one" / "void.ttl").read_text()


def test_another_base_moves_what_is_ours_and_nothing_else(tmp_path: Path) -> None:
    build([POH], output=tmp_path / "dist", base="https://example.org/kb/")
    quads = (tmp_path / "dist" / "mendelgraph.nq").read_text()
    assert "<https://example.org/kb/condition/progressive-osseous-heteroplasia>" in quads
    assert "<https://w3id.org/mendelgraph/condition/" not in quads
    assert "<http://purl.obolibrary.org/obo/MONDO_0008153>" in quads


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Return a folder with one good page among all that does not belong there."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    shutil.copy(POH, folder)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "cut.xml").write_text("<Document id='1' source='GHR'><Focus>half a")
    (folder / "notes.md").write_text("# No page\n")
    (folder / "bomb.xml").write_text('<!DOCTYPE a [<!ENTITY b "bb">]><Document>&b;</Document>')
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    return folder


def test_good_pages_come_through_and_bad_ones_are_named(mixed: Path, tmp_path: Path) -> None:
    result = run(mixed, "-o", tmp_path / "dist")
    assert result.exit_code == 3
    assert "1 conditions" in result.stdout
    for name in ("empty.txt", "cut.xml", "bomb.xml"):
        assert f"broken: {name}: " in result.stderr
    report = json.loads((tmp_path / "dist" / "report.json").read_text())
    assert "notes.md" in json.dumps(report)
    assert "pipe" in json.dumps(report)


def test_nothing_readable_leaves_the_previous_release(embedded: Path, tmp_path: Path) -> None:
    shutil.copytree(embedded, tmp_path / "dist")
    before = (tmp_path / "dist" / "manifest.json").read_bytes()
    (tmp_path / "empty").mkdir()
    result = run(tmp_path / "empty", "-o", tmp_path / "dist")
    assert result.exit_code == 3
    assert "no condition or gene page could be read" in result.stderr
    assert (tmp_path / "dist" / "manifest.json").read_bytes() == before


def test_a_violation_publishes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([POH], output=tmp_path / "dist")
    before = (tmp_path / "dist" / "manifest.json").read_bytes()
    found = Finding("<urn:x:a>", None, None, Severity.VIOLATION, "the copy is swapped", "urn:x:rule", "sparql")
    monkeypatch.setattr(pipeline, "validate_lines", lambda *_, **__: ValidationReport((found,)))
    with pytest.raises(ConformanceError, match="the copy is swapped"):
        build([POH], output=tmp_path / "dist")
    assert (tmp_path / "dist" / "manifest.json").read_bytes() == before


def test_a_folder_that_is_no_release_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match="not a release"):
        build([POH], output=tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--release", "yesterday"], "YYYY-MM-DD"),
        (["--release", "20260201"], "YYYY-MM-DD"),
        (["--release", "2026-W05-1"], "YYYY-MM-DD"),
        (["--vocabulary", "no-such-index"], "no such vocabulary"),
        (["--base-iri", "not an iri"], "base IRI"),
    ],
    ids=["date", "date without strokes", "date by the week", "vocabulary", "base"],
)
def test_a_wrong_option_is_told(arguments: list[str], said: str, tmp_path: Path) -> None:
    result = run(POH, "-o", tmp_path / "dist", *arguments)
    assert result.exit_code in {2, 3}
    assert said in result.stderr
    assert not (tmp_path / "dist").exists()


def test_many_records_over_several_processes_are_the_same_bytes(
    tmp_path: Path, embedded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mendelgraph.release.workers.WORTH_A_PROCESS", 2)
    build(output=tmp_path / "dist")
    assert (tmp_path / "dist" / "mendelgraph.nq").read_bytes() == (embedded / "mendelgraph.nq").read_bytes()


@pytest.mark.slow
def test_the_shared_pages_are_read_whole_in_one_run(shared: Path, tmp_path: Path) -> None:
    built = build([shared / "medlineplus"], output=tmp_path / "dist")
    assert built.report.conditions == 925
    assert built.report.gene_pages == 1
    assert built.report.forms == {
        "api-json": 2,
        "medquad-xml": 923,
        "page-html": 1,
        "page-text": 1,
        "scrape-xml": 6,
    }
    assert built.report.broken == ()
    assert {refusal.document for refusal in built.report.refusals if "scraped" not in refusal.document} == {
        "README.md",
        "descriptions-2024/example_medline.csv",
        "html/gene-index-a.html",
        "medquad-ghr/LICENSE.MedQuAD.txt",
        "medquad-ghr/readme.MedQuAD.txt",
    }


def test_records_whose_names_begin_alike_are_found_in_the_file(tmp_path: Path) -> None:
    """`toes/` sorts before `toes-like/` in every file, though a hyphen comes before a slash."""
    for slug in ("toes", "toes-like", "toes2"):
        page = Page(slug=slug, name=f"{slug} syndrome", other_names=())
        (tmp_path / f"{slug}.txt").write_bytes(to_text(page))
    release = build(sorted(tmp_path.glob("*.txt")), output=tmp_path / "dist")
    quads = list(parse(path=release.folder / "mendelgraph.nq", format=RdfFormat.N_QUADS))
    assert [str(quad) for quad in sort_quads(quads)] == [str(quad) for quad in quads]
    found = [
        QuadFile(release.folder, DEFAULT_BASE).record(f"{DEFAULT_BASE}condition/{slug}")
        for slug in ("toes", "toes-like")
    ]
    assert all(found)
