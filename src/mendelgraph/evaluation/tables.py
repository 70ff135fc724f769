"""Labelled tables: tab-separated, unquoted, with a header that tells what they label."""

from __future__ import annotations

import csv
from enum import StrEnum
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


class GoldKind(StrEnum):
    """Say what a table labels."""

    EXTRACTION = "extraction"
    ALIGNMENT = "alignment"


# The columns by which a table of a kind is known.
TELLING = {
    GoldKind.EXTRACTION: frozenset({"slug", "inheritance", "frequency"}),
    GoldKind.ALIGNMENT: frozenset({"slug", "mondo_id"}),
}


def gold_kind(path: Path) -> GoldKind:
    """Tell by a table's header what it labels; raise InputError for any other header."""
    header = _header(path)
    for kind, columns in TELLING.items():
        if columns <= set(header):
            return kind
    wanted = "; or ".join(", ".join(sorted(columns)) for columns in TELLING.values())
    raise InputError(f"no labelled table: its header needs the columns {wanted}", where=str(path))


def read_gold(path: Path, columns: frozenset[str]) -> list[dict[str, str]]:
    """Read a table's rows; raise InputError where it cannot be read, or lacks one of `columns` or a row's slug."""
    missing = columns - set(_header(path))
    if missing:
        raise InputError(f"the column {min(missing)!r} is missing", where=str(path))
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(rows, start=2):
        if not row["slug"] or None in row.values():
            raise InputError("the slug is empty or a cell is missing", where=f"{path}, line {number}")
    return rows


def _header(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return lines.readline().rstrip("\r\n").split("\t")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read as a labelled table: {error}", where=str(path)) from error
