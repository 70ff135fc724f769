"""Triples as text, for engines that take text."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pyoxigraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def write_ntriples(triples: Iterable[pyoxigraph.Triple]) -> str:
    r"""Write triples as N-Triples, in the order given.

    >>> a = pyoxigraph.NamedNode("urn:x:a")
    >>> write_ntriples([pyoxigraph.Triple(a, a, pyoxigraph.Literal("b"))])
    '<urn:x:a> <urn:x:a> "b" .\n'
    """
    return _write(triples, pyoxigraph.RdfFormat.N_TRIPLES, {})


def write_turtle(triples: Iterable[pyoxigraph.Triple], prefixes: Mapping[str, str]) -> str:
    """Write triples as Turtle, in the order given."""
    return _write(triples, pyoxigraph.RdfFormat.TURTLE, prefixes)


def _write(triples: Iterable[pyoxigraph.Triple], form: pyoxigraph.RdfFormat, prefixes: Mapping[str, str]) -> str:
    output = BytesIO()
    pyoxigraph.serialize(triples, output=output, format=form, prefixes=dict(prefixes))
    return output.getvalue().decode()
