"""What a curator decided, put in place of what the rules found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.align.conditions import Decision
from mendelgraph.align.curated import CuratedRow, curated_mapping
from mendelgraph.alignments import Match

if TYPE_CHECKING:
    from mendelgraph.alignments import Mapping
    from mendelgraph.vocabulary.terms import Vocabulary


def apply_curated(rows: tuple[CuratedRow, ...], decision: Decision, vocabulary: Vocabulary) -> Decision:
    """Let the decisions win: each replaces the rules' mapping to its target, an exact one also their other exact one.

    The rules' questions about the match are answered by an exact decision and fall away.
    """
    if not rows:
        return decision
    decided = tuple(curated_mapping(row, vocabulary, "") for row in rows)
    exact = {mapping.target.prefix: mapping.target for mapping in decided if _holds_exact(mapping)}
    kept = tuple(m for m in decision.mappings if m.target not in {d.target for d in decided})
    if exact:
        kept = tuple(m for m in kept if not (_holds_exact(m) and m.target.prefix in exact))
    denied = {mapping.target for mapping in decided if mapping.refused}
    match = exact.get("MONDO") or (None if decision.match in denied else decision.match)
    return Decision(match, (*decided, *kept), () if "MONDO" in exact else decision.questions)


def _holds_exact(mapping: Mapping) -> bool:
    return mapping.match is Match.EXACT and not mapping.refused
