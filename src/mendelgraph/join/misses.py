"""Forms that no graph uses but that plainly mean an identifier: named for a person, never joined by guess."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from mendelgraph.dialects import forms
from mendelgraph.errors import InputError
from mendelgraph.identifiers import Curie, make_curie, parse_curie, prefixes
from mendelgraph.join.mentions import JOINED, read_mention
from mendelgraph.sources.addresses import find_identifier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TAIL = re.compile(r"(?:^|[/#:=?&])(?P<prefix>[A-Za-z][A-Za-z0-9.]{1,19})[:_/=-](?P<local>[A-Za-z0-9.-]{1,24})/?$")
_DOUBLED = re.compile(
    r"(?P<prefix>[A-Za-z][A-Za-z0-9.]{1,19})[:_/](?P=prefix)[:_](?P<local>[A-Za-z0-9.-]{1,24})", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


class Miss(NamedTuple):
    """Hold what a form comes near to, if that can be told, and what is wrong with it."""

    curie: Curie | None
    fault: str


def find_miss(iri: str) -> Miss | None:
    """Return the identifier that an IRI comes near to; the first fault that explains it, or None.

    >>> find_miss("https://lab.example/OMIM_166350").fault
    'unknown dialect: no graph known here writes OMIM so'
    >>> find_miss("https://purl.obolibrary.org/obo/MONDO_0008153")
    Miss(curie=Curie(prefix='MONDO', local='0008153'), fault='https where http is written')
    """
    for look in _FAULTS:
        for miss in look(iri):
            return miss
    return None


def find_literal(text: str) -> Miss | None:
    """Return the identifier that a literal spells as a CURIE, or None."""
    curie = _curie(text) if len(text) < 64 and ":" in text else None
    return Miss(curie, "a CURIE in a literal, which no query can join; write its IRI") if curie else None


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
    low = iri.lower()
    for start, prefix in _starts():
        local = iri[len(start) :]
        if low.startswith(start.lower()) and (curie := _made(prefix, local.upper()) or _made(prefix, local.lower())):
            yield Miss(curie, "capital letters where small ones are written, or the reverse")


def _doubled(iri: str) -> Iterator[Miss]:
    found = _DOUBLED.search(iri)
    if found and (curie := _curie(f"{found['prefix']}:{found['local']}")):
        yield Miss(curie, "a doubled prefix")


def _prefix_in_local(iri: str) -> Iterator[Miss]:
    """Find `…/mim/OMIM:166350`: a CURIE where the form has the bare number."""
    for start, prefix in _starts():
        if iri.startswith(start) and (curie := _curie(iri[len(start) :].replace("_", ":"))) and curie.prefix == prefix:
            yield Miss(curie, "a doubled prefix")


def _zeros(iri: str) -> Iterator[Miss]:
    for start, prefix in _starts():
        local = iri[len(start) :]
        if iri.startswith(start) and prefix in {"MONDO", "HP"} and _DIGITS.fullmatch(local) and len(local) < 7:
            yield Miss(Curie(prefix, local.zfill(7)), "leading zeros are missing")


def _page(iri: str) -> Iterator[Miss]:
    found = find_identifier(iri)
    if found and (curie := _curie(f"{found.database}:{found.key}")):
        yield Miss(curie, "the address of a web page about it, not the thing itself")


def _bare_curie(iri: str) -> Iterator[Miss]:
    if "/" not in iri and (curie := _curie(iri)):
        yield Miss(curie, "a CURIE where an IRI is needed: its prefix is declared nowhere")


def _pattern(iri: str) -> Iterator[Miss]:
    """Find a form that is right with a local part that is not; the empty one is the namespace itself."""
    for start, prefix in _starts():
        local = iri[len(start) :]
        if iri.startswith(start) and local and "/" not in local:
            yield Miss(None, f"{local!r} is no {prefix} identifier, which is {prefixes()[prefix].pattern.pattern}")


def _tail(iri: str) -> Iterator[Miss]:
    found = _TAIL.search(unquote(iri))
    if found and (curie := _curie(f"{found['prefix']}:{found['local']}")):
        yield Miss(curie, f"unknown dialect: no graph known here writes {curie.prefix} so")


_FAULTS: tuple[Callable[[str], Iterator[Miss]], ...] = (
    _scheme,
    _ends,
    _host,
    _bare_curie,
    _doubled,
    _prefix_in_local,
    _zeros,
    _case,
    _page,
    _pattern,
    _tail,
)
"""From the certain to the vague."""


def _same_as(iri: str, fault: str) -> Iterator[Miss]:
    mention = read_mention(iri)
    if mention:
        yield from (Miss(curie, fault) for curie in mention.curies)


def _starts() -> Iterator[tuple[str, str]]:
    yield from ((row.iri, row.prefix) for row in prefixes().values() if row.prefix in JOINED)
    yield from ((form.iri, form.prefix) for form in forms() if form.prefix in JOINED)


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
