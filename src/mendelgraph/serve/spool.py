"""An answer as it comes: a child's reader writes at its end, a client reads from the front, each at its own pace."""

from __future__ import annotations

import asyncio
import os
import tempfile
from typing import TYPE_CHECKING

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
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by `close`
        self._grown = asyncio.Event()

    def add(self, data: bytes) -> None:
        """Take the next part."""
        self._file.seek(0, os.SEEK_END)
        self._file.write(data)
        self.size += len(data)
        self._grown.set()

    def end(self, problem: Problem | None = None) -> None:
        """Say that nothing more comes, and why where the answer is not whole."""
        self.problem, self.ended = problem, True
        self._grown.set()

    async def ready(self) -> None:
        """Wait until the answer is whole, or long enough to be begun; raise its Problem where it has failed."""
        while not self.ended and self.size < HELD_BACK:
            await self._wait()
        if self.problem:
            raise self.problem

    async def parts(self) -> AsyncIterator[bytes]:
        """Yield the answer; raise its Problem where it fails after it was begun."""
        position = 0
        while position < self.size or not self.ended:
            if position == self.size:
                await self._wait()
                continue
            self._file.seek(position)
            part = self._file.read(CHUNK)
            position += len(part)
            yield part
        if self.problem:
            raise self.problem

    async def _wait(self) -> None:
        self._grown.clear()
        await self._grown.wait()

    def close(self) -> None:
        """Give back memory or disk."""
        self._file.close()
