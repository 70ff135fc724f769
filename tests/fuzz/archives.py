"""Archives to begin from: both kinds, every way of packing that is read, names that take a header of their own."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
from io import BytesIO

from tests.sources.pages import Page, to_html, to_text

PAGES = {"é/a.txt": to_text(Page(slug="a")), "é" * 120: to_html(Page(slug="b")), "c.gz": gzip.compress(b"x", mtime=0)}


def pack_zip(method: int) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in PAGES.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return target.getvalue()


def pack_tar(form: int, **headers: str) -> bytes:
    target = BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form) as archive:
        for name, data in PAGES.items():
            member = tarfile.TarInfo(name if form != tarfile.USTAR_FORMAT else name[:40])
            member.size, member.pax_headers = len(data), headers
            archive.addfile(member, BytesIO(data))
    return target.getvalue()


def pack_holes(**headers: str) -> bytes:
    return pack_tar(tarfile.PAX_FORMAT, **{f"GNU.sparse.{name}": value for name, value in headers.items()})


ARCHIVES = {
    "zip, stored": pack_zip(zipfile.ZIP_STORED),
    "zip": pack_zip(zipfile.ZIP_DEFLATED),
    "zip of bzip2": pack_zip(zipfile.ZIP_BZIP2),
    "zip of lzma": pack_zip(zipfile.ZIP_LZMA),
    "tar": pack_tar(tarfile.USTAR_FORMAT),
    "tar of GNU": pack_tar(tarfile.GNU_FORMAT),
    "tar of POSIX": pack_tar(tarfile.PAX_FORMAT, mtime="1.5"),
    "tar with holes": pack_holes(map="0,100,300,100"),
    "tar with holes, in the data": pack_holes(major="1", minor="0", realsize="99"),
    "tar with holes, in records": pack_holes(size="500", offset="10", numbytes="100"),
    "tar, packed": gzip.compress(pack_tar(tarfile.GNU_FORMAT), mtime=0),
    "page, packed": gzip.compress(to_text(Page()), mtime=0),
}
