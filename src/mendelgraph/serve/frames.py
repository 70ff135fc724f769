"""What the server and its query children say to each other: frames of a kind, a length and bytes, on two pipes."""

from __future__ import annotations

import struct
from enum import Enum
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = struct.Struct(">cI")
CHUNK = 64 * 1024
MAX_FRAME = 64 * 1024 * 1024


class Kind(Enum):
    """Name a kind of frame.

    READY: a child has opened its store. ASK: a query, and before it, as JSON on a line of its own, what to do with it.
    WHOLE: a short answer, and before it, on a line of its own, the name of its form. A long one comes in parts: FORM,
    that name; DATA, a part; END, all is said. FAILED: a refusal, as JSON with `status` and `detail`.
    """

    READY = b"R"
    ASK = b"A"
    WHOLE = b"W"
    FORM = b"H"
    DATA = b"D"
    END = b"E"
    FAILED = b"F"


_KINDS = {kind.value: kind for kind in Kind}


class Frame(NamedTuple):
    """Hold a frame."""

    kind: Kind
    body: bytes = b""

    def encoded(self) -> bytes:
        r"""Return the bytes of the frame.

        >>> Frame(Kind.DATA, b"ab").encoded()
        b'D\x00\x00\x00\x02ab'
        """
        return HEAD.pack(self.kind.value, len(self.body)) + self.body


class Splitter:
    """Split a stream that comes in pieces of any size into frames."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        r"""Yield the frames that are whole by now; raise ValueError for what is no frame of ours.

        >>> splitter = Splitter()
        >>> [[frame.kind.name for frame in splitter.feed(part)] for part in (b"E\0\0", b"\0\0D\0\0\0\1a")]
        [[], ['END', 'DATA']]
        """
        if not self._held and (only := _only_frame(data)) is not None:
            yield only
            return
        self._held += data
        position = 0
        while len(self._held) - position >= HEAD.size:
            kind, length = _read_head(self._held, position)
            end = position + HEAD.size + length
            if len(self._held) < end:
                break
            yield Frame(kind, bytes(self._held[position + HEAD.size : end]))
            position = end
        del self._held[:position]


def _only_frame(data: bytes) -> Frame | None:
    """Return the frame that the data are, neither more nor less, as they mostly are."""
    if len(data) < HEAD.size:
        return None
    kind, length = _read_head(data)
    return Frame(kind, data[HEAD.size :]) if len(data) == HEAD.size + length else None


def _read_head(data: bytes | bytearray, position: int = 0) -> tuple[Kind, int]:
    kind, length = HEAD.unpack_from(data, position)
    if length > MAX_FRAME or kind not in _KINDS:
        raise ValueError(f"no frame of ours: {kind!r} of {length:,} bytes")
    return _KINDS[kind], length


def read_frame(stream: IO[bytes]) -> Frame | None:
    """Read a frame; None where the stream has ended."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, length = _read_head(head)
    return Frame(kind, stream.read(length))
