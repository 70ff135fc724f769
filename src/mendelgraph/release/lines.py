"""The lines that records share, each once and in order, of which no more than some are in memory.

What is too much is sorted and written to a file without a name, and read back in order with all other such files.
"""

from __future__ import annotations

from bisect import insort
from heapq import merge
from itertools import groupby
from operator import itemgetter
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from mendelgraph.export.order import path_order
from mendelgraph.graph.counts import hash_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import IO

HELD = 100_000
"""Lines in memory, twice those of the real pages: 20 MB."""
FEW = 1000
"""Lines that are put in their places rather than sorted with all others, which takes as long for some two thousand."""
SUBJECTS = 64
"""Of a portion, by and large; of the real pages it has some two hundred lines."""


class SharedLines:
    """Gather N-Triples lines; iterate over them in the order of `path_order`, often, but one iteration at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._recent: set[bytes] = set()
        self._sorted: list[bytes] | None = None
        self._runs: list[IO[bytes]] = []

    def add(self, lines: Iterable[bytes]) -> None:
        """Add lines, of which any may be there."""
        if self._sorted is None:
            self._recent.update(lines)
        else:
            self._insert(set(lines) - self._recent)
        if len(self._recent) > HELD:
            self._runs.append(self._write(sorted(self._recent, key=path_order)))
            self._recent, self._sorted = set(), None

    def _insert(self, lines: set[bytes]) -> None:
        """Add new lines to those that are in order already: a few each in its place."""
        self._recent |= lines
        if self._sorted is None or len(lines) > FEW:
            self._sorted = None
        else:
            for line in lines:
                insort(self._sorted, line, key=path_order)

    def _write(self, lines: Iterable[bytes]) -> IO[bytes]:
        run = TemporaryFile(dir=self._folder)  # noqa: SIM115 - open until the build ends
        run.writelines(lines)
        return run

    def __iter__(self) -> Iterator[bytes]:
        if self._sorted is None:
            self._sorted = sorted(self._recent, key=path_order)
        if len(self._runs) > 1:
            several, self._runs = self._runs, [self._write(_unite(self._runs))]
            _close(several)
        return _unite([*self._runs, self._sorted]) if self._runs else iter(self._sorted)

    def portions(self) -> Iterator[list[bytes]]:
        """Yield the lines in portions that end after subjects of which only these know that they end one.

        So new lines alter the portions that they fall into, and leave the others as they were.
        """
        portion: list[bytes] = []
        subject = b""
        for line in self:
            if not portion or not line.startswith(subject):
                if portion and hash_term(subject) % SUBJECTS == 0:
                    yield portion
                    portion = []
                subject = line.partition(b" ")[0] + b" "
            portion.append(line)
        yield portion

    def close(self) -> None:
        """Forget the lines, and give their files back."""
        _close(self._runs)
        self._runs, self._recent, self._sorted = [], set(), None


def _close(runs: Iterable[IO[bytes]]) -> None:
    for run in runs:
        run.close()


def _unite(runs: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    """Merge sorted lines, each once."""
    keyed = merge(*(((path_order(line), line) for line in _rewound(run)) for run in runs))
    return (next(found)[1] for _, found in groupby(keyed, itemgetter(0)))


def _rewound(run: Iterable[bytes]) -> Iterable[bytes]:
    if hasattr(run, "seek"):
        run.seek(0)
    return run
