"""What is told of all records together, added up as they come: nothing grows with a record but what a person reads."""

from __future__ import annotations

import sys
from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING

from mendelgraph.release.kept import NO_SUMS
from mendelgraph.report import Findings
from mendelgraph.validation import Severity
from mendelgraph.validation.screening import Screened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mendelgraph.release.kept import Sums
    from mendelgraph.release.pipeline import Piece
    from mendelgraph.report import ConditionNotes, Tally
    from mendelgraph.validation import Finding

EVERY = 10.0
"""Seconds between two words on how far a build is."""


class Ledger:
    """Add up counts, findings, notes and the hashes of layers of records that come in their order.

    Counts are added to what is added up already, of records that come without theirs.
    """

    def __init__(self, start: Sums = NO_SUMS) -> None:
        self.tally: Tally = Counter(start.tally)
        self.triples: Counter[str] = Counter(start.triples)
        self.findings = Findings()
        self.violations: list[Finding] = []
        self.notes: list[ConditionNotes] = []
        self.layers: dict[str, dict[str, str]] = {}
        self._blank = self._mixed = False
        self._open_links: set[str] = set()

    @property
    def screened(self) -> Screened:
        """Return what all records tell of the rules that span them."""
        return Screened(self._blank, self._mixed, frozenset(self._open_links))

    def forget(self, sums: Sums) -> None:
        """Take off the counts of a record."""
        self.tally -= sums.tally
        self.triples -= sums.triples

    def add(self, piece: Piece) -> None:
        """Add what is told of a record."""
        self.tally.update(piece.tally)
        self.triples.update(piece.triples)
        self._blank = self._blank or piece.screened.blank
        self._mixed = self._mixed or piece.screened.mixed
        self._open_links |= piece.screened.open_links
        self.find(piece.findings)
        if piece.notes:
            self.notes.append(piece.notes)
            self.layers[piece.notes.slug] = {sys.intern(name): digest for name, digest in piece.layers.items()}

    def find(self, findings: Iterable[Finding]) -> None:
        """Add findings."""
        for finding in findings:
            self.findings.add(finding)
            if finding.severity is Severity.VIOLATION:
                self.violations.append(finding)


class Pace:
    """Say now and then how many records are made, and how long the others will take at this pace."""

    def __init__(self, total: int, tell: Callable[[str], None], *, clock: Callable[[], float] = monotonic) -> None:
        self._total, self._tell, self._clock = total, tell, clock
        self._start = self._last = clock()
        self._done = 0

    def step(self) -> None:
        """Count one more record."""
        self._done += 1
        now = self._clock()
        if now - self._last >= EVERY:
            self._last = now
            left = (now - self._start) / self._done * (self._total - self._done)
            self._tell(f"{self._done:,} of {self._total:,} records, {print_span(left)} left")


def print_span(seconds: float) -> str:
    """Return a span of time as one would say it.

    >>> print_span(40), print_span(400), print_span(9000)
    ('40 s', '7 min', '2 h 30 min')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
