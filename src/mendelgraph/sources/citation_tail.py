"""What follows `JOURNAL. DATE;VOLUME(ISSUE):PAGES.` in a citation, and the marks that pages set behind it.

The tail is a row of segments, in any order; one that no rule knows makes the whole unreadable.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mendelgraph.sources.citation_dates import read_date

_LANGUAGES = (
    "Arabic|Chinese|Croatian|Czech|Danish|Dutch|Finnish|French|German|Greek|Hebrew|Hungarian|Italian|Japanese|Korean|"
    "Multiple languages|Norwegian|Persian|Polish|Portuguese|Romanian|Russian|Serbian|Slovak|Slovenian|Spanish|Swedish|"
    "Turkish|Ukrainian"
)
_PLAIN_NOTE = (
    r"Review|No abstract available|Abstract available from the publisher|Free article|"
    r"Online ahead of print|\[Epub ahead of print\]|Epub ahead of print|"
    rf"(?:Article in )?(?:{_LANGUAGES})(?:, (?:{_LANGUAGES}))*"
)
ARTICLE_IN = rf"\[Article in (?:{_LANGUAGES})(?:, (?:{_LANGUAGES}))*\]"
_LINK = (
    r"Comment (?:in|on)|Update (?:in|of)|Retraction (?:in|of)|Partial retraction (?:in|of)|Expression of concern in|"
    r"Corrected and republished (?:in|from)|Republished (?:in|from)|Summary for patients in|Original report in"
)

_STARTS = re.compile(
    rf"(?P<erratum>(?i:Erratum in): ?)|(?P<link>(?i:{_LINK}): )|(?P<doi>(?i:doi): ?)|(?P<epub>Epub )"
    rf"|(?P<collection>eCollection )|(?P<print>Print )|(?P<pii>pii: )|(?P<note>(?:{_PLAIN_NOTE})(?=\.|$)|{ARTICLE_IN})"
)
# An erratum or a link to another article runs on, over its own stops and its own DOI, to the next of these.
_AFTER_LINK = re.compile(rf"\. (?=(?i:Erratum in|{_LINK}): ?|(?:{_PLAIN_NOTE})(?:\.|$))")
_DATED = frozenset({"epub", "collection", "print"})
_NOTES = frozenset({"link", "print", "pii", "note"})
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_MARK = re.compile(
    r"(?:(?P<pubmed>Citation on PubMed)|(?:or )?(?P<free>Free article on PubMed Central|Free PMC article)"
    r"|(?:PubMed )?PMID: ?(?P<pmid>[1-9]\d{0,8})|(?:PubMed Central )?PMCID: ?(?P<pmcid>PMC\d{1,9}))[.;]?$"
)


class Marks(NamedTuple):
    """Hold what stands behind a citation, and the text before it."""

    text: str
    pubmed: bool = False
    free: bool = False
    pmid: str | None = None
    pmcid: str | None = None


def split_marks(text: str) -> Marks:
    """Split the marks off the end of a citation with single spaces; two that name different ids stay, both.

    >>> split_marks("A. B. 2002. PMID: 7. Citation on PubMed or Free article on PubMed Central")
    Marks(text='A. B. 2002.', pubmed=True, free=True, pmid='7', pmcid=None)
    """
    marks = Marks(text)
    while found := _MARK.search(marks.text, max(0, len(marks.text) - 60)):
        if (found["pmid"] and marks.pmid) or (found["pmcid"] and marks.pmcid):
            return Marks(text)
        marks = Marks(
            marks.text[: found.start()].rstrip(),
            marks.pubmed or bool(found["pubmed"]),
            marks.free or bool(found["free"]),
            found["pmid"] or marks.pmid,
            found["pmcid"] or marks.pmcid,
        )
    return marks


class Segment(NamedTuple):
    """Hold one segment: its kind (a group of the rules) and what it says, without the final stop."""

    kind: str
    text: str


def read_tail(text: str) -> list[Segment] | None:
    """Read the segments of a tail, or return None where one is unknown or says nothing.

    >>> read_tail("doi: 10.1000/X.1. Review.")
    [Segment(kind='doi', text='10.1000/X.1'), Segment(kind='note', text='Review')]
    >>> read_tail("doi: 10.1000/X.1. And so on.") is None
    True
    """
    segments = []
    at = 0
    while at < len(text):
        start = _STARTS.match(text, at)
        if not start or start.lastgroup is None:
            return None
        end = _segment_end(text, start)
        segment = _make_segment(start.lastgroup, text[start.start() : end], text[start.end() : end].strip())
        if segment is None:
            return None
        segments.append(segment)
        at = end + len(". ") if text.startswith(".", end) else end + len(" ")
    return segments


def _segment_end(text: str, start: re.Match[str]) -> int:
    last = len(text) - 1 if text.endswith(".") else len(text)
    if start.lastgroup in {"erratum", "link"}:
        found = _AFTER_LINK.search(text, start.end())
        return found.start() if found else last
    if start.lastgroup == "note":
        return start.end()
    stop = text.find(". ", start.end())
    return stop if stop >= 0 else last


def _make_segment(kind: str, whole: str, value: str) -> Segment | None:
    if kind in _DATED:
        fits = read_date(value) is not None
    elif kind == "doi":
        fits = _DOI.fullmatch(value) is not None
    elif kind == "pii":
        fits = bool(value) and " " not in value
    else:
        fits = bool(value) or kind == "note"
    if not fits:
        return None
    return Segment("note", whole) if kind in _NOTES else Segment(kind, value)
