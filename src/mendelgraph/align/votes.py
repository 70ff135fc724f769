"""Votes for and against a match, and what each kind weighs: one readable table.

The points are log-odds in the loose sense: they add up, and `confidence` turns a sum into a probability. They were set
by hand from how often each kind was right on one half of the development table and then checked on the other half, so
they are round numbers with a reason, not fitted decimals.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.alignments import Vote

if TYPE_CHECKING:
    from collections.abc import Iterable


class Weight(NamedTuple):
    """Hold what the first vote of a kind weighs, what each further one adds (three count), and why."""

    points: float
    more: float
    reason: str


WEIGHTS = {
    "name-is-label": Weight(3.0, 0.0, "the page and the vocabulary give the condition the same main name"),
    "name-is-exact-synonym": Weight(2.5, 0.0, "the vocabulary says that the page's name means this term"),
    "slug-is-name": Weight(2.0, 0.0, "the page's address spells a name of the term; asked where the name is unknown"),
    "name-is-other-synonym": Weight(0.5, 0.0, "a related, broad or narrow synonym: the meanings differ somehow"),
    "name-of-equivalent": Weight(1.0, 0.5, "another vocabulary's term with the page's name is this term's exact match"),
    "other-name-is-label": Weight(1.5, 0.5, "one of the page's other names is the term's main name"),
    "other-name-is-exact-synonym": Weight(1.0, 0.25, "one of the page's other names means this term"),
    "other-name-is-other-synonym": Weight(0.25, 0.0, "both list the name, the vocabulary not as an exact one"),
    "other-name-of-equivalent": Weight(0.75, 0.25, "one of the other names means an exact match of this term"),
    "name-respelled": Weight(1.5, 0.0, "the name is the term's once its Roman numerals are written as Arabic ones"),
    "name-of-obsolete": Weight(1.0, 0.0, "the page's name is that of an obsolete term which this one replaces"),
    "acronym": Weight(0.25, 0.0, "acronyms are shared by unrelated diseases"),
    "acronym-of-one": Weight(0.75, 0.0, "an acronym that no other Mondo disease bears"),
    "omim": Weight(3.0, 0.0, "the page's only OMIM entry is this term's exact match"),
    "omim-in-list": Weight(0.5, 0.0, "one of several OMIM entries of the page: a subtype as likely as the whole"),
    "orphanet": Weight(2.5, 0.0, "the page's only Orphanet entry is this term's exact match"),
    "orphanet-in-list": Weight(0.5, 0.0, "one of several Orphanet entries of the page"),
    "medgen": Weight(2.0, 0.0, "the page's only GTR condition is this term's exact match"),
    "medgen-in-list": Weight(0.5, 0.0, "one of several GTR conditions of the page"),
    "gard": Weight(1.5, 0.0, "the page links to the GARD entry that Mondo gives for this term"),
    "mesh": Weight(0.75, 0.0, "MeSH headings of these pages are often broader (182 serve several pages)"),
    "snomed": Weight(0.75, 0.0, "SNOMED CT codes of these pages are often broader than the page"),
    "umls": Weight(1.0, 0.0, "the only concept that MedQuAD's authors chose; 277 of 399 agree with a table"),
    "umls-in-list": Weight(0.5, 0.0, "one of several concepts that MedQuAD's authors chose"),
    "page-cited": Weight(2.0, 0.0, "the Disease Ontology cites the page for this term alone"),
    "page-cited-by-several": Weight(0.5, 0.0, "the Disease Ontology cites the page for several terms"),
    "gene-agrees": Weight(1.5, 0.0, "a gene that the page names is published as a cause of the term"),
    "only-disease-of-gene": Weight(1.0, 0.0, "the page names one gene, and this is the only OMIM disease of it"),
    "member-of-group": Weight(0.0, 0.0, "Mondo places the term below the group that the page matches"),
    "other-genes-too": Weight(-1.0, 0.0, "at least half of the page's causal genes are not known for the term"),
    "gene-differs": Weight(-2.0, 0.0, "the page's genes and those published for the term have none in common"),
}
FURTHER = 3
SLOPE = 0.55
SHIFT = 1.4


def vote_for(kind: str, evidence: str, source: str) -> Vote:
    """Cast a vote for a match."""
    return Vote(kind, supports=True, evidence=evidence, source=source)


def vote_against(kind: str, evidence: str, source: str) -> Vote:
    """Cast a vote against a match."""
    return Vote(kind, supports=False, evidence=evidence, source=source)


def score(votes: Iterable[Vote]) -> float:
    """Add up the points of the votes, each kind once and three further votes of a kind at the lower rate.

    >>> score([vote_for("name-is-label", "POH", "mondo"), vote_for("gene-agrees", "GNAS", "hpo")])
    4.5
    """
    counts: dict[str, int] = {}
    for vote in votes:
        counts[vote.kind] = counts.get(vote.kind, 0) + 1
    return sum(WEIGHTS[kind].points + WEIGHTS[kind].more * min(count - 1, FURTHER) for kind, count in counts.items())


def confidence(points: float) -> float:
    """Turn points into the share of right matches to expect, between 0.05 and 0.99.

    The curve was laid through the shares that were right among the best candidates of one half of the development
    table, by points: 2 to 3 a third, 4 to 5 three quarters, 6 to 7 five in six, 9 and more 99 in 100.

    >>> [confidence(points) for points in (2.5, 4.5, 6.5, 9)]
    [0.49, 0.75, 0.9, 0.97]
    """
    return round(min(0.99, max(0.05, 1 / (1 + exp(SHIFT - SLOPE * points)))), 2)
