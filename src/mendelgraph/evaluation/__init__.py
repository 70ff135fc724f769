"""How right the pipeline is: what it says held against labelled tables, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """Say how a disagreement came about: the table has a value that we miss, or we have one that it lacks."""

    MISSED = "missed"
    EXTRA = "extra"


class FieldScore(NamedTuple):
    """Count a field's agreements (`tp`), extras (`fp`) and misses (`fn`).

    >>> score = FieldScore("genes", tp=9, fp=1, fn=3)
    >>> score.precision, score.recall, round(score.f1, 3)
    (0.9, 0.75, 0.818)
    """

    field: str
    tp: int
    fp: int
    fn: int

    @property
    def precision(self) -> float:
        """Return the share of what we say that the table has; 1.0 where we say nothing."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what the table has that we say; 1.0 where it has nothing."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall; 1.0 where there is nothing to say and nothing is said."""
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else 1.0


class GoldDisagreement(NamedTuple):
    """Name a value on which the table and we differ, and the sentence (or the evidence) that ours rests on.

    `sentence` is empty for a missed value, for which we have none; `note` is the table's own note on the row.
    """

    slug: str
    field: str
    outcome: Outcome
    value: str
    sentence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Hold the outcome of a comparison: fields in the table's order, disagreements by slug and field.

    `compared` counts the rows that were compared, `absent` lists the slugs of rows for which no record was given.
    """

    gold: str
    compared: int
    scores: tuple[FieldScore, ...]
    disagreements: tuple[GoldDisagreement, ...] = ()
    absent: tuple[str, ...] = ()

    def score(self, field: str) -> FieldScore:
        """Return a field's score; raise KeyError for a field that was not compared."""
        for score in self.scores:
            if score.field == field:
                return score
        raise KeyError(field)
