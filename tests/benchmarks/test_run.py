"""The benchmark runs on a few records, tells what it measured, and the page shows what is recorded, nothing else."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from benchmarks import contest, generator, run, scale
from benchmarks.contestants.clock import Clock
from benchmarks.environment import ENGINES, PLACE, ROOT
from benchmarks.isomorphism import Comparison
from benchmarks.measure import FailedRunError, Measured, run_measured
from benchmarks.page import RECORDED, write_page
from benchmarks.results import Way, from_json, read_way, to_json
from benchmarks.work import prepare
from mendelgraph.release import build
from mendelgraph.resources import resources

FEW = ["--pages", "5", "--sample", "2", "--larger", "5", "--validated", "0"]


def test_a_run_on_five_records_tells_what_it_took(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "STARTS", 1)
    recorded, page = tmp_path / "recorded", tmp_path / "page.md"
    options = [*FEW, "--skip", "morph-kgc", "--skip", "maplib", "--recorded", str(recorded), "-o", str(page)]
    ran = CliRunner().invoke(run.command, options)
    assert ran.exit_code == 0, ran.output
    told = json.loads((recorded / "generated.json").read_text(encoding="utf-8"))
    results = from_json(json.loads(json.dumps(told)))
    assert to_json(results) == told
    assert (results.build.conditions, results.sample, results.larger_sample) == (5, 2, 5)
    assert [way.triples for way in results.ways] == [results.ways[0].triples] * 2
    assert [way.triples for way in results.larger] == [results.larger[0].triples] * 2
    assert results.build.triples > results.larger[0].triples > results.ways[0].triples > 1000
    ours = {"import", "read", "extract", "align", "describe", "validate", "all parts", "n-triples", "load"}
    assert ours == set(results.ways[0].steps)
    assert {"import", "describe", "dump", "load"} == set(results.ways[1].steps)
    assert len(json.loads((recorded / "questions.json").read_text(encoding="utf-8"))["rows"]) > 50
    assert page.read_text(encoding="utf-8") == write_page(recorded)
    assert f"{results.build.quads:,} statements" in page.read_text(encoding="utf-8")


def test_the_page_is_that_of_the_recorded_runs() -> None:
    assert RECORDED.is_dir()
    shown = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert shown == write_page(RECORDED), "scripts/bench writes the page; figures are never typed"


def test_an_engine_that_makes_other_triples_is_refused(tmp_path: Path) -> None:
    stamp = PLACE / "engines.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8").split() != list(ENGINES):
        pytest.skip("the mapping engines are not installed: scripts/bench installs them into .venv-bench")
    build([resources() / "data" / "conditions" / "progressive-osseous-heteroplasia.txt"], output=tmp_path / "dist")
    triples = prepare(tmp_path, tmp_path / "dist" / "mendelgraph.nq", frozenset({"progressive-osseous-heteroplasia"}))
    contest.refuse_other_triples([contest.run_engine("maplib", tmp_path, triples)])
    templates = tmp_path / "templates.stottr"
    text = templates.read_text(encoding="utf-8")
    templates.write_text(text.replace("ontology#geneRole", "ontology#seededDifference"), encoding="utf-8")
    with pytest.raises(click.ClickException, match=r"maplib made other triples: 1 of ours are missing, 1 are not ours"):
        contest.refuse_other_triples([contest.run_engine("maplib", tmp_path, triples)])


def test_validation_of_a_part_is_carried_on_along_the_line() -> None:
    took = Measured(1.0, 1.0, 1, 1)
    way = Way("x", {}, 300, "1", took, validated={"100": 2.0, "200": 3.0})
    assert way.validation(300) == pytest.approx(4.0)
    assert Way("x", {"validate": 2.0}, 100, "1", took).validation(300) == pytest.approx(6.0)
    assert Way("x", {}, 100, "1", took).validation(300) is None


def test_a_measured_run_counts_its_children(tmp_path: Path) -> None:
    child = "import time; held = b'x' * 80_000_000; time.sleep(1); sum(range(30_000_000))"
    parent = (
        f"import subprocess, sys; h = b'x' * 60_000_000; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    )
    took = run_measured([sys.executable, "-c", parent], tmp_path / "log.txt")
    assert 60_000_000 < took.peak_first < 80_000_000 < took.peak_other < 140_000_000 < took.peak
    assert took.cpu > 0.2


def test_memory_is_that_of_the_program_and_not_of_who_started_it(tmp_path: Path) -> None:
    """A short peak is seen between two looks, and what the benchmark itself held before is none of the program's."""
    held = b"x" * 400_000_000
    code = "import time; block = b'x' * 100_000_000; del block; time.sleep(0.3)"
    took = run_measured([sys.executable, "-c", code], tmp_path / "log.txt")
    del held
    assert 100_000_000 < took.peak < 200_000_000
    assert took.peak_first == took.peak


def test_a_way_tells_nothing_of_its_memory_itself(tmp_path: Path) -> None:
    Clock().write(tmp_path / "told.json", triples=1, version="1")
    way = read_way("x", tmp_path / "told.json", Measured(1.0, 1.0, 5, 5))
    assert "peak" not in json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert way.whole.peak == 5


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--sample", "0"], "--sample"),
        (["--sample", "-3"], "--sample"),
        (["--larger", "-1"], "--larger"),
        (["--pages", "0"], "--pages"),
        (["--validated", "-1"], "--validated"),
        (["--endpoint-seconds", "-1"], "--endpoint-seconds"),
        (["--catalogue", "real", "--sources", "nowhere"], "--sources"),
        (["--catalogue", "real", "--sources", "a-file"], "--sources"),
        (["--vocabulary", "nowhere"], "--vocabulary"),
        (["--vocabulary", "a-file"], "not a vocabulary index"),
        (["--recorded", "a-file"], "--recorded"),
        (["--output", "nowhere/page.md"], "there is no folder"),
    ],
    ids=" ".join,
)
def test_options_that_cannot_be_are_refused_before_anything_is_measured(
    options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a-file").write_text("no index and no folder", encoding="utf-8")
    monkeypatch.setattr(run, "measure", lambda *_: pytest.fail("it began to measure"))
    ran = CliRunner().invoke(run.command, options)
    assert (ran.exit_code, said in ran.output) == (2, True), ran.output


def test_without_the_real_pages_it_says_how_to_name_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "REAL", tmp_path / "nowhere")
    ran = CliRunner().invoke(run.command, ["--catalogue", "real"])
    assert (ran.exit_code, "--sources FOLDER" in ran.output) == (2, True)


@pytest.mark.parametrize("script", [scale.command, generator.command], ids=["scale", "generator"])
def test_the_other_scripts_refuse_such_options_too(script: click.Command, tmp_path: Path) -> None:
    for options in (["--catalogues", "0"], ["--pages", "0"], ["--vocabulary", str(tmp_path / "nowhere")]):
        ran = CliRunner().invoke(script, [*options, *([str(tmp_path / "out")] if script is generator.command else [])])
        assert (ran.exit_code, options[0] in ran.output) == (2, True), ran.output


def test_a_failed_run_says_why(tmp_path: Path) -> None:
    with pytest.raises(FailedRunError, match="no such luck"):
        run_measured([sys.executable, "-c", "raise SystemExit('no such luck')"], tmp_path / "log.txt")


def test_a_changed_page_is_put_back(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("It affects 1 in 500 people.", encoding="utf-8")
    with run.changed_page(tmp_path) as changed:
        assert changed == page
        assert page.read_text(encoding="utf-8") == "It affects 1 in 1500 people."
    assert page.read_text(encoding="utf-8") == "It affects 1 in 500 people."


def test_a_comparison_is_the_same_only_without_differences() -> None:
    assert Comparison(0, 0, ()).same
    assert not Comparison(1, 0, ()).same
    assert not Comparison(0, 1, ()).same
