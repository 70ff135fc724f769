"""Tell in which RDF syntax a file is written: by its content; its extension decides only what content leaves open."""

from __future__ import annotations

import re
from enum import StrEnum

from mendelgraph.errors import InputError


class Syntax(StrEnum):
    """Name a syntax of RDF. TRIG is Turtle's superset and reads both."""

    TURTLE = "Turtle"
    TRIG = "TriG"
    N_TRIPLES = "N-Triples"
    N_QUADS = "N-Quads"
    RDF_XML = "RDF/XML"
    JSON_LD = "JSON-LD"


CUT = 60_000  # a head at least as long as this may end in the middle of a line
LINE_BY_LINE = frozenset({".nt", ".nq", ".ntriples", ".nquads", ""})

BYTE_MARKS = (
    (b"\x1f\x8b", "gzip inside gzip"),
    (b"\x00\x00\xfe\xff", "UTF-32 text; save it as UTF-8"),
    (b"\xff\xfe", "UTF-16 text; save it as UTF-8"),
    (b"\xfe\xff", "UTF-16 text; save it as UTF-8"),
    (b"BZh", "compressed with bzip2; unpack it first (gzip is read as it is)"),
    (b"\xfd7zXZ", "compressed with xz; unpack it first (gzip is read as it is)"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd; unpack it first (gzip is read as it is)"),
    (b"PK\x03\x04", "a zip archive; unpack it first (gzip is read as it is)"),
)

_IRI = r"<[^<>\s]*>"
_TERM = rf'(?:{_IRI}|_:\S+|"(?:[^"\\\n]|\\.)*+"(?:@[\w-]+|\^\^{_IRI})?)'
_LINE = re.compile(rf"\s*(?:(?:{_IRI}|_:\S+)\s*{_IRI}\s*{_TERM}\s*(?P<graph>{_IRI}|_:\S+)?\s*\.)?\s*(?:#.*)?")
_ELEMENT = re.compile(r"<[A-Za-z_][\w.-]*(?::[\w.-]+)?\s+[\w:.-]+\s*=")
_HTML = re.compile(r"<(?:!doctype\s+)?html\b", re.IGNORECASE)


def tell_syntax(head: bytes, extension: str = "") -> Syntax:
    r"""Tell the syntax from the first bytes of a text (64 KiB are plenty); `extension` as in `.ttl`.

    Raises InputError for what is no RDF text: archives, UTF-16, web pages, nothing at all.

    >>> tell_syntax(b'{"@context": {}}').value, tell_syntax(b'[] a <urn:x:c> .', ".jsonld").value
    ('JSON-LD', 'TriG')
    """
    for mark, what in BYTE_MARKS:
        if head.startswith(mark):
            raise InputError(f"{what}")
    text = head.removeprefix(b"\xef\xbb\xbf").decode(errors="replace").lstrip()
    if not text:
        raise InputError("is empty")
    if _HTML.match(text):
        raise InputError("a web page, not RDF")
    if text.startswith(("<?xml", "<!--", "<!DOCTYPE")) or _ELEMENT.match(text):
        return Syntax.RDF_XML
    if _is_json(text):
        return Syntax.JSON_LD
    return Syntax.N_QUADS if _is_line_by_line(text, extension) else Syntax.TRIG


def _is_json(text: str) -> bool:
    """Tell JSON from TriG's `{ <s> …` and Turtle's `[ <p> …`: after a brace stands a key, after a bracket a value."""
    rest = text[1:].lstrip()
    if text[0] == "{":
        return rest[:1] in {'"', ""} or rest.rstrip() == "}"
    return text[0] == "[" and (rest[:1] in {"{", "[", '"', ""} or rest.rstrip() == "]")


def _is_line_by_line(text: str, extension: str) -> bool:
    lines = text.split("\n")
    matches = [_LINE.fullmatch(line) for line in (lines if len(text) < CUT else lines[:-1])]
    if not matches or not all(matches):
        return False
    return extension in LINE_BY_LINE or any(match and match["graph"] for match in matches)
