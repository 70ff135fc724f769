"""Documents one by one: every file below the sources, to the reader of its form."""

from __future__ import annotations

import os
from dataclasses import fields
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.records import ConditionRecord, Refusal, RefusalKind
from mendelgraph.sources.api_json import read_api_json
from mendelgraph.sources.archives import open_gzip, open_tar, open_zip
from mendelgraph.sources.bulk_xml import read_bulk, read_topics
from mendelgraph.sources.detect import Kind, detect
from mendelgraph.sources.drafts import refuse
from mendelgraph.sources.markup import read_xml
from mendelgraph.sources.medquad import read_medquad
from mendelgraph.sources.page_html import read_page_html
from mendelgraph.sources.page_text import read_page_text
from mendelgraph.sources.scrape import read_scrape
from mendelgraph.sources.streams import Body, Stream
from mendelgraph.sources.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from mendelgraph.records import GeneRecord
    from mendelgraph.sources.drafts import Item
    from mendelgraph.sources.walk import File

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

# Not to wait for a writer, should a file have become a pipe since it was looked at. (Windows has other flags.)
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Found(NamedTuple):
    """Hold what was found in a file (or instead of one), and the page it is about: `condition/SLUG`, `gene/SYMBOL`."""

    file: str
    page: str | None
    item: Item


def read_documents(paths: Sequence[Path]) -> Iterator[Item]:
    """Yield one record for each document below the paths, and a refusal for each that gives none."""
    return (found.item for found in read_files(walk(paths)))


def read_files(files: Iterable[File | Refusal]) -> Iterator[Found]:
    """Yield what is in files, in their order.

    Memory does not grow with the files: of what was read, only a fingerprint of each record is kept, by which a
    repeated one (the same form, page, date and content) is told.
    """
    seen: dict[bytes, str] = {}
    for file in files:
        if isinstance(file, Refusal):
            yield Found(file.document, None, file)
            continue
        for item in _read_file(file):
            if isinstance(item, Refusal):
                yield Found(file.id, None, item)
            else:
                yield Found(file.id, _page(item), _refuse_repeated(item, seen))


def _page(record: ConditionRecord | GeneRecord) -> str:
    return f"condition/{record.slug}" if isinstance(record, ConditionRecord) else f"gene/{record.symbol}"


def _refuse_repeated(record: ConditionRecord | GeneRecord, seen: dict[bytes, str]) -> Item:
    document = record.documents[0]
    first = seen.setdefault(_fingerprint(record), document.id)
    if first == document.id:
        return record
    return Refusal(document.id, RefusalKind.DUPLICATE, f"says the same as {first}")


def _fingerprint(record: ConditionRecord | GeneRecord) -> bytes:
    document = record.documents[0]
    said = [getattr(record, each.name) for each in fields(record) if each.name != "documents"]
    values = [value if isinstance(value, str) else [each.value for each in value] for value in said]
    issue = (type(record).__name__, document.form, document.url, document.reviewed, document.published)
    return sha256(repr((issue, values)).encode()).digest()


def _read_file(file: File) -> Iterator[Item]:
    try:
        descriptor = os.open(file.path, _FLAGS)
    except OSError as error:
        yield refuse(file.id, f"cannot be opened: {error.strerror or error}")
        return
    with os.fdopen(descriptor, "rb") as raw:
        yield from read_body(Body(file.id, Stream(raw), file.path))


def read_body(body: Body) -> Iterator[Item]:
    """Read one file, packed or not; whatever is wrong with it becomes a refusal after what could be read."""
    empty = True
    try:
        for item in _read_kind(body, detect(body.stream.peek())):
            empty = False
            yield item
        if empty:
            yield refuse(body.id, "holds no condition, no gene and no file; fetch it again")
    except InputError as error:
        yield refuse(body.id, str(error))


def _read_kind(body: Body, kind: Kind) -> Iterator[Item]:
    if kind in READERS:
        yield from READERS[kind](body)
    elif kind in REFUSED:
        yield Refusal(body.id, *REFUSED[kind])
    elif kind is Kind.OTHER_XML:
        yield _refuse_xml(body)
    elif kind is Kind.GZIP:
        yield from _read_unpacked(open_gzip(body))
    elif body.packed:
        raise InputError("an archive within an archive: unpack it first")
    else:
        for member in open_zip(body) if kind is Kind.ZIP else open_tar(body):
            yield from [member] if isinstance(member, Refusal) else read_body(member)


def _refuse_xml(body: Body) -> Refusal:
    """Refuse XML of another kind, as broken if it is; what is larger than any page is not looked at."""
    if (data := body.stream.read_small()) is not None:
        read_xml(data)
    return Refusal(body.id, RefusalKind.NOT_A_SOURCE, "XML of another kind")


def _read_unpacked(body: Body) -> Iterator[Item]:
    kind = detect(body.stream.peek())
    if kind is Kind.GZIP:
        raise InputError("packed twice: unpack it first")
    yield from _read_kind(body, kind)
