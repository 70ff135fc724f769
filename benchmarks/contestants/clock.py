"""Time the steps of a contestant, in seconds of CPU: on a machine that others share, the wall clock measures them."""

from __future__ import annotations

import json
import resource
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

TURNS = 5
"""How often a question is asked."""


def cpu() -> float:
    """Return the seconds that all threads of this process, and its children that have ended, were at work."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def ask(question: Callable[[], object]) -> float:
    """Return the milliseconds that asking a question takes, in the middle of some turns."""
    turns = []
    for _ in range(TURNS):
        start = cpu()
        question()
        turns.append((cpu() - start) * 1000)
    return median(turns)


class Clock:
    """Add up the seconds of each step."""

    def __init__(self) -> None:
        """Start; what the process has used until now was its start and its imports."""
        self.steps: dict[str, float] = {"import": cpu()}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what is done inside, as a part of a step."""
        start = cpu()
        yield
        self.steps[name] = self.steps.get(name, 0.0) + cpu() - start

    def write(self, path: Path, *, triples: int, version: str, more: Mapping[str, object] | None = None) -> None:
        """Write what was measured."""
        told = {"steps": self.steps, "triples": triples, "version": version, **(more or {})}
        path.write_text(json.dumps(told), encoding="utf-8")
