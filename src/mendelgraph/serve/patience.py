"""What the server puts up with from clients that send too much or too slowly; uvicorn alone would wait for ever."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES = 256 * 1024
"""The longest head of a request that is read at all; `Settings.url_limit` refuses long addresses in words."""

TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class LimitedFlow(FlowControl):
    """Cut off a client that takes nothing of an answer that waits for it, for so many seconds."""

    def __init__(self, transport: asyncio.Transport, limit: float) -> None:
        super().__init__(transport)
        self._limit = limit

    async def drain(self) -> None:
        """Wait until more can be written."""
        try:
            async with asyncio.timeout(self._limit):
                await super().drain()
        except TimeoutError:
            self._transport.abort()


class Gathering:
    """Write the head of an answer together with what follows it.

    Two writes are two calls into the system, and wake the client twice. A head that nothing follows at once leaves
    before the loop waits again.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._head = b""

    def __getattr__(self, name: str) -> Any:
        """Be the transport in all that is no writing."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Write, or hold back what looks like a head."""
        if not self._head and data.startswith(b"HTTP/1.1 ") and data.endswith(b"\r\n\r\n"):
            self._head = data
            self._loop.call_soon(self._flush)
        else:
            held, self._head = self._head, b""
            self._transport.write(held + data if held else data)

    def _flush(self) -> None:
        if self._head:
            self.write(b"")

    def close(self) -> None:
        """Write what is held back, and close."""
        self._flush()
        self._transport.close()


class PatientProtocol(HttpToolsProtocol):
    """Speak HTTP as uvicorn does, and hang up on a client that does not finish the head of a request."""

    limit = 20.0
    """Seconds; `patient` makes protocols with other ones, because uvicorn takes a class and makes the objects."""
    _timer: asyncio.TimerHandle | None = None
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Begin to wait for a request."""
        super().connection_made(transport)
        self.transport = cast("asyncio.Transport", Gathering(transport, self.loop))
        self.flow = LimitedFlow(transport, self.limit)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Wait on only where the head of a request is not whole, or what comes belongs to no request."""
        super().data_received(data)
        if self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._watch()
        if self._timer is not None:
            self._head += len(data)
            if self._head > HEAD_BYTES and not self.transport.is_closing():
                self.transport.write(TOO_LARGE)
                self.transport.close()

    def on_headers_complete(self) -> None:
        """Answer a request whose head is whole; raise ValueError, which is a 400, for one without its host."""
        self._stop_watching()
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts != 1 and not (hosts == 0 and self.parser.get_http_version() == "1.0"):
            raise ValueError("a request names one host (RFC 9112, 3.2)")
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_watching()
        super().connection_lost(exc)

    def _watch(self) -> None:
        self._timer, self._head = self.loop.call_later(self.limit, self._hang_up), 0

    def _stop_watching(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _hang_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.abort()


def patient(seconds: float) -> type[PatientProtocol]:
    """Return the protocol of a server that is so patient."""
    return type("Protocol", (PatientProtocol,), {"limit": seconds})
