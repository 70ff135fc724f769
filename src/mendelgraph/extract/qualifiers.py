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

    from mendelgraph.extract.sentences import Sentence
    from mendelgraph.facts import Qualifier, Receipt
    from mendelgraph.records import ConditionRecord


def qualifier_facts(record: ConditionRecord) -> tuple[QualifierFact, ...]:
    """Return the qualifiers that a record's text states, in the order of first mention."""
    told = tuple(sentences(record, Role.CAUSES, Role.INHERITANCE))
    found: dict[Qualifier, list[Receipt]] = {}
    for before, sentence in zip((None, *told), told, strict=False):
        for qualifier in stated_qualifiers(_with_referent(sentence, before)):
            found.setdefault(qualifier, []).append(sentence.receipt)
    return tuple(QualifierFact(qualifier, tuple(receipts)) for qualifier, receipts in found.items())


def _with_referent(sentence: Sentence, before: Sentence | None) -> str:
    """Join a sentence on "these cases" to the one before it, which says how many they are."""
    if before is None or not sentence.text.startswith("These cases"):
        return sentence.text
    return f"{before.text.rstrip('.')}; t{sentence.text[1:]}"


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
