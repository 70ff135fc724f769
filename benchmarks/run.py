"""Measure this project and the other ways side by side on the same records, and write the page: `scripts/bench`."""

from __future__ import annotations

import json
import re
import shutil
import sys
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from pyoxigraph import QuerySolutions, Store

from benchmarks.contest import ENGINES, Request, compete, refuse_other_triples, spread
from benchmarks.environment import ROOT, add_load, describe_machine, own_command
from benchmarks.generator import write_catalogues
from benchmarks.measure import FailedRunError, run_measured
from benchmarks.options import ANY, FOLDER, INDEX, NEW_FILE, NEW_FOLDER, SOME
from benchmarks.page import RECORDED, record, write_page
from benchmarks.questions import GOAL_MS, measure_questions
from benchmarks.results import Build, Results, Start, to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

REAL = ROOT.parent / "shared" / "data" / "medlineplus"
STARTS = 5
"""How often a start is measured."""
PAGE_BYTES = 100_000
"""The size up to which a file is one page."""


def measure(request: Request, catalogue: str, work: Path) -> Results:
    """Measure everything in a folder of its own."""
    machine = describe_machine()
    build, slugs = _build(request, work)
    sample, more = spread(slugs, request.sample), spread(slugs, request.larger)
    ways = compete(request, sample, work / "sample", work / "release")
    larger = () if len(more) <= len(sample) else compete(request, more, work / "larger", work / "release", first=False)
    vocabulary = "a compiled index of all vocabularies" if request.vocabulary else "the embedded slices"
    starts = _starts(work)
    return Results(
        add_load(machine), catalogue, vocabulary, build, starts, len(sample), ways, len(more) if larger else 0, larger
    )


def _build(request: Request, work: Path) -> tuple[Build, list[str]]:
    """Build the whole release, as a user does, and again after a page changed; return the slugs of its conditions."""
    release = work / "release"
    command = own_command("build", str(request.sources), "-o", str(release))
    command += ["--vocabulary", str(request.vocabulary)] if request.vocabulary else []
    took = run_measured(command, work / "log.txt")
    slugs = sorted(json.loads((release / "manifest.json").read_text(encoding="utf-8"))["conditions"])
    told = json.loads((release / "report.json").read_text(encoding="utf-8"))["triples"]
    size = sum(path.stat().st_size for path in release.rglob("*") if path.is_file())
    triples = _count_triples(release)
    with changed_page(request.sources):
        again = run_measured(command, work / "log.txt")
        if "changed records" not in (work / "log.txt").read_text(encoding="utf-8"):
            raise FailedRunError("the build after a change made every record anew: did the code change meanwhile?")
    return Build(took, again, len(slugs), sum(told.values()), triples, size), slugs


@contextmanager
def changed_page(sources: Path) -> Iterator[Path]:
    """Change a number in the frequency of the first page that has one, and put it back."""
    for page in sorted(path for path in sources.rglob("*") if path.suffix in {".txt", ".xml"}):
        before = page.read_bytes()
        after = re.sub(rb"1 in (\d)", rb"1 in 1\1", before, count=1)
        if after != before and len(before) < PAGE_BYTES:
            break
    else:
        raise click.ClickException(f"no page below {sources} has a frequency to change")
    page.write_bytes(after)
    try:
        yield page
    finally:
        page.write_bytes(before)


def _starts(work: Path) -> tuple[Start, ...]:
    """Measure what a user waits for before anything happens."""
    commands = {
        "import mendelgraph": [sys.executable, "-c", "import mendelgraph"],
        "python alone": [sys.executable, "-c", "pass"],
        "mendelgraph --help": own_command("--help"),
        "mendelgraph query condition-by-omim": own_command(
            "query", "condition-by-omim", "--data", str(work / "release")
        ),
    }
    return tuple(_start(name, command, work) for name, command in commands.items())


def _start(name: str, command: list[str], work: Path) -> Start:
    took = [run_measured(command, work / "log.txt") for _ in range(STARTS)]
    return Start(name, min(each.seconds for each in took), median(each.cpu for each in took))


def measure_store(release: Path, recorded: Path, seconds: float, catalogue: str) -> None:
    """Record how long the query book takes on a release, and if asked for how endpoints fare with it over HTTP."""
    told = f"{catalogue}, {_count_triples(release):,} triples"
    machine = describe_machine()
    rows = [row._asdict() for row in measure_questions(release)]
    versions = {"mendelgraph": version("mendelgraph"), "pyoxigraph": version("pyoxigraph")}
    setting = {"machine": add_load(machine), "versions": versions, "release": told}
    record(recorded, "questions", {**setting, "rows": rows, "goal": GOAL_MS})
    if seconds:
        from benchmarks.endpoint import record_endpoints  # needs servers that few have

        record(recorded, "endpoint", {"release": told, **record_endpoints(release, seconds)})


def _count_triples(release: Path) -> int:
    """Return the triples of the union of all graphs, as the store has them in its default graph."""
    rows = Store.read_only(str(release / "store")).query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    if not isinstance(rows, QuerySolutions):
        raise TypeError("a SELECT gave no rows")
    return int(str(next(rows)[0].value))


def find_pages(sources: Path | None) -> Path:
    """Return the folder of the real pages, or refuse."""
    if not (sources or REAL).is_dir():
        raise click.UsageError(f"no pages at {REAL}; name their folder: --sources FOLDER")
    return sources or REAL


@click.command()
@click.option("--catalogue", type=click.Choice(["real", "generated"]), default="generated", show_default=True)
@click.option("--sources", type=FOLDER, help="The real pages.  [default: ../shared/data/medlineplus]")
@click.option("--pages", type=SOME, default=1350, show_default=True, help="Pages of the generated catalogue.")
@click.option("--vocabulary", type=INDEX, help="A compiled index.  [default: embedded slices]")
@click.option("--sample", type=SOME, default=100, show_default=True, help="Conditions that every way makes.")
@click.option(
    "--larger", type=ANY, default=300, show_default=True, help="Conditions of a second, larger sample; 0: none."
)
@click.option(
    "--validated", type=ANY, default=4, show_default=True, help="Conditions of the sample for pyshacl; 0: none."
)
@click.option(
    "--skip", multiple=True, type=click.Choice(["rdflib + pyshacl", *ENGINES]), help="Leave a way out; repeatable."
)
@click.option(
    "--endpoint-seconds",
    type=click.FloatRange(min=0),
    default=0.0,
    show_default=True,
    help="A round of each question; 0: none.",
)
@click.option("--recorded", type=NEW_FOLDER, default=RECORDED, help="Where figures are kept.")
@click.option("-o", "--output", type=NEW_FILE, default=ROOT / "docs" / "benchmarks.md")
def command(
    catalogue: str,
    sources: Path | None,
    pages: int,
    vocabulary: Path | None,
    sample: int,
    larger: int,
    validated: int,
    skip: tuple[str, ...],
    endpoint_seconds: float,
    recorded: Path,
    output: Path,
) -> None:
    """Measure this project and what a user would otherwise do, side by side, and write the page with the figures."""
    real = find_pages(sources) if catalogue == "real" else None
    if endpoint_seconds and shutil.which("wrk") is None:
        raise click.UsageError("--endpoint-seconds needs the load generator wrk: apt-get install wrk")
    with TemporaryDirectory(prefix="bench-") as place:
        work = Path(place)
        said = "real"
        if real:
            shutil.copytree(real, work / "catalogue")
        else:
            written = write_catalogues(work / "catalogue", index=vocabulary, pages=pages)
            said = f"generated, {written:,} pages"
        request = Request(work / "catalogue", vocabulary, sample, larger, validated, frozenset(skip))
        try:
            results = measure(request, said, work)
        except FailedRunError as error:
            raise click.ClickException(str(error)) from error
        refuse_other_triples((*results.ways, *results.larger))
        record(recorded, catalogue, to_json(results))
        measure_store(work / "release", recorded, endpoint_seconds, said)
    output.write_text(write_page(recorded), encoding="utf-8")
    click.echo(f"measured: {output}", err=True)


if __name__ == "__main__":
    command()
