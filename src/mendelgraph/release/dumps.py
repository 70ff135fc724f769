"""A dump and the packed file beside it, written part by part, new or taken over from the release before."""

from __future__ import annotations

import mmap
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, Self

from mendelgraph.export.packing import HEAD, Part, packed_tail

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO


class Span(NamedTuple):
    """Say where a part stands in a file, and the CRC-32 of its bytes."""

    start: int
    size: int
    checksum: int


class NewFile:
    """Write a file and its SHA-256 in one pass."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.size = 0
        self._out: BinaryIO = path.open("wb")
        self._hash = sha256()

    def write(self, data: bytes) -> Span:
        """Write a part, and return where it stands."""
        self._out.write(data)
        self._hash.update(data)
        span = Span(self.size, len(data), zlib.crc32(data))
        self.size += len(data)
        return span

    def close(self) -> tuple[str, str]:
        """Close the file, and return its name and SHA-256."""
        self._out.close()
        return self.name, self._hash.hexdigest()

    def abandon(self) -> None:
        """Close the file, if it is open, as it is."""
        self._out.close()


class Dump:
    """Write `NAME` and `NAME.gz` beside it."""

    def __init__(self, path: Path) -> None:
        self._plain = NewFile(path)
        self._packed = NewFile(path.with_name(f"{path.name}.gz"))
        self._checksum = 0
        self._packed.write(HEAD)

    def write(self, part: Part) -> tuple[Span, Span]:
        """Write a part, and return where it stands in the two files."""
        self._checksum = zlib.crc32(part.plain, self._checksum)
        return self._plain.write(part.plain), self._packed.write(part.packed)

    def close(self) -> dict[str, str]:
        """End the files, and return the SHA-256 of each by its name."""
        self._packed.write(packed_tail(self._checksum, self._plain.size))
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
