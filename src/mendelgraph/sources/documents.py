"""Documents one by one: every file below the sources, to the reader of its form."""

from __future__ import annotations

import os
import tarfile
import zipfile
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError
from mendelgraph.records import ConditionRecord, Refusal, RefusalKind
from mendelgraph.sources.api_json import read_api_json
from mendelgraph.sources.archives import open_gzip, open_tar, open_zip
from mendelgraph.sources.bulk_xml import read_bulk, read_topics
from mendelgraph.sources.detect import Kind, detect
from mendelgraph.sources.drafts import refuse
from mendelgraph.sources.markup import stream_xml
from mendelgraph.sources.medquad import read_medquad
from mendelgraph.sources.page_html import read_page_html
from mendelgraph.sources.page_text import read_page_text
from mendelgraph.sources.scrape import read_scrape
from mendelgraph.sources.streams import Body, Stream
from mendelgraph.sources.walk import File, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from mendelgraph.records import GeneRecord
    from mendelgraph.sources.drafts import Item

READERS: dict[Kind, Callable[[Body], Iterator[Item]]] = {
    Kind.PAGE_TEXT: read_page_text,
    Kind.PAGE_HTML: read_page_html,
    Kind.JSON: read_api_json,
    Kind.BULK: read_bulk,
    Kind.TOPICS: read_topics,
    Kind.MEDQUAD: read_medquad,
    Kind.SCRAPE: read_scrape,
}

REFUSED = {
    Kind.EMPTY: (RefusalKind.BROKEN, "the file is empty"),
    Kind.BROKEN_XML: (RefusalKind.BROKEN, "begins like XML or HTML but holds no element"),
    Kind.PACKED: (RefusalKind.BROKEN, "packed in a format that is not read: unpack it first"),
    Kind.BINARY: (RefusalKind.NOT_A_SOURCE, "binary data, not a page"),
    Kind.TABLE: (
        RefusalKind.NOT_A_SOURCE,
        "a table of names and descriptions that says of no row which page it is from",
    ),
    Kind.OTHER_TEXT: (RefusalKind.NOT_A_SOURCE, "text, but not of a page: no line 'URL of this page: …'"),
}

_FAILURES = (OSError, EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, NotImplementedError)


def read_documents(paths: Sequence[Path]) -> Iterator[Item]:
    """Yield one record for each document below the paths, and a refusal for each that gives none.

    Memory does not grow with the files: of what was read, only a fingerprint of each record is kept, by which a
    repeated one (the same form, date and content) is told.
    """
    seen: dict[bytes, str] = {}
    for found in walk(paths):
        for item in [found] if isinstance(found, Refusal) else _read_file(found):
            yield item if isinstance(item, Refusal) else _refuse_repeated(item, seen)


def _refuse_repeated(record: ConditionRecord | GeneRecord, seen: dict[bytes, str]) -> Item:
    document = record.documents[0]
    first = seen.setdefault(_fingerprint(record), document.id)
    if first == document.id:
        return record
    return Refusal(document.id, RefusalKind.DUPLICATE, f"says the same as {first}")


def _fingerprint(record: ConditionRecord | GeneRecord) -> bytes:
    document = record.documents[0]
    lists = (record.names, record.other_names, record.sections, record.identifiers, record.resources, record.references)
    key = record.slug if isinstance(record, ConditionRecord) else f"gene {record.symbol}"
    said = [[each.value for each in values] for values in lists]
    content = (key, document.form, document.url, document.reviewed, document.published, said)
    return sha256(repr(content).encode()).digest()


def _read_file(file: File) -> Iterator[Item]:
    try:
        # Not to wait for a writer, should the file have become a pipe since it was looked at.
        descriptor = os.open(file.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        yield refuse(file.id, f"cannot be opened: {error.strerror or error}")
        return
    with os.fdopen(descriptor, "rb") as raw:
        yield from read_body(Body(file.id, Stream(raw), file.path))


def read_body(body: Body) -> Iterator[Item]:
    """Read one file, packed or not; whatever is wrong with it becomes a refusal after what could be read."""
    try:
        yield from _read_kind(body, detect(body.stream.peek()))
    except InputError as error:
        yield refuse(body.id, str(error))
    except _FAILURES as error:
        yield refuse(body.id, f"cannot be read to its end: {error}")


def _read_kind(body: Body, kind: Kind) -> Iterator[Item]:
    if kind in READERS:
        yield from READERS[kind](body)
    elif kind in REFUSED:
        yield Refusal(body.id, *REFUSED[kind])
    elif kind is Kind.OTHER_XML:
        yield _refuse_xml(body)
    elif kind is Kind.GZIP:
        yield from _read_unpacked(open_gzip(body))
    else:
        for member in open_zip(body) if kind is Kind.ZIP else open_tar(body):
            yield from [member] if isinstance(member, Refusal) else _read_member(member)


def _refuse_xml(body: Body) -> Refusal:
    for _ in stream_xml(body.stream, level=1):
        pass
    return Refusal(body.id, RefusalKind.NOT_A_SOURCE, "XML of another kind")


def _read_unpacked(body: Body) -> Iterator[Item]:
    kind = detect(body.stream.peek())
    if kind is Kind.GZIP:
        raise InputError("packed twice: unpack it first")
    yield from _read_kind(body, kind)


def _read_member(member: Body) -> Iterator[Item]:
    if detect(member.stream.peek()) in {Kind.ZIP, Kind.TAR}:
        yield refuse(member.id, "an archive within an archive: unpack it first")
    else:
        yield from read_body(member)
