"""Write files so that what stays the same is left untouched, and tell later whether anybody changed them since."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Stamp(NamedTuple):
    """Hold what tells a file from the one that somebody puts in its place: its size and when it was written."""

    size: int
    modified: int


Stamps = dict[str, Stamp]
"""Stamps by path below the site's folder."""


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of a file, or None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return Stamp(found.st_size, found.st_mtime_ns)


def are_there(folder: Path, stamps: Mapping[str, Stamp]) -> bool:
    """Tell whether all these files are as they were written."""
    return all(stamp_of(folder / path) == stamp for path, stamp in stamps.items())


def write_file(path: Path, content: bytes) -> bool:
    """Write a file unless it holds these bytes already; tell whether it did not."""
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    except FileNotFoundError:
        pass
    scratch = path.with_name(f".{path.name[:100]}.{os.getpid()}")
    try:
        scratch.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(content)
    scratch.replace(path)
    return True


def remove_file(folder: Path, path: str) -> bool:
    """Remove a file and the folders that it leaves empty; tell whether it was there."""
    gone = folder / path
    try:
        gone.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    for parent in gone.relative_to(folder).parents[:-1]:
        if any((folder / parent).iterdir()):
            break
        (folder / parent).rmdir()
    return True
