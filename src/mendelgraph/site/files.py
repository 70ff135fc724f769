"""Write files so that what stays the same is left untouched, and tell later whether anybody changed them since.

Paths are plain texts, and nothing is asked of the disk twice: for sixteen thousand files, that is a second.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class Stamp(NamedTuple):
    """Hold what tells a file from the one that somebody puts in its place: its size and when it was written."""

    size: int
    modified: int


class Put(NamedTuple):
    """Tell of a file that is as it should be: its stamp, and whether it had to be written for that."""

    stamp: Stamp
    changed: bool


Stamps = dict[str, Stamp]
"""Stamps by path below the site's folder."""


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of a file, or None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - `Path` takes four times as long
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Stamp(found.st_size, found.st_mtime_ns)


def are_there(folder: Path, stamps: Mapping[str, Stamp]) -> bool:
    """Tell whether all these files are as they were written."""
    return all(stamp_of(f"{folder}/{path}") == stamp for path, stamp in stamps.items())


def write_file(path: str, content: bytes) -> Put:
    """Write a file unless it holds these bytes already."""
    found = stamp_of(path)
    if found and found.size == len(content) and _read(path) == content:
        return Put(found, changed=False)
    scratch = f"{_beside(path)}{os.getpid()}"
    try:
        stamp = _write(scratch, content)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - see above
        stamp = _write(scratch, content)
    os.replace(scratch, path)  # noqa: PTH105 - see above
    return Put(stamp, changed=True)


def _beside(path: str) -> str:
    """Return what the name of a file begins with that is written to take another's place; its process's id ends it."""
    folder, name = os.path.split(path)
    return f"{folder}/.{name[:100]}."


def remove_scratch(folder: Path, paths: Iterable[str]) -> None:
    """Remove what killed processes left that were writing any of these files."""
    begun = {_beside(f"{folder}/{path}") for path in paths}
    for place in {os.path.dirname(beginning) for beginning in begun}:  # noqa: PTH120 - see above
        for name in os.listdir(place) if os.path.isdir(place) else ():  # noqa: PTH112, PTH208 - see above
            beginning, dot, process = f"{place}/{name}".rpartition(".")
            if process.isdigit() and beginning + dot in begun:
                os.unlink(f"{place}/{name}")  # noqa: PTH108 - see above


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - see above
        return file.read()


def _write(path: str, content: bytes) -> Stamp:
    with open(path, "wb") as file:  # noqa: PTH123 - see above
        file.write(content)
        file.flush()
        found = os.fstat(file.fileno())
    return Stamp(found.st_size, found.st_mtime_ns)


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
