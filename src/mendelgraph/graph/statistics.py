"""Counts of what a release holds, recomputed from its quads, as VoID and the HCLS profile ask for them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from mendelgraph.graph.namespaces import BIOLINK, DCTERMS, FOAF, MG, OBO, RDF, SKOS
from mendelgraph.identifiers import curie_of_iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

LINKING = frozenset(
    {
        SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch,
        BIOLINK.xref, BIOLINK.has_mode_of_inheritance, BIOLINK.subject, MG.inferredMode, MG.alsoNames,
        OBO.RO_0004003, OBO.RO_0004013, OBO.RO_0004014, OBO.RO_0003302, DCTERMS.references, FOAF.isPrimaryTopicOf,
    }
)  # fmt: skip
"""Properties that lead from our things to those of others; their triples make the linksets."""

PLACES = {"https://doi.org/": "doi", "https://medlineplus.gov/genetics/": "medlineplus"}
"""Beginnings of IRIs that are no identifier space of `data/prefixes.tsv`, by the name of their linksets' target."""


class Link(NamedTuple):
    """Name a linkset: the property, and the space of identifiers that it leads to."""

    predicate: str
    target: str


class Statistics(NamedTuple):
    """Hold counts of distinct triples and of what stands in them; classes by instances, properties by triples."""

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    entities: int = 0
    classes: tuple[tuple[str, int], ...] = ()
    properties: tuple[tuple[str, int], ...] = ()
    links: tuple[tuple[Link, int], ...] = ()


class Counting:
    """Count quads piece by piece. Terms and triples are held by their hashes: a million take tens of megabytes."""

    def __init__(self) -> None:
        self.triples: set[int] = set()
        self.subjects: set[int] = set()
        self.objects: set[int] = set()
        self.typed: set[int] = set()
        self.classes: dict[NamedNode, set[int]] = {}
        self.properties: Counter[NamedNode] = Counter()
        self.links: Counter[Link] = Counter()

    def add(self, quads: Iterable[Quad]) -> None:
        """Count more quads; a triple that stands in several graphs counts once."""
        for quad in quads:
            key = hash(quad.triple)
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
            self.links[Link(predicate.value, target)] += 1

    def result(self) -> Statistics:
        """Return the counts, sorted by IRI."""
        return Statistics(
            len(self.triples),
            len(self.subjects),
            len(self.objects),
            len(self.typed),
            tuple(sorted((name.value, len(members)) for name, members in self.classes.items())),
            tuple(sorted((name.value, count) for name, count in self.properties.items())),
            tuple(sorted(self.links.items())),
        )


def count_quads(quads: Iterable[Quad]) -> Statistics:
    """Count quads at one go."""
    counting = Counting()
    counting.add(quads)
    return counting.result()


def target_of(iri: str) -> str:
    """Return the space of identifiers that an IRI belongs to, or an empty text.

    >>> target_of("http://purl.obolibrary.org/obo/MONDO_0008153"), target_of("urn:a")
    ('MONDO', '')
    """
    if curie := curie_of_iri(iri):
        return curie.prefix
    return next((name for start, name in PLACES.items() if iri.startswith(start)), "")
