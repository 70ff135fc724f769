"""What extraction states, held against a table of what the text of each page says.

The table's columns and values are those of the development gold table `extraction-dev.tsv`. It was labelled from the
prose alone, so a fact that rests on a page's lists alone is left out of the comparison.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.evaluation import Evaluation, FieldScore, GoldDisagreement, Outcome
from mendelgraph.evaluation.frequencies import gold_frequencies, spell_frequency
from mendelgraph.evaluation.tables import read_gold
from mendelgraph.facts import GeneRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from mendelgraph.facts import Receipt, StatedRecord

COLUMNS = frozenset(
    {"slug", "genes_causal", "genes_other", "inheritance", "qualifiers", "parent_of_origin", "frequency"}
)
Row = dict[str, str]
Values = dict[str, tuple["Receipt", ...]]


class Field(NamedTuple):
    """Say how a field is read from a row of the table and from a stated record."""

    name: str
    expected: Callable[[Row], frozenset[str]]
    stated: Callable[[StatedRecord], Iterator[tuple[str, tuple[Receipt, ...]]]]


def evaluate_extraction(stated: Iterable[StatedRecord], gold: Path) -> Evaluation:
    """Compare stated records with a labelled table, field by field; symbols are compared as printed.

    Raises InputError where the table cannot be read or lacks a column.
    """
    rows = {row["slug"]: row for row in read_gold(gold, COLUMNS)}
    given = {record.record.slug: record for record in stated if record.record.slug in rows}
    counts = {field.name: [0, 0, 0] for field in FIELDS}
    found: list[GoldDisagreement] = []
    for slug in sorted(given):
        for field in FIELDS:
            _compare(field, rows[slug], given[slug], counts[field.name], found)
    return Evaluation(
        gold.name,
        len(given),
        tuple(FieldScore(name, *numbers) for name, numbers in counts.items()),
        tuple(found),
        tuple(sorted(rows.keys() - given.keys())),
    )


def _compare(field: Field, row: Row, record: StatedRecord, counts: list[int], found: list[GoldDisagreement]) -> None:
    expected, ours = field.expected(row), _collected(field.stated(record))
    extra, missed = sorted(ours.keys() - expected), sorted(expected - ours.keys())
    for place, number in enumerate((len(ours) - len(extra), len(extra), len(missed))):
        counts[place] += number
    note, slug = row.get("note") or "", row["slug"]
    found += [GoldDisagreement(slug, field.name, Outcome.EXTRA, value, _sentence(ours[value]), note) for value in extra]
    found += [GoldDisagreement(slug, field.name, Outcome.MISSED, value, note=note) for value in missed]


def _collected(pairs: Iterator[tuple[str, tuple[Receipt, ...]]]) -> Values:
    values: Values = {}
    for value, receipts in pairs:
        prose = tuple(receipt for receipt in receipts if receipt.role.is_prose)
        if prose:
            values[value] = values.get(value, ()) + prose
    return values


def _sentence(receipts: tuple[Receipt, ...]) -> str:
    return receipts[0].quote if receipts else ""


def _cell(row: Mapping[str, str], *columns: str) -> frozenset[str]:
    return frozenset(value for column in columns for value in (row[column] or "").split("|") if value)


def _parents(row: Row) -> frozenset[str]:
    cell = row["parent_of_origin"] or ""
    return frozenset({"paternal", "maternal"}) if cell.startswith("both") else frozenset({cell} - {""})


def _genes(record: StatedRecord) -> Iterator[tuple[str, tuple[Receipt, ...]]]:
    return ((fact.symbol, fact.receipts) for fact in record.genes if fact.role is not GeneRole.LISTED)


def _gene_roles(record: StatedRecord) -> Iterator[tuple[str, tuple[Receipt, ...]]]:
    for fact in record.genes:
        if fact.role is not GeneRole.LISTED:
            yield f"{fact.symbol} {'causal' if fact.role is GeneRole.CAUSES else 'other'}", fact.receipts


def _expected_roles(row: Row) -> frozenset[str]:
    causal, other = _cell(row, "genes_causal"), _cell(row, "genes_other")
    return frozenset({f"{symbol} causal" for symbol in causal} | {f"{symbol} other" for symbol in other})


def _modes(record: StatedRecord) -> Iterator[tuple[str, tuple[Receipt, ...]]]:
    return ((str(fact.mode.term or "UNKNOWN"), fact.receipts) for fact in record.inheritance)


FIELDS = (
    Field("genes", lambda row: _cell(row, "genes_causal", "genes_other"), _genes),
    Field("gene roles", _expected_roles, _gene_roles),
    Field("inheritance", lambda row: _cell(row, "inheritance"), _modes),
    Field(
        "qualifiers",
        lambda row: _cell(row, "qualifiers"),
        lambda record: ((str(fact.qualifier.term), fact.receipts) for fact in record.qualifiers),
    ),
    Field(
        "parent of origin",
        _parents,
        lambda record: ((fact.copy.value, fact.receipts) for fact in record.origins),
    ),
    Field(
        "frequency",
        lambda row: gold_frequencies(row["frequency"] or ""),
        lambda record: ((spell_frequency(fact), fact.receipts) for fact in record.frequencies),
    ),
)
