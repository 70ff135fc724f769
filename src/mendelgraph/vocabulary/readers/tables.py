"""Delimited text in its several dialects, one row a dictionary; what the table readers share."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def tab_rows(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    r"""Yield the rows of a tab-separated table without quoting, by the names in its first line.

    >>> list(tab_rows(["a\tb", "1\t2", ""]))
    [{'a': '1', 'b': '2'}]
    """
    rows = (line.split("\t") for line in lines if line)
    header = next(rows, [])
    return (dict(zip(header, row, strict=False)) for row in rows)


def quoted_tab_rows(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a tab-separated table whose cells may stand in double quotes."""
    return csv.DictReader(lines, delimiter="\t", restval="")


def has_columns(head: str, *columns: str, separator: str = "\t") -> bool:
    r"""Tell whether the first line that is no comment names these columns first, in this order.

    >>> has_columns("# c\nid\tlabel\txref\n", "id", "label")
    True
    """
    line = next((line for line in head.splitlines() if line and not line.startswith("# ")), "")
    return tuple(cell.strip('"') for cell in line.split(separator)[: len(columns)]) == columns
