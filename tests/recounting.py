"""Counts of a release made anew from its quads, term by term: what `graph.counts` adds up from text is held to them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from mendelgraph.graph.namespaces import BIOLINK, MG, RDF
from mendelgraph.graph.statistics import (
    EVIDENCE,
    LINKING,
    ROLE,
    Link,
    Statistics,
    count_resting,
    list_resting,
    target_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad


class Counting:
    """Count quads piece by piece. Terms and triples are held by their hashes: a million take tens of megabytes."""

    def __init__(self) -> None:
        self.triples: set[int] = set()
        self.subjects: set[int] = set()
        self.objects: set[int] = set()
        self.typed: set[int] = set()
        self.classes: dict[NamedNode, set[int]] = {}
        self.properties: Counter[NamedNode] = Counter()
        self.linked: Counter[tuple[int, Link]] = Counter()
        self.graphs: dict[str, set[int]] = {}
        self.layers: dict[str, str] = {}
        self.evidence: dict[NamedNode, set[tuple[str, str]]] = {predicate: set() for predicate in EVIDENCE}

    def add(self, quads: Iterable[Quad]) -> None:
        """Count more quads; a triple that stands in several graphs counts once."""
        for quad in quads:
            key = hash(quad.triple)
            self.graphs.setdefault(str(quad.graph_name), set()).add(key)
            if key not in self.triples:
                self.triples.add(key)
                self._add(quad)

    def _add(self, quad: Quad) -> None:
        subject, predicate, value = hash(quad.subject), quad.predicate, quad.object
        self.subjects.add(subject)
        self.objects.add(hash(value))
        self.properties[predicate] += 1
        if not isinstance(value, NamedNode):
            return
        if predicate == RDF.type:
            self.typed.add(subject)
            self.classes.setdefault(value, set()).add(subject)
        elif predicate in LINKING and (target := target_of(value.value)):
            self.linked[subject, Link(predicate.value, target)] += 1
        elif predicate == MG.layer:
            self.layers[str(quad.subject)] = value.value
        elif predicate in EVIDENCE:
            self.evidence[predicate].add((str(quad.subject), value.value if predicate == ROLE else str(value)))

    def result(self) -> Statistics:
        """Return the counts, sorted by IRI."""
        conditions = self.classes.get(BIOLINK.Disease, set())
        links: Counter[Link] = Counter()
        layers: Counter[str] = Counter()
        for (_, link), count in self.linked.items():
            links[link] += count
        for graph, layer in self.layers.items():
            layers[layer] += len(self.graphs.get(graph, ()))
        return Statistics(
            len(self.triples),
            len(self.subjects),
            len(self.objects),
            len(self.typed),
            tuple(sorted((name.value, len(members)) for name, members in self.classes.items())),
            tuple(sorted((name.value, count) for name, count in self.properties.items())),
            tuple(sorted(links.items())),
            tuple(sorted(Counter(link for subject, link in self.linked if subject in conditions).items())),
            tuple(sorted(layers.items())),
            list_resting(*count_resting(*(self.evidence[predicate] for predicate in EVIDENCE))),
        )


def count_quads(quads: Iterable[Quad]) -> Statistics:
    """Count quads at one go."""
    counting = Counting()
    counting.add(quads)
    return counting.result()
