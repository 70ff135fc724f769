"""What a reader is given, and what it gives back: the statements of one file, identifiers made canonical."""

from __future__ import annotations

import gzip
import hashlib
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.identifiers import Curie, parse_curie
from mendelgraph.sources.limits import MAX_VOCABULARY_BYTES, MiB
from mendelgraph.sources.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mendelgraph.vocabulary.terms import DiseaseMode, Gene, GeneDisease, PageLink, Term, TermName, Xref


class Document(NamedTuple):
    """Hold one file as text, with the hash of its bytes as they are stored."""

    path: Path
    sha256: str
    text: str

    @property
    def head(self) -> str:
        """Return the beginning, enough to tell the form by."""
        return self.text[:4096]

    def lines(self) -> Iterator[str]:
        """Yield the lines without their ends; only line feeds end a line, as all these formats have it.

        One after another: a list of short lines would take twenty times the memory of the text.
        """
        start = 0
        while (end := self.text.find("\n", start)) >= 0:
            yield self.text[start:end].removesuffix("\r")
            start = end + 1
        yield self.text[start:].removesuffix("\r")


def read_document(path: Path) -> Document:
    """Read a file, compressed or not; JDBOR XML is Latin-1 by its declaration, all else UTF-8.

    Raises InputError for a file that cannot be read, is cut off, is larger than any vocabulary, or is no such text.
    """
    try:
        with path.open("rb") as file:
            stored = _read_whole(Stream(file))
        content = _unpacked(stored) if stored[:2] == b"\x1f\x8b" else stored
        text = content.decode(_encoding(content))
    except InputError as error:
        raise InputError(error.what, where=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error}); fetch the file again", where=str(path)) from error
    return Document(path, hashlib.sha256(stored).hexdigest(), text)


def _unpacked(stored: bytes) -> bytes:
    return _read_whole(Stream(gzip.GzipFile(fileobj=BytesIO(stored)), packed=lambda: len(stored)))


def _read_whole(stream: Stream) -> bytes:
    data = stream.read_whole(MAX_VOCABULARY_BYTES)
    if data is None:
        limit = f"{MAX_VOCABULARY_BYTES // MiB} MiB"
        raise InputError(f"larger than {limit}, more than is read whole; give the vocabulary in a shorter form")
    return data


ENCODINGS = {"utf-8": "utf-8", "us-ascii": "ascii", "iso-8859-1": "latin-1"}
"""What an XML declaration may say, and Python's name for it: Python knows codecs that are no encodings of text."""


def _encoding(content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    declared = re.match(rb"<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)", content[:200])
    if declared is None:
        return "utf-8-sig"
    name = declared.group(1).decode("ascii")
    if name.lower() not in ENCODINGS:
        raise InputError(f"declares the encoding {name!r}; save it as UTF-8")
    return ENCODINGS[name.lower()]


class Identifiers:
    """Make identifiers canonical, once for each spelling; count those that no row of the prefix table admits."""

    def __init__(self) -> None:
        self._known: dict[str, Curie | None] = {}
        self._same: dict[Curie, Curie] = {}
        self.refused: Counter[str] = Counter()

    def curie(self, text: str) -> Curie | None:
        """Return the identifier, or None after counting it as refused."""
        if text in self._known:
            found = self._known[text]
        else:
            found = self._known[text] = self._parsed(text)
        if found is None:
            self.refused[text] += 1
        return found

    def curies(self, texts: Iterator[str] | list[str]) -> tuple[Curie, ...]:
        """Return those that are admitted, in canonical order."""
        return tuple(sorted({found for text in texts if (found := self.curie(text))}))

    def _parsed(self, text: str) -> Curie | None:
        try:
            found = parse_curie(_respelled(text))
        except InputError:
            return None
        return self._same.setdefault(found, found)


# Spellings that hold more than a prefix: DO dates its SNOMED CT codes, NCBI writes PS268000 and ORPHA68380, and an
# identifier may be printed as an IRI.
_RESPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"SNOMEDCT_US_\d{4}_\d\d_\d\d:"), "SCTID:"),
    (re.compile(r"(?:OMIM:|MIM:)?PS(?=\d{6}$)"), "OMIMPS:"),
    (re.compile(r"ORPHA(?=\d)"), "Orphanet:"),
    (re.compile(r"https?://purl\.obolibrary\.org/obo/([A-Za-z]+)_"), r"\1:"),
    (re.compile(r"https?://identifiers\.org/(hgnc|ncbigene|ensembl|mesh|medgen|meddra|snomedct)[/:]"), r"\1:"),
    (re.compile(r"https?://(?:www\.)?omim\.org/entry/"), "OMIM:"),
    (re.compile(r"https?://omim\.org/phenotypicSeries/PS"), "OMIMPS:"),
    (re.compile(r"https?://www\.orpha\.net/ORDO/Orphanet_"), "Orphanet:"),
    (re.compile(r"https?://linkedlifedata\.com/resource/umls/id/"), "UMLS:"),
)


def _respelled(text: str) -> str:
    if text.startswith(("SNOMEDCT_US_", "http", "OMIM:PS", "MIM:PS", "PS", "ORPHA")):
        for pattern, replacement in _RESPELLINGS:
            text, count = pattern.subn(replacement, text, count=1)
            if count:
                return text
    return text


class Reading(NamedTuple):
    """Hold what one file says. `version` is empty where the file does not state it."""

    key: str
    version: str
    terms: list[Term]
    names: list[TermName]
    xrefs: list[Xref]
    parents: list[tuple[Curie, Curie]]
    genes: list[Gene]
    gene_diseases: list[GeneDisease]
    modes: list[DiseaseMode]
    pages: list[PageLink]


def blank_reading(key: str, version: str = "") -> Reading:
    """Return a reading without statements, for a reader to fill."""
    return Reading(key, version, [], [], [], [], [], [], [], [])


class Reader(NamedTuple):
    """Pair the test that tells a form by its first 4,096 characters with the function that reads it."""

    form: str
    recognises: Callable[[str], bool]
    read: Callable[[Document, Identifiers], Reading]


def iso_date(text: str) -> str:
    """Return the last ISO date in a version, or an empty string.

    >>> iso_date("hp/releases/2025-01-16")
    '2025-01-16'
    """
    found: list[str] = re.findall(r"\d{4}-\d\d-\d\d", text)
    return found[-1] if found else ""
