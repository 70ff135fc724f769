"""How long the server waits for clients that send or read slowly; uvicorn alone would wait for ever."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_LIMIT = 15.0
"""Seconds in which the line and the header fields of a request have to arrive."""
SEND_LIMIT = 30.0
"""Seconds in which a client has to take something of an answer that waits for it."""


class LimitedFlow(FlowControl):
    """Cut off a client that takes nothing for SEND_LIMIT seconds."""

    async def drain(self) -> None:
        """Wait until more can be written."""
        try:
            async with asyncio.timeout(SEND_LIMIT):
                await super().drain()
        except TimeoutError:
            self._transport.abort()


class PatientProtocol(H11Protocol):
    """Speak HTTP as uvicorn does, and hang up on a client that does not finish the head of a request."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Begin to wait for a request."""
        super().connection_made(transport)
        self.flow = LimitedFlow(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Wait on only where the head of a request has begun and is not whole."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE and self.conn.our_state is h11.IDLE and self.conn.trailing_data[0]:
            self._watch()
        elif self.conn.their_state is not h11.IDLE:
            self._stop_watching()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_watching()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(HEAD_LIMIT, self._hang_up)

    def _stop_watching(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _hang_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.abort()
