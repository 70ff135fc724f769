"""Two releases side by side, record by record: only what differs comes through, and no more than one record is held.

`mendelgraph.nq` is sorted by record, and the same record is written with the same bytes; so two releases are walked
like two sorted lists, lines are compared as bytes, and nothing is parsed that did not change.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.store import QUADS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LAYERS = (b"stated", b"aligned", b"inferred")


class Block(NamedTuple):
    """Hold the lines of one record; `key` is the name of its graphs without the layer, by which files are sorted."""

    key: bytes
    lines: tuple[bytes, ...]

    @property
    def graph(self) -> str:
        """Return the key as text: `…/graph/condition/poh/` of a record, `…/graph/dataset` of a graph on its own."""
        return self.key.decode()


class Pair(NamedTuple):
    """Hold a record of two releases where its lines differ; `old` or `new` is empty where only one has it."""

    key: bytes
    old: tuple[bytes, ...]
    new: tuple[bytes, ...]

    @property
    def graph(self) -> str:
        """Return the key as text, as `Block.graph` does."""
        return self.key.decode()

    @property
    def deleted(self) -> list[bytes]:
        """Return the lines that only the old release has, sorted."""
        return sorted(set(self.old) - set(self.new))

    @property
    def added(self) -> list[bytes]:
        """Return the lines that only the new release has, sorted."""
        return sorted(set(self.new) - set(self.old))


class Manifest(NamedTuple):
    """Hold what a release says of itself: its version, its base IRI, and the SHA-256 of its N-Quads."""

    version: str
    base: str
    sha256: str


def read_manifest(release: Path) -> Manifest:
    """Read a release's manifest; raise InputError where the folder is no release."""
    path = release / "manifest.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(content["version"], content["base"], content["files"][QUADS]["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = f"is no release of this version ({type(error).__name__} in manifest.json); build it anew"
        raise InputError(reason, where=str(release)) from error


def key_of(line: bytes) -> bytes:
    """Return the key of the record that a line of N-Quads belongs to; raise ValueError for a line without a graph.

    >>> key_of(b"<s:a> <p:b> <o:c> <https://a.example/graph/condition/poh/stated> .")
    b'https://a.example/graph/condition/poh/'
    >>> key_of(b"<s:a> <p:b> <o:c> <https://a.example/graph/dataset> .")
    b'https://a.example/graph/dataset'
    """
    graph = line[line.rindex(b" <") + 2 : line.rindex(b">")]
    record, slash, layer = graph.rpartition(b"/")
    return record + slash if layer in LAYERS else graph


def read_blocks(path: Path) -> Iterator[Block]:
    """Yield the records of an N-Quads file of ours; raise InputError where it is not sorted by record."""
    try:
        with path.open("rb") as file:
            yield from sorted_blocks(file, str(path))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", where=str(path)) from error


def sorted_blocks(lines: Iterable[bytes], where: str) -> Iterator[Block]:
    """Group lines by record; raise InputError, naming `where`, for a malformed line and for records out of order."""
    last = b""
    try:
        for key, group in groupby(lines, key=key_of):
            if key <= last:
                what = f"is not sorted by record at {key.decode(errors='replace')}; build the release anew"
                raise InputError(what, where=where)
            last = key
            yield Block(key, tuple(group))
    except ValueError as error:
        raise InputError("holds a line that is no N-Quad with a named graph; build the release anew", where=where) from (
            error
        )


def pair_blocks(old: Iterator[Block], new: Iterator[Block]) -> Iterator[Pair]:
    """Yield the records in which two releases differ, in the order of their keys."""
    one, other = next(old, None), next(new, None)
    while one or other:
        if other is None or (one and one.key < other.key):
            assert one is not None
            yield Pair(one.key, one.lines, ())
            one = next(old, None)
        elif one is None or other.key < one.key:
            yield Pair(other.key, (), other.lines)
            other = next(new, None)
        else:
            if one.lines != other.lines:
                yield Pair(one.key, one.lines, other.lines)
            one, other = next(old, None), next(new, None)


def pair_releases(old: Path, new: Path) -> Iterator[Pair]:
    """Yield the records in which two release folders differ."""
    return pair_blocks(read_blocks(old / QUADS), read_blocks(new / QUADS))
