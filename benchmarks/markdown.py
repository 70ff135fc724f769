"""Tables and lines of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MB = 1_000_000


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table whose first column is words, the others figures.

    >>> list(table(("way", "s"), [("ours", "1.0")]))
    ['| way | s |', '|---|--:|', '| ours | 1.0 |']
    """
    yield f"| {' | '.join(head)} |"
    yield "|---|" + "--:|" * (len(head) - 1)
    yield from (f"| {' | '.join(row)} |" for row in rows)


def show_facts(facts: Mapping[str, str]) -> str:
    """Return facts in one line.

    >>> show_facts({"memory": "23 GB", "load": "1.0"})
    'memory: 23 GB; load: 1.0'
    """
    return "; ".join(f"{name}: {said}" for name, said in facts.items())


def show_figure(value: float) -> str:
    """Return a figure with two digits at least, however small it is.

    >>> show_figure(1234.5), show_figure(2.346), show_figure(0.0049), show_figure(0)
    ('1,234', '2.35', '0.0049', '0')
    """
    if abs(value) >= 10:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.2g}"
