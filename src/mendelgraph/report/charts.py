"""Bar charts as values with their places worked out; `report.html.j2` draws them as SVG.

A chart is 360 units wide, the width of a phone, so that its words are never smaller than the page's. Each bar carries
its label and its figure as text, and the whole has a title and a description for those who hear it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 360
LEFT = 146
"""Where bars begin: room for the longest label."""
ROOM = 126
"""How long the longest bar is; the rest is for its figure."""
ROW = 24
THICK = 14


class Count(NamedTuple):
    """Hold what a bar shows: `part` of `whole` is drawn solid, the rest light; `figure` is the text beside it."""

    label: str
    whole: int
    part: int
    figure: str


class Bar(NamedTuple):
    """Hold a bar's places: `y` of its top, `text_y` of the baseline of its words, lengths of both parts."""

    label: str
    figure: str
    y: float
    text_y: float
    whole: float
    part: float


class Chart(NamedTuple):
    """Hold a chart ready to be drawn; `key` makes the ids of its title and description."""

    key: str
    title: str
    description: str
    height: int
    bars: tuple[Bar, ...]
    legend: tuple[str, str] | None = None


def count(label: str, number: int) -> Count:
    """Return a bar for a plain number.

    >>> count("X-linked", 1200)
    Count(label='X-linked', whole=1200, part=1200, figure='1,200')
    """
    return Count(label, number, number, f"{number:,}")


def draw_bars(key: str, title: str, counts: Iterable[Count], *, legend: tuple[str, str] | None = None) -> Chart:
    """Lay out horizontal bars, in the order given; the longest takes all the room.

    >>> [(bar.y, bar.part) for bar in draw_bars("k", "Modes", [count("one", 50), count("two", 25)]).bars]
    [(5.0, 126.0), (29.0, 63.0)]
    """
    rows = tuple(counts)
    most = max((row.whole for row in rows), default=0) or 1
    bars = tuple(
        Bar(
            row.label,
            row.figure,
            at * ROW + (ROW - THICK) / 2,
            at * ROW + ROW / 2 + 4,
            round(row.whole / most * ROOM, 1),
            round(row.part / most * ROOM, 1),
        )
        for at, row in enumerate(rows)
    )
    return Chart(key, title, "; ".join(f"{row.label}: {row.figure}" for row in rows), len(rows) * ROW, bars, legend)
