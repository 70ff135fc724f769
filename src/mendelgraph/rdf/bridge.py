"""The one file where terms, graphs and datasets cross between pyoxigraph and rdflib. What it does not know, it refuses.

rdflib rewrites a literal as it makes one (`"01"^^xsd:integer` becomes `1`, `Z` becomes `+00:00`) unless it is told not
to, so literals are made with `normalize=False` and keep their lexical form in both directions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib.term import Node

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def to_rdflib(term: object) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    """Turn a pyoxigraph term into rdflib's; raise ValueError for a quoted triple or a default graph.

    >>> to_rdflib(ox.Literal("01", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))).n3()
    '"01"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        return _to_rdflib_literal(term)
    raise ValueError(f"unexpected term: {term!r}")


def _to_rdflib_literal(term: ox.Literal) -> rdflib.Literal:
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == _STRING:
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def from_rdflib(term: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Turn an rdflib term into pyoxigraph's; raise ValueError for a variable, a graph or a malformed IRI.

    >>> from_rdflib(rdflib.Literal("Osteoma cutis", lang="en"))
    <Literal value=Osteoma cutis language=en>
    """
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        return _from_rdflib_literal(term)
    raise ValueError(f"unexpected term: {term!r}")


def _from_rdflib_literal(term: rdflib.Literal) -> ox.Literal:
    if term.language:
        return ox.Literal(str(term), language=term.language)
    if term.datatype is None:
        return ox.Literal(str(term))
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)))


def graph_of(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> rdflib.Graph:
    """Return triples as an rdflib Graph with these prefixes bound."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in prefixes.items():
        graph.bind(prefix, iri)
    for triple in triples:
        graph.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))
    return graph


def dataset_of(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> rdflib.Dataset:
    """Return quads as an rdflib Dataset, whose queries see all graphs at once unless they name one."""
    dataset = rdflib.Dataset(default_union=True)
    for prefix, iri in prefixes.items():
        dataset.bind(prefix, iri)
    graphs: dict[object, rdflib.Graph] = {}
    for quad in quads:
        name = quad.graph_name
        if name not in graphs:
            graphs[name] = dataset.graph(DATASET_DEFAULT_GRAPH_ID if name == ox.DefaultGraph() else to_rdflib(name))
        graphs[name].add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return dataset
