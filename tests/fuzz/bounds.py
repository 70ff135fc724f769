"""What a reader may take for an input: 2 s a MB, and ten times the input in memory, with room for a small one.

Extraction from prose tries some 200 rules on each sentence. It is linear, and takes 1 s a MB on real pages; prose of
nothing but numbers costs six times that, so extraction has a bound of its own.
"""

from __future__ import annotations

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


@contextmanager
def in_time(data: bytes) -> Iterator[None]:
    """Hold a block to its time. `START` allows for a machine that is busy with other things."""
    started = time.process_time()
    yield
    took = time.process_time() - started
    assert took < START + SECONDS * len(data) / MB, f"{took:.1f} s for {len(data):,} bytes"


def peak() -> int:
    """Return the most memory that this process ever held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # begins anew with the program; `ru_maxrss` remembers the process that it was forked from
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def check_bounds(size: int, before: int, started: float, seconds: float = SECONDS) -> None:
    """Hold what was done since `started` (and a `peak` of `before`) on an input of `size` bytes to its bounds."""
    took, grew = time.process_time() - started, peak() - before
    assert took < START + seconds * size / MB, f"{took:.1f} s for {size:,} bytes"
    assert grew < ROOM + TIMES * size, f"{grew / MB:.0f} MB for {size:,} bytes"
