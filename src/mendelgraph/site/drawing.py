"""A neighbourhood laid out in rings: the drawing that stands before, without and instead of any script."""

from __future__ import annotations

from math import cos, pi, sin
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mendelgraph.site.views import Neighbourhood, Node

WIDTH, HEIGHT = 760, 460
LABEL, LINES = 22, 2
"""Characters of a label's line, and its lines, that fit; the whole stands in the list and in the node's title."""


class Dot(NamedTuple):
    """Hold a node with its place, rounded so that the file is the same on every machine."""

    node: Node
    x: int
    y: int
    label: tuple[str, ...]


class Line(NamedTuple):
    """Hold an edge as indices into the dots, and its ends."""

    source: int
    target: int
    x1: int
    y1: int
    x2: int
    y2: int


class Drawing(NamedTuple):
    """Hold dots and lines."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    width: int = WIDTH
    height: int = HEIGHT


def draw(neighbourhood: Neighbourhood) -> Drawing:
    """Lay a neighbourhood out: its condition in the middle, each ring around it in the order of its nodes."""
    dots: list[Dot] = []
    for ring in (0, 1, 2):
        nodes = [node for node in neighbourhood.nodes if node.ring == ring]
        dots += [_place(node, ring, number, len(nodes)) for number, node in enumerate(nodes)]
    index = {dot.node.iri: number for number, dot in enumerate(dots)}
    lines = []
    for edge in neighbourhood.edges:
        start, end = index[edge.source], index[edge.target]
        lines.append(Line(start, end, dots[start].x, dots[start].y, dots[end].x, dots[end].y))
    return Drawing(tuple(dots), tuple(lines))


def _place(node: Node, ring: int, number: int, count: int) -> Dot:
    angle = 2 * pi * (number + 0.5 * (ring % 2)) / max(count, 1) - pi / 2
    across, along = (0, 0.24, 0.42)[ring] * WIDTH, (0, 0.24, 0.42)[ring] * HEIGHT
    x, y = round(WIDTH / 2 + across * cos(angle)), round(HEIGHT / 2 + along * sin(angle))
    return Dot(node, x, y, break_label(node.label))


def break_label(label: str) -> tuple[str, ...]:
    """Break a label into the lines that fit.

    >>> break_label("progressive osseous heteroplasia"), break_label("GNAS")
    (('progressive osseous', 'heteroplasia'), ('GNAS',))
    >>> break_label("congenital adrenal hyperplasia due to 21-hydroxylase deficiency")
    ('congenital adrenal', 'hyperplasia due to…')
    """
    lines = wrap(label, LABEL, max_lines=LINES, placeholder="…")
    return tuple(lines) or (label,)
