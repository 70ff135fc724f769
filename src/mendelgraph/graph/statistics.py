"""Counts of what a release holds, recomputed from its quads, as VoID and the HCLS profile ask for them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mendelgraph.graph.namespaces import BIOLINK, DCTERMS, FOAF, MG, OA, OBO, SKOS
from mendelgraph.identifiers import curie_of_iri

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping


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
