"""A class of the vocabulary with the properties that lead to it and from it, laid out as boxes and arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mendelgraph.site.views import Arrow, Ref

WIDTH, ROW, MARGIN = 1000, 44, 8
BOX, TALL = 210, 30
LEFT, MIDDLE, RIGHT = 1, (WIDTH - BOX) // 2, WIDTH - BOX - 1
BEND = 32
"""The width in which an arrow bends from the middle to its own level."""
CHARACTERS = 24
"""Characters of a name that fit into a box or above an arrow; the whole stands in its title."""


class Box(NamedTuple):
    """Hold a class or datatype with the corner where its box begins."""

    term: Ref
    text: str
    x: int
    y: int


class Line(NamedTuple):
    """Hold a property with the path of its arrow; its name stands above the path's level part."""

    term: Ref
    text: str
    path: str
    x: int
    y: int
    anchor: str


class Diagram(NamedTuple):
    """Hold boxes and arrows."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    height: int
    width: int = WIDTH
    box: int = BOX
    tall: int = TALL


def draw_diagram(arrows: Sequence[Arrow], about: str) -> Diagram | None:
    """Lay arrows out around the class that a page is about, or around where a property starts; None without arrows."""
    if not arrows:
        return None
    ends = {end.iri for arrow in arrows for end in (arrow.source, arrow.target)}
    centre = next(
        end for arrow in arrows for end in (arrow.source, arrow.target) if end.iri == about or about not in ends
    )
    coming = [arrow for arrow in arrows if arrow.target == centre and arrow.source != centre]
    going = [arrow for arrow in arrows if arrow.source == centre]
    rows = max(len(coming), len(going))
    middle = MARGIN + rows * ROW // 2
    boxes = [Box(centre, shorten(centre.text), MIDDLE, middle - TALL // 2)]
    lines = []
    for side, found in ((LEFT, coming), (RIGHT, going)):
        for number, arrow in enumerate(found):
            y = MARGIN + (rows - len(found)) * ROW // 2 + number * ROW + ROW // 2
            other = arrow.source if side == LEFT else arrow.target
            boxes.append(Box(other, shorten(other.text), side, y - TALL // 2))
            lines.append(_line(arrow.predicate, side, y, middle))
    return Diagram(tuple(boxes), tuple(lines), rows * ROW + 2 * MARGIN)


def _line(predicate: Ref, side: int, y: int, middle: int) -> Line:
    text = shorten(predicate.text)
    if side == LEFT:
        x = MIDDLE - BEND
        path = f"M{LEFT + BOX} {y}H{x}C{x + BEND // 2} {y} {x + BEND // 2} {middle} {MIDDLE} {middle}"
        return Line(predicate, text, path, LEFT + BOX + 8, y - 6, "start")
    x = MIDDLE + BOX
    path = f"M{x} {middle}C{x + BEND // 2} {middle} {x + BEND // 2} {y} {x + BEND} {y}H{RIGHT}"
    return Line(predicate, text, path, RIGHT - 12, y - 6, "end")


def shorten(text: str) -> str:
    """Return a name that fits.

    >>> shorten("mg:Fact"), shorten("biolink:DiseaseOrPhenotypicFeature")
    ('mg:Fact', 'biolink:DiseaseOrPhenot…')
    """
    return text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + "…"
