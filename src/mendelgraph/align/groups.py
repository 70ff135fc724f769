"""Whether a Mondo term is one disease or a group of them.

The pages of the source follow diseases as a reader knows them, Mondo and OMIM split them by gene. A term without an
OMIM entry of its own below which several terms have one stands for several diseases. Where Mondo moved the entry of a
disease to its first form, as OMIM itself began to number the forms, the term keeps a reference to that entry: it still
means the disease that the entry was written about.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.align.equivalents import DBXREF, exact_matches

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
    """Hold a term's rank and the diseases with an OMIM entry below it.

    `has_entry` says that the term has an OMIM entry of its own, or had the one that is now its first form's (`split`).
    """

    rank: Rank
    members: tuple[Curie, ...] = ()
    has_entry: bool = False
    split: bool = False


def standing(term: Curie, vocabulary: Vocabulary) -> Standing:
    """Tell what a Mondo term stands for."""
    has_entry = bool(exact_matches(term, "OMIM", vocabulary))
    if has_entry:
        return Standing(Rank.DISEASE, (), has_entry)
    below = vocabulary.descendants(term)
    if len(below) > LIMIT:
        return Standing(Rank.HEADING)
    members = tuple(sorted(curie for curie in below if exact_matches(curie, "OMIM", vocabulary)))
    split = _gave_its_entry(term, members, vocabulary)
    return Standing((Rank.DISEASE, Rank.UMBRELLA, Rank.GROUP)[min(len(members), 2)], members, split, split)


def _gave_its_entry(term: Curie, members: tuple[Curie, ...], vocabulary: Vocabulary) -> bool:
    """Tell whether Mondo still refers from the term to the OMIM entry that one of its forms now has."""
    kept = {x.object for x in vocabulary.xrefs(term) if x.predicate == DBXREF and x.object.prefix == "OMIM"}
    return any(kept.intersection(exact_matches(member, "OMIM", vocabulary)) for member in members)
