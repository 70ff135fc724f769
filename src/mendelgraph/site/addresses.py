"""From IRIs to files: injective, also where a file system folds case or forbids names.

A document is written at its stem with a suffix: `condition/poh.html`, `condition/poh.ttl`. A stem holds only small
letters, digits, `-`, `.`, `_` and `/`, so that no case, Unicode form, percent sign or reserved character can make two
of them one. `_` escapes: `_p` is the capital P, `_3a` the character 0x3a, `_0e9_` the character 0xe9, and `index` an
empty segment, so that `{base}` itself is `index` and `…/poh/` is `…/poh/index`.

Our own IRIs lie at what follows the base, others below `id/` by the longest of SPACES that they begin with. What is too
long for a file system ends in its SHA-256 behind `_-`, which no escape is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from mendelgraph.identifiers import prefixes

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_SEGMENT = 120
MAX_STEM = 200

OURS = frozenset({"id", "assets", "browse", "query", "404", "sitemap", "robots", "readme"})
"""First segments that the site uses itself; an IRI of ours that begins so is escaped."""

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: reserved with any suffix
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "index"} | {f"{name}{number}" for name in ("com", "lpt") for number in range(10)}
)

_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9-])?")
_OTHER = re.compile(r"[^a-z0-9-]")
_FIRST_ASCII, _LAST_ASCII = 0x20, 0x7E

SPACES = {
    "doi": "https://doi.org/",
    "medlineplus": "https://medlineplus.gov/genetics/",
    "mendelgraph": "https://w3id.org/mendelgraph/",
}
"""Folders below `id/` for IRIs of others, beside one for each prefix of `data/prefixes.tsv`; `web` holds the rest."""


@cache
def spaces() -> tuple[tuple[str, str], ...]:
    """Return (folder, what an IRI begins with), the longest beginning first."""
    rows = SPACES | {row.prefix.lower(): row.iri for row in prefixes().values()}
    return tuple(sorted(rows.items(), key=lambda row: (-len(row[1]), row[1])))


def escape(segment: str) -> str:
    """Write one segment in characters that every file system keeps apart; two segments never come out the same.

    >>> escape("progressive-osseous-heteroplasia"), escape("HP:0000006"), escape(""), escape("nul")
    ('progressive-osseous-heteroplasia', '_h_p_3a0000006', 'index', '_6eul')
    """
    if _PLAIN.fullmatch(segment) and segment.partition(".")[0] not in DEVICES:
        return _shorten(segment, segment)
    if not segment:
        return "index"
    escaped = _escape_reserved("".join(map(_escape_character, segment)))
    return _shorten(escaped, segment)


def _escape_character(character: str) -> str:
    if not _OTHER.fullmatch(character) or character == ".":
        return character
    if "A" <= character <= "Z":
        return f"_{character.lower()}"
    code = ord(character)
    return f"_{code:02x}" if _FIRST_ASCII <= code <= _LAST_ASCII else f"_0{code:x}_"


def _escape_reserved(escaped: str) -> str:
    """Escape a dot at either end, and the first letter of a name that stands for a device or for a folder's page."""
    if escaped.startswith("."):
        escaped = "_2e" + escaped[1:]
    if escaped.endswith("."):
        escaped = escaped[:-1] + "_2e"
    return _escape_first(escaped) if escaped.partition(".")[0] in DEVICES else escaped


def _escape_first(escaped: str) -> str:
    return f"_{ord(escaped[0]):02x}{escaped[1:]}"


def _shorten(escaped: str, whole: str) -> str:
    if len(escaped) <= MAX_SEGMENT:
        return escaped
    return f"{escaped[:60].rstrip('.')}_-{sha256(whole.encode()).hexdigest()}"


def stem_of(iri: str, base: str) -> str:
    """Return where the document about an IRI lies, without its suffix.

    >>> stem_of("https://w3id.org/mendelgraph/condition/poh", "https://w3id.org/mendelgraph/")
    'condition/poh'
    >>> stem_of("http://identifiers.org/hgnc/4392", "https://w3id.org/mendelgraph/")
    'id/hgnc/4392'
    """
    if iri.startswith(base):
        segments = _segments(iri[len(base) :])
        if segments[0] in OURS:
            segments[0] = _escape_first(segments[0])
        return _fold("/".join(segments), iri)
    folder, start = next((row for row in spaces() if iri.startswith(row[1])), ("web", ""))
    return _fold("/".join(["id", folder, *_segments(iri[len(start) :])]), iri)


def _segments(path: str) -> list[str]:
    """Split at slashes, and before a fragment, so that the terms of an ontology lie in a folder beside its page."""
    return [escape(segment) for segment in path.replace("#", "/#").split("/")]


def _fold(stem: str, iri: str) -> str:
    if len(stem) <= MAX_STEM:
        return stem
    folder = "/".join(stem.split("/")[:2])[:MAX_SEGMENT].rstrip("./")
    return f"{folder}/_-{sha256(iri.encode()).hexdigest()}"


@dataclass(frozen=True)
class Addresses:
    """Say where the things of one catalogue are described: which IRIs have pages, and where others are told.

    `pages` are the stems by IRI. What lies below a condition (`…/name/POH`) is told on the condition's page, at the
    fragment that follows its IRI; `roots` names the page of a record that lies elsewhere (a gene's).
    """

    base: str
    pages: Mapping[str, str]
    roots: Mapping[str, str]

    @cached_property
    def _slugs(self) -> int:
        return len(self.base.split("/"))

    def find(self, iri: str) -> tuple[str, str] | None:
        """Return (stem, fragment) of the place where an IRI is told, or None for what is told elsewhere."""
        if stem := self.pages.get(iri):
            return stem, ""
        if not iri.startswith(self.base):
            return None
        root = "/".join(iri.split("/")[: self._slugs + 1])
        if root in self.pages:
            return self.pages[root], iri[len(root) + 1 :]
        if root in self.roots:
            return self.pages[self.roots[root]], iri[len(self.base) :]
        return None


def relative(target: str, page: str) -> str:
    """Return the way from one page's stem to a file, which holds below any base path and from a folder.

    >>> relative("assets/site.css", "condition/poh"), relative("index.html", "index")
    ('../assets/site.css', 'index.html')
    """
    return "../" * page.count("/") + target
