"""Forms that no graph uses but that plainly mean an identifier: named for a person, never joined by guess."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from urllib.parse import unquote

from mendelgraph.dialects import forms, recognise
from mendelgraph.errors import InputError
from mendelgraph.identifiers import Curie, make_curie, parse_curie, prefixes
from mendelgraph.join.mentions import CURIE, JOINED, read_mention
from mendelgraph.join.report import Outcome
from mendelgraph.sources.addresses import find_condition, find_identifier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_TAIL = re.compile(r"(?:^|[/#:=?&])(?P<prefix>[A-Za-z][A-Za-z0-9.]{1,19})[:_/=-](?P<local>[A-Za-z0-9.-]{1,24})/?$")
_DOUBLED = re.compile(
    r"(?P<prefix>[A-Za-z][A-Za-z0-9.]{1,19})[:_/](?P=prefix)[:_](?P<local>[A-Za-z0-9.-]{1,24})", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_WIKIDATA = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/Q\d+")
_PADDED = {"MONDO": 7, "EFO": 7, "GARD": 7}
_SPELLED = re.compile(
    r"(?P<prefix>[^:_#]{1,20}?)(?:[#\s]*[:_#][#\s]*(?P<local>[\w.-]{1,24})|(?<=...)\s+(?P<word>(?=\S*\d)[\w.-]{1,24})"
    r"|(?<=[A-Za-z]{3})(?P<number>\d{1,12}))"
)
"""A prefix and what follows it; without a mark between them, a prefix of three letters or more: `do 12` is prose."""
CAPITALS = "capital letters where small ones are written, or the reverse"
IN_LITERAL = "an IRI in a literal, which no query can join; write it as an IRI"


class Miss(NamedTuple):
    """Hold what a form comes near to, if that can be told, what is wrong with it, and the IRI to write instead.

    Without `meant` that is the identifier's own.
    """

    curie: Curie | None
    fault: str
    meant: str = ""
    outcome: Outcome = Outcome.MISS


def find_miss(iri: str) -> Miss | None:
    """Return the identifier that an IRI comes near to; the first fault that explains it, or None.

    >>> find_miss("https://lab.example/OMIM_166350").fault
    'unknown dialect: no graph known here writes OMIM so'
    >>> find_miss("https://purl.obolibrary.org/obo/MONDO_0008153")[:2]
    (Curie(prefix='MONDO', local='0008153'), 'https where http is written')
    """
    if recognise(iri):
        return None  # right, and of a kind that no condition or gene has
    for look in _FAULTS:
        for miss in look(iri):
            return miss
    return None


def is_address(text: str) -> bool:
    """Tell a literal that is to be judged as if it were an IRI."""
    return text.lower().startswith(("http://", "https://", f"{CURIE}:"))


def find_literal(text: str) -> Miss | None:
    """Return the identifier that a literal spells in any of the ways people write one, or None.

    >>> find_literal("MIM 166350").curie, find_literal("see OMIM:166350")
    (Curie(prefix='OMIM', local='166350'), None)
    """
    found = _SPELLED.fullmatch(text.strip())
    local = found and (found["local"] or found["word"] or found["number"])
    curie = _curie(f"{found['prefix']}:{local}") if found else None
    return Miss(curie, "an identifier in a literal, which no query can join; write its IRI") if curie else None


def _scheme(iri: str) -> Iterator[Miss]:
    scheme, mark, rest = iri.partition("://")
    other = {"http": "https", "https": "http"}.get(scheme)
    if mark and other:
        yield from _same_as(f"{other}://{rest}", f"{scheme} where {other} is written")


def _ends(iri: str) -> Iterator[Miss]:
    yield from _same_as(iri.rstrip("/#"), "an ending that does not belong there")
    yield from _same_as(unquote(iri).strip(), "spaces or percent signs that do not belong there")


def _host(iri: str) -> Iterator[Miss]:
    yield from _same_as(iri.replace("://www.", "://", 1), "www. in a host's name that is written without")
    yield from _same_as(iri.replace("://", "://www.", 1), "a host's name without the www. that is written")


def _case(iri: str) -> Iterator[Miss]:
    for start, prefix in _starting(iri.lower(), _folded()):
        local = iri[len(start) :]
        if curie := _made(prefix, local.upper()) or _made(prefix, local.lower()):
            yield Miss(curie, CAPITALS)


def _page_case(iri: str) -> Iterator[Miss]:
    mention = read_mention(iri.lower())
    if mention and not mention.curies:
        yield Miss(None, CAPITALS, meant=iri.lower())


def _slug(iri: str) -> Iterator[Miss]:
    if name := find_condition(iri):
        yield Miss(None, f"{name!r} is the name of no page: those are words in small letters with hyphens")


def _doubled(iri: str) -> Iterator[Miss]:
    found = _DOUBLED.search(iri)
    if found and (curie := _curie(f"{found['prefix']}:{found['local']}")):
        yield Miss(curie, "a doubled prefix")


def _prefix_in_local(iri: str) -> Iterator[Miss]:
    """Find `…/mim/OMIM:166350`: a CURIE where the form has the bare number."""
    for start, prefix in _starting(iri, _starts()):
        curie = _curie(iri[len(start) :].replace("_", ":"))
        if curie and curie.prefix == prefix:
            yield Miss(curie, "a doubled prefix")


def _zeros(iri: str) -> Iterator[Miss]:
    for start, prefix in _starting(iri, _starts()):
        local = iri[len(start) :]
        width = _PADDED.get(prefix, 0)
        if _DIGITS.fullmatch(local) and len(local) < width:
            yield Miss(Curie(prefix, local.zfill(width)), "leading zeros are missing")


def _page(iri: str) -> Iterator[Miss]:
    found = find_identifier(iri)
    if found and (curie := _curie(f"{found.database}:{found.key}")):
        yield Miss(curie, "the address of a web page about it, not the thing itself")


def _bare_curie(iri: str) -> Iterator[Miss]:
    if "/" not in iri and (curie := _curie(iri)):
        yield Miss(curie, "a CURIE where an IRI is needed: its prefix is declared nowhere")


def _pattern(iri: str) -> Iterator[Miss]:
    """Find a form that is right with a local part that is not; the empty one is the namespace itself."""
    for start, prefix in _starting(iri, _starts()):
        local = iri[len(start) :]
        if local and "/" not in local:
            yield Miss(None, f"{local!r} is no {prefix} identifier, which is {prefixes()[prefix].pattern.pattern}")


def _item(iri: str) -> Iterator[Miss]:
    if _WIKIDATA.fullmatch(iri):
        yield Miss(
            None,
            "unknown dialect: an item of Wikidata, whose numbers the release does not have; say what its P5270,"
            " P492 or P699 (Mondo, OMIM, Disease Ontology) are",
            outcome=Outcome.UNKNOWN,
        )


def _tail(iri: str) -> Iterator[Miss]:
    found = _TAIL.search(unquote(iri))
    if found and (curie := _curie(f"{found['prefix']}:{found['local']}")):
        fault = f"unknown dialect: no graph known here writes {curie.prefix} so"
        yield Miss(curie, fault, outcome=Outcome.UNKNOWN)


_FAULTS: tuple[Callable[[str], Iterator[Miss]], ...] = (
    _scheme,
    _ends,
    _host,
    _bare_curie,
    _doubled,
    _prefix_in_local,
    _zeros,
    _case,
    _page_case,
    _page,
    _slug,
    _pattern,
    _item,
    _tail,
)
"""From the certain to the vague."""


def _same_as(iri: str, fault: str) -> Iterator[Miss]:
    mention = read_mention(iri)
    if mention and not mention.curies:
        yield Miss(None, fault, meant=iri)
    elif mention:
        yield from (Miss(curie, fault) for curie in mention.curies)


Starts: TypeAlias = "Mapping[int, Mapping[str, tuple[str, ...]]]"
"""Prefixes by the start of an IRI that says them, starts by their length: quicker than to try each."""


@cache
def _starts() -> Starts:
    rows = [(row.iri, row.prefix) for row in prefixes().values()] + [(form.iri, form.prefix) for form in forms()]
    return _by_length((start, prefix) for start, prefix in rows if prefix in JOINED)


@cache
def _folded() -> Starts:
    return _by_length(
        (start.lower(), prefix) for starts in _starts().values() for start, found in starts.items() for prefix in found
    )


def _by_length(rows: Iterable[tuple[str, str]]) -> Starts:
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    for start, prefix in sorted(set(rows)):
        same = found.setdefault(len(start), {})
        same[start] = (*same.get(start, ()), prefix)
    return dict(sorted(found.items(), reverse=True))


def _starting(iri: str, starts: Starts) -> Iterator[tuple[str, str]]:
    """Yield what an IRI may start with, the longest first."""
    for length, same in starts.items():
        for prefix in same.get(iri[:length], ()):
            yield iri[:length], prefix


def _curie(text: str) -> Curie | None:
    try:
        curie = parse_curie(text)
    except InputError:
        return None
    return curie if curie.prefix in JOINED else None


def _made(prefix: str, local: str) -> Curie | None:
    try:
        return make_curie(prefix, local)
    except InputError:
        return None
