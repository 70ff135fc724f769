"""The shape of a rule: what it states, the words it looks for, and what it must accept and refuse.

Rules stand in tables, one a row. A test runs every row's own examples, so that a row documents itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

S = TypeVar("S")

# What becomes of a gene: older pages say "mutation", pages since 2021 say "variant" or "pathogenic variant".
CHANGE = (
    r"(?:(?:gene )?(?:mutations?|variants?|variations?|alterations?|changes?|deletions?|duplications?"
    r"|abnormalit(?:y|ies)|defects?))"
)


class Rule(NamedTuple, Generic[S]):
    """Hold a row: `states` is what a sentence that fits `pattern` says; `accepts` fits, `refuses` does not."""

    name: str
    states: S
    pattern: re.Pattern[str]
    accepts: str
    refuses: str


def rule(name: str, states: S, pattern: str, accepts: str, refuses: str) -> Rule[S]:
    r"""Make a row; the pattern is tried without regard to case.

    >>> rule("new", "de-novo", r"\bnew mutations?\b", "It is a new mutation.", "It is a renewed case.").name
    'new'
    """
    return Rule(name, states, re.compile(pattern, re.IGNORECASE), accepts, refuses)


def fitting(rules: Iterable[Rule[S]], text: str) -> Iterator[S]:
    """Yield what the rules that fit a text state, each value once."""
    seen: set[S] = set()
    for row in rules:
        if row.states not in seen and row.pattern.search(text):
            seen.add(row.states)
            yield row.states


def fits_any(rules: Iterable[Rule[S]], text: str) -> bool:
    """Tell whether any rule fits a text."""
    return any(row.pattern.search(text) for row in rules)
