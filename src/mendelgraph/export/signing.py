"""Signing of nanopublications, by the `nanopub` package: an RSA signature, and IRIs that hold the content's hash."""

from __future__ import annotations

import warnings
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad
from rdflib import ConjunctiveGraph

from mendelgraph.errors import InputError
from mendelgraph.rdf.bridge import from_rdflib, to_rdflib

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import Graph
    from rdflib.term import Node


LEAST_BITS = 2048
"""Below this a key can be broken: https://doi.org/10.6028/NIST.SP.800-131Ar2, table 2."""


def read_key(text: str) -> str:
    """Return a private RSA key as the `nanopub` package takes it: the base64 of its PKCS #8.

    `text` is PEM, OpenSSH's form, or the base64 alone that `np setup` makes. Raises InputError for what is none, for
    one that needs a passphrase, for a public one and for one that is too short to vouch for anything.
    """
    from Crypto.PublicKey import RSA  # comes with the nanopub package

    if not text.strip():
        raise InputError("the key is empty")
    if "ENCRYPTED" in text:
        raise InputError("the key is encrypted: give it without its passphrase (openssl pkey -in FILE -out PLAIN)")
    try:
        key = RSA.import_key(text.strip() if "-----" in text else b64decode("".join(text.split()), validate=True))
    except (ValueError, IndexError, TypeError):
        raise InputError("the key is no RSA private key: neither PEM nor base64 of one, or cut off") from None
    if not key.has_private():
        raise InputError("the key is no RSA private key: it is the public one")
    if key.size_in_bits() < LEAST_BITS:
        raise InputError(f"the key has {key.size_in_bits()} bits; a signature needs {LEAST_BITS} or more")
    return b64encode(key.export_key("DER", pkcs=8)).decode()


def sign_quads(quads: Iterable[Quad], key: str, creator: str) -> list[Quad]:
    """Sign one nanopublication with a key as `read_key` returns it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the package works on what rdflib 7.1 deprecates
        from nanopub.namespaces import NPX
        from nanopub.profile import Profile
        from nanopub.sign_utils import add_signature
        from nanopub.utils import extract_np_metadata

        graph = ConjunctiveGraph()
        graph.bind("npx", NPX)  # which the package's own query leaves undeclared
        for quad in quads:
            context = graph.get_context(to_rdflib(quad.graph_name))
            context.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
        found = extract_np_metadata(graph)
        profile = Profile(creator, "", private_key=key)
        signed = add_signature(graph, profile, found.namespace, graph.get_context(found.pubinfo))
        return [_quad(*terms) for terms in signed.quads()]


def _quad(subject: Node, predicate: Node, value: Node, context: Graph | None) -> Quad:
    """Make a quad; a nanopublication has neither blank nodes nor a default graph."""
    if context is None:
        raise AssertionError(f"a statement in no graph: {subject} {predicate} {value}")
    return Quad(
        NamedNode(str(subject)), NamedNode(str(predicate)), from_rdflib(value), NamedNode(str(context.identifier))
    )
