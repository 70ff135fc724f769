"""Counts of what a release holds, recomputed from its quads, as VoID and the HCLS profile ask for them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pyoxigraph import NamedNode

from mendelgraph.graph.namespaces import BIOLINK, DCTERMS, FOAF, MG, OA, OBO, RDF, SKOS
from mendelgraph.identifiers import curie_of_iri

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from pyoxigraph import Quad

LINKING = frozenset(
    {
        SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch,
        BIOLINK.xref, BIOLINK.has_mode_of_inheritance, BIOLINK.subject, MG.inferredMode, MG.alsoNames,
        OBO.RO_0004003, OBO.RO_0004013, OBO.RO_0004014, OBO.RO_0003302, DCTERMS.references, FOAF.isPrimaryTopicOf,
    }
)  # fmt: skip
"""Properties that lead from our things to those of others; their triples make the linksets."""

ROLE = MG.sectionRole
EVIDENCE = (MG.receipt, OA.hasSource, ROLE)
"""The way from a fact to the section that it rests on, and what that section is."""

PLACES = {"https://doi.org/": "doi", "https://medlineplus.gov/genetics/": "medlineplus"}
"""Beginnings of IRIs that are no identifier space of `data/prefixes.tsv`, by the name of their linksets' target."""


_Term = TypeVar("_Term", bound="Hashable")
_Role = TypeVar("_Role", bound="Hashable")


class Link(NamedTuple):
    """Name a linkset: the property, and the space of identifiers that it leads to."""

    predicate: str
    target: str


class Resting(NamedTuple):
    """Count the facts that rest on sections of one role, and their receipts there."""

    role: str
    facts: int
    receipts: int


class Statistics(NamedTuple):
    """Hold counts of distinct triples and of what stands in them; classes by instances, properties by triples.

    `matched` counts the conditions that a linkset leads from. `layers` counts a triple once in each graph of a layer.
    """

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    entities: int = 0
    classes: tuple[tuple[str, int], ...] = ()
    properties: tuple[tuple[str, int], ...] = ()
    links: tuple[tuple[Link, int], ...] = ()
    matched: tuple[tuple[Link, int], ...] = ()
    layers: tuple[tuple[str, int], ...] = ()
    sections: tuple[Resting, ...] = ()


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


def count_resting(
    receipts: Iterable[tuple[_Term, _Term]],
    sources: Iterable[tuple[_Term, _Term]],
    roles: Iterable[tuple[_Term, _Role]],
) -> tuple[Counter[_Role], Counter[_Role]]:
    """Count facts and receipts by the role of the section: from pairs of fact and receipt, and so on down to roles.

    >>> count_resting([("fact", "a"), ("fact", "b")], [("a", "text"), ("b", "text")], [("text", "causes")])
    (Counter({'causes': 1}), Counter({'causes': 2}))
    """
    role_of = dict(roles)
    section_of = {receipt: section for receipt, section in sources if section in role_of}
    found = [(fact, receipt, role_of[section_of[receipt]]) for fact, receipt in receipts if receipt in section_of]
    facts, parts = {(fact, role) for fact, _, role in found}, {(receipt, role) for _, receipt, role in found}
    return Counter(role for _, role in facts), Counter(role for _, role in parts)


def list_resting(facts: Mapping[str, int], receipts: Mapping[str, int]) -> tuple[Resting, ...]:
    """Return the counts of facts and receipts by role, sorted."""
    return tuple(Resting(role, facts[role], receipts[role]) for role in sorted(facts))


def target_of(iri: str) -> str:
    """Return the space of identifiers that an IRI belongs to, or an empty text.

    >>> target_of("http://purl.obolibrary.org/obo/MONDO_0008153"), target_of("urn:a")
    ('MONDO', '')
    """
    if curie := curie_of_iri(iri):
        return curie.prefix
    return next((name for start, name in PLACES.items() if iri.startswith(start)), "")
