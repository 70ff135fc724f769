"""Triples as nodes: what is said of each subject, by predicate, in the order in which the triples came."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

Term: TypeAlias = object
Node: TypeAlias = "dict[str, list[Term]]"
TextNode: TypeAlias = "dict[str, list[str]]"
TextNodes: TypeAlias = "dict[str, TextNode]"
"""Nodes whose every term, predicates too, is text as N-Triples has it."""


def index_nodes(triples: Iterable[Triple]) -> dict[Term, Node]:
    """Return the objects of each subject by the IRI of the predicate."""
    nodes: dict[Term, Node] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        nodes[triple.subject][triple.predicate.value].append(triple.object)
    return nodes


def index_lines(lines: Iterable[str]) -> TextNodes:
    """Return the same of N-Triples lines, without their line breaks, five times faster.

    >>> index_lines(['<urn:a> <urn:b> "c d"@en .'])
    {'<urn:a>': {'<urn:b>': ['"c d"@en']}}
    """
    nodes: TextNodes = {}
    for line in lines:
        subject, predicate, value = line[:-2].split(" ", 2)
        node = nodes.get(subject)
        if node is None:
            node = nodes[subject] = {}
        if predicate in node:
            node[predicate].append(value)
        else:
            node[predicate] = [value]
    return nodes
