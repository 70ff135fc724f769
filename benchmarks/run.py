"""Measure this project and the other ways side by side on the same records, and write the page: `scripts/bench`."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import click
from pyoxigraph import QuerySolutions, Store

from benchmarks.environment import ROOT, describe_machine, engine_python, own_command
from benchmarks.generator import write_catalogues
from benchmarks.isomorphism import compare
from benchmarks.measure import FailedRunError, run_measured
from benchmarks.page import RECORDED, record, write_page
from benchmarks.questions import GOAL_MS, measure_questions
from benchmarks.results import Build, Results, Start, Way, read_way, to_json
from benchmarks.work import MAPLIB, MORPH, OURS, RDFLIB, TASK, prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

CONTESTANTS = ROOT / "benchmarks" / "contestants"
REAL = ROOT.parent / "shared" / "data" / "medlineplus"
ENGINES = {
    "morph-kgc": ("morph_kgc_rml.py", MORPH, "morph-kgc.nt"),
    "maplib": ("maplib_ottr.py", MAPLIB, "maplib.nt"),
}
STARTS = 5
"""How often a start is measured."""
PAGE_BYTES = 100_000
"""The size up to which a file is one page."""
"""By name: the script, what it tells, and the triples it makes."""


class Request(NamedTuple):
    """Hold what is to be measured: the sources, the index, how many conditions side by side, and what to leave out."""

    sources: Path
    vocabulary: Path | None
    sample: int
    validated: int
    skip: frozenset[str]


def measure(request: Request, catalogue: str, work: Path) -> Results:
    """Measure everything in a folder of its own."""
    machine = describe_machine()
    build, slugs = _build(request, work)
    step = max(1, len(slugs) // request.sample)
    sample = frozenset(slugs[::step][: request.sample])
    triples = prepare(work, work / "release" / "mendelgraph.nq", sample)
    task = {
        "sources": [str(request.sources)],
        "vocabulary": str(request.vocabulary) if request.vocabulary else None,
        "slugs": sorted(sample),
        "validated": request.validated,
    }
    (work / TASK).write_text(json.dumps(task), encoding="utf-8")
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep),
    }
    ways = []
    for name, module, told in (
        ("mendelgraph", "mendelgraph_steps", OURS),
        ("rdflib + pyshacl", "rdflib_pyshacl", RDFLIB),
    ):
        if name not in request.skip:
            command = [sys.executable, "-m", f"benchmarks.contestants.{module}", str(work)]
            ways.append(read_way(name, work / told, run_measured(command, work / "log.txt", env=env)))
    ways += [run_engine(name, work, triples) for name in ENGINES if name not in request.skip]
    machine["load before and after"] += f" and {os.getloadavg()[0]:.1f}"
    vocabulary = "a compiled index of all vocabularies" if request.vocabulary else "the embedded slices"
    return Results(machine, catalogue, vocabulary, build, _starts(work), len(sample), tuple(ways))


def run_engine(name: str, work: Path, triples: set[Triple]) -> Way:
    """Let a mapping engine make the triples of a prepared folder, and compare them with ours."""
    script, told, made = ENGINES[name]
    took = run_measured([str(engine_python()), str(CONTESTANTS / script), str(work)], work / "log.txt")
    return read_way(name, work / told, took, compare(triples, work / made))


def refuse_other_triples(ways: Iterable[Way]) -> None:
    """Fail where an engine made other triples than ours: then its figures compare nothing."""
    for way in ways:
        if way.compared and not way.compared.same:
            differences = "\n  ".join(way.compared.examples)
            raise click.ClickException(
                f"{way.name} made other triples: {way.compared.missing} of ours are missing, "
                f"{way.compared.extra} are not ours\n  {differences}"
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


def measure_store(release: Path, recorded: Path, seconds: float) -> None:
    """Record how long the query book takes on a release, and if asked for how endpoints fare with it over HTTP."""
    rows = [row._asdict() for row in measure_questions(release)]
    record(recorded, "questions", {"rows": rows, "goal": GOAL_MS})
    if seconds:
        from benchmarks.endpoint import measure_endpoints  # needs servers that few have

        record(recorded, "endpoint", {"rows": [row._asdict() for row in measure_endpoints(release, seconds)]})


def _count_triples(release: Path) -> int:
    """Return the triples of the union of all graphs, as the store has them in its default graph."""
    rows = Store.read_only(str(release / "store")).query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    if not isinstance(rows, QuerySolutions):
        raise TypeError("a SELECT gave no rows")
    return int(str(next(rows)[0].value))


@click.command()
@click.option("--catalogue", type=click.Choice(["real", "generated"]), default="generated", show_default=True)
@click.option("--sources", type=click.Path(path_type=Path), default=REAL, help="The real pages.  [default: ../shared]")
@click.option("--pages", default=1350, show_default=True, help="Pages of the generated catalogue.")
@click.option("--vocabulary", type=click.Path(path_type=Path), help="A compiled index.  [default: embedded slices]")
@click.option("--sample", default=100, show_default=True, help="Conditions that every way makes, side by side.")
@click.option("--validated", default=4, show_default=True, help="Conditions of these that pyshacl validates.")
@click.option(
    "--skip", multiple=True, type=click.Choice(["rdflib + pyshacl", *ENGINES]), help="Leave a way out; repeatable."
)
@click.option("--endpoint-seconds", default=0.0, show_default=True, help="A round of each question; 0: none.")
@click.option("--recorded", type=click.Path(path_type=Path), default=RECORDED, help="Where figures are kept.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=ROOT / "docs" / "benchmarks.md")
def command(
    catalogue: str,
    sources: Path,
    pages: int,
    vocabulary: Path | None,
    sample: int,
    validated: int,
    skip: tuple[str, ...],
    endpoint_seconds: float,
    recorded: Path,
    output: Path,
) -> None:
    """Measure this project and what a user would otherwise do, side by side, and write the page with the figures."""
    with TemporaryDirectory(prefix="bench-") as place:
        work = Path(place)
        said = "real"
        if catalogue == "generated":
            written = write_catalogues(work / "catalogue", index=vocabulary, pages=pages)
            said = f"generated, {written:,} pages"
        else:
            shutil.copytree(sources, work / "catalogue")
        try:
            request = Request(work / "catalogue", vocabulary, sample, validated, frozenset(skip))
            results = measure(request, said, work)
        except FailedRunError as error:
            raise click.ClickException(str(error)) from error
        refuse_other_triples(results.ways)
        record(recorded, catalogue, to_json(results))
        measure_store(work / "release", recorded, endpoint_seconds)
    output.write_text(write_page(recorded), encoding="utf-8")
    click.echo(f"measured: {output}", err=True)


if __name__ == "__main__":
    command()
