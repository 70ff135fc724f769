"""Many catalogues at once: nothing but a little of each record stays in memory, and all cores are at work.

The full size is measured by hand (`python -m benchmarks.scale`); here ten catalogues are small.
"""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

import pytest

from benchmarks.distribution import FULL, LEAN
from benchmarks.generator import write_catalogues
from benchmarks.scale import Size, measure_growth
from mendelgraph.release import build, workers, writing
from mendelgraph.store import building

KEPT = 250_000
"""Bytes of a full record that may be in memory at a build's end: less than its N-Quads, which are 300,000."""


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Take note of the bytes that Python objects have when all records of a build are made and written."""
    noted: list[int] = []
    check = writing.check_store

    def note(*arguments: object) -> object:
        gc.collect()
        noted.append(tracemalloc.get_traced_memory()[0])
        return check(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "check_store", note)
    monkeypatch.setattr(workers, "WORTH_A_PROCESS", 10**9)
    monkeypatch.setattr(building, "SLICE", 1_000_000)
    return noted


def test_what_stays_of_a_record_is_a_small_part_of_it(kept: list[int], tmp_path: Path) -> None:
    few, many = 4, 16
    for number, pages in enumerate((2, few, many)):  # the first fills what is filled once
        write_catalogues(tmp_path / f"{number}", pages=pages, richness=FULL)
        tracemalloc.start()
        try:
            build([tmp_path / f"{number}"], output=tmp_path / f"release-{number}")
        finally:
            tracemalloc.stop()
    assert 0 < kept[2] - kept[1] < KEPT * (many - few)


def test_ten_catalogues_are_one_release_made_by_several_processes(tmp_path: Path) -> None:
    grown = measure_growth(Size(10, 11, LEAN), tmp_path)
    assert grown.conditions == 110
    assert grown.quads > 110 * 200
    assert grown.peak > 1.3 * grown.peak_first
    assert not [path for path in tmp_path.iterdir() if path.is_dir()], "catalogues and release are cleared away"
