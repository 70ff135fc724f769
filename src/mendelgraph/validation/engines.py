"""The two SHACL engines behind one function. Triples go to them as N-Triples text and findings come back.

`fast` is the package `shacl` (an extra): 120 times faster on one record. `pyshacl` is the reference. A test holds
both to the same findings on every case.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError
from mendelgraph.validation.report import Finding, Severity, default_message

if TYPE_CHECKING:
    import shacl


class Engine(StrEnum):
    """Name an engine."""

    FAST = "fast"
    PYSHACL = "pyshacl"


def default_engine() -> Engine:
    """Return the fast engine where it is installed, else pyshacl."""
    return Engine.FAST if find_spec("shacl") else Engine.PYSHACL


def run_engine(ntriples: str, shapes: str, engine: Engine) -> list[Finding]:
    """Validate a graph against a shapes graph, both as N-Triples, in this process.

    Raises InputError for shapes that the engine cannot use.
    """
    if engine is Engine.PYSHACL:
        from mendelgraph.validation.pyshacl_engine import run_pyshacl

        return run_pyshacl(ntriples, shapes)
    return [_finding(result) for result in _compiled(shapes).validate_text(ntriples, format="ntriples").results]


@lru_cache(maxsize=4)
def _compiled(shapes: str) -> shacl.Shapes:
    try:
        import shacl
    except ImportError:
        raise InputError("the fast engine is not installed: pip install 'mendelgraph[fast]'") from None
    try:
        return shacl.Shapes.from_text(shapes, format="ntriples")
    except ValueError as error:
        raise InputError(f"the shapes cannot be used: {error}") from None


def _finding(result: shacl.Result) -> Finding:
    value = None if result.value == result.focus_node else result.value
    message = "; ".join(sorted(result.messages)) or default_message(result.component_iri)
    shape = (result.root_shape or result.source_shape or "").strip("<>")
    component = result.component_iri.strip("<>")
    return Finding(result.focus_node, result.path, value, Severity(result.severity), message, shape, component)
