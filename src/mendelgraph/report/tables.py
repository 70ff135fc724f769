"""The tables of the report, each row with the numbers and words that it shows."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.alignments import Match
from mendelgraph.identifiers import prefixes
from mendelgraph.records import RefusalKind
from mendelgraph.report.curating import KINDS, Kind, Unresolved
from mendelgraph.report.witnesses import WITNESSES, Stand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mendelgraph.records import Refusal
    from mendelgraph.report.conflicts import Conflict
    from mendelgraph.report.notes import ConditionNotes, ListAgainstProse, TurnedDown
    from mendelgraph.report.values import BuildReport

REFUSED = {
    RefusalKind.BROKEN: "could not be read and was set aside",
    RefusalKind.NOT_A_SOURCE: "is no source document",
    RefusalKind.DUPLICATE: "says the same as another document",
}


class CoverageRow(NamedTuple):
    """Hold a vocabulary: conditions with an exact match, with any, and matches by kind (as `Match`), refused last."""

    prefix: str
    title: str
    exact: int
    linked: int
    kinds: tuple[int, ...]


def coverage_rows(report: BuildReport) -> list[CoverageRow]:
    """Return the vocabularies that anything was matched to or refused from, in the order of `data/prefixes.tsv`."""
    counts, exact, linked = report.counts, report.chapter("coverage"), report.chapter("linked")
    kinds = (*(match.value for match in Match), "refused")
    rows = (
        CoverageRow(
            row.prefix,
            row.title,
            exact.get(row.prefix, 0),
            linked.get(row.prefix, 0),
            tuple(counts.get(("mappings", kind, row.prefix), 0) for kind in kinds),
        )
        for row in prefixes().values()
    )
    return [row for row in rows if any(row.kinds)]


class WitnessRow(NamedTuple):
    """Hold on how many conditions a witness stands for the term chosen, against it, or for another."""

    title: str
    spoken: int
    stands: tuple[int, ...]


def witness_rows(report: BuildReport) -> list[WitnessRow]:
    """Return the witnesses that spoke at all, in the order of WITNESSES."""
    rows = []
    for title in (*(row.title for row in WITNESSES), "others"):
        stands = tuple(report.counts.get(("witnesses", title, stand.value), 0) for stand in Stand)
        rows.append(WitnessRow(title, sum(stands), stands))
    return [row for row in rows if row.spoken]


class AgreementRow(NamedTuple):
    """Hold a row of the matrix: for each other witness, conditions on which both agree and on which both spoke."""

    title: str
    cells: tuple[tuple[int, int] | None, ...]


def agreement_rows(report: BuildReport) -> list[AgreementRow]:
    """Return the matrix of witnesses; a cell is None on the diagonal."""
    titles = [row.title for row in witness_rows(report)]
    return [AgreementRow(one, tuple(_cell(one, other, report) for other in titles)) for one in titles]


def _cell(one: str, other: str, report: BuildReport) -> tuple[int, int] | None:
    if one == other:
        return None
    agree, differ = (report.counts.get(("agreement", *sorted((one, other)), word), 0) for word in ("agree", "differ"))
    return agree, agree + differ


class ListRow(NamedTuple):
    """Hold a field in which pages have both a list and sentences: pages, and values said in both or in one alone."""

    field: str
    pages: int
    same: int
    both: int
    list_only: int
    prose_only: int
    different: tuple[ListAgainstProse, ...]


def list_rows(notes: Iterable[ConditionNotes]) -> list[ListRow]:
    """Return the fields, with the pages on which list and sentences differ."""
    rows = sorted((row for note in notes for row in note.lists), key=lambda row: (row.field, row.slug))
    return [_list_row(field, tuple(found)) for field, found in groupby(rows, key=lambda row: row.field)]


def _list_row(field: str, rows: Sequence[ListAgainstProse]) -> ListRow:
    different = tuple(row for row in rows if row.list_only or row.prose_only)
    both, listed, told = (
        sum(len(values) for values in column)
        for column in (
            [row.both for row in rows],
            [row.list_only for row in rows],
            [row.prose_only for row in rows],
        )
    )
    return ListRow(field, len(rows), len(rows) - len(different), both, listed, told, different)


def refusal_groups(refusals: Iterable[Refusal]) -> list[tuple[str, list[Refusal]]]:
    """Return the inputs that gave no record, by kind in the order of REFUSED."""
    rows = list(refusals)
    groups = ((title, [row for row in rows if row.kind is kind]) for kind, title in REFUSED.items())
    return [(title, found) for title, found in groups if found]


def turned_down_groups(notes: Iterable[ConditionNotes]) -> list[tuple[str, list[TurnedDown]]]:
    """Return the matches that were turned down by their reason, the commonest first."""
    grouped: dict[str, list[TurnedDown]] = {}
    for row in (row for note in notes for row in note.turned_down):
        grouped.setdefault(row.group, []).append(row)
    return sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0]))


def question_groups(rows: Iterable[Unresolved]) -> list[tuple[str, Kind, list[Unresolved]]]:
    """Return the open questions by kind, in the order in which a curator meets them."""
    ordered = sorted(rows, key=lambda row: row.order)
    return [
        (kind, KINDS.get(kind, Kind(kind.replace("-", " ").capitalize(), "see the detail")), list(found))
        for kind, found in groupby(ordered, key=lambda row: row.kind)
    ]


class LedgerRow(NamedTuple):
    """Hold a name of a condition that also names something else, with all that bears it."""

    literal: str
    slug: str
    condition: str
    scope: str
    bearers: tuple[Conflict, ...]


def ledger_rows(conflicts: Iterable[Conflict]) -> list[LedgerRow]:
    """Gather the conflict ledger by name and condition."""
    grouped: dict[tuple[str, str, str, str], list[Conflict]] = {}
    for row in conflicts:
        grouped.setdefault((row.literal, row.slug, row.condition, row.scope), []).append(row)
    return [LedgerRow(*head, tuple(found)) for head, found in grouped.items()]
