"""An answer as it comes: a child's reader writes at its end, a client reads from the front, each at its own pace."""

from __future__ import annotations

import asyncio
import os
import tempfile
from typing import IO, TYPE_CHECKING

from mendelgraph.rdf.bounded import MIB
from mendelgraph.serve.frames import CHUNK

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mendelgraph.serve.problems import Problem

IN_MEMORY = 1 * MIB
HELD_BACK = 256 * 1024
"""So much of an answer is at hand before its first byte is sent: what fails before can still be told by a status."""


class Spool:
    """Hold the bytes of one answer, in memory or, beyond IN_MEMORY, in a file without a name."""

    def __init__(self) -> None:
        self.form = ""
        self.size = 0
        self.problem: Problem | None = None
        self.ended = False
        self._held = bytearray()
        self._file: IO[bytes] | None = None
        self._waiter: asyncio.Future[None] | None = None

    def add(self, data: bytes) -> None:
        """Take the next part."""
        self.size += len(data)
        if self._file is None and self.size > IN_MEMORY:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
            self._file.write(self._held)
            self._held.clear()
        if self._file is None:
            self._held += data
        else:
            self._file.seek(0, os.SEEK_END)
            self._file.write(data)
        self._wake()

    def end(self, problem: Problem | None = None) -> None:
        """Say that nothing more comes, and why where the answer is not whole."""
        self.problem, self.ended = problem, True
        self._wake()

    async def ready(self) -> None:
        """Wait until the answer is whole, or long enough to be begun; raise its Problem where it has failed."""
        while not self.ended and self.size < HELD_BACK:
            await self._wait()
        if self.problem:
            raise self.problem

    @property
    def whole(self) -> bytes | None:
        """Return the whole answer where it has ended and is held in memory."""
        return bytes(self._held) if self.ended and self._file is None else None

    async def parts(self) -> AsyncIterator[bytes]:
        """Yield the answer; raise its Problem where it fails after it was begun."""
        position = 0
        while position < self.size or not self.ended:
            if position == self.size:
                await self._wait()
                continue
            part = self._read(position)
            position += len(part)
            yield part
        if self.problem:
            raise self.problem

    def _read(self, position: int) -> bytes:
        if self._file is None:
            return bytes(self._held[position : position + CHUNK])
        self._file.seek(position)
        return self._file.read(CHUNK)

    async def _wait(self) -> None:
        self._waiter = asyncio.get_running_loop().create_future()
        await self._waiter

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def close(self) -> None:
        """Give back memory or disk."""
        self._held.clear()
        if self._file is not None:
            self._file.close()
