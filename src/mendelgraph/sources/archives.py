"""Packed sources: gzip as if it were not there, zip and tar member by member. Nothing is written to disk."""

from __future__ import annotations

import gzip
import os
import re
import stat
import tarfile
import zipfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from mendelgraph.errors import InputError
from mendelgraph.records import Refusal, RefusalKind
from mendelgraph.sources.limits import (
    MAX_DIGITS,
    MAX_GLOBALS,
    MAX_HEADER_BYTES,
    MAX_MEMBERS,
    MAX_STREAM_BYTES,
    MiB,
)
from mendelgraph.sources.streams import Body, Stream, telling_damage
from mendelgraph.sources.walk import print_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.sources.streams import Readable

_DIGITS = re.compile(rb"\d{%d}" % MAX_DIGITS)


def open_gzip(body: Body) -> Body:
    """Return the unpacked document, under the same id."""
    packed = cast("BinaryIO", body.stream)
    return Body(body.id, Stream(gzip.GzipFile(fileobj=packed), packed=lambda: body.stream.total), None, body.packed)


def open_zip(body: Body) -> Iterator[Body | Refusal]:
    """Yield the members of a zip file; raise InputError for one that is no file of its own."""
    if body.path is None:
        raise InputError("a zip file packed again: unpack it first")
    with telling_damage(), zipfile.ZipFile(body.path) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise InputError(f"holds more than {MAX_MEMBERS} files")
        if sum(member.file_size for member in members) > MAX_STREAM_BYTES:
            raise InputError(f"unpacks to more than {MAX_STREAM_BYTES // MiB} MiB")
        for member in members:
            if member.is_dir():
                continue
            refusal = _check_name(body.id, member.filename) or _check_zip_member(body.id, member)
            if refusal:
                yield refusal
            else:
                yield from _open_zip_member(archive, member, body.id)


def _open_zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, parent: str) -> Iterator[Body | Refusal]:
    """Yield one member, or a refusal of this one alone: the others lie elsewhere in the file."""
    name = _member_id(parent, member.filename)
    try:
        with telling_damage():
            raw = archive.open(member)
    except InputError as error:
        yield Refusal(name, RefusalKind.BROKEN, error.what)
        return
    with raw:
        yield Body(name, Stream(raw, packed=lambda: member.compress_size), packed=True)


def _check_zip_member(parent: str, member: zipfile.ZipInfo) -> Refusal | None:
    name = _member_id(parent, member.filename)
    if member.flag_bits & 1:
        return Refusal(name, RefusalKind.BROKEN, "encrypted: unpack it first")
    if stat.S_ISLNK(member.external_attr >> 16):
        return Refusal(name, RefusalKind.NOT_A_SOURCE, "link in an archive: not followed")
    return None


def open_tar(body: Body) -> Iterator[Body | Refusal]:
    """Yield the members of a tar file, read from its stream in one pass."""
    for number, (member, raw) in enumerate(_wind(_Tape(body.stream)), start=1):
        if number > MAX_MEMBERS:
            raise InputError(f"holds more than {MAX_MEMBERS} files")
        if member.isdir():
            continue
        refusal = _check_name(body.id, member.name)
        if refusal:
            yield refusal
        elif raw is None:
            reason = "link or device in an archive: not followed"
            yield Refusal(_member_id(body.id, member.name), RefusalKind.NOT_A_SOURCE, reason)
        else:
            yield Body(_member_id(body.id, member.name), Stream(raw), packed=True)


def _wind(tape: _Tape) -> Iterator[tuple[tarfile.TarInfo, Readable | None]]:
    """Yield header and bytes of each member, and raise InputError where the last is followed by no mark of an end."""
    with tape.at_header():
        archive = tarfile.TarFile(fileobj=cast("BinaryIO", tape), encoding="utf-8")
    while True:
        with tape.at_header():
            member = archive.next()
        archive.members.clear()  # type: ignore[attr-defined]  # typeshed leaves it out; it keeps every header
        if len(archive.pax_headers) > MAX_GLOBALS:
            raise InputError(f"gives more than {MAX_GLOBALS} values for all its files")
        if member is None:
            break
        yield member, archive.extractfile(member) if member.isreg() else None
    if tape.last != bytes(tarfile.BLOCKSIZE):
        raise InputError("cannot be read to its end: a damaged header, or cut off")


class _Tape:
    """Give tarfile a stream that winds forward only, and bound what it takes for one header."""

    def __init__(self, stream: Stream) -> None:
        self.last = b""
        self._stream = stream
        self._place = 0
        self._room = MAX_STREAM_BYTES

    @contextmanager
    def at_header(self) -> Iterator[None]:
        """Bound what is read until the next member begins."""
        self._room = MAX_HEADER_BYTES
        with telling_damage():
            yield
        self._room = MAX_STREAM_BYTES

    def tell(self) -> int:
        return self._place

    def seek(self, place: int, _: int = os.SEEK_SET, /) -> int:
        if place < self._place:
            raise tarfile.StreamError("a member begins before the one that precedes it ends")
        while self._place < place and self._take(min(MiB, place - self._place)):
            pass
        return self._place

    def read(self, size: int, /) -> bytes:
        if size > self._room:
            raise InputError(f"a header of more than {MAX_HEADER_BYTES:,} bytes")
        parts = []
        while size and (part := self._take(size)):
            parts.append(part)
            size -= len(part)
        self.last = b"".join(parts)
        if self._room < MAX_STREAM_BYTES:
            self._room -= len(self.last)
            if _DIGITS.search(self.last):
                raise InputError(f"a number of more than {MAX_DIGITS:,} digits in a header")
        return self.last

    def _take(self, size: int) -> bytes:
        part = self._stream.read(size)
        self._place += len(part)
        return part


def _member_id(parent: str, name: str) -> str:
    return f"{parent}/{print_path(Path(name))}"


def _check_name(parent: str, name: str) -> Refusal | None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        return Refusal(_member_id(parent, name), RefusalKind.BROKEN, "its name leads out of the archive")
    return None
