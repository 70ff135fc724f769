"""The vocabulary that travels with the package, as quads of its own named graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, parse

from mendelgraph.resources import read_resource

if TYPE_CHECKING:
    from mendelgraph.graph.iris import Minter

FILES = ("mendelgraph.ttl", "alignment.ttl")


def describe_ontology(mint: Minter) -> list[Quad]:
    """Return our vocabulary and its alignment in the ontology's graph, sorted by N-Quads text.

    >>> from mendelgraph.graph.iris import Minter
    >>> len(describe_ontology(Minter())) > 500
    True
    """
    graph = mint.ontology_graph()
    read = (quad for name in FILES for quad in parse(read_resource(f"ontology/{name}"), RdfFormat.TURTLE))
    return sorted({Quad(quad.subject, quad.predicate, quad.object, graph) for quad in read}, key=str)
