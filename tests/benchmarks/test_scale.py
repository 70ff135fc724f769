"""Many catalogues at once: little of each record stays in memory, work grows with their number, all cores are at it.

A hundred catalogues of 1,350 pages are measured by hand (`python -m benchmarks.scale`), ten are built here. Work is
counted in calls, which are the same however busy a machine is.
"""

from __future__ import annotations

import cProfile
import gc
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from benchmarks.distribution import LEAN
from benchmarks.generator import make_pages, write_catalogue
from benchmarks.pool import read_pool
from benchmarks.scale import Size, measure_growth, put_row
from mendelgraph.export import context
from mendelgraph.graph import counts
from mendelgraph.release import build, dumps, lines, workers
from mendelgraph.release.assembly import Assembly
from mendelgraph.sources import shelf
from mendelgraph.store import building

if TYPE_CHECKING:
    from pyoxigraph import Store

KEPT = 8_000
"""Bytes of a record that may be in memory at a build's end; measured: 7,400 (7,394 to 7,420 at any load), of
which caches that fill have a half."""
PAGES = (25, 50, 100)
BUFFERS = {
    "records as values": (shelf, "WHOLE", 10),
    "shared lines": (lines, "HELD", 300),
    "portions of shared lines": (lines, "SUBJECTS", 2),
    "hashes of objects": (counts, "HELD", 300),
    "short forms of IRIs": (context, "REMEMBERED", 50),
    "the store's slices": (building, "SLICE", 500_000),
    "what is written at once": (dumps, "WRITTEN_AT_ONCE", 10_000),
    "what waits to be written": (dumps, "AHEAD", 1),
}
"""What is kept up to a bound, with a bound that a few records reach, so that the rest shows what each record leaves."""


class Kept(NamedTuple):
    """Hold what a build took: calls of functions, and the bytes in memory when all records were made and written."""

    calls: int
    size: int


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> list[Kept]:
    """Return what builds of more and more pages took, in a process where no other test left anything."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(measure, tmp_path_factory.mktemp("kept")).result()


def measure(folder: Path) -> list[Kept]:
    sizes = list[int]()
    finish = Assembly.finish

    def note(assembly: Assembly) -> Store:
        store = finish(assembly)
        gc.collect()
        sizes.append(tracemalloc.get_traced_memory()[0])
        return store

    pool = read_pool(None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Assembly, "finish", note)  # before it slices wait to be loaded, after it files are ended
        patch.setattr(workers, "WORTH_A_PROCESS", 10**9)
        for module, name, bound in BUFFERS.values():
            patch.setattr(module, name, bound)
        calls = []
        for pages in (10, *PAGES):  # the first fills what is filled once
            source, profile = folder / str(pages), cProfile.Profile()
            # From page 400 on there are no diseases left in the pool, so that all pages are alike.
            write_catalogue(
                make_pages(pool, catalogue=400 // pages + 1, pages=pages, seed=1, richness=LEAN), source, in_bulk=False
            )
            tracemalloc.start()
            try:
                profile.runcall(build, [source], output=folder / f"release-{pages}")
            finally:
                tracemalloc.stop()
            calls.append(sum(entry.callcount for entry in profile.getstats()))
    return [Kept(*both) for both in zip(calls, sizes, strict=True)][1:]


def test_little_of_a_record_stays_in_memory(kept: list[Kept]) -> None:
    grown = kept[-1].size - kept[0].size
    assert 0 < grown < KEPT * (PAGES[-1] - PAGES[0])


def test_twice_the_records_are_twice_the_work(kept: list[Kept]) -> None:
    first, second = (more.calls - less.calls for less, more in pairwise(kept))
    assert first > PAGES[0] * 1_000, "calls were counted"
    assert 1.7 < second / first < 2.3


def test_ten_catalogues_are_one_release_made_by_several_processes(tmp_path: Path) -> None:
    grown = measure_growth(Size(10, 1_350, LEAN), tmp_path)
    assert grown.conditions == 13_500 > shelf.WHOLE, "so many that records are held packed"
    assert grown.quads > 13_500 * 150
    assert grown.peak < 3_000_000_000, "what a hundred of them may take"
    assert grown.peak > 1.1 * grown.peak_first, "all processes count; measured: 1.25"
    assert grown.peak_first > grown.peak_other > 0, "several processes, of which one writes"
    assert not [path for path in tmp_path.iterdir() if path.is_dir()], "catalogues and release are cleared away"


def test_a_run_of_a_size_takes_the_place_of_the_last_one_of_that_size() -> None:
    rows = [{"lean": True, "conditions": size, "cpu": 1.0} for size in (1350, 135_000)]
    assert put_row(rows, rows[1] | {"cpu": 2.0}) == [rows[0], rows[1] | {"cpu": 2.0}]
    assert [row["conditions"] for row in put_row(rows, rows[0] | {"conditions": 13_500})] == [1350, 13_500, 135_000]
