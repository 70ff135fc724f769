"""Every row of every table accepts its own example and refuses its own counter-example."""

from __future__ import annotations

import pytest

from mendelgraph.extract import (
    cause_rules,
    frequency_rules,
    gene_rules,
    mode_rules,
    origin_rules,
    qualifier_rules,
    symbols,
)
from mendelgraph.extract.rules import Rule

MODULES = (cause_rules, frequency_rules, gene_rules, mode_rules, origin_rules, qualifier_rules, symbols)


def rules_in(value: object) -> list[Rule[object]]:
    if isinstance(value, Rule):
        return [value]
    if isinstance(value, dict):
        return [row for rows in value.values() for row in rules_in(rows)]
    return [row for part in value for row in rules_in(part)] if type(value) is tuple else []


TABLES = [
    (f"{module.__name__.rpartition('.')[2]}.{name}", row)
    for module in MODULES
    for name, value in vars(module).items()
    for row in rules_in(value)
]


def test_that_there_are_rules() -> None:
    assert len(TABLES) > 80


@pytest.mark.parametrize("row", [row for _, row in TABLES], ids=[f"{table}: {row.name}" for table, row in TABLES])
def test_that_a_row_does_what_it_says(row: Rule[object]) -> None:
    assert row.pattern.search(row.accepts), f"{row.name} refuses its own example: {row.accepts}"
    assert not row.pattern.search(row.refuses), f"{row.name} accepts what it should refuse: {row.refuses}"


@pytest.mark.parametrize("table", sorted({table for table, _ in TABLES}))
def test_that_rows_of_a_table_have_names_of_their_own(table: str) -> None:
    names = [row.name for place, row in TABLES if place == table]
    assert len(names) == len(set(names))
