"""What a curator decided, put in place of what the rules found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.align.conditions import Decision
from mendelgraph.align.curated import CuratedRow, curated_mapping
from mendelgraph.alignments import Match

if TYPE_CHECKING:
    from mendelgraph.alignments import Mapping, Question
    from mendelgraph.vocabulary.terms import Vocabulary


def apply_curated(rows: tuple[CuratedRow, ...], decision: Decision, vocabulary: Vocabulary) -> Decision:
    """Let the decisions win: each replaces the rules' mapping to its target, an exact one also their other exact one.

    Whatever relation to a Mondo term was decided answers the rules' questions about the match; a denial answers those
    that have no other candidate.
    """
    if not rows:
        return decision
    decided = tuple(curated_mapping(row, vocabulary, "") for row in rows)
    exact = {mapping.target.prefix: mapping.target for mapping in decided if _holds_exact(mapping)}
    kept = tuple(m for m in decision.mappings if m.target not in {d.target for d in decided})
    if exact:
        kept = tuple(m for m in kept if not (_holds_exact(m) and m.target.prefix in exact))
    match = exact.get("MONDO") or (None if decision.match in {d.target for d in decided} else decision.match)
    return Decision(match, (*decided, *kept), _still_open(decision.questions, decided))


def _still_open(questions: tuple[Question, ...], decided: tuple[Mapping, ...]) -> tuple[Question, ...]:
    """Return the questions that the decisions leave, without the candidates that were turned down."""
    if any(mapping.target.prefix == "MONDO" and not mapping.refused for mapping in decided):
        return ()
    denied = {mapping.target for mapping in decided}
    left = ((question, tuple(c for c in question.candidates if c not in denied)) for question in questions)
    return tuple(question._replace(candidates=rest) for question, rest in left if rest or not question.candidates)


def _holds_exact(mapping: Mapping) -> bool:
    return mapping.match is Match.EXACT and not mapping.refused
