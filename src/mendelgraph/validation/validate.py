"""Validate our own graphs in this process, record by record."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from mendelgraph.rdf.writing import write_ntriples
from mendelgraph.validation.cross_record import check_across
from mendelgraph.validation.engines import run_engine
from mendelgraph.validation.report import make_report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mendelgraph.validation.engines import Engine
    from mendelgraph.validation.report import ValidationReport
    from mendelgraph.validation.shapes import Shapes

_LAYER = re.compile(r"/(?:stated|aligned|inferred)$")


def validate_record(quads: Iterable[Quad], shapes: Shapes, *, engine: Engine) -> ValidationReport:
    """Validate one record with all its layers, named graphs put together."""
    triples = {quad.triple for quad in quads}
    return make_report(run_engine(write_ntriples(triples), shapes.text, engine))


def validate_lines(lines: Iterable[bytes], shapes: Shapes, *, engine: Engine) -> ValidationReport:
    """Validate one record given as N-Triples lines."""
    return make_report(run_engine(b"".join(lines).decode(), shapes.text, engine))


def validate_quads(quads: Iterable[Quad], shapes: Shapes, *, engine: Engine) -> ValidationReport:
    """Validate a dataset: each record alone where the shapes are ours, then what spans records.

    Shapes from outside may look at anything, so they see the union of all graphs at once.
    """
    every = list(quads)
    pieces = split_records(every) if shapes.own else [every]
    reports = (validate_record(piece, shapes, engine=engine).findings for piece in pieces)
    return make_report(chain(*reports, check_across(every, shapes.rules)))


def split_records(quads: Iterable[Quad]) -> list[list[Quad]]:
    """Group quads by record: graphs whose names differ in the layer only. What is in no record's graph is a group.

    >>> from pyoxigraph import DefaultGraph
    >>> a, g = NamedNode("urn:x:a"), NamedNode("https://w3id.org/mendelgraph/graph/condition/b/stated")
    >>> [len(group) for group in split_records([Quad(a, a, a, g), Quad(a, a, a), Quad(a, a, g, g)])]
    [1, 2]
    """
    groups: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        record = _LAYER.sub("", name)
        groups["" if record == name else record].append(quad)
    return [groups[name] for name in sorted(groups)]
