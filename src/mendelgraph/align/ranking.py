"""The candidates that are strong enough to be weighed, with what each stands for, and the one to decide about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.align.groups import Rank, Standing, standing

if TYPE_CHECKING:
    from mendelgraph.align.candidates import Candidate
    from mendelgraph.vocabulary.terms import Vocabulary

STRONG = 2.5
"""Points from which a candidate is weighed at all: a rival, or turned down with a reason."""
LABELS = ("name-is-label",)
OWN_NAME = (*LABELS, "name-is-exact-synonym", "slug-is-name")


class Ranked(NamedTuple):
    """Hold a candidate and what its term stands for."""

    candidate: Candidate
    standing: Standing

    @property
    def is_group(self) -> bool:
        """Tell a group or umbrella from a disease; what was one OMIM entry is a disease to a page of its name."""
        if self.standing.split and self.candidate.has(*OWN_NAME):
            return False
        return self.standing.rank in {Rank.GROUP, Rank.UMBRELLA}


def rank_candidates(candidates: tuple[Candidate, ...], vocabulary: Vocabulary) -> list[Ranked]:
    """Return the strong candidates, the best first, without mere headings."""
    strong = [candidate for candidate in candidates if candidate.points >= STRONG]
    ranked = [Ranked(candidate, standing(candidate.term, vocabulary)) for candidate in strong]
    return [item for item in ranked if item.standing.rank is not Rank.HEADING]


def choose_head(ranked: list[Ranked]) -> Ranked:
    """Return the term to decide about: the best, unless the page bears the main name of a group that contains it."""
    best = ranked[0]
    for item in ranked[1:]:
        contains = best.candidate.term in item.standing.members
        if contains and item.candidate.has(*LABELS) and not best.candidate.has(*LABELS):
            return item
    return best
