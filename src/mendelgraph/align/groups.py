"""Whether a Mondo term is one disease or a group of them.

The pages of the source follow diseases as a reader knows them, Mondo and OMIM split them by gene. A term without an
OMIM entry of its own below which several terms have one stands for several diseases.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.align.equivalents import exact_matches

if TYPE_CHECKING:
    from mendelgraph.identifiers import Curie
    from mendelgraph.vocabulary.terms import Vocabulary

LIMIT = 400
"""Descendants looked at; a term with more (`disease`, `syndromic disease`) is a heading, not a group."""


class Rank(StrEnum):
    """Say what a term stands for: a disease, an umbrella over a single OMIM disease, a group, or a mere heading."""

    DISEASE = "disease"
    UMBRELLA = "umbrella"
    GROUP = "group"
    HEADING = "heading"


class Standing(NamedTuple):
    """Hold a term's rank and the diseases with an OMIM entry below it."""

    rank: Rank
    members: tuple[Curie, ...] = ()
    has_entry: bool = False


def standing(term: Curie, vocabulary: Vocabulary) -> Standing:
    """Tell what a Mondo term stands for."""
    has_entry = bool(exact_matches(term, "OMIM", vocabulary))
    if has_entry:
        return Standing(Rank.DISEASE, (), has_entry)
    below = vocabulary.descendants(term)
    if len(below) > LIMIT:
        return Standing(Rank.HEADING)
    members = tuple(sorted(curie for curie in below if exact_matches(curie, "OMIM", vocabulary)))
    return Standing((Rank.DISEASE, Rank.UMBRELLA, Rank.GROUP)[min(len(members), 2)], members)
