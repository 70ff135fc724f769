"""Terms, graphs and datasets from pyoxigraph to rdflib: the one place where they cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad, Triple

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def rdflib_term(term: object) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    """Return a term as rdflib has it; the text of a literal stays as it is written.

    Raises ValueError for what is no such term.

    >>> rdflib_term(Literal("01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))).n3()
    '"01"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        return _literal(term)
    raise ValueError(f"unexpected term: {term!r}")


def _literal(term: Literal) -> rdflib.Literal:
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == _STRING:
        return rdflib.Literal(term.value)
    # rdflib would write "01" as "1" and a time zone of Z as +00:00.
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def graph_of(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> rdflib.Graph:
    """Return triples as an rdflib Graph with these prefixes bound."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in prefixes.items():
        graph.bind(prefix, iri)
    for triple in triples:
        graph.add((rdflib_term(triple.subject), rdflib_term(triple.predicate), rdflib_term(triple.object)))
    return graph


def dataset_of(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> rdflib.Dataset:
    """Return quads as an rdflib Dataset, whose queries see all graphs at once unless they name one."""
    dataset = rdflib.Dataset(default_union=True)
    for prefix, iri in prefixes.items():
        dataset.bind(prefix, iri)
    graphs: dict[object, rdflib.Graph] = {}
    for quad in quads:
        name = quad.graph_name
        if name not in graphs:
            graphs[name] = dataset.graph(DATASET_DEFAULT_GRAPH_ID if name == DefaultGraph() else rdflib_term(name))
        graphs[name].add((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)))
    return dataset
