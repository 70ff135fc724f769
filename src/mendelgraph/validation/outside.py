"""Validate data or shapes that others wrote: in a child process bounded in time and memory.

A pattern such as `(a+)+$` keeps pyshacl busy for ever, a SPARQL constraint may join everything with everything, and
`SERVICE` would ask another machine: the child is stopped, and has no network.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph

from mendelgraph.rdf.bounded import Limits, run_bounded
from mendelgraph.validation.report import Finding, Severity, make_report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mendelgraph.validation.engines import Engine
    from mendelgraph.validation.report import ValidationReport
    from mendelgraph.validation.shapes import Shapes

VALIDATOR = "mendelgraph.validation.validate_child"


def validate_outside(
    quads: Iterable[pyoxigraph.Quad],
    shapes: Shapes,
    *,
    engine: Engine,
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
    where: str = "validation",
) -> ValidationReport:
    """Validate as `validate_quads` does, in a child process.

    Raises InputError naming `where` when it dies or is not done within `limits`.
    """
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as data:
        pyoxigraph.serialize(quads, output=data, format=pyoxigraph.RdfFormat.N_QUADS)
        data.seek(0)
        given = ""
        if not shapes.own:
            given = str(Path(folder) / "shapes.nt")
            Path(given).write_text(shapes.text, encoding="utf-8")
        with run_bounded(VALIDATOR, [engine.value, given], data, limits=limits, where=where) as answer:
            rows = json.load(answer)
    return make_report(Finding(**{**row, "severity": Severity(row["severity"])}) for row in rows)
