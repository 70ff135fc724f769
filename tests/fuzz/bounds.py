"""What a reader may take for an input: 2 s a MB, and ten times the input in memory, with room for a small one.

Extraction from prose tries some 200 rules on each sentence. It is linear, and takes 1 s a MB on real pages; prose of
nothing but numbers costs six times that, so extraction has a bound of its own.

Turtle says a statement in one byte (a list of lists, of numbers, of blank nodes), and one node may break ten rules. So
validating a file from outside is bounded by its statements and by what is found: 100 and 400 us, 2.5 and 12 kB.
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
STATEMENT, FINDING = (100e-6, 2_500), (400e-6, 12_000)
"""Seconds and bytes, of all processes together."""
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
    assert took < bound, f"{took:.1f} s for {size:,} bytes or statements"


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


def check_validated(statements: int, findings: int) -> None:
    """Hold what this process and its children did so far, to read and validate a file, to the bounds of that."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    took = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    _check_time(took, START + STATEMENT[0] * statements + FINDING[0] * findings, statements)
    most, bound = children.ru_maxrss * UNIT, 2 * ROOM + STATEMENT[1] * statements + FINDING[1] * findings
    assert most < bound, f"{most / MB:.0f} MB for {statements:,} statements and {findings:,} findings"
