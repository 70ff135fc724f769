"""What qualifies an inheritance: new changes, penetrance, anticipation, mosaicism, disomy, imprinting.

The meaning of each value is that of the labelled table's rules 11 to 14.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.extract.qualifier_rules import NOT, QUALIFIERS
from mendelgraph.extract.rules import fits_any
from mendelgraph.extract.sentences import sentences
from mendelgraph.facts import QualifierFact
from mendelgraph.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.facts import Qualifier, Receipt
    from mendelgraph.records import ConditionRecord


def qualifier_facts(record: ConditionRecord) -> tuple[QualifierFact, ...]:
    """Return the qualifiers that a record's text states, in the order of first mention."""
    found: dict[Qualifier, list[Receipt]] = {}
    for sentence in sentences(record, Role.CAUSES, Role.INHERITANCE):
        for qualifier in stated_qualifiers(sentence.text):
            found.setdefault(qualifier, []).append(sentence.receipt)
    return tuple(QualifierFact(qualifier, tuple(receipts)) for qualifier, receipts in found.items())


def stated_qualifiers(text: str) -> Iterator[Qualifier]:
    """Yield the qualifiers that one sentence states.

    >>> list(stated_qualifiers("Nearly all cases result from new mutations in the gene."))
    [<Qualifier.DE_NOVO: 'de-novo'>]
    """
    seen: set[Qualifier] = set()
    for row in QUALIFIERS:
        if row.states not in seen and row.pattern.search(text) and not fits_any(NOT[row.states], text):
            seen.add(row.states)
            yield row.states
