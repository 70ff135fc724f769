"""Records as they are read, put beside those of the same condition, and packed where they are very many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.sources.disagreements import find_disagreements
from mendelgraph.sources.merge import merge_conditions
from mendelgraph.sources.packed import PackedRecords, pack_record, unpack_record
from mendelgraph.sources.settle import settle_condition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mendelgraph.records import ConditionRecord, Disagreement

WHOLE = 4_000
"""Documents up to which records are held as they are: four times the pages of the site, in 60 MB."""


class Shelf:
    """Hold the records of documents by slug."""

    def __init__(self) -> None:
        self._whole: dict[str, list[ConditionRecord]] = {}
        self._packed: dict[str, list[bytes]] = {}
        self._held = 0

    def put(self, record: ConditionRecord) -> None:
        """Put a document's record beside those that are there."""
        self._held += 1
        if self._held <= WHOLE:
            self._whole.setdefault(record.slug, []).append(record)
            return
        for slug in list(self._whole):
            self._packed[slug] = [pack_record(each) for each in self._whole.pop(slug)]
        self._packed.setdefault(record.slug, []).append(pack_record(record))

    def settle(self) -> tuple[Sequence[ConditionRecord], list[Disagreement]]:
        """Return one record a condition, sorted by slug, with what documents disagree on, and empty the shelf."""
        found: list[Disagreement] = []
        if self._packed:
            return PackedRecords(tuple(self._settle_packed(found))), found
        return tuple(_settle(self._whole.pop(slug), found) for slug in sorted(self._whole)), found

    def _settle_packed(self, disagreements: list[Disagreement]) -> Iterator[bytes]:
        for slug in sorted(self._packed):
            packed = self._packed.pop(slug)
            records = [unpack_record(each) for each in packed]
            settled = _settle(records, disagreements)
            yield packed[0] if settled == records[0] else pack_record(settled)


def _settle(records: list[ConditionRecord], disagreements: list[Disagreement]) -> ConditionRecord:
    joined = merge_conditions(records)
    disagreements.extend(find_disagreements(joined))
    return settle_condition(joined)
