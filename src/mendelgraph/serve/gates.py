"""What every request passes: the log, limits on addresses, compression, header fields that every answer has.

Written as plain ASGI, because Starlette's own base class for middleware holds answers back.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, TextIO

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware

from mendelgraph.serve.negotiation import accepts_gzip
from mendelgraph.serve.problems import Problem, problem_response

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHOWN = 300
CUT_OFF = 499
"""What a log says of a request that the client gave up, as nginx has it."""
GZIP_FROM = 1_000

SAFETY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
        " object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
    ),
}
"""Pages ask nothing of other hosts; style attributes are how the query editor and drawings place what they show."""


class Log:
    """Write one line of JSON for each request when its answer has gone out, or was cut off.

    Queries and search words stay out of it: what somebody asks about a disease is nobody's business.
    """

    def __init__(self, app: ASGIApp, out: TextIO, clock: Callable[[], float] = time.time) -> None:
        self.app, self.out, self.clock = app, out, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and write its line."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, timer = self.clock(), time.perf_counter()
        seen: dict[str, object] = {"status": CUT_OFF, "bytes": 0}

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = Headers(raw=message["headers"])
                seen.update(status=message["status"], type=headers.get("content-type", ""))
            elif message["type"] == "http.response.body":
                seen["bytes"] = int(str(seen["bytes"])) + len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception:
            if "type" not in seen:
                seen["status"] = 500
            raise
        finally:
            self._write(scope, seen, began, time.perf_counter() - timer)

    def _write(self, scope: Scope, seen: dict[str, object], began: float, seconds: float) -> None:
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(began)) + f".{int(began % 1 * 1000):03d}Z"
        line = {
            "time": moment,
            "client": (scope.get("client") or ("",))[0],
            "method": scope["method"],
            "path": scope["path"][:SHOWN],
            **seen,
            "seconds": round(seconds, 4),
            "agent": Headers(scope=scope).get("user-agent", "")[:SHOWN],
        }
        self.out.write(json.dumps(line) + "\n")
        self.out.flush()


class Gate:
    """Refuse addresses that are too long, and give every answer the header fields of SAFETY."""

    def __init__(self, app: ASGIApp, url_limit: int) -> None:
        self.app, self.url_limit = app, url_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in SAFETY.items():
                    headers.setdefault(name, value)
            await send(message)

        length = len(scope["raw_path"]) + len(scope["query_string"])
        if length > self.url_limit:
            problem = Problem(
                414, f"an address of {length:,} bytes; the limit is {self.url_limit:,}. Use POST instead."
            )
            await problem_response(problem)(scope, receive, safe)
        else:
            await self.app(scope, receive, safe)


class Gzip:
    """Compress for clients that take it, and say in `Vary` that it depends on that."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.packing = app, GZipMiddleware(app, minimum_size=GZIP_FROM, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, by the packer where that is wanted."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def varied(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(raw=message["headers"]).add_vary_header("Accept-Encoding")
            await send(message)

        packed = scope["path"].endswith(".gz")
        wanted = not packed and accepts_gzip(Headers(scope=scope).get("accept-encoding"))
        await (self.packing if wanted else self.app)(scope, receive, varied)
