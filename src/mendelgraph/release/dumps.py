"""A dump and the packed file beside it, written part by part, new or taken over from the release before."""

from __future__ import annotations

import mmap
import zlib
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, Self

from mendelgraph.export.packing import HEAD, packed_tail

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path
    from typing import BinaryIO

    from mendelgraph.export.packing import Part

WRITTEN_AT_ONCE = 1 << 20
"""Bytes of a file that are written together: a thread is asked a few hundred times, not ten thousand."""
AHEAD = 48
"""Writes that wait at most, so that what is made faster than it is written does not fill the memory."""


class Span(NamedTuple):
    """Say where a part stands in a file, and the CRC-32 of its bytes."""

    start: int
    size: int
    checksum: int


class Background:
    """Do one task after the other in a thread: writing, hashing and summing let the other threads run.

    What a task raises is raised by a later `submit`, or by `finish`.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()

    def submit(self, task: Callable[[], None]) -> None:
        """Do a task when those before it are done; wait for room if too many are."""
        while self._waiting and (len(self._waiting) >= AHEAD or self._waiting[0].done()):
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(task))

    def finish(self) -> None:
        """Wait for all tasks."""
        while self._waiting:
            self._waiting.popleft().result()

    def stop(self) -> None:
        """Do no task that has not begun."""
        self._thread.shutdown(cancel_futures=True)


class NewFile:
    """Write a file, its SHA-256 and its CRC-32 in one pass, in the background."""

    def __init__(self, path: Path, background: Background) -> None:
        self.name = path.name
        self.size = 0
        self.checksum = 0
        self._background = background
        self._out: BinaryIO = path.open("wb")
        self._hash = sha256()
        self._parts: list[bytes] = []
        self._held = 0

    def write(self, data: bytes, checksum: int) -> Span:
        """Write a part whose CRC-32 is known, and return where it stands."""
        span = Span(self.size, len(data), checksum)
        self.size += len(data)
        self._parts.append(data)
        self._held += len(data)
        if self._held >= WRITTEN_AT_ONCE:
            self._submit()
        return span

    def _submit(self) -> None:
        self._background.submit(partial(self._put, self._parts))
        self._parts, self._held = [], 0

    def _put(self, parts: list[bytes]) -> None:
        data = b"".join(parts)
        self._out.write(data)
        self._hash.update(data)
        self.checksum = zlib.crc32(data, self.checksum)

    def flush(self) -> None:
        """Wait until all is written, and `checksum` is that of the whole."""
        self._submit()
        self._background.finish()

    def close(self) -> tuple[str, str]:
        """Close the file, and return its name and SHA-256."""
        self.flush()
        self._out.close()
        return self.name, self._hash.hexdigest()

    def abandon(self) -> None:
        """Close the file, if it is open, as it is."""
        self._out.close()


class Dump:
    """Write `NAME` and `NAME.gz` beside it."""

    def __init__(self, path: Path, background: Background) -> None:
        self._plain = NewFile(path, background)
        self._packed = NewFile(path.with_name(f"{path.name}.gz"), background)
        self._packed.write(HEAD, zlib.crc32(HEAD))

    def write(self, part: Part) -> tuple[Span, Span]:
        """Write a part, and return where it stands in the two files."""
        plain, packed, plain_checksum, packed_checksum = part
        return self._plain.write(plain, plain_checksum), self._packed.write(packed, packed_checksum)

    def close(self) -> dict[str, str]:
        """End the files, and return the SHA-256 of each by its name."""
        self._plain.flush()
        tail = packed_tail(self._plain.checksum, self._plain.size)
        self._packed.write(tail, zlib.crc32(tail))
        return dict((self._plain.close(), self._packed.close()))

    def abandon(self) -> None:
        """Close the files, if they are open, as they are."""
        self._plain.abandon()
        self._packed.abandon()


class OldFile:
    """Read parts of a file of the release before."""

    def __init__(self, path: Path) -> None:
        self._data = _map(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if isinstance(self._data, mmap.mmap):
            self._data.close()

    def read(self, span: Span) -> bytes:
        """Return the part at a span; raise ValueError where the bytes are not those that were written."""
        part = self._data[span.start : span.start + span.size]
        if len(part) != span.size or zlib.crc32(part) != span.checksum:
            raise ValueError(f"bytes {span.start} to {span.start + span.size} were altered")
        return part


def _map(path: Path) -> mmap.mmap | bytes:
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # not there, or empty
        return b""
