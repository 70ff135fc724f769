"""What is measured in a text before a parser sees it, because the parser would crash, stall or keep quiet.

Each function raises InputError with the place, or returns what to parse.
"""

from __future__ import annotations

import json
import re
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from mendelgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_JSON_DEPTH = 128
MAX_XML_DEPTH = 256
MAX_XML_PREFIXES = 1000
MAX_ENTITY = 256

OWN_CONTEXTS = frozenset(
    {"https://w3id.org/mendelgraph/context.jsonld", "https://w3id.org/mendelgraph/ontology/context.jsonld"}
)

# An unterminated string runs to the end: no second start, so no quadratic time.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def json_depth(data: bytes) -> int:
    """Measure how deep brackets and braces nest, without parsing.

    pyoxigraph 0.5's JSON-LD reader recurses: 5,000 levels end its process (SIGSEGV), 2,000 take 800 MB.

    >>> json_depth(b'{"a": [{"b": "[[[["}]}')
    3
    """
    depth = deepest = 0
    for bracket in _STRING.sub(b"", data).translate(None, _NOT_BRACKETS):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def check_json_ld(data: bytes, own_context: Path) -> bytes:
    """Refuse JSON-LD nested too deeply or with a remote context; put our own context in the place of its address."""
    if json_depth(data) > MAX_JSON_DEPTH:
        raise InputError(f"JSON nested more than {MAX_JSON_DEPTH} levels deep")
    if b"@context" not in data and b"@import" not in data and b"\\u" not in data:
        return data
    try:
        document = json.loads(data)
    except json.JSONDecodeError as error:
        raise InputError(f"line {error.lineno}, column {error.colno}: {error.msg}") from None
    except ValueError as error:
        raise InputError(str(error)) from None
    return _resolve_contexts(document, data, own_context)


def _resolve_contexts(document: object, data: bytes, own_context: Path) -> bytes:
    addresses = set(_remote_contexts(document))
    for address in sorted(addresses - OWN_CONTEXTS):
        raise InputError(
            f"asks for the remote JSON-LD context {address!r}, which is never fetched; "
            "write the context itself into the file"
        )
    if not addresses:
        return data
    context = json.loads(own_context.read_bytes())["@context"]
    return json.dumps(_with_own(document, context)).encode()


def _remote_contexts(document: object) -> Iterator[str]:
    stack = [document]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, dict):
            stack.extend(node.values())
            yield from (item for item in _as_list(node.get("@context")) if isinstance(item, str))
            yield from map(str, _as_list(node.get("@import")))


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _with_own(node: object, context: object, *, is_context: bool = False) -> object:
    """Replace our context's address; the depth is known to be small."""
    if isinstance(node, str):
        return context if is_context and node in OWN_CONTEXTS else node
    if isinstance(node, list):
        return [_with_own(item, context, is_context=is_context) for item in node]
    if isinstance(node, dict):
        return {key: _with_own(value, context, is_context=key == "@context") for key, value in node.items()}
    return node


class _XmlGuard:
    """Count what an XML text nests and declares, as expat reads it."""

    def __init__(self) -> None:
        self.depth = 0
        self.parser = expat.ParserCreate()
        self.parser.EntityDeclHandler = self.entity
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.ExternalEntityRefHandler = self.external

    def entity(
        self,
        name: str,
        parameter: bool,  # noqa: FBT001 - expat's signature
        value: str | None,
        base: str | None,
        system: str | None,
        public: str | None,
        notation: str | None,
    ) -> None:
        if system is not None or parameter:
            self.refuse(f"declares the external or parameter entity {name!r}, which is never read")
        if value is not None and ("&" in value or len(value) > MAX_ENTITY):
            self.refuse(f"declares the entity {name!r} that expands to others or to more than {MAX_ENTITY} characters")

    def external(self, *_: object) -> int:
        self.refuse("uses an external entity, which is never read")
        return 0

    def start(self, _: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_XML_DEPTH:
            self.refuse(f"elements nested more than {MAX_XML_DEPTH} levels deep")
        if len(attributes) > MAX_XML_PREFIXES:
            self.refuse(f"more than {MAX_XML_PREFIXES:,} prefixes or attributes on one element")

    def end(self, _: str) -> None:
        self.depth -= 1

    def refuse(self, reason: str) -> None:
        raise InputError(f"line {self.parser.CurrentLineNumber}: {reason}")


def check_xml(data: IO[bytes]) -> None:
    """Refuse XML that is not well-formed, nests too deeply, declares hostile entities or a crowd of prefixes.

    pyoxigraph 0.5 expands entities without bound (a 1 KB file takes 9 GB), reads a file cut in the middle as if it
    were whole, names no line, and its time is quadratic in the prefixes in scope.
    """
    try:
        _XmlGuard().parser.ParseFile(data)
    except expat.ExpatError as error:
        place = f"line {error.lineno}, column {error.offset + 1}"
        raise InputError(f"{place}: not well-formed XML: {expat.ErrorString(error.code)}") from None
