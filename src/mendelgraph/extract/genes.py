"""Genes and their part in the condition, as the sections on causes and inheritance state it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from mendelgraph.extract.gene_rules import FUNCTION, HEDGES, IN_PASSING, ORIGINS, OTHER_CAUSES, ROLES, SOLE_CAUSE
from mendelgraph.extract.rules import fits_any, fitting
from mendelgraph.extract.sentences import sentences
from mendelgraph.extract.symbols import printed_symbols, symbols_in, without_other_names
from mendelgraph.facts import GeneFact, GeneRole
from mendelgraph.records import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mendelgraph.extract.rules import Rule
    from mendelgraph.extract.sentences import Sentence
    from mendelgraph.records import ConditionRecord

S = TypeVar("S")


def gene_facts(record: ConditionRecord) -> tuple[GeneFact, ...]:
    """Return the genes that a record's text says take part, in the order of first mention."""
    told = tuple(sentences(record, *_sections(record)))
    symbols = printed_symbols([sentence.text for sentence in told], _abbreviations(record))
    telling = [(sentence, symbols_in(without_other_names(sentence.text), symbols)) for sentence in told]
    telling = [(sentence, named) for sentence, named in telling if named and not fits_any(IN_PASSING, sentence.text)]
    facts = [fact for symbol in symbols if (fact := _gene_fact(symbol, telling)) is not None]
    return _with_sole_cause(tuple(facts), told, record)


def _sections(record: ConditionRecord) -> tuple[Role, ...]:
    """Return where a record says its causes; a form that has no such section says them in its description."""
    prose = (Role.CAUSES, Role.INHERITANCE)
    return prose if any(said.value.role in prose for said in record.sections) else (Role.DESCRIPTION,)


def _abbreviations(record: ConditionRecord) -> frozenset[str]:
    names = (said.value for said in (*record.names, *record.other_names))
    return frozenset(word for name in names for word in name.split() if word.isupper())


def _gene_fact(symbol: str, telling: Sequence[tuple[Sentence, tuple[str, ...]]]) -> GeneFact | None:
    mentions = [sentence for sentence, named in telling if symbol in named]
    if not mentions:
        return None
    role, saying = _role(mentions)
    texts = [sentence.text for sentence in mentions]
    return GeneFact(
        symbol,
        role,
        tuple(sentence.receipt for sentence in saying),
        origin=_agreed(ORIGINS, texts),
        change=_agreed(FUNCTION, texts),
    )


def _role(mentions: Sequence[Sentence]) -> tuple[GeneRole, Sequence[Sentence]]:
    """Return a gene's part and the sentences that say it: the first row of ROLES that fits any sentence decides.

    A gene that is named among the causes without a verb of its own ("Other genes, including X, guide cells") causes.
    """
    for row in ROLES:
        saying = [sentence for sentence in mentions if row.pattern.search(sentence.text)]
        if saying:
            return row.states, saying
    return GeneRole.CAUSES, mentions[:1]


def _agreed(rules: Sequence[Rule[S]], texts: Sequence[str]) -> S | None:
    """Return what the rules find in the texts, or None where they find nothing or two different things."""
    found = {state for text in texts for state in fitting(rules, text)}
    return found.pop() if len(found) == 1 else None


def _with_sole_cause(
    facts: tuple[GeneFact, ...], told: Sequence[Sentence], record: ConditionRecord
) -> tuple[GeneFact, ...]:
    """Mark the one gene of a record where a sentence names it as the cause and no sentence tells of other causes."""
    if len(facts) != 1 or facts[0].role is not GeneRole.CAUSES or _other_causes(told):
        return facts
    plain = (_plain(sentence.text, record) for sentence in told if facts[0].symbol in sentence.text)
    sole = any(fits_any(SOLE_CAUSE, text) and not fits_any(HEDGES, text) for text in plain)
    return (facts[0]._replace(sole_cause=sole),)


def _plain(text: str, record: ConditionRecord) -> str:
    """Return a sentence without a gene's other names, the condition (which may be a "type 3") as one word."""
    name = re.compile(re.escape(record.name), re.IGNORECASE)
    return " ".join(without_other_names(name.sub("it", text)).split())


def _other_causes(told: Sequence[Sentence]) -> bool:
    return any(fits_any(OTHER_CAUSES, sentence.text) for sentence in told)
