"""What joined, what did not, and why: one row for each thing mentioned."""

from __future__ import annotations

from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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


def write_rows(rows: Iterable[Row]) -> Iterator[str]:
    r"""Yield the lines of a table (TSV): its columns, then a line for each row.

    >>> list(write_rows([Row(Outcome.JOINED, "urn:x", 1, "OMIM:166350", "mondo", "x")]))[1]
    'joined\turn:x\t1\tOMIM:166350\tmondo\tx\n'
    """
    for line in chain([Row._fields], rows):
        yield "\t".join(" ".join(str(cell).split()) for cell in line) + "\n"
