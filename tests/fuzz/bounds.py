"""What a reader may take for an input: 2 s a MB, and ten times the input in memory, with room for a small one.

Extraction from prose tries some 200 rules on each sentence. It is linear, and takes 1 s a MB on real pages; prose of
nothing but numbers costs six times that, so extraction has a bound of its own.
"""

from __future__ import annotations

import re
import resource
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MB = 1_000_000
SECONDS, START, EXTRACTION = 2.0, 2.0, 12.0
TIMES, ROOM = 10, 48 * MB
UNIT = 1 if sys.platform == "darwin" else 1024


USUAL = 0.015
"""Seconds that `_work` takes on the machine where the bounds were set."""


def _work() -> float:
    """Return the seconds that a fixed piece of work takes of the kind that reading is: patterns tried on prose."""
    started = time.process_time()
    text = "Variants in the GNAS gene cause 1 in 50,000 cases of it; the paternal copy is imprinted. " * 400
    for pattern in (r"\b[A-Z][A-Z0-9]{2,}\b", r"\d[\d,]* in \d[\d,]*", r"(?:pa|ma)ternal (?:copy|allele)s? of"):
        for _ in range(12):
            sum(len(found[0]) for found in re.finditer(pattern, text))
    return time.process_time() - started


def _check_time(took: float, bound: float, size: int) -> None:
    """Hold a time to its bound; what exceeds it may, by as much as this machine is slower at this moment."""
    if took >= bound:
        bound *= max(1.0, sorted(_work() for _ in range(9))[4] / USUAL)
    assert took < bound, f"{took:.1f} s for {size:,} bytes"


@contextmanager
def in_time(data: bytes) -> Iterator[None]:
    """Hold a block to its time. `START` allows for a machine that is busy with other things."""
    started = time.process_time()
    yield
    took = time.process_time() - started
    _check_time(took, START + SECONDS * len(data) / MB, len(data))


def peak() -> int:
    """Return the most memory that this process ever held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # begins anew with the program; `ru_maxrss` remembers the process that it was forked from
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def check_bounds(size: int, before: int, started: float, seconds: float = SECONDS) -> None:
    """Hold what was done since `started` (and a `peak` of `before`) on an input of `size` bytes to its bounds."""
    took, grew = time.process_time() - started, peak() - before
    _check_time(took, START + seconds * size / MB, size)
    assert grew < ROOM + TIMES * size, f"{grew / MB:.0f} MB for {size:,} bytes"
