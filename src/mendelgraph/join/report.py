"""What joined, what did not, and why: one row for each thing mentioned."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Outcome(StrEnum):
    """Say what became of a mention."""

    JOINED = "joined"
    ABSENT = "no such condition or gene"
    OBSOLETE = "obsolete id"
    UNKNOWN = "unknown dialect"
    MISS = "near miss"


class Row(NamedTuple):
    """Hold one thing mentioned: as written, how often, what became of it, what it stands for, and what to do."""

    outcome: Outcome
    mentioned: str
    times: int
    identifier: str
    dialect: str
    detail: str


def write_rows(rows: Iterable[Row]) -> str:
    r"""Write rows as TSV, sorted by outcome and text.

    >>> write_rows([Row(Outcome.JOINED, "urn:x", 1, "OMIM:166350", "mondo", "x")]).splitlines()[1]
    'joined\turn:x\t1\tOMIM:166350\tmondo\tx'
    """
    order = list(Outcome)
    ordered = sorted(rows, key=lambda row: (order.index(row.outcome), row.mentioned))
    lines = [("outcome", "mentioned", "times", "identifier", "dialect", "detail"), *(map(str, row) for row in ordered)]
    return "".join("\t".join(" ".join(cell.split()) for cell in line) + "\n" for line in lines)
