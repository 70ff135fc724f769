"""Formats of several files: written as one zip archive, or as files in a folder."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)


def write_zip(files: Mapping[str, bytes], out: BinaryIO) -> None:
    """Write files, sorted by name, into a zip archive.

    They are stored and not deflated, and bear no date: what one release of zlib makes of the same bytes differs from
    what the next one makes.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            member = zipfile.ZipInfo(name, EPOCH)
            member.external_attr = 0o644 << 16
            member.create_system = 3
            archive.writestr(member, data)
