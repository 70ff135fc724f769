"""Make a release's store from the one before it, changing only what changed.

The engine never alters a file of sorted statements once it is written, so a new store begins with links to the files
of the old one. Both are whole: what is added to the new one goes to new files, and who reads the old one goes on.
"""

from __future__ import annotations

import os
from shutil import copy2
from typing import TYPE_CHECKING, Self
from zlib import crc32

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mendelgraph.export.packing import Stretch

LAYERS = ("stated", "aligned", "inferred")
SUMMED_AT_ONCE = 1 << 22
"""Bytes of a file, which a map of it would hold as a whole."""
_PASSING = ("LOCK", "LOG")
"""Beginnings of the names of files that hold no statements, and may change as a store is read."""


def list_files(folder: Path) -> list[str]:
    """Return the names of a store's files, of those that hold what it says; none where no store is there."""
    try:
        return sorted(path.name for path in folder.iterdir() if not path.name.startswith(_PASSING))
    except OSError:
        return []


def sum_files(folder: Path, old: Path, known: Mapping[str, int]) -> dict[str, int]:
    """Return the CRC-32 of each of a store's files; of an old store they are `known`, so links to it are not read."""
    return {
        name: known[name] if name in known and _is_same(folder / name, old / name) else sum_file(folder / name)
        for name in list_files(folder)
    }


def _is_same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def sum_file(path: Path) -> int:
    """Return the CRC-32 of a file: enough against damage, at half a hash's cost, while other threads run."""
    checksum, part = 0, bytearray(SUMMED_AT_ONCE)
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(part):
            checksum = crc32(memoryview(part)[:size], checksum)
    return checksum


def link_store(old: Path, new: Path) -> None:
    """Make a store folder of the same content, sharing the files that are never altered."""
    new.mkdir()
    for name in list_files(old):
        if not name.endswith(".sst") or not _link(old / name, new / name):
            copy2(old / name, new / name)


def _link(old: Path, new: Path) -> bool:
    try:
        os.link(old, new)
    except OSError:  # a file system without links, or with as many as it can have
        return False
    return True


class StorePatch:
    """Change the graphs of some records, and what of the union goes or comes with them."""

    def __init__(self, old: Path, new: Path) -> None:
        link_store(old, new)
        self.store = Store(new)
        self._old: set[Quad] = set()
        self._new: set[Quad] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def remove(self, record: str) -> None:
        """Take out the graphs of a record, by the IRI that they begin with, unless `add` brings them back."""
        for graph in (NamedNode(record + layer) for layer in ("", *LAYERS)):
            self._old.update(self.store.quads_for_pattern(None, None, None, graph))

    def add(self, quads: bytes | Stretch, _turtle: bytes | Stretch, *, fresh: bool) -> None:
        """Put the graphs of a record in; those of one that is not fresh are there."""
        if fresh:
            self._new.update(parse(bytes(quads), format=RdfFormat.N_QUADS))

    def finish(self, shared: Iterable[bytes]) -> Store:
        """Write the changes, and return the store; `shared` are the lines that any record shares with others."""
        came = {quad.triple for quad in self._new}
        gone = {quad: f"{quad.triple} .\n".encode() for quad in self._old - self._new}
        held = set(gone.values()).intersection(shared if gone else ())
        for quad, line in gone.items():
            self.store.remove(quad)
            if quad.triple not in came and line not in held:
                self.store.remove(Quad(*quad.triple))
        added = self._new - self._old
        self.store.extend([*added, *(Quad(*quad.triple) for quad in added)])
        self.store.flush()
        return self.store
