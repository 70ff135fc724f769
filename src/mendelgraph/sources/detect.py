"""Which form a file has, told by what stands in it, never by its name."""

from __future__ import annotations

import re
from enum import StrEnum

from mendelgraph.sources.markup import BLOCKS
from mendelgraph.sources.page_text import is_page_text
from mendelgraph.sources.prose import tell_encoding


class Kind(StrEnum):
    """Name what a file is to the readers."""

    EMPTY = "empty"
    GZIP = "gzip"
    ZIP = "zip"
    TAR = "tar"
    PACKED = "packed"
    BINARY = "binary"
    PAGE_TEXT = "page-text"
    PAGE_HTML = "page-html"
    JSON = "json"
    BULK = "bulk"
    TOPICS = "topics"
    MEDQUAD = "medquad"
    SCRAPE = "scrape"
    OTHER_XML = "other-xml"
    BROKEN_XML = "broken-xml"
    TABLE = "table"
    OTHER_TEXT = "other-text"


# Offset, first bytes, kind.
MAGIC = (
    (0, b"\x1f\x8b", Kind.GZIP),
    (0, b"PK\x03\x04", Kind.ZIP),
    (0, b"PK\x05\x06", Kind.ZIP),
    (257, b"ustar", Kind.TAR),
    (0, b"BZh", Kind.PACKED),
    (0, b"\xfd7zXZ\x00", Kind.PACKED),
    (0, b"7z\xbc\xaf\x27\x1c", Kind.PACKED),
    (0, b"Rar!\x1a\x07", Kind.PACKED),
    (0, b"\x28\xb5\x2f\xfd", Kind.PACKED),
)

ROOTS = {
    "summaries": Kind.BULK,
    "genetics_home_reference_topic_list": Kind.TOPICS,
    "Document": Kind.MEDQUAD,
    "MedlinePlusConditions": Kind.SCRAPE,
    "html": Kind.PAGE_HTML,
}

# Markdown, a README as a rule, often begins with one of these.
FRAGMENTS = BLOCKS | {"a", "b", "br", "center", "details", "em", "font", "i", "img", "picture", "span", "strong", "sub"}

_DECLARED = re.compile(r"<\?xml|<!DOCTYPE", re.IGNORECASE)
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_JSON = re.compile(r"\{\s*(?:[\"}]|$)|\[\s*(?:[\"{\]]|$)")
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")


def detect(head: bytes) -> Kind:
    r"""Tell what a file is by its first bytes.

    >>> detect(b'{"ghr_page": "https://medlineplus.gov/genetics/condition/x"}'), detect(b"\x1f\x8b\x08")
    (<Kind.JSON: 'json'>, <Kind.GZIP: 'gzip'>)
    """
    if not head.strip():
        return Kind.EMPTY
    for offset, magic, kind in MAGIC:
        if head.startswith(magic, offset):
            return kind
    return _detect_text(_decode(head))


def _decode(head: bytes) -> str:
    return head.decode(tell_encoding(head), errors="replace").lstrip()


def _detect_text(text: str) -> Kind:
    if text.startswith("<"):
        return _detect_markup(text)
    if _JSON.match(text):
        return Kind.JSON
    if is_page_text(text):
        return Kind.PAGE_TEXT
    if "\0" in text:
        return Kind.BINARY
    return Kind.TABLE if text.startswith("Disease Name,Disease Definition") else Kind.OTHER_TEXT


def _detect_markup(text: str) -> Kind:
    position = 0
    while found := _PROLOG.match(text, position):
        if _HTML.match(text, position):
            return Kind.PAGE_HTML
        position = found.end()
    if _HTML.match(text, position):
        return Kind.PAGE_HTML
    root = _ROOT.match(text, position)
    if root is None:
        return Kind.BROKEN_XML if _DECLARED.match(text) else Kind.OTHER_TEXT
    return Kind.OTHER_TEXT if root[1] in FRAGMENTS else ROOTS.get(root[1], Kind.OTHER_XML)
