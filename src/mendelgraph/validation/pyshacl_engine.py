"""pyshacl, the reference engine: the one place where validation crosses from N-Triples to rdflib and back."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

import pyshacl
import rdflib
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.collection import Collection

from mendelgraph.errors import InputError
from mendelgraph.rdf.bridge import from_rdflib
from mendelgraph.validation.report import Finding, Severity, default_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

SEVERITIES = {SH.Violation: Severity.VIOLATION, SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}
NESTING = (
    SH.property,
    SH.node,
    SH.qualifiedValueShape,
    SH["not"],
    SH["or"],
    SH["and"],
    SH.xone,
    RDF.first,
    RDF.rest,
)
SUFFIXES = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def run_pyshacl(ntriples: str, shapes: str) -> list[Finding]:
    """Validate with pyshacl; raises InputError for shapes it cannot use."""
    shapes_graph = _graph(shapes)
    try:
        _, results, _ = pyshacl.validate(_parse(ntriples), shacl_graph=shapes_graph, inference="none", inplace=True)
    except (ConstraintLoadError, ShapeLoadError, ReportableRuntimeError) as error:
        raise InputError(f"the shapes cannot be used: {error}") from None
    if not isinstance(results, Graph):
        raise InputError(f"the shapes cannot be used: {results}")
    return [_finding(results, shapes_graph, node) for node in results.objects(None, SH.result)]


@lru_cache(maxsize=4)
def _graph(text: str) -> Graph:
    return _parse(text)


def _parse(text: str) -> Graph:
    """Parse without rdflib's rewriting of literals (`"01"` would become `"1"`)."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        return Graph().parse(data=text, format="nt")
    finally:
        rdflib.NORMALIZE_LITERALS = before


def _finding(results: Graph, shapes: Graph, node: Node) -> Finding:
    focus, path, value = (results.value(node, name) for name in (SH.focusNode, SH.resultPath, SH.value))
    shape = cast("Node", results.value(node, SH.sourceShape))
    component = str(results.value(node, SH.sourceConstraintComponent))
    severity = SEVERITIES.get(cast("URIRef", results.value(node, SH.resultSeverity)), Severity.VIOLATION)
    return Finding(
        _written(focus),
        None if path is None else _path(results, path),
        None if value is None or value == focus else _written(value),
        severity,
        _message(results, shapes, node, component),
        str(_named(shapes, shape)),
        component,
    )


def _written(term: Node | None) -> str:
    """Write a term as the fast engine does: rdflib's own `n3` breaks lines inside a literal."""
    return "" if term is None else str(from_rdflib(term))


def _message(results: Graph, shapes: Graph, node: Node, component: str) -> str:
    """Keep only messages that the shapes give: pyshacl words its own where they give none."""
    sources = [results.value(node, SH.sourceShape), results.value(node, SH.sourceConstraint)]
    if not any(source is not None and (source, SH.message, None) in shapes for source in sources):
        return default_message(component)
    return "; ".join(sorted(map(str, results.objects(node, SH.resultMessage))))


def _named(shapes: Graph, shape: Node) -> Node:
    """Walk up to the nearest shape with an IRI."""
    seen: set[Node] = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = next(iter(_parents(shapes, shape)), shape)
    return "" if isinstance(shape, BNode) else shape  # type: ignore[return-value]  # no named shape: an empty name


def _parents(shapes: Graph, shape: Node) -> Iterator[Node]:
    for predicate in (
        SH.property,
        SH.node,
        SH.qualifiedValueShape,
        SH["not"],
        RDF.first,
        RDF.rest,
        SH["or"],
        SH["and"],
        SH.xone,
    ):
        yield from shapes.subjects(predicate, shape)


def _path(graph: Graph, path: Node) -> str:
    """Write a path node in SPARQL's syntax."""
    if isinstance(path, URIRef):
        return path.n3()
    if (inverse := graph.value(path, SH.inversePath)) is not None:
        return f"^{_path(graph, inverse)}"
    for predicate, suffix in SUFFIXES.items():
        if (inner := graph.value(path, predicate)) is not None:
            return f"({_path(graph, inner)}){suffix}"
    alternative = graph.value(path, SH.alternativePath)
    steps = Collection(graph, alternative if alternative is not None else path)
    return f"({('/' if alternative is None else '|').join(_path(graph, step) for step in steps)})"
