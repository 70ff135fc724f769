"""How long each question of the query book takes on a release: `python -m benchmarks.questions RELEASE` prints a table.

One process, one open store, each question asked once to warm it and then `RUNS` times, its answer read to the last row.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import QueryBoolean, QueryTriples

from mendelgraph.errors import MendelgraphError
from mendelgraph.queries import query_book
from mendelgraph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

RUNS = 100
GOAL_MS = 50.0


class Row(NamedTuple):
    """Hold what was measured of a question: rows of its answer, milliseconds in the middle and at the 95th of 100."""

    name: str
    rows: int
    p50: float
    p95: float


def measure_questions(release: Path, *, runs: int = RUNS) -> list[Row]:
    """Measure every question of the book on a release, the slowest first."""
    store = open_store(release)
    rows = [measure(name, question.text, store, runs) for name, question in query_book().items()]
    return sorted(rows, key=lambda row: (-row.p95, row.name))


def measure(name: str, text: str, store: Store, runs: int = RUNS) -> Row:
    """Ask one query a few times."""
    found = ask(text, store)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        ask(text, store)
        times.append((time.perf_counter() - start) * 1000)
    return Row(name, found, percentile(times, 50), percentile(times, 95))


def ask(text: str, store: Store) -> int:
    """Ask a query, read all of its answer, and return how many rows or triples that was."""
    answer = store.query(text)
    if isinstance(answer, QueryBoolean):
        return 1
    if isinstance(answer, QueryTriples):
        return sum(1 for _ in answer)
    return sum(1 for _ in answer)


def percentile(values: Iterable[float], rank: int) -> float:
    """Return the smallest of the values that so many of a hundred do not exceed.

    >>> percentile([3.0, 1.0, 2.0, 4.0], 50), percentile([3.0, 1.0, 2.0, 4.0], 95)
    (2.0, 4.0)
    """
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * rank // 100) - 1)]


def write_table(rows: Iterable[Row]) -> str:
    """Write the measurements as a Markdown table."""
    head = ["| question | rows | p50 ms | p95 ms |", "|---|--:|--:|--:|"]
    return "\n".join([*head, *(f"| {row.name} | {row.rows:,} | {row.p50:.1f} | {row.p95:.1f} |" for row in rows)])


def main(arguments: list[str]) -> int:
    """Measure the release that the arguments name, and print the table."""
    if len(arguments) != 1:
        print("usage: python -m benchmarks.questions RELEASE", file=sys.stderr)  # noqa: T201 - a script
        return 2
    try:
        rows = measure_questions(Path(arguments[0]))
    except MendelgraphError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a script
        return error.exit_code
    slow = [row for row in rows if row.p95 > GOAL_MS]
    print(write_table(rows))  # noqa: T201 - a script
    print(f"\n{len(rows)} questions, {len(slow)} over {GOAL_MS:.0f} ms at the 95th of 100 runs.")  # noqa: T201 - a script
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
