"""One child process that answers queries, as the server sees it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from mendelgraph.rdf.bounded import MIB
from mendelgraph.serve.frames import HEAD, Frame, Kind, read_head

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "mendelgraph.serve.query_child"
LIFETIME = 100_000_000
"""Seconds of work that a child may do in its life; `query_child.limit_time` bounds each query."""
FILE_LIMIT = 64 * MIB
START_LIMIT = 60.0
MEMORY = "memory"


class Died(Exception):  # noqa: N818 - an event in a child's life
    """Tell that a child has ended, and of what: MEMORY, the name of a signal, or an exit code."""


class Child:
    """Hold one child process and speak with it."""

    def __init__(self, store: Path, base: str, memory: int) -> None:
        limits = [str(LIFETIME), str(memory), str(FILE_LIMIT)]
        # -P: a file in the current folder named like one of our imports must not be run.
        self._command = [sys.executable, "-P", "-m", PROGRAM, *limits, str(store), base]
        self._process: asyncio.subprocess.Process | None = None
        self._talk = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`

    @property
    def alive(self) -> bool:
        """Tell whether it runs."""
        return self._process is not None and self._process.returncode is None

    @property
    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise Died("it was never started")
        return self._process

    async def start(self) -> None:
        """Start it and wait until it has opened its store; raise Died where it does not."""
        environment = {**os.environ, "RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2", "PYTHONIOENCODING": "utf-8"}
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._talk,
            env=environment,
            start_new_session=True,  # Ctrl-C in a terminal is for the server, which ends its children itself
        )
        try:
            async with asyncio.timeout(START_LIMIT):
                await self.read()
        except TimeoutError:
            await self.kill()
            raise Died(f"it did not start within {START_LIMIT:g} s") from None

    async def ask(self, request: dict[str, object]) -> None:
        """Send a query."""
        stdin = cast("asyncio.StreamWriter", self._running.stdin)
        stdin.write(Frame(Kind.ASK, json.dumps(request).encode()).encoded())
        with suppress(ConnectionError):  # that it is gone is told by `read`
            await stdin.drain()

    async def read(self) -> Frame:
        """Read its next frame; raise Died where there is none."""
        stdout = cast("asyncio.StreamReader", self._running.stdout)
        try:
            kind, length = read_head(await stdout.readexactly(HEAD.size))
            return Frame(kind, await stdout.readexactly(length))
        except asyncio.IncompleteReadError:
            raise Died(self._cause(await self._running.wait())) from None

    async def kill(self) -> None:
        """End it."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()

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
