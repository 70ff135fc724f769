"""What the server and its query children say to each other: frames of a kind, a length and bytes, on two pipes."""

from __future__ import annotations

import struct
from enum import Enum
from typing import IO, NamedTuple

HEAD = struct.Struct(">cI")
CHUNK = 64 * 1024
MAX_FRAME = 64 * 1024 * 1024


class Kind(Enum):
    """Name a kind of frame.

    READY: a child has opened its store. ASK: a query, as JSON. FORM: the name of the form in which the answer comes.
    DATA: a part of it. END: all is said. FAILED: a refusal, as JSON with `status` and `detail`.
    """

    READY = b"R"
    ASK = b"A"
    FORM = b"H"
    DATA = b"D"
    END = b"E"
    FAILED = b"F"


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


def read_head(head: bytes) -> tuple[Kind, int]:
    """Return kind and length; raise ValueError for what is no frame of ours."""
    kind, length = HEAD.unpack(head)
    if length > MAX_FRAME:
        raise ValueError(f"a frame of {length:,} bytes")
    return Kind(kind), length


def read_frame(stream: IO[bytes]) -> Frame | None:
    """Read a frame; None where the stream has ended."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, length = read_head(head)
    return Frame(kind, stream.read(length))
