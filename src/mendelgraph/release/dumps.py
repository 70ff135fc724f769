"""A dump and the packed file beside it, written part by part, new or taken over from the release before."""

from __future__ import annotations

import mmap
import zlib
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, Self

from mendelgraph.export.packing import HEAD, Stretch, packed_tail

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path
    from typing import BinaryIO

    from mendelgraph.export.packing import Part

WRITTEN_AT_ONCE = 1 << 20
"""Bytes of a file that are written together: a thread is asked a few hundred times, not ten thousand."""
COPIED_AT_ONCE = 1 << 24
"""Bytes of an old file that are written together, of which none is held: each time, a thread waits for the others."""
AHEAD = 32_000_000
"""Bytes that wait at most, so that what is made faster than it is written does not fill the memory."""


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
        self._waiting: deque[tuple[Future[None], int]] = deque()
        self._held = 0

    def submit(self, task: Callable[[], None], held: int) -> None:
        """Do a task, which holds so many bytes, when those before it are done; wait for room if they hold too many."""
        while self._waiting and (self._held >= AHEAD or self._waiting[0][0].done()):
            self._take()
        self._waiting.append((self._thread.submit(task), held))
        self._held += held

    def finish(self) -> None:
        """Wait for all tasks."""
        while self._waiting:
            self._take()

    def _take(self) -> None:
        task, held = self._waiting.popleft()
        self._held -= held
        task.result()

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
        self._parts: list[bytes | Stretch] = []
        self._unwritten = self._memory = 0

    def write(self, data: bytes | Stretch, checksum: int) -> Span:
        """Write a part whose CRC-32 is known, and return where it stands."""
        span = Span(self.size, len(data), checksum)
        self.size += len(data)
        if data:
            self._parts.append(data)
        self._unwritten += len(data)
        self._memory += len(data) if isinstance(data, bytes) else 0
        if self._memory >= WRITTEN_AT_ONCE or self._unwritten >= COPIED_AT_ONCE:
            self._submit()
        return span

    def _submit(self) -> None:
        self._background.submit(partial(self._put, self._parts), self._memory)
        self._parts, self._unwritten, self._memory = [], 0, 0

    def _put(self, parts: list[bytes | Stretch]) -> None:
        data = _join(parts)
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


def _join(parts: list[bytes | Stretch]) -> bytes | memoryview:
    """Return parts in one, without copying those that lie one after the other in an old file."""
    first, last = (parts[0], parts[-1]) if parts else (b"", b"")
    if isinstance(first, Stretch) and isinstance(last, Stretch) and all(map(_meet, parts, parts[1:])):
        return first.whole[first.start : last.end]
    return b"".join([part.view() if isinstance(part, Stretch) else part for part in parts])


def _meet(one: bytes | Stretch, next_one: bytes | Stretch) -> bool:
    if not isinstance(one, Stretch) or not isinstance(next_one, Stretch):
        return False
    return one.whole is next_one.whole and one.end == next_one.start


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
        self._data = memoryview(b"")  # the file is let go with the last stretch of it that anybody holds

    def read(self, span: Span) -> Stretch:
        """Return the part at a span; raise ValueError where the bytes are not those that were written."""
        part = Stretch(self._data, span.start, span.start + span.size)
        if part.end > len(self._data) or zlib.crc32(part.view()) != span.checksum:
            raise ValueError(f"bytes {part.start} to {part.end} were altered")
        return part


def _map(path: Path) -> memoryview:
    try:
        with path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):  # not there, or empty
        return memoryview(b"")
