"""Bytes of a source, bounded: what a reader gets in place of an open file."""

from __future__ import annotations

import struct
import tarfile
import zipfile
import zlib
from contextlib import contextmanager
from lzma import LZMAError
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mendelgraph.errors import InputError
from mendelgraph.sources.limits import HEAD_BYTES, MAX_PAGE_BYTES, MAX_RATIO, MAX_STREAM_BYTES, RATIO_FREE_BYTES, MiB

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


_DAMAGE = (
    *(OSError, EOFError, NotImplementedError, RecursionError, ValueError, LookupError, ArithmeticError, struct.error),
    *(zlib.error, LZMAError, zipfile.BadZipFile, tarfile.TarError),
)
"""What Python's readers of files and archives raise on damaged ones: not their own errors alone, see the fuzz tests."""


@contextmanager
def telling_damage() -> Iterator[None]:
    """Raise InputError for whatever a file or archive proves to be while bytes are taken from it."""
    try:
        yield
    except _DAMAGE as error:
        reason = str(error) or "it ends too early"
        raise InputError(f"cannot be read to its end: {reason}; fetch the file again") from error


class Readable(Protocol):
    """Anything that gives bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes."""
        ...


class Stream:
    """Read from a source no more than MAX_STREAM_BYTES, and look ahead without losing anything.

    `packed` returns how many bytes of an archive have been read so far, to hold the stream to MAX_RATIO.
    """

    def __init__(self, raw: Readable, *, packed: Callable[[], int] | None = None) -> None:
        self._raw = raw
        self._packed = packed
        self._ahead = b""
        self._total = 0

    @property
    def total(self) -> int:
        """Return how many bytes have been taken from the source."""
        return self._total

    def peek(self) -> bytes:
        """Return the first HEAD_BYTES, which the next `read` returns again."""
        while len(self._ahead) < HEAD_BYTES and (more := self._take(HEAD_BYTES - len(self._ahead))):
            self._ahead += more
        return self._ahead

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes; raise InputError beyond the bounds."""
        if self._ahead:
            cut = len(self._ahead) if size < 0 else size
            chunk, self._ahead = self._ahead[:cut], self._ahead[cut:]
            return chunk if size >= 0 else chunk + self._take(size)
        return self._take(size)

    def _take(self, size: int) -> bytes:
        with telling_damage():
            chunk = self._raw.read(size)
        self._total += len(chunk)
        if self._total > MAX_STREAM_BYTES:
            raise InputError(f"larger than {MAX_STREAM_BYTES // MiB} MiB")
        if self._packed and self._total > max(RATIO_FREE_BYTES, MAX_RATIO * self._packed()):
            raise InputError(f"unpacks to more than {MAX_RATIO} times its size: not read further")
        return chunk

    def read_page(self) -> bytes:
        """Return all bytes of a file that holds one page; raise InputError for more than MAX_PAGE_BYTES."""
        data = self.read_small()
        if data is None:
            raise InputError(f"larger than {MAX_PAGE_BYTES // MiB} MiB, which no page is")
        return data

    def read_small(self) -> bytes | None:
        """Return all bytes, or None for more than MAX_PAGE_BYTES."""
        return self.read_whole(MAX_PAGE_BYTES)

    def read_whole(self, most: int) -> bytes | None:
        """Return all bytes, or None for more than so many; a bomb is told on the way there."""
        parts: list[bytes] = []
        room = most + 1
        while room and (part := self.read(min(room, MiB))):
            parts.append(part)
            room -= len(part)
        return b"".join(parts) if room else None


class Body(NamedTuple):
    """Hold what a reader gets: the document's id, its bytes, its path where it is a file of its own.

    `packed` says that it is a member of an archive.
    """

    id: str
    stream: Stream
    path: Path | None = None
    packed: bool = False
