"""Modes of inheritance: which the text states for this condition, and for which form of it.

A sentence is tried against the refusals first (general explanations, other conditions, opinions given up); what is
left is read with the tables of `mode_rules` and `cause_rules`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.extract.cause_rules import (
    FALLBACKS,
    NOT_SPORADIC,
    NOT_UNKNOWN,
    POLYGENIC,
    SPORADIC,
    SPORADIC_CAUSES,
    UNKNOWN,
)
from mendelgraph.extract.forms import form_of
from mendelgraph.extract.mode_rules import MODES, REFUSALS
from mendelgraph.extract.rules import fits_any, fitting
from mendelgraph.extract.sentences import sentences
from mendelgraph.facts import InheritanceFact, Mode
from mendelgraph.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.extract.rules import Rule
    from mendelgraph.extract.sentences import Sentence
    from mendelgraph.facts import Receipt
    from mendelgraph.records import ConditionRecord

X_LINKED_PROPER = frozenset({Mode.X_LINKED_RECESSIVE, Mode.X_LINKED_DOMINANT})


def inheritance_facts(record: ConditionRecord) -> tuple[InheritanceFact, ...]:
    """Return the modes that a record's text states, in the order of first mention, each with its sentences."""
    told = tuple(sentences(record, Role.INHERITANCE, Role.CAUSES))
    names = _naming_pattern(record)
    stated = [
        (mode, sentence)
        for before, sentence in zip((None, *told), told, strict=False)
        for mode in stated_modes(sentence, names, before)
    ]
    found: dict[tuple[Mode, str | None], list[Receipt]] = {}
    for mode, sentence in stated or _fallback(told):
        found.setdefault((mode, form_of(sentence.text, record)), []).append(sentence.receipt)
    return tuple(
        InheritanceFact(mode, tuple(receipts), form) for (mode, form), receipts in _without_vague(found).items()
    )


def _fallback(told: Iterable[Sentence]) -> list[tuple[Mode, Sentence]]:
    return [
        (mode, sentence)
        for sentence in told
        if sentence.section.role is Role.INHERITANCE
        for mode in fitting(FALLBACKS, sentence.text)
    ]


def _naming_pattern(record: ConditionRecord) -> re.Pattern[str] | None:
    """Return what finds the condition's names that themselves hold a mode, as "X-linked ichthyosis" does."""
    names = [said.value for said in (*record.names, *record.other_names)]
    naming = sorted(
        {name for name in names if re.search("linked|autosomal|mitochondrial", name, re.IGNORECASE)}, key=len
    )
    return re.compile("|".join(re.escape(name) for name in reversed(naming)), re.IGNORECASE) if naming else None


def stated_modes(
    sentence: Sentence, names: re.Pattern[str] | None = None, before: Sentence | None = None
) -> Iterator[Mode]:
    """Yield the modes that one sentence states of the page's condition; `before` is the sentence before it."""
    text = sentence.text if names is None else names.sub(lambda name: "~" * len(name[0]), sentence.text)
    yield from fitting(POLYGENIC, text)
    if sentence.section.role is not Role.INHERITANCE:
        yield from fitting(SPORADIC_CAUSES, text)
        return
    yield from _unless(REFUSALS, text, MODES, text)
    yield from _unless(NOT_SPORADIC, _with_referent(text, before), SPORADIC, text)
    yield from _unless(NOT_UNKNOWN, text, UNKNOWN, text)


def _unless(refusals: Iterable[Rule[str]], context: str, rules: Iterable[Rule[Mode]], text: str) -> tuple[Mode, ...]:
    found = tuple(fitting(rules, text))
    return () if found and fits_any(refusals, context) else found


def _with_referent(text: str, before: Sentence | None) -> str:
    """Return a sentence with the one before it where it speaks of "these cases"."""
    return f"{before.text} {text}" if before is not None and text.startswith("These cases") else text


def _without_vague(
    found: dict[tuple[Mode, str | None], list[Receipt]],
) -> dict[tuple[Mode, str | None], list[Receipt]]:
    """Drop "X-linked" where the text says elsewhere whether it is dominant or recessive (labelling table's values)."""
    proper = {mode for mode, _ in found} & X_LINKED_PROPER
    return {key: receipts for key, receipts in found.items() if not (proper and key[0] is Mode.X_LINKED)}
