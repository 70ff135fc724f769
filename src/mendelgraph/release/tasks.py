"""Each record with what it depends on in the rest of the catalogue, and no more: a page changes few other records."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, overload

from mendelgraph.align import CatalogueNames, collect_names
from mendelgraph.export.order import graph_order
from mendelgraph.extract.names import name_facts
from mendelgraph.facts import StatedRecord
from mendelgraph.release.pipeline import Task
from mendelgraph.vocabulary.names import fold_name, skeleton_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mendelgraph.graph import Minter
    from mendelgraph.records import ConditionRecord, Disagreement
    from mendelgraph.release.sources import Reading

NO_NAMES = CatalogueNames({})


class Tasks(Sequence[Task]):
    """A task for each condition, in the order of their graphs, made each time that it is asked for.

    Nothing is held of a record that shares no name; those of very many are packed (`sources.packed`), and of those
    that did not change since the release before only a gist is there, until the task is asked for.
    """

    def __init__(self, reading: Reading, order: Sequence[int], near: Mapping[int, CatalogueNames]) -> None:
        self._reading, self._order, self._near = reading, order, near

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> Task: ...
    @overload
    def __getitem__(self, place: slice) -> Tasks: ...
    def __getitem__(self, place: int | slice) -> Task | Tasks:
        if isinstance(place, slice):
            return Tasks(self._reading, self._order[place], self._near)
        record, neighbours, disagreements = self._look(place)
        return Task(self._reading.whole(record), neighbours, disagreements)

    def _look(self, place: int) -> tuple[ConditionRecord, CatalogueNames, tuple[Disagreement, ...]]:
        number = self._order[place]
        record = self._reading.catalogue.conditions[number]
        return record, self._near.get(number, NO_NAMES), self._reading.disagreements.get(record.slug, ())

    def digests(self, mint: Minter) -> Iterator[tuple[str, str]]:
        """Yield each task's key with a hash of all that the record depends on in its sources and in other records."""
        for place in range(len(self)):
            record, *around = self._look(place)
            said = repr((self._reading.digest(record), around))
            yield mint.condition_graph(record.slug, "").value, sha256(said.encode()).hexdigest()


def make_tasks(reading: Reading, mint: Minter) -> Tasks:
    """Return a task for each condition, in the order of their graphs."""
    records = reading.catalogue.conditions
    graphs: list[str] = []
    bearers: dict[str, list[int]] = {}
    for number, record in enumerate(records):
        graphs.append(mint.condition_graph(record.slug, "").value)
        names = (record.name, *(said.value for said in record.other_names))
        for key in {key for name in names for key in meeting_keys(name)}:
            bearers.setdefault(key, []).append(number)
    near = _find_near(records, {key: found for key, found in bearers.items() if len(found) > 1})
    order = sorted(range(len(graphs)), key=lambda number: graph_order(graphs[number]))
    return Tasks(reading, order, near)


def meeting_keys(name: str) -> set[str]:
    """Return the keys on which a name meets others: folded, and as it is after losing letters, as some forms do.

    >>> sorted(meeting_keys("Alström syndrome"))
    ['alstrm syndrome', 'alstrom syndrome']
    """
    return {fold_name(name), skeleton_name(name)}


def _find_near(records: Sequence[ConditionRecord], bearers: Mapping[str, list[int]]) -> dict[int, CatalogueNames]:
    """Return, for each record that meets another, the names of all that it meets; `bearers` are records by key."""
    meeting: dict[int, list[str]] = {}
    for key, found in sorted(bearers.items()):
        for number in found:
            meeting.setdefault(number, []).append(key)
    stated = [StatedRecord(records[number], name_facts(records[number])) for number in sorted(meeting)]
    slugs = collect_names(stated).slugs
    named: dict[str, set[str]] = {}
    for literal in {fact.literal for each in stated for fact in each.names}:
        for key in meeting_keys(literal) & bearers.keys():
            named.setdefault(key, set()).add(fold_name(literal))
    return {
        number: CatalogueNames(
            {name: slugs[name] for name in sorted(set().union(*(named[key] for key in keys))) if name in slugs}
        )
        for number, keys in meeting.items()
    }
