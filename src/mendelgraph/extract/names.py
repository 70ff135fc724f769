"""The condition's names: its own, with a place in the text where it stands, and those that the page lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.extract.listed import receipts_of_item
from mendelgraph.facts import NameFact, make_receipt
from mendelgraph.records import PROSE, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.facts import Receipt
    from mendelgraph.records import ConditionRecord, GeneRecord, Section

# Where a name is looked for when no document has a title section: the description says it first, as a rule.
_ORDER = (Role.DESCRIPTION, Role.CAUSES, Role.INHERITANCE, Role.FREQUENCY)


def name_facts(record: ConditionRecord) -> tuple[NameFact, ...]:
    """Return the condition's own name, then its other names, with the places where they stand."""
    own = NameFact(record.name, True, _own_name_receipts(record))  # noqa: FBT003
    others = (
        NameFact(said.value, False, receipts_of_item(record, Role.OTHER_NAMES, said, said.value))  # noqa: FBT003
        for said in record.other_names
    )
    return (own, *others)


def gene_name_facts(record: GeneRecord) -> tuple[NameFact, ...]:
    """Return a gene's full names and its other names; the one to show is its symbol, which is no name fact."""
    places = ((Role.TITLE, record.names), (Role.OTHER_NAMES, record.other_names))
    return tuple(
        NameFact(said.value, preferred=False, receipts=receipts_of_item(record, role, said, said.value))
        for role, names in places
        for said in names
    )


def _own_name_receipts(record: ConditionRecord) -> tuple[Receipt, ...]:
    titled = receipts_of_item(record, Role.TITLE, record.names[0], record.name)
    return titled or tuple(_first_occurrence(record.name, record))


def _first_occurrence(name: str, record: ConditionRecord) -> Iterator[Receipt]:
    """Yield the first place in the prose where a name stands as whole words, in any case."""
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    for section in _prose(record):
        match = whole.search(section.text)
        if match:
            yield make_receipt(section, match.start(), match.end())
            return


def _prose(record: ConditionRecord) -> Iterator[Section]:
    for role in (*_ORDER, *sorted(PROSE.difference(_ORDER))):
        yield from record.prose(role)
