"""Frequencies as a labelled table writes them, brought to the same few values as the facts.

Compared are figures and their bounds. Population, place and form are not: the table words them freely.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.extract.numbers import NUMBER, read_number
from mendelgraph.facts import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.facts import FrequencyFact

SIGNS = {"up to": "<=", "at least": ">=", "<": "<", ">": ">", "or fewer": "<="}
_SIGN = r"(?:(?P<sign>up to|at least|about|<|>) ?)?"
_FIGURE = rf"(?P<low>{NUMBER})(?:-(?P<high>{NUMBER}))?"
_RATIO = re.compile(rf"{_SIGN}{_FIGURE}/(?P<per>\d+)(?:-[\d.]+/(?P<per_high>\d+))?(?P<fewer> or fewer)?")
_SHARE = re.compile(rf"{_SIGN}(?P<low>[\d.]+)(?:-(?P<high>[\d.]+))?% of")
_COUNT = re.compile(
    rf"{_SIGN}\b{_FIGURE}(?: (?:large|new|unrelated))? "
    r"(?:cases|people|men|women|newborns|births|individuals|famil\w+|girls)"
)
_WORDS = re.compile(
    r"\b(?P<words>(?:several|a few) (?:dozen|hundred|thousand|million)|dozens|thousands|millions|a few|few)\b"
)
_BRACKETS = re.compile(r"\((?P<inside>[^()]*)\)")


def gold_frequencies(cell: str) -> frozenset[str]:
    """Return the comparable values of a cell of the table's column `frequency`.

    >>> sorted(gold_frequencies("1/60000 newborns (Finland); at least 17 cases; unknown elsewhere"))
    ['1/60000', '>=17', 'unknown']
    """
    return frozenset(value for item in cell.split("; ") for value in _values(item))


def _values(item: str) -> Iterator[str]:
    if "unknown" in item:
        yield "unknown"
    outside = _BRACKETS.sub("", item)
    # A wider condition's figure stands in brackets after the share of it that this condition has.
    inside = [part["inside"] for part in _BRACKETS.finditer(item) if "/" in part["inside"]]
    for text in (outside, *inside):
        for pattern, read in _READERS:
            for match in pattern.finditer(text):
                yield read(match)
            text = pattern.sub("", text)


def _ratio(match: re.Match[str]) -> str:
    sign = SIGNS.get((match["fewer"] or match["sign"] or "").strip(), "")
    per_high = match["per_high"] or match["per"]
    return _spell(sign, read_number(match["low"]), _high(match), int(match["per"]), int(per_high))


def _share(match: re.Match[str]) -> str:
    return _spell(SIGNS.get(match["sign"] or "", ""), read_number(match["low"]), _high(match), 100, 100)


def _count(match: re.Match[str]) -> str:
    high = match["high"] or ""
    scale = " million" if "million" in high and "million" not in match["low"] else ""
    return _spell(SIGNS.get(match["sign"] or "", ""), read_number(match["low"] + scale), _high(match))


def _words(match: re.Match[str]) -> str:
    return match["words"].removeprefix("a ")


def _high(match: re.Match[str]) -> float:
    return read_number(match["high"] or match["low"])


_READERS = ((_RATIO, _ratio), (_SHARE, _share), (_COUNT, _count), (_WORDS, _words))


def _spell(sign: str, low: float, high: float, per_low: int | None = None, per_high: int | None = None) -> str:
    figure = f"{low:.10g}" if low == high else f"{low:.10g}-{high:.10g}"
    per = "" if per_low is None else f"/{per_low}" if per_low == per_high else f"/{per_low}-{per_high}"
    return f"{sign}{figure}{per}"


def spell_frequency(fact: FrequencyFact) -> str:
    """Return the comparable value of a fact.

    >>> from mendelgraph.facts import FrequencyFact
    >>> spell_frequency(FrequencyFact(Measure.CASES, (), high=50.0, bound="<"))
    '<50'
    """
    if fact.measure is Measure.UNKNOWN:
        return "unknown"
    if fact.words is not None:
        return fact.words.removeprefix("a ")
    low, high = fact.low, fact.high
    known = low if low is not None else high
    if known is None:
        return "?"
    return _spell(
        fact.bound or "", known if low is None else low, known if high is None else high, fact.per_low, fact.per_high
    )
