"""Rows as a table: fitted to a terminal, never cut or folded in a pipe or file."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mendelgraph.queries.answers import Iri, Value, read_rows, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import QueryBoolean, QuerySolutions

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
WIDE = 100_000


def write_table(answer: QuerySolutions | QueryBoolean) -> None:
    """Write an answer to stdout, its IRIs shortened to CURIEs, and the number of rows to stderr."""
    rows = read_rows(answer)
    if rows.columns == ("answer",):
        sys.stdout.write(f"{plain(rows.rows[0][0])}\n")
        return
    write_rows(rows.columns, ([plain(value) for value in row] for row in rows))
    sys.stderr.write(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}\n")


def write_rows(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write columns of text to stdout."""
    terminal = sys.stdout.isatty()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=not terminal)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(width=None if terminal else WIDE, highlight=False, soft_wrap=False).print(table)


def plain(value: Value | None) -> str:
    """Return a value as a reader wants it: an IRI as CURIE where there is one, control characters visible.

    >>> plain(Iri("http://purl.obolibrary.org/obo/MONDO_0008153")), plain(None), plain(True)
    ('MONDO:0008153', '', 'yes')
    """
    if isinstance(value, Iri):
        return shorten(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", str(value))
