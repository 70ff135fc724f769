"""Packed sources: gzip as if it were not there, zip and tar member by member. Nothing is written to disk."""

from __future__ import annotations

import gzip
import stat
import tarfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from mendelgraph.errors import InputError
from mendelgraph.records import Refusal, RefusalKind
from mendelgraph.sources.limits import MAX_MEMBERS, MAX_STREAM_BYTES, MiB
from mendelgraph.sources.streams import Body, Stream
from mendelgraph.sources.walk import print_path

if TYPE_CHECKING:
    from collections.abc import Iterator


def open_gzip(body: Body) -> Body:
    """Return the unpacked document, under the same id."""
    packed = cast("BinaryIO", body.stream)
    return Body(body.id, Stream(gzip.GzipFile(fileobj=packed), packed=lambda: body.stream.total))


def open_zip(body: Body) -> Iterator[Body | Refusal]:
    """Yield the members of a zip file; raise InputError for one that lies within another archive."""
    if body.path is None:
        raise InputError("an archive within an archive: unpack it first")
    with zipfile.ZipFile(body.path) as archive:
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


def _open_zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, parent: str) -> Iterator[Body]:
    with archive.open(member) as raw:
        yield Body(_member_id(parent, member.filename), Stream(raw, packed=lambda: member.compress_size))


def _check_zip_member(parent: str, member: zipfile.ZipInfo) -> Refusal | None:
    name = _member_id(parent, member.filename)
    if member.flag_bits & 1:
        return Refusal(name, RefusalKind.BROKEN, "encrypted: unpack it first")
    if stat.S_ISLNK(member.external_attr >> 16):
        return Refusal(name, RefusalKind.NOT_A_SOURCE, "link in an archive: not followed")
    return None


def open_tar(body: Body) -> Iterator[Body | Refusal]:
    """Yield the members of a tar file, read from its stream in one pass."""
    with tarfile.open(fileobj=cast("BinaryIO", body.stream), mode="r|") as archive:
        for number, member in enumerate(archive, start=1):
            if number > MAX_MEMBERS:
                raise InputError(f"holds more than {MAX_MEMBERS} files")
            if member.isdir():
                continue
            raw = archive.extractfile(member) if member.isreg() else None
            refusal = _check_name(body.id, member.name)
            if refusal:
                yield refusal
            elif raw is None:
                reason = "link or device in an archive: not followed"
                yield Refusal(_member_id(body.id, member.name), RefusalKind.NOT_A_SOURCE, reason)
            else:
                yield Body(_member_id(body.id, member.name), Stream(raw))


def _member_id(parent: str, name: str) -> str:
    return f"{parent}/{print_path(Path(name))}"


def _check_name(parent: str, name: str) -> Refusal | None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        return Refusal(_member_id(parent, name), RefusalKind.BROKEN, "its name leads out of the archive")
    return None
