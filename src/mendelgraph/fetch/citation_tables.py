"""The tables that `fetch citations` writes: what was found, in the form of `data/mappings/citations.tsv`, and what not.

Both are replaced in whole. Rows that a table holds already stay as they are, columns that a curator added too.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from mendelgraph.fetch.answers import Found, Refused
from mendelgraph.whole_files import open_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mendelgraph.fetch.citations import Answer

COLUMNS = Found._fields
REFUSED_COLUMNS = Refused._fields


def refused_path(table: Path) -> Path:
    """Return where the refusals of a table are written.

    >>> from pathlib import Path
    >>> refused_path(Path("found.tsv")).name
    'found.refused.tsv'
    """
    return table.with_name(f"{table.stem}.refused{table.suffix}")


def write_answers(answers: Iterable[Answer], table: Path) -> None:
    """Add what was found to a table, and write what was refused beside it."""
    answers = list(answers)
    found = [answer._asdict() for answer in answers if isinstance(answer, Found)]
    refused = [answer._asdict() for answer in answers if isinstance(answer, Refused)]
    columns, rows = _read(table)
    _write(table, columns, sorted([*rows, *found], key=lambda row: row["doi"].lower()))
    _write(refused_path(table), REFUSED_COLUMNS, sorted(refused, key=lambda row: tuple(row.values())))


def _read(table: Path) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    if not table.exists():
        return COLUMNS, []
    reader = csv.DictReader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    return tuple(reader.fieldnames or COLUMNS), list(reader)


def _write(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_whole(path) as out:
        out.write(text.getvalue().encode())
