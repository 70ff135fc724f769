"""The conflict ledger: each name of a condition that also names something else, as rows of a table.

A row is one use of the name: by a term of a vocabulary, or by another condition of the catalogue.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.report.notes import ConditionNotes


class Conflict(NamedTuple):
    """Hold one row: the name as `slug` has it, and what else bears it, under which use, in which vocabulary."""

    literal: str
    slug: str
    condition: str
    scope: str
    bearer: str
    bearer_label: str
    use: str
    vocabulary: str


CATALOGUE = "the catalogue"


def conflict_rows(notes: Iterable[ConditionNotes]) -> list[Conflict]:
    """Return the ledger, sorted by name without regard to case."""
    return sorted({row for note in notes for row in _rows(note)}, key=lambda row: (row.literal.casefold(), *row))


def _rows(note: ConditionNotes) -> Iterator[Conflict]:
    for name in note.conflicts:
        head = (name.literal, note.slug, note.name, name.scope.value)
        for use in name.also_names:
            yield Conflict(*head, str(use.term), use.term_label, use.use, use.source)
        for slug in name.shared_with:
            yield Conflict(*head, f"ghr:{slug}", "", "name of another page", CATALOGUE)


def write_conflicts(rows: Iterable[Conflict]) -> str:
    """Return the ledger as tab-separated text."""
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    table.writerow(("name", *Conflict._fields[1:]))
    table.writerows(rows)
    return out.getvalue()
