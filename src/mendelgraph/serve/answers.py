"""Answers that caches can keep: entity tags, 304, and what a body is told with."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

FRESH = "public, max-age=300"
"""A release changes when a curator builds a new one: minutes are fresh enough, and tags save the rest."""


def entity_tag(body: bytes, *parts: str) -> str:
    """Return the weak tag of a body: weak, because its packed form has other bytes.

    >>> entity_tag(b"a")
    'W/"ca978112ca1bbdcafac231b3"'
    """
    content = sha256(body)
    for part in parts:
        content.update(b"\0" + part.encode())
    return f'W/"{content.hexdigest()[:24]}"'


def matches(header: str | None, tag: str) -> bool:
    """Tell whether an If-None-Match names a tag, weakly compared (RFC 9110, 13.1.2).

    >>> matches('"b", W/"a"', 'W/"a"'), matches("*", 'W/"a"'), matches('"b"', 'W/"a"')
    (True, True, False)
    """
    if header is None:
        return False
    bare = tag.removeprefix("W/")
    return any(each.strip().removeprefix("W/") in {bare, "*"} for each in header.split(","))


def cached(request: Request, body: bytes, content_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a body with its tag, or 304 where the client has it."""
    return tagged(request, body, content_type, entity_tag(body, content_type), headers)


def tagged(
    request: Request, body: bytes, content_type: str, tag: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a body whose tag is known, or 304 where the client has it."""
    fields = {"Cache-Control": FRESH, **(headers or {}), "ETag": tag}
    if matches(combined(request, "if-none-match"), tag):
        return Response(status_code=304, headers=fields)
    return Response(body, headers={**fields, "Content-Type": content_type})


def combined(request: Request, name: str) -> str | None:
    """Return a header field whose lines count as one list (RFC 9110, 5.3); None where there is none."""
    wanted = name.encode()
    lines = [value.decode("latin-1") for field, value in request.scope["headers"] if field == wanted]
    return ", ".join(lines) if lines else None
