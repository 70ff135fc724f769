"""Triples as nodes: what is said of each subject, by predicate, in the order in which the triples came."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

Term: TypeAlias = object
Node: TypeAlias = "dict[str, list[Term]]"


def index_nodes(triples: Iterable[Triple]) -> dict[Term, Node]:
    """Return the objects of each subject by the IRI of the predicate."""
    nodes: dict[Term, Node] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        nodes[triple.subject][triple.predicate.value].append(triple.object)
    return nodes
