"""Damaged and hostile archives: what is whole is read, what is not is refused in words, before it fills the memory."""

from __future__ import annotations

import gzip
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest

from mendelgraph.records import ConditionRecord, Refusal, RefusalKind
from mendelgraph.sources import read_documents
from mendelgraph.sources.limits import MAX_DIGITS, MAX_GLOBALS, MAX_HEADER_BYTES, MiB
from tests.sources.pages import Item, Page, read, read_refusal, to_text

Put = Callable[[dict[str, bytes]], Path]
PAGES = {f"é{slug}.txt": to_text(Page(slug=slug)) for slug in ("a", "b", "c")}
END = bytes(1024)


def pack_zip(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def header(kind: bytes, size: int) -> bytes:
    info = tarfile.TarInfo("x")
    info.type, info.size = kind, size
    return info.tobuf(tarfile.GNU_FORMAT)


def filled(data: bytes) -> bytes:
    return data + bytes(-len(data) % tarfile.BLOCKSIZE)


def member(kind: bytes, data: bytes) -> bytes:
    return header(kind, len(data)) + filled(data)


def pax(**values: str) -> bytes:
    """Write a record of each; its length counts itself, as three digits."""
    records = [f" {key.replace('__', '.')}={value}\n".encode() for key, value in values.items()]
    return b"".join(b"%03d" % (len(record) + 3) + record for record in records)


def sparse() -> bytes:
    """Write a header of GNU's kind that says that more of its map follows."""
    block = bytearray(header(tarfile.GNUTYPE_SPARSE, 0))
    block[482] = 1
    block[148:156] = b" " * 8
    block[148:155] = b"%06o\0" % sum(block)
    return bytes(block)


PAGE = member(tarfile.REGTYPE, to_text(Page()))


def slugs(found: Iterable[Item]) -> list[str]:
    return [item.slug for item in found if isinstance(item, ConditionRecord)]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_with_flipped_bytes_does_not_take_the_others_down(method: int, put: Put) -> None:
    data = bytearray(pack_zip(PAGES, method))
    second = data.index(b"PK\x03\x04", 100)
    for place in range(second + 45, second + 60):
        data[place] ^= 0xFF
    found = list(read_documents([put({"x.zip": bytes(data)})]))
    assert slugs(found) == ["a", "c"]
    (refusal,) = [item for item in found if isinstance(item, Refusal)]
    assert (refusal.document, refusal.kind) == ("x.zip/éb.txt", RefusalKind.BROKEN)
    assert refusal.reason.startswith("cannot be read to its end: ")


def test_a_name_that_is_no_utf_8_refuses_the_archive(put: Put) -> None:
    folder = put({"x.zip": pack_zip(PAGES).replace("éb".encode(), b"\xff\xfeb")})
    (refusal,) = read_documents([folder])
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith("cannot be read to its end: 'utf-8' codec")


def test_a_name_that_is_no_utf_8_beside_the_bytes_refuses_the_member(put: Put) -> None:
    folder = put({"x.zip": pack_zip(PAGES).replace("éb".encode(), b"\xff\xfeb", 1)})
    found = list(read_documents([folder]))
    assert slugs(found) == ["a", "c"]
    assert [item.document for item in found if isinstance(item, Refusal)] == ["x.zip/éb.txt"]


HEADERS = {
    "a long name": header(tarfile.GNUTYPE_LONGNAME, 64 * MiB) + bytes(64 * MiB),
    "a long link": header(tarfile.GNUTYPE_LONGLINK, 64 * MiB) + bytes(64 * MiB),
    "extended": header(tarfile.XHDTYPE, 64 * MiB) + b"11 path=abc\n" * (5 * MiB),
    "for all": header(tarfile.XGLTYPE, 64 * MiB) + b"11 path=abc\n" * (5 * MiB),
    "one within another": header(tarfile.GNUTYPE_LONGNAME, 0) * 5_000,
    "sparse": sparse() + (bytes(504) + b"\x01" + bytes(7)) * 5_000,
}


@pytest.mark.parametrize("case", HEADERS)
def test_a_header_is_not_read_beyond_its_bound(case: str) -> None:
    data = PAGE + HEADERS[case]
    tracemalloc.start()
    found = read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found[-1], Refusal)
    assert f"a header of more than {MAX_HEADER_BYTES:,} bytes" in found[-1].reason
    assert len(found) == 2
    assert peak < 4 * MiB


def test_a_header_of_digits_is_refused_before_patterns_are_tried_on_it() -> None:
    refusal = read_refusal(member(tarfile.XHDTYPE, b"1" * 60_000) + PAGE + END)
    assert refusal.reason == f"a number of more than {MAX_DIGITS:,} digits in a header"


@pytest.mark.parametrize(
    "values",
    [
        {"GNU__sparse__map": "a,b"},
        {"GNU__sparse__size": "x"},
        {"GNU__sparse__major": "1", "GNU__sparse__minor": "0"},
        {"size": "-700"},
        {"size": "9" * 400},
    ],
    ids=str,
)
def test_an_extended_header_of_nonsense_is_refused(values: dict[str, str]) -> None:
    found = read(PAGE + member(tarfile.XHDTYPE, pax(**values)) + PAGE + END)
    assert isinstance(found[-1], Refusal)
    assert not isinstance(found[0], Refusal)


def test_values_for_all_members_do_not_pile_up() -> None:
    each = [member(tarfile.XGLTYPE, pax(**{f"key{number}": "x" * 400})) + PAGE for number in range(MAX_GLOBALS + 9)]
    found = read(b"".join(each) + END)
    assert isinstance(found[-1], Refusal)
    assert found[-1].reason == f"gives more than {MAX_GLOBALS} values for all its files"


def test_headers_do_not_pile_up() -> None:
    long = filled(b"a" * 60_000)
    data = (header(tarfile.GNUTYPE_LONGNAME, 60_000) + long + header(tarfile.DIRTYPE, 0)) * 200 + PAGE + END
    tracemalloc.start()
    assert len(read(data)) == 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * MiB, "of the 12 MB of names"


def test_a_long_name_is_read() -> None:
    target = BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for number, name in enumerate(("é" * 200, "d" * 2_000)):
            info = tarfile.TarInfo(name)
            data = to_text(Page(slug=f"toe-{number}"))
            info.size = len(data)
            archive.addfile(info, BytesIO(data))
    assert slugs(read(target.getvalue())) == ["toe-0", "toe-1"]


DAMAGED = {
    "a damaged header": PAGE + b"\x01" + PAGE[1:] + END,
    "cut after a member": PAGE,
    "cut within a header": PAGE + PAGE[:300],
    "cut within a member": PAGE + PAGE[: tarfile.BLOCKSIZE + 100],
    "a member of less than nothing": PAGE + header(tarfile.REGTYPE, -5_000) + END,
}


@pytest.mark.parametrize("case", DAMAGED)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_tar_file_that_is_not_whole_is_never_taken_for_whole(pack: Callable[[bytes], bytes], case: str) -> None:
    found = read(pack(DAMAGED[case]))
    assert not isinstance(found[0], Refusal)
    last = found[-1]
    assert isinstance(last, Refusal)
    assert (last.document, last.kind) == ("x", RefusalKind.BROKEN)
    assert last.reason.startswith("cannot be read to its end: ")


@pytest.mark.parametrize("inner", [PAGE + END, gzip.compress(PAGE + END), gzip.compress(pack_zip(PAGES))])
def test_an_archive_within_an_archive_is_not_opened(inner: bytes) -> None:
    refusal = read_refusal(gzip.compress(member(tarfile.REGTYPE, inner) + END))
    assert (refusal.document, refusal.reason) == ("x/x", "an archive within an archive: unpack it first")
