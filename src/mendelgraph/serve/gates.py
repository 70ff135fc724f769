"""What every request passes: the log, limits on addresses, compression, header fields that every answer has.

Written as plain ASGI, because Starlette's own base class for middleware holds answers back.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TextIO, cast

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from mendelgraph.serve.negotiation import accepts_gzip
from mendelgraph.serve.problems import HUNG_UP, Problem, problem_response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHOWN = 300
GZIP_FROM = 1_000

LATE = 0.2
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
"""What a page of another site may send: anything, because nothing here knows who asks."""
ALWAYS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Location, Retry-After"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (
        b"content-security-policy",
        (
            b"default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
            b" object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
        ),
    ),
)
"""Pages ask nothing of other hosts; style attributes are how the query editor and drawings place what they show."""
_ALWAYS = frozenset(name for name, _ in ALWAYS)


class Log:
    """Write one line of JSON for each request when its answer has gone out, or was cut off.

    Lines are written together, LATE seconds after the first of them at the latest. Queries and search words stay out
    of them: what somebody asks about a disease is nobody's business.
    """

    def __init__(self, app: ASGIApp, out: TextIO, clock: Callable[[], float] = time.time) -> None:
        self.app, self.out, self.clock = app, out, clock
        self._lines: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and write its line."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            self._write()
            return
        began, timer = self.clock(), time.perf_counter()
        status, size, content_type = HUNG_UP, 0, ""

        async def watched(message: Message) -> None:
            nonlocal status, size, content_type
            if message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            else:
                status, content_type = message["status"], _field(message["headers"], b"content-type")
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            seconds = time.perf_counter() - timer
            self._keep(
                f'{{"time": "{_moment(int(began))}.{int(began % 1 * 1000):03d}Z"'
                f', "client": {_quoted((scope.get("client") or ("",))[0])}, "method": {_quoted(scope["method"])}'
                f', "path": {_quoted(scope["path"][:SHOWN])}, "status": {status}, "bytes": {size}'
                f', "type": {_quoted(content_type)}, "seconds": {seconds:.4f}'
                f', "agent": {_quoted(_field(scope["headers"], b"user-agent")[:SHOWN])}}}'
            )

    def _keep(self, line: str) -> None:
        if not self._lines:
            asyncio.get_running_loop().call_later(LATE, self._write)
        self._lines.append(line + "\n")

    def _write(self) -> None:
        lines, self._lines = self._lines, []
        self.out.write("".join(lines))
        self.out.flush()


@lru_cache(maxsize=4)
def _moment(second: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))


_quoted = lru_cache(maxsize=256)(json.dumps)
"""A text as JSON has it: clients, paths and types come again and again."""


def _field(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> str:
    for key, value in headers:
        if key == name:
            return value.decode("latin-1")
    return ""


class Forwarded:
    """Let uvicorn read what a proxy says of its clients, where one says something: it takes long over each address.

    Believed are the addresses in FORWARDED_ALLOW_IPS, as by uvicorn itself; without it, this machine's own.
    """

    def __init__(self, app: ASGIApp) -> None:
        trusted = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
        self.app, self.believing = app, cast("ASGIApp", ProxyHeadersMiddleware(cast("Any", app), trusted))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, by who reads such fields where there are any."""
        said = scope["type"] == "http" and any(name.startswith(b"x-forwarded-") for name, _ in scope["headers"])
        await (self.believing if said else self.app)(scope, receive, send)


class Gate:
    """Refuse addresses that are too long, answer preflights, and give every answer the header fields of ALWAYS."""

    def __init__(self, app: ASGIApp, url_limit: int) -> None:
        self.app, self.url_limit = app, url_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = complete(message["headers"])
            await send(message)

        length = len(scope["raw_path"]) + len(scope["query_string"])
        if length > self.url_limit:
            problem = Problem(
                414, f"an address of {length:,} bytes; the limit is {self.url_limit:,}. Use POST instead."
            )
            await problem_response(problem)(scope, receive, completed)
        elif scope["method"] == "OPTIONS" and _field(scope["headers"], b"access-control-request-method"):
            await Response(status_code=204, headers=PREFLIGHT)(scope, receive, completed)
        else:
            await self.app(scope, receive, completed)


def complete(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Add the header fields of ALWAYS where an answer has none of its own, and that it depends on Accept-Encoding.

    >>> [value for name, value in complete([(b"vary", b"Accept"), (b"referrer-policy", b"origin")]) if b"r" in name][:2]
    [b'Accept, Accept-Encoding', b'origin']
    """
    said = dict(headers)
    varies = said.get(b"vary", b"")
    if b"accept-encoding" not in varies.lower():
        said[b"vary"] = varies + b", Accept-Encoding" if varies else b"Accept-Encoding"
    if said.keys().isdisjoint(_ALWAYS):
        return [*said.items(), *ALWAYS]
    return [*said.items(), *(field for field in ALWAYS if field[0] not in said)]


class Gzip:
    """Compress for clients that take it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.packing = app, GZipMiddleware(app, minimum_size=GZIP_FROM, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, by the packer where that is wanted."""
        wanted = (
            scope["type"] == "http"
            and accepts_gzip(_field(scope["headers"], b"accept-encoding"))
            and not scope["path"].endswith(".gz")
        )
        await (self.packing if wanted else self.app)(scope, receive, send)
