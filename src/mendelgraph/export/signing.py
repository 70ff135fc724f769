"""Signing of nanopublications, by the `nanopub` package: an RSA signature, and IRIs that hold the content's hash."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad
from rdflib import ConjunctiveGraph

from mendelgraph.errors import InputError
from mendelgraph.rdf.bridge import from_rdflib, to_rdflib

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import Graph
    from rdflib.term import Node


def sign_quads(quads: Iterable[Quad], key: str, creator: str) -> list[Quad]:
    """Sign one nanopublication; `key` is a private RSA key in PEM, or its base64 alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the package works on what rdflib 7.1 deprecates
        from nanopub.namespaces import NPX
        from nanopub.profile import Profile
        from nanopub.sign_utils import add_signature
        from nanopub.utils import extract_np_metadata

        try:
            profile = Profile(creator, "", private_key=_bare(key))
        except (ValueError, IndexError, TypeError) as error:
            raise InputError(f"the key is no RSA private key: {error}") from None
        graph = ConjunctiveGraph()
        graph.bind("npx", NPX)  # which the package's own query leaves undeclared
        for quad in quads:
            context = graph.get_context(to_rdflib(quad.graph_name))
            context.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
        found = extract_np_metadata(graph)
        signed = add_signature(graph, profile, found.namespace, graph.get_context(found.pubinfo))
        return [_quad(*terms) for terms in signed.quads()]


def _quad(subject: Node, predicate: Node, value: Node, context: Graph | None) -> Quad:
    """Make a quad; a nanopublication has neither blank nodes nor a default graph."""
    if context is None:
        raise AssertionError(f"a statement in no graph: {subject} {predicate} {value}")
    return Quad(
        NamedNode(str(subject)), NamedNode(str(predicate)), from_rdflib(value), NamedNode(str(context.identifier))
    )


def _bare(key: str) -> str:
    """Return a key without the lines that PEM puts before and after it."""
    return "".join(line.strip() for line in key.splitlines() if not line.startswith("-----"))
