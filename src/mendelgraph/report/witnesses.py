"""Who speaks for and against the Mondo term that a condition was given, and how often two of them agree.

A witness is a kind of evidence by one publisher. What the aligner itself adds (that a rival is better, that a disease
belongs to a group) is nobody's testimony and is left out.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.alignments import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.alignments import AlignedRecord, Mapping, Vote


class Stand(StrEnum):
    """Say where a witness stands: for the term chosen, against it, or for another one that was turned down."""

    FOR = "for"
    AGAINST = "against"
    ANOTHER = "another"


class Witness(NamedTuple):
    """Know a witness by how the kinds of its votes, or the keys of its sources, begin."""

    title: str
    kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


WITNESSES = (
    Witness("identifiers on the page", sources=("page",)),
    Witness("links back from the Disease Ontology", kinds=("page-cited",)),
    Witness("published genes of the disease", kinds=("gene-", "only-disease-of-gene", "other-genes-too")),
    Witness("names in Mondo", sources=("mondo",)),
    Witness("names in the Disease Ontology", sources=("doid",)),
    Witness("names in Orphanet", sources=("ordo", "orphadata")),
    Witness("names in GARD", sources=("gard",)),
    Witness("names in OMIM, as HPO cites them", sources=("hpoa",)),
    Witness("names elsewhere", kinds=("name-", "other-name-", "slug-", "acronym")),
)
"""The first row that fits a vote names its witness."""


def witness_of(vote: Vote) -> str | None:
    """Return the title of the witness that gave a vote, or None where the aligner itself did.

    >>> from mendelgraph.alignments import Vote
    >>> witness_of(Vote("gene-agrees", True, "GNAS", "ordo"))
    'published genes of the disease'
    """
    if vote.source.startswith("mendelgraph") or vote.kind in {"member-of-group", "curator"}:
        return None
    for row in WITNESSES:
        if vote.kind.startswith(row.kinds) or (not row.kinds and vote.source.startswith(row.sources)):
            return row.title
    return "others"


def chosen_match(mappings: Iterable[Mapping]) -> Mapping | None:
    """Return the Mondo term that stands for the whole condition: the exact match, else the likeliest close one."""
    found = [m for m in mappings if m.target.prefix == "MONDO" and not m.refused and m.match in _WHOLE]
    return min(found, key=lambda m: (_WHOLE.index(m.match), -m.confidence, m.target), default=None)


_WHOLE = (Match.EXACT, Match.CLOSE)


def stands(mappings: tuple[Mapping, ...]) -> dict[str, Stand]:
    """Return where each witness stands on one condition; empty where no Mondo term was chosen.

    A witness that gives votes of several kinds speaks for the term if one of them does, else against it if one does.
    """
    chosen = chosen_match(mappings)
    if chosen is None:
        return {}
    rivals = (m for m in mappings if m.refused and m.target.prefix == "MONDO" and m.target != chosen.target)
    found: dict[str, Stand] = {}
    for stand, votes in (
        (Stand.FOR, [vote for vote in chosen.votes if vote.supports]),
        (Stand.AGAINST, [vote for vote in chosen.votes if not vote.supports]),
        (Stand.ANOTHER, [vote for rival in rivals for vote in rival.votes if vote.supports]),
    ):
        for witness in filter(None, map(witness_of, votes)):
            found.setdefault(witness, stand)
    return found


def tally_stands(aligned: AlignedRecord) -> Iterator[tuple[str, ...]]:
    """Yield the counts of one condition: each witness's stand, and each pair's agreement."""
    found = stands(aligned.mappings)
    for witness, stand in found.items():
        yield ("witnesses", witness, stand.value)
    for one, other in combinations(sorted(found), 2):
        agree = (found[one] is Stand.FOR) is (found[other] is Stand.FOR)
        yield ("agreement", one, other, "agree" if agree else "differ")
