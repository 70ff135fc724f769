"""Gzip files put together from parts that were packed one by one, by whatever process and at whatever time.

A part is deflated on its own and ends on a byte (Z_FULL_FLUSH), so that parts put one after the other are one deflate
stream, and with a head and a checksum one gzip member (RFC 1951, RFC 1952): every reader reads it to its end, as some
do not with a file of many members. A part of an old file can be taken over as it is.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from struct import pack as pack_bytes
from typing import NamedTuple

LEVEL = 6
HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""A member's head: no name and no time, so that the same content gives the same bytes."""
_LAST_BLOCK = b"\x03\x00"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Name bytes of an old file by where they stand in it, so that they are copied from there and not held."""

    whole: memoryview
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __bytes__(self) -> bytes:
        return bytes(self.view())

    def view(self) -> memoryview:
        """Return the bytes where they are."""
        return self.whole[self.start : self.end]


class Part(NamedTuple):
    """Hold a part of a file as it is and packed, each with the CRC-32 of its bytes."""

    plain: bytes | Stretch
    packed: bytes | Stretch
    plain_checksum: int
    packed_checksum: int


def make_part(plain: bytes) -> Part:
    """Pack a part."""
    packed = pack(plain)
    return Part(plain, packed, zlib.crc32(plain), zlib.crc32(packed))


def pack(data: bytes) -> bytes:
    """Deflate a part.

    >>> import gzip
    >>> gzip.decompress(HEAD + pack(b"one ") + pack(b"two") + packed_tail(zlib.crc32(b"one two"), 7))
    b'one two'
    """
    if not data:
        return b""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


def packed_tail(checksum: int, size: int) -> bytes:
    """Return what ends a member: the CRC-32 and the number of the bytes that were packed."""
    return _LAST_BLOCK + pack_bytes("<II", checksum, size & 0xFFFFFFFF)
