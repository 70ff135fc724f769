"""One child process that answers queries, as the server sees it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, cast

from mendelgraph.rdf.bounded import MIB
from mendelgraph.serve.frames import Frame, Kind, Splitter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROGRAM = "mendelgraph.serve.query_child"
LIFETIME = 100_000_000
"""Seconds of work that a child may do in its life; `query_child.limit_time` bounds each query."""
FILE_LIMIT = 64 * MIB
START_LIMIT = 60.0
MEMORY = "memory"
ENVIRONMENT = {
    "PYTHONIOENCODING": "utf-8",
    # Threads and their arenas reserve address space by the core, which would eat the memory limit on a big machine.
    "RAYON_NUM_THREADS": "2",
    "MALLOC_ARENA_MAX": "2",
    # A query allocates thousands of small things; kept at hand for the next one, they save a quarter of its time.
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=1000",
}


class Died(Exception):  # noqa: N818 - an event in a child's life
    """Tell that a child has ended, and of what: MEMORY, the name of a signal, or an exit code."""


class Listener(Protocol):
    """Hear what a child says on a query."""

    def take(self, frame: Frame) -> None:
        """Take its next frame."""

    def mourn(self, cause: str) -> None:
        """Learn that it has ended, and of what, as Died has it."""


class Child:
    """Hold one child process after another, and speak with it."""

    def __init__(self, store: Path, base: str, memory: int) -> None:
        limits = [str(LIFETIME), str(memory), str(FILE_LIMIT)]
        # -P: a file in the current folder named like one of our imports must not be run.
        self._command = [sys.executable, "-P", "-m", PROGRAM, *limits, str(store), base]
        self._talk = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._life: _Life | None = None

    @property
    def alive(self) -> bool:
        """Tell whether it runs."""
        return self._life is not None and not self._life.gone.done()

    async def start(self) -> None:
        """Start it and wait until it has opened its store; raise Died where it does not."""
        environment = {**os.environ, **ENVIRONMENT}
        _, life = await asyncio.get_running_loop().subprocess_exec(
            lambda: _Life(self._cause),
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._talk,
            env=environment,
            start_new_session=True,  # Ctrl-C in a terminal is for the server, which ends its children itself
        )
        self._life = life
        events: set[asyncio.Future[Any]] = {life.gone, life.ready}
        await asyncio.wait(events, timeout=START_LIMIT, return_when=asyncio.FIRST_COMPLETED)
        if life.gone.done():
            raise Died(life.gone.result())
        if not life.ready.done():
            await self.kill()
            raise Died(f"it did not start within {START_LIMIT:g} s")

    def ask(self, request: bytes, listener: Listener) -> None:
        """Send the body of an ASK; `listener` hears the answer, to its END or FAILED, or that the child has ended."""
        if self._life is None or self._life.gone.done():
            listener.mourn("it had ended before it was asked")
        else:
            self._life.listener = listener
            self._life.write(Frame(Kind.ASK, request).encoded())

    def ignore(self) -> None:
        """Listen no more to what it says."""
        if self._life is not None:
            self._life.listener = None

    async def kill(self) -> None:
        """End it."""
        if self._life is not None:
            self._life.kill()
            await asyncio.wait({self._life.gone})  # a cancelled wait leaves the future alone

    async def close(self) -> None:
        """End it for good."""
        await self.kill()
        self._talk.close()

    def _cause(self, code: int) -> str:
        said = self._last_words()
        if "memory allocation" in said or "MemoryError" in said or "bad_alloc" in said:
            return MEMORY
        return signal.Signals(-code).name if code < 0 else f"exit code {code}: {said[-300:].strip()}"

    def _last_words(self) -> str:
        """Return the end of what it wrote to stderr, and clear the page for its successor."""
        self._talk.seek(max(0, self._talk.seek(0, os.SEEK_END) - 4096))
        said = self._talk.read().decode(errors="replace")
        self._talk.seek(0)
        self._talk.truncate()
        return said


class _Life(asyncio.SubprocessProtocol):
    """Hear one process from its start to its end."""

    def __init__(self, cause: Callable[[int], str]) -> None:
        loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[None] = loop.create_future()
        self.gone: asyncio.Future[str] = loop.create_future()
        self.listener: Listener | None = None
        self._cause, self._splitter = cause, Splitter()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to it."""
        self._transport = cast("asyncio.SubprocessTransport", transport)
        self.write = cast("asyncio.WriteTransport", self._transport.get_pipe_transport(0)).write

    def kill(self) -> None:
        """End it."""
        with suppress(ProcessLookupError):
            self._transport.kill()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Pass on what it says."""
        for frame in self._splitter.feed(data):
            if self.listener is not None:
                self.listener.take(frame)
            elif frame.kind is Kind.READY:
                self.ready.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell that it has ended, once all that it said was heard."""
        cause = self._cause(self._transport.get_returncode() or 0)
        self.gone.set_result(cause)
        if self.listener is not None:
            self.listener.mourn(cause)
