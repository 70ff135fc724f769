"""Build more and more generated catalogues and see what grows: `python -m benchmarks.scale`.

One hundred catalogues are 135,000 conditions: `--catalogues 100`, an hour or less, 45 GB of disk in `--work`.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from benchmarks.distribution import FULL, LEAN
from benchmarks.environment import ROOT, describe_machine, own_command
from benchmarks.generator import write_catalogues
from benchmarks.measure import run_measured
from benchmarks.options import FOLDER, INDEX, SOME
from benchmarks.page import RECORDED, record, write_page
from benchmarks.plan import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.distribution import Richness


class Size(NamedTuple):
    """Hold how much is to be built: catalogues, pages of each, how much a page has, and with which index."""

    catalogues: int
    pages: int = PAGES
    richness: Richness = FULL
    vocabulary: Path | None = None


class Grown(NamedTuple):
    """Hold what a build took: conditions, statements, seconds, CPU seconds, bytes in memory and on disk, the load.

    `peak` is the most that all processes had in memory, `peak_first` and `peak_other` the most of the one that writes
    and of the largest of the others.
    """

    catalogues: int
    conditions: int
    quads: int
    seconds: float
    cpu: float
    peak: int
    peak_first: int
    peak_other: int
    disk: int
    load: float
    lean: bool


def measure_growth(size: Size, work: Path) -> Grown:
    """Write catalogues, build them, and clear both away."""
    sources, release, log = work / "catalogues", work / "release", work / f"{size.catalogues}.log"
    conditions = write_catalogues(
        sources, index=size.vocabulary, catalogues=size.catalogues, pages=size.pages, richness=size.richness
    )
    options = ["--vocabulary", str(size.vocabulary)] if size.vocabulary else []
    took = run_measured(own_command("build", str(sources), "-o", str(release), *options), log)
    with (release / "mendelgraph.nq").open("rb") as lines:
        quads = sum(1 for _ in lines)
    disk = sum(path.stat().st_size for path in release.rglob("*") if path.is_file())
    shutil.rmtree(sources)
    shutil.rmtree(release)
    load = os.getloadavg()[-1]
    return Grown(size.catalogues, conditions, quads, *took, disk=disk, load=load, lean=size.richness == LEAN)


def read_rows(recorded: Path) -> list[dict[str, Any]]:
    """Return the rows of earlier runs."""
    path = recorded / "scale.json"
    return json.loads(path.read_text(encoding="utf-8"))["rows"] if path.is_file() else []


def put_row(rows: Iterable[dict[str, Any]], row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return rows by size with another one, in the place of an earlier one of its size."""
    sized = {(each["lean"], each["conditions"]): each for each in (*rows, row)}
    return [sized[size] for size in sorted(sized)]


@click.command()
@click.option(
    "--catalogues", multiple=True, type=SOME, default=[1, 2, 4], help="How many; repeatable.  [default: 1 2 4]"
)
@click.option("--pages", type=SOME, default=PAGES, show_default=True, help="Pages of a catalogue.")
@click.option("--full", is_flag=True, help="Pages as long as real ones, instead of a quarter.")
@click.option("--vocabulary", type=INDEX, help="A compiled index.  [default: embedded slices]")
@click.option("--work", type=FOLDER, help="Where to put catalogues and releases.  [default: /tmp]")
def command(catalogues: tuple[int, ...], *, pages: int, full: bool, vocabulary: Path | None, work: Path | None) -> None:
    """Measure builds of more and more catalogues, and write their figures into docs/benchmarks.md."""
    machine = {name: said for name, said in describe_machine().items() if "load" not in name}
    rows = read_rows(RECORDED)
    with TemporaryDirectory(prefix="scale-", dir=work) as place:
        for count in catalogues:
            size = Size(count, pages, FULL if full else LEAN, vocabulary)
            row = measure_growth(size, Path(place))._asdict()
            rows = put_row(rows, row)
            click.echo(f"{count} catalogues: {row}", err=True)
            record(RECORDED, "scale", {"machine": machine, "rows": rows})
    (ROOT / "docs" / "benchmarks.md").write_text(write_page(RECORDED), encoding="utf-8")


if __name__ == "__main__":
    command()
