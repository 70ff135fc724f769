"""Sentences with their offsets: the unit in which rules are tried, and which a receipt quotes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.facts import make_receipt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.facts import Receipt
    from mendelgraph.records import ConditionRecord, Role, Section

# A full stop after one of these ends no sentence, unless a new paragraph begins.
ABBREVIATIONS = frozenset(
    [
        "approx",
        "ca",
        "cf",
        "dr",
        "e.g",
        "eg",
        "et-al",
        "etc",
        "fig",
        "i.e",
        "ie",
        "jr",
        "mr",
        "mrs",
        "ms",
        "no",
        "nos",
        "prof",
        "sp",
        "spp",
        "sr",
        "st",
        "u.k",
        "u.s",
        "vol",
        "vs",
    ]
)
LONGEST = 2_000
_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=\S)|\n\n+")
_LAST_WORD = re.compile(r"([\w.]+)\.$")


class Sentence(NamedTuple):
    """Hold a sentence of a section: `section.text[start:end] == text`."""

    section: Section
    start: int
    end: int
    text: str

    @property
    def receipt(self) -> Receipt:
        """Return the receipt that quotes the whole sentence."""
        return make_receipt(self.section, self.start, self.end)


@lru_cache(maxsize=64)
def split_sentences(section: Section) -> tuple[Sentence, ...]:
    """Split a section's text into sentences, in order; a paragraph's end always ends one.

    >>> from mendelgraph.records import Role, Section
    >>> text = "One U.S. registry knows it. It is rare (1 in 5,000.) Its cause is unknown."
    >>> [found.text for found in split_sentences(Section(Role.FREQUENCY, text))]
    ['One U.S. registry knows it.', 'It is rare (1 in 5,000.)', 'Its cause is unknown.']
    """
    return tuple(
        Sentence(section, begin, until, section.text[begin:until])
        for start, end in _spans(section.text)
        for begin, until in _bounded(section.text, start, end)
    )


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut at a blank what is longer than any sentence of a page, so that no rule takes long on any input."""
    while end - start > LONGEST:
        blank = text.rfind(" ", start, start + LONGEST)
        cut = blank if blank > start else start + LONGEST
        yield start, cut
        start = cut + (blank > start)
    if end > start:
        yield start, end


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _END.finditer(text):
        if gap[0].startswith("\n") or _ends_sentence(text, start, gap):
            yield _trimmed(text, start, gap.start() + len(gap[0].rstrip()))
            start = gap.end()
    yield _trimmed(text, start, len(text))


def _ends_sentence(text: str, start: int, gap: re.Match[str]) -> bool:
    if "\n\n" in gap[0]:
        return True
    following = text[gap.end()]
    word = _LAST_WORD.search(text, start, gap.start())
    if word is None:
        return not following.islower()
    last = word[1].lower()
    if last == "al" and text[: word.start()].endswith("et "):
        return False
    return last not in ABBREVIATIONS and not (len(last) == 1 and following.islower())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def sentences(record: ConditionRecord, *roles: Role) -> Iterator[Sentence]:
    """Yield the sentences of a record's sections, role by role, every document's text of a role in turn."""
    for role in roles:
        for section in record.prose(role):
            yield from split_sentences(section)
