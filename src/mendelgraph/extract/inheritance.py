"""Modes of inheritance: which the text states for this condition, and for which form of it.

A sentence is tried against the refusals first (general explanations, other conditions, opinions given up); what is
left is read with the tables of `mode_rules`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.extract.forms import form_of
from mendelgraph.extract.mode_rules import (
    MODES,
    NOT_SPORADIC,
    NOT_UNKNOWN,
    POLYGENIC,
    REFUSALS,
    SPORADIC,
    UNKNOWN,
)
from mendelgraph.extract.rules import fitting, fits_any
from mendelgraph.extract.sentences import sentences
from mendelgraph.facts import InheritanceFact, Mode
from mendelgraph.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.extract.sentences import Sentence
    from mendelgraph.facts import Receipt
    from mendelgraph.records import ConditionRecord

X_LINKED_PROPER = frozenset({Mode.X_LINKED_RECESSIVE, Mode.X_LINKED_DOMINANT})


def inheritance_facts(record: ConditionRecord) -> tuple[InheritanceFact, ...]:
    """Return the modes that a record's text states, in the order of first mention, each with its sentences."""
    names = _naming_pattern(record)
    found: dict[tuple[Mode, str | None], list[Receipt]] = {}
    for sentence in sentences(record, Role.INHERITANCE, Role.CAUSES):
        for mode in stated_modes(sentence, names):
            found.setdefault((mode, form_of(sentence.text, record)), []).append(sentence.receipt)
    return tuple(
        InheritanceFact(mode, tuple(receipts), form)
        for (mode, form), receipts in _without_vague(found).items()
    )


def _naming_pattern(record: ConditionRecord) -> re.Pattern[str] | None:
    """Return what finds the condition's names that themselves hold a mode, as "X-linked ichthyosis" does."""
    names = [said.value for said in (*record.names, *record.other_names)]
    naming = sorted({name for name in names if re.search("linked|autosomal|mitochondrial", name, re.I)}, key=len)
    return re.compile("|".join(re.escape(name) for name in reversed(naming)), re.I) if naming else None


def stated_modes(sentence: Sentence, names: re.Pattern[str] | None = None) -> Iterator[Mode]:
    """Yield the modes that one sentence states of the page's condition."""
    text = sentence.text if names is None else names.sub(lambda name: "~" * len(name[0]), sentence.text)
    yield from fitting(POLYGENIC, text)
    if sentence.section.role is not Role.INHERITANCE:
        return
    if not fits_any(REFUSALS, text):
        yield from fitting(MODES, text)
    if not fits_any(NOT_SPORADIC, text):
        yield from fitting(SPORADIC, text)
    if not fits_any(NOT_UNKNOWN, text):
        yield from fitting(UNKNOWN, text)


def _without_vague(
    found: dict[tuple[Mode, str | None], list[Receipt]],
) -> dict[tuple[Mode, str | None], list[Receipt]]:
    """Drop "X-linked" where the text says elsewhere whether it is dominant or recessive (labelling table's values)."""
    proper = {mode for mode, _ in found} & X_LINKED_PROPER
    return {key: receipts for key, receipts in found.items() if not (proper and key[0] is Mode.X_LINKED)}
