"""Frequencies as numbers: ratios, counts, shares, or the statement that none is known.

What counts follows the labelling rules 16 and 17 of the development gold table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.extract.frequency_rules import (
    ABOUT,
    BOUND,
    BOUNDS,
    COUNTS,
    OTHER_CONDITION,
    PEOPLE,
    RATIOS,
    SHARES,
    UNKNOWN,
    YEARLY,
)
from mendelgraph.extract.numbers import read_number
from mendelgraph.extract.rules import fits_any
from mendelgraph.extract.sentences import sentences
from mendelgraph.facts import FrequencyFact, Measure
from mendelgraph.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.extract.sentences import Sentence
    from mendelgraph.facts import Receipt
    from mendelgraph.records import ConditionRecord

_POPULATION = re.compile(
    rf",? ?(?P<population>(?:(?:live|newborn|African|American|European|adult|male|female|white|Jewish|the) "
    rf")*{PEOPLE})\b",
    re.IGNORECASE,
)
_OR_FEWER = re.compile(r" or (?:fewer|less|rarer)\b")
_PLACE = re.compile(
    r"\b(?:in|from|of|throughout|within|among)(?: the)? (?P<place>(?:general population"
    r"|[A-Z][\w'-]*(?:\.[\w'-]+)*\.?(?:(?: and| or| of| the|,)? [A-Z][\w'-]*(?:\.[\w'-]+)*\.?)*))"
    r"|\b(?P<world>worldwide)\b"
)
# A number belongs to its type: of "fair hair type 2" the type is what is told, not "hair type".
_NUMBER = r"(?-i: (?:[0-9]+|[IVX]+)[A-Z]?\b)"
_SCOPE = re.compile(
    rf"\b(?P<scope>(?:type|form|subtype){_NUMBER}|(?:the )?[\w-]+ (?:form|type|subtype)s?\b(?!{_NUMBER}))",
    re.IGNORECASE,
)
_LAST_STOP = re.compile(r"(?<!\.[A-Z])[.,]+$")  # not that of "U.S."
_SAME = re.compile(r"\b(?:most common form|this form|rare form|common form|a form|this type)\b", re.IGNORECASE)


def frequency_facts(record: ConditionRecord) -> tuple[FrequencyFact, ...]:
    """Return the frequencies that a record's text states, in the order of mention."""
    found: dict[FrequencyFact, list[Receipt]] = {}
    for sentence in sentences(record, Role.FREQUENCY):
        for fact in stated_frequencies(sentence):
            found.setdefault(fact, []).append(sentence.receipt)
    return tuple(fact._replace(receipts=tuple(receipts)) for fact, receipts in found.items())


def stated_frequencies(sentence: Sentence) -> Iterator[FrequencyFact]:
    """Yield the frequencies that one sentence states, without their receipts."""
    rest = sentence.text
    readings = () if fits_any(OTHER_CONDITION, rest) else READINGS
    for rules, read in readings:
        for row in rules:
            for match in list(row.pattern.finditer(rest)):
                fact = read(match, sentence.text)
                if fact is not None:
                    yield fact
                    rest = rest[: match.start()] + "#" * (match.end() - match.start()) + rest[match.end() :]
    if fits_any(UNKNOWN, sentence.text):
        yield FrequencyFact(Measure.UNKNOWN, (), scope=_scope(sentence.text))


def _ratio(match: re.Match[str], text: str) -> FrequencyFact | None:
    low, high = read_number(match["low"]), read_number(match["high"] or match["low"])
    per = int(read_number(match["per"]))
    per_high = int(read_number(match["per_high"])) if match["per_high"] else per
    if per_high >= 1_000 > per and "million" in (match["per_high"] or ""):
        per *= 1_000_000
    if per < low or per_high < per:
        return None
    return _bounded(FrequencyFact(_measure(text), (), low, high, per, per_high), match, text)


def _share(match: re.Match[str], text: str) -> FrequencyFact | None:
    low, high = float(match["low"]), float(match["high"] or match["low"])
    if re.search(r"\bof (?:affected|all affected|patients)|with this (?:condition|disorder)", match[0], re.IGNORECASE):
        return None
    fact = FrequencyFact(Measure.PREVALENCE, (), low, high, 100, 100, scope=match["scope"].strip())
    before = text[: match.start("low")]
    return _with_bound(fact, before)


def _count(match: re.Match[str], text: str) -> FrequencyFact | None:
    families = re.match(r"famil|kindred|sibling", match["unit"], re.IGNORECASE) is not None
    measure = Measure.FAMILIES if families else Measure.CASES
    groups = match.groupdict()
    if groups.get("words"):
        return FrequencyFact(measure, (), words=match["words"].lower(), place=_place(match, text), scope=_scope(text))
    low, high = match["low"], groups.get("high") or match["low"]
    if "million" in high and "million" not in low and read_number(low) < 1_000:
        low = f"{low} million"
    fact = FrequencyFact(measure, (), read_number(low), read_number(high))
    return _bounded(fact, match, text)


def _bounded(fact: FrequencyFact, match: re.Match[str], text: str) -> FrequencyFact:
    """Add what stands around a figure: bound, population, place and form."""
    rarer = _OR_FEWER.match(text, match.end())
    population = _POPULATION.match(text, rarer.end() if rarer else match.end())
    fact = fact._replace(low=None, bound="<=") if rarer else _with_bound(fact, text[: match.start()])
    return fact._replace(
        population=population["population"].strip() if population else None,
        place=_place(match, text),
        scope=_scope(text),
    )


def _with_bound(fact: FrequencyFact, before: str) -> FrequencyFact:
    bound = BOUND.search(before)
    about = ABOUT.search(before[-40:]) is not None
    if bound is None:
        return fact._replace(about=about)
    sign = BOUNDS[bound["bound"].lower()]
    if sign in {"<", "<="}:
        return fact._replace(bound=sign, about=about, low=None)
    return fact._replace(bound=sign, about=about, high=None)


def _measure(text: str) -> Measure:
    return Measure.INCIDENCE if YEARLY.search(text) else Measure.PREVALENCE


def _place(match: re.Match[str], text: str) -> str | None:
    found = _PLACE.search(text, match.end()) or _PLACE.search(text)
    return _LAST_STOP.sub("", found["place"] or found["world"]) if found else None


def _scope(text: str) -> str | None:
    found = _SCOPE.search(text)
    return found["scope"] if found and not _SAME.search(found["scope"]) else None


# In this order: what a ratio has used is no longer there to be counted.
READINGS = ((RATIOS, _ratio), (SHARES, _share), (COUNTS, _count))
