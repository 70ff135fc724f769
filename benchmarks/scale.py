"""Build more and more generated catalogues and see what grows: `python -m benchmarks.scale`.

One hundred catalogues are 135,000 conditions: `--catalogues 100`, an hour or less, 50 GB of disk in `--work`.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import click

from benchmarks.distribution import FULL, LEAN
from benchmarks.environment import ROOT, describe_machine, own_command
from benchmarks.generator import write_catalogues
from benchmarks.measure import run_measured
from benchmarks.page import RECORDED, record, write_page
from benchmarks.plan import PAGES

if TYPE_CHECKING:
    from benchmarks.distribution import Richness


class Size(NamedTuple):
    """Hold how much is to be built: catalogues, pages of each, how much a page has, and with which index."""

    catalogues: int
    pages: int = PAGES
    richness: Richness = FULL
    vocabulary: Path | None = None


class Grown(NamedTuple):
    """Hold what a build took: conditions, statements, seconds, CPU seconds, peak bytes of all processes and of one."""

    catalogues: int
    conditions: int
    quads: int
    seconds: float
    cpu: float
    peak: int
    peak_first: int
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
    shutil.rmtree(sources)
    shutil.rmtree(release)
    return Grown(size.catalogues, conditions, quads, *took, lean=size.richness == LEAN)


@click.command()
@click.option(
    "--catalogues", multiple=True, type=int, default=[1, 2, 4], help="How many; repeatable.  [default: 1 2 4]"
)
@click.option("--pages", default=PAGES, show_default=True, help="Pages of a catalogue.")
@click.option("--full", is_flag=True, help="Pages as long as real ones, instead of a quarter.")
@click.option("--vocabulary", type=click.Path(path_type=Path), help="A compiled index.  [default: embedded slices]")
@click.option("--work", type=click.Path(path_type=Path), help="Where to put catalogues and releases.  [default: /tmp]")
def command(catalogues: tuple[int, ...], *, pages: int, full: bool, vocabulary: Path | None, work: Path | None) -> None:
    """Measure builds of more and more catalogues, and write their figures into docs/benchmarks.md."""
    machine = describe_machine()
    rows = []
    with TemporaryDirectory(prefix="scale-", dir=work) as place:
        for count in catalogues:
            size = Size(count, pages, FULL if full else LEAN, vocabulary)
            rows.append(measure_growth(size, Path(place))._asdict())
            click.echo(f"{count} catalogues: {rows[-1]}", err=True)
            machine["load before and after"] = (
                f"{machine['load before and after'].split()[0]} and {os.getloadavg()[0]:.1f}"
            )
            record(RECORDED, "scale", {"machine": machine, "rows": rows})
    (ROOT / "docs" / "benchmarks.md").write_text(write_page(RECORDED), encoding="utf-8")


if __name__ == "__main__":
    command()
