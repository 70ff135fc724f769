"""The child that validates what others wrote: `python -m … SECONDS MEMORY OUTPUT ENGINE SHAPES`.

Reads N-Quads from stdin, writes the findings as JSON. Only `mendelgraph.validation.outside` runs it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyoxigraph

from mendelgraph.errors import InputError
from mendelgraph.rdf.bounded import confine, refuse
from mendelgraph.validation.engines import Engine
from mendelgraph.validation.shapes import Shapes, load_shapes
from mendelgraph.validation.validate import validate_quads


def main(arguments: list[str]) -> None:
    """Validate stdin as the arguments say."""
    engine, given = confine(arguments)
    shapes = Shapes(Path(given).read_text(encoding="utf-8")) if given else load_shapes()
    quads = pyoxigraph.parse(sys.stdin.buffer, format=pyoxigraph.RdfFormat.N_QUADS)
    try:
        report = validate_quads(quads, shapes, engine=Engine(engine))
    except InputError as error:
        refuse(str(error))
    except PermissionError as error:
        refuse(f"the shapes cannot be used: {error}")
    json.dump([finding._asdict() for finding in report.findings], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
