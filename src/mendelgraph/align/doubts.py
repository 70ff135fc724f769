"""What keeps the best candidate from being an exact match, in the words that the curator reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.align.candidates import Candidate, causal_genes, omim_diseases
from mendelgraph.align.equivalents import exact_matches
from mendelgraph.align.ranking import LABELS, OWN_NAME, Ranked

if TYPE_CHECKING:
    from mendelgraph.alignments import ResolvedGene
    from mendelgraph.facts import StatedRecord
    from mendelgraph.identifiers import Curie
    from mendelgraph.vocabulary.terms import Vocabulary

ENOUGH = 3.5
"""Points below which no disease is an exact match."""
MARGIN = 1.0
"""Points by which an exact match leads every rival."""
SAME_THING = (
    *OWN_NAME,
    "name-of-equivalent",
    "name-respelled",
    "other-name-is-label",
    "other-name-is-exact-synonym",
    "other-name-of-equivalent",
    "omim",
    "orphanet",
)
"""Votes that say of this very term that it means the page's condition; an exact match needs one of them."""
_OWN_MEANING = (
    *OWN_NAME, "name-is-other-synonym", "name-of-equivalent", "name-respelled", "name-of-obsolete", "omim", "orphanet",
)  # fmt: skip
"""Votes that rest on the page's own name or an only id of a disease, not on its other names."""

_ONE_OF_SEVERAL = (
    "the page's name is none of the term's, and it names causal genes that are not known for the term: "
    "one of the diseases that the page is about"
)


class Doubt(NamedTuple):
    """Say why the best candidate is no exact match, and which others may be meant, the likeliest first.

    `part` says that the page is about the candidate's disease and others.
    """

    reason: str
    others: tuple[Curie, ...] = ()
    part: bool = False


def find_doubt(
    stated: StatedRecord,
    head: Ranked,
    ranked: list[Ranked],
    candidates: tuple[Candidate, ...],
    genes: tuple[ResolvedGene, ...],
    vocabulary: Vocabulary,
) -> Doubt | None:
    """Return the first reason to doubt the best candidate, or None."""
    doubt = (
        _near_rivals(head, ranked)
        or _named_alike(head.candidate, candidates, vocabulary)
        or _weakness(head.candidate)
        or _other_home(head, ranked, causal_genes(stated, genes), vocabulary)
    )
    if not _is_one_of_several(head.candidate):
        return doubt
    return Doubt(_ONE_OF_SEVERAL, doubt.others if doubt else (), part=True)


def _is_one_of_several(head: Candidate) -> bool:
    """Tell whether the page's own name means more than the term, as the name of a group that Mondo lacks does."""
    return head.has("other-genes-too") and not head.has(*_OWN_MEANING)


def _weakness(head: Candidate) -> Doubt | None:
    if head.points < ENOUGH:
        return Doubt(f"the evidence adds up to {head.points:g} points, {ENOUGH:g} are needed")
    if not head.has(*SAME_THING):
        return Doubt("no name and no id of the page is given for exactly this term")
    if head.has("other-genes-too") and not head.has(*LABELS):
        return Doubt("the page names causal genes that are not known for the term: it may stand for more")
    return None


def _near_rivals(head: Ranked, ranked: list[Ranked]) -> Doubt | None:
    least = head.candidate.points - MARGIN
    rivals = [item.candidate for item in ranked if item is not head and item.candidate.points > least]
    if not rivals:
        return None
    named = ", ".join(rival.label for rival in rivals)
    return Doubt(f"{named} has nearly as much support", tuple(rival.term for rival in rivals))


def _named_alike(head: Candidate, candidates: tuple[Candidate, ...], vocabulary: Vocabulary) -> Doubt | None:
    """Find the diseases that the page names beside the best one, where the page's own name is neither's.

    Such a page is about them together, as one on both forms of a leukodystrophy is.
    """
    if head.has(*OWN_NAME):
        return None
    alike = [
        candidate
        for candidate in candidates
        if candidate.has("other-name-is-label", "other-name-is-exact-synonym", "other-name-of-equivalent")
        and candidate.has("gene-agrees")
        and _are_apart(candidate.term, head.term, vocabulary)
        and exact_matches(candidate.term, "OMIM", vocabulary)
    ]
    if not alike:
        return None
    named = ", ".join(candidate.label for candidate in alike)
    return Doubt(f"the page gives names of {named} as well", tuple(candidate.term for candidate in alike))


def _other_home(
    head: Ranked, ranked: list[Ranked], causes: tuple[ResolvedGene, ...], vocabulary: Vocabulary
) -> Doubt | None:
    """Find the OMIM disease that may be meant as well, where the term has no OMIM entry and is not a form of it.

    Mondo then has two homes for the condition, one from a clinical classification and one from OMIM: a candidate that
    shares the page's gene, or the only OMIM disease of the only gene that the page calls a cause.
    """
    if head.standing.has_entry:
        return None
    term = head.candidate.term
    for item in ranked:
        shares = item.standing.has_entry and item.candidate.has("gene-agrees")
        if shares and _are_apart(item.candidate.term, term, vocabulary):
            return _home(item.candidate.term, vocabulary)
    found = omim_diseases(causes[0].hgnc, vocabulary) if len(causes) == 1 else set()
    return _home(found.pop(), vocabulary) if len(found) == 1 and not found <= vocabulary.ancestors(term) else None


def _home(term: Curie, vocabulary: Vocabulary) -> Doubt:
    found = vocabulary.term(term)
    return Doubt(
        f"{found.label if found else term}, the OMIM disease of the page's gene, may be meant as well", (term,)
    )


def _are_apart(one: Curie, other: Curie, vocabulary: Vocabulary) -> bool:
    return one != other and one not in vocabulary.ancestors(other) and other not in vocabulary.ancestors(one)
