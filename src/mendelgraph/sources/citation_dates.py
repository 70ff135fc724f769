"""Dates as NLM prints them in citations: `2002 Jan 10`, `2005 Sep-Oct`, `2002 Spring`, `2010 Dec-2011 Jan`, `2023`."""

from __future__ import annotations

import re
from datetime import date

from mendelgraph.records import PartialDate

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MONTH = "|".join(MONTHS)
_PERIOD = rf"(?:{_MONTH}|Spring|Summer|Autumn|Fall|Winter)"
_DAY_OF_MONTH = re.compile(rf"(?P<month>{_MONTH})(?: (?P<day>\d{{1,2}}))?")
_DAYS_OF_MONTH = re.compile(rf"(?P<month>{_MONTH}) (?P<span>\d{{1,2}}-\d{{1,2}})")
_OTHER_SPAN = re.compile(
    rf"{_PERIOD}(?: \d{{1,2}})?-(?:\d{{4}} )?{_PERIOD}(?: \d{{1,2}})?"
    r"|Spring|Summer|Autumn|Fall|Winter|[1-4](?:st|nd|rd|th) Quart(?:er)?"
)
_YEAR = re.compile(r"(?P<year>1[5-9]\d\d|20\d\d)(?:(?P<until>-(?:1[5-9]|20)\d\d)$| (?P<rest>.{3,40})$|$)")


def read_date(text: str) -> PartialDate | None:
    """Read a printed date, or return None where it is none. A span names no single month, so it sets none.

    >>> read_date("2002 Jan 10")
    PartialDate(year=2002, month=1, day=10, span=None)
    >>> read_date("2005 Sep-Oct")
    PartialDate(year=2005, month=None, day=None, span='Sep-Oct')
    >>> read_date("2003 Feb 31") is None
    True
    """
    found = _YEAR.fullmatch(text)
    if not found:
        return None
    year, until, rest = int(found["year"]), found["until"], found["rest"]
    if rest is None:
        return PartialDate(year, span=until)
    if day := _DAY_OF_MONTH.fullmatch(rest):
        return _make_day(year, MONTHS.index(day["month"]) + 1, day["day"])
    if days := _DAYS_OF_MONTH.fullmatch(rest):
        return PartialDate(year, MONTHS.index(days["month"]) + 1, span=days["span"])
    return PartialDate(year, span=rest) if _OTHER_SPAN.fullmatch(rest) else None


def _make_day(year: int, month: int, day: str | None) -> PartialDate | None:
    try:
        date(year, month, int(day or 1))
    except ValueError:
        return None
    return PartialDate(year, month, int(day) if day else None)


def print_date(day: PartialDate) -> str:
    """Print a date as NLM does, the reverse of `read_date`.

    >>> print_date(PartialDate(2010, span="Dec-2011 Jan"))
    '2010 Dec-2011 Jan'
    """
    if day.span and day.span.startswith("-"):
        return f"{day.year}{day.span}"
    month = MONTHS[day.month - 1] if day.month else None
    return " ".join(str(part) for part in (day.year, month, day.day, day.span) if part is not None)
