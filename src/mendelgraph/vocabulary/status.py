"""What is there: the sources of an index or of the slices, or the files of a folder, and how old they are."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.vocabulary.downloads import addresses
from mendelgraph.vocabulary.index import vocabulary_files
from mendelgraph.vocabulary.origins import UNSTATED, origins
from mendelgraph.vocabulary.readers import READERS
from mendelgraph.vocabulary.reading import iso_date

if TYPE_CHECKING:
    from pathlib import Path

    from mendelgraph.vocabulary.lookup import SqliteVocabulary


class Status(NamedTuple):
    """Describe a source or a file. `age` is in days since the date that its version states, or -1."""

    name: str
    title: str
    version: str
    age: int
    licence: str
    url: str
    sha256: str


def index_status(vocabulary: SqliteVocabulary, today: date) -> tuple[Status, ...]:
    """Describe the sources of an open index."""
    return tuple(
        Status(s.key, s.title, s.version, _age(s.version, today), s.licence, s.url, s.sha256)
        for s in vocabulary.sources()
    )


def folder_status(folder: Path, today: date) -> tuple[Status, ...]:
    """Describe the files of a folder by their first bytes; notes of the downloader say where each came from."""
    return tuple(_file_status(path, folder, today) for path in vocabulary_files(folder))


# Where the forms state their version, within the first characters of a file.
_VERSION = re.compile(
    r"^data-version: (\S+)|mapping_set_version: (\S+)|^#(?:version|date): *(\S+)"
    r'|FILE CREATED: (\S{10})|ExtractionDate="(\S+)',
    re.MULTILINE,
)


def _file_status(path: Path, folder: Path, today: date) -> Status:
    head = _head(path)
    form = next((reader.form for reader in READERS if reader.recognises(head)), "not recognised")
    found = _VERSION.search(head)
    version = next((group for group in found.groups() if group), "") if found else ""
    url, licence = _fetched_from(path)
    name = path.relative_to(folder).as_posix()
    return Status(name, form, version or UNSTATED, _age(version, today), licence, url, _digest(path))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rb") if packed else path.open("rb") as file:
            return file.read(8192).decode("utf-8", errors="replace")[:4096]
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"cannot be read ({error}); fetch the file again", where=str(path)) from error


def _fetched_from(path: Path) -> tuple[str, str]:
    """Return address and licence of a fetched file by the downloader's note beside it."""
    try:
        asked = str(json.loads(path.with_name(path.name + ".fetched.json").read_text(encoding="utf-8"))["asked"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return "", ""
    keys = [address.key for address in addresses() if address.url == asked]
    return asked, origins()[keys[0]].licence if keys else ""


def _age(version: str, today: date) -> int:
    try:
        return (today - date.fromisoformat(iso_date(version))).days
    except ValueError:  # none is stated, or one that no calendar has
        return -1
