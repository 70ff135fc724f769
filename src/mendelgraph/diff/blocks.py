"""Two releases side by side, record by record: only what differs comes through, and no more than one record is held.

`mendelgraph.nq` is sorted by record as `export.order` says, and the same record is written with the same bytes; so two
releases are walked like two sorted lists, lines are compared as bytes, and nothing is parsed that did not change.
"""

from __future__ import annotations

import json
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar, cast

from mendelgraph.errors import InputError
from mendelgraph.export.order import path_order
from mendelgraph.graph import Minter
from mendelgraph.store import MANIFEST, QUADS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LAYERS = (b"stated", b"aligned", b"inferred")


class _Keyed(Protocol):
    @property
    def key(self) -> bytes: ...


Keyed = TypeVar("Keyed", bound=_Keyed)
Other = TypeVar("Other", bound=_Keyed)


class Block(NamedTuple):
    """Hold the lines of one record; `key` is the name of its graphs without the layer."""

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
    path = release / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(content["version"], Minter(str(content["base"])).base, content["files"][QUADS]["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = f"is no release of this version ({type(error).__name__} in {MANIFEST}); build it anew"
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


def place_of(key: bytes) -> bytes:
    """Return what records are sorted by in every file of ours: `graph_order` of their keys.

    >>> place_of(b"https://a.example/graph/condition/poh/") < place_of(b"https://a.example/graph/condition/poh-2/")
    True
    """
    return path_order(b"<" + key + b">")


def read_blocks(path: Path) -> Iterator[Block]:
    """Yield the records of an N-Quads file of ours; raise InputError where it is not sorted by record."""
    try:
        with path.open("rb") as file:
            yield from sorted_blocks(file, str(path))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", where=str(path)) from error


def read_graph(path: Path, graph: str) -> list[bytes]:
    """Return the lines of one graph of an N-Quads file of ours."""
    end = f" <{graph}> .\n".encode()
    with path.open("rb") as file:
        return [line for line in file if line.endswith(end)]


def sorted_blocks(lines: Iterable[bytes], where: str) -> Iterator[Block]:
    """Group lines by record; raise InputError, naming `where`, for a malformed line and for records out of order."""
    last = b""
    try:
        for key, group in groupby(lines, key=key_of):
            if place_of(key) <= last:
                what = f"is not sorted by record at {key.decode(errors='replace')}; build the release anew"
                raise InputError(what, where=where)
            last = place_of(key)
            yield Block(key, tuple(group))
    except ValueError as error:
        raise InputError(
            "holds a line that is no N-Quad with a named graph; build the release anew", where=where
        ) from (error)


def side_by_side(old: Iterable[Keyed], new: Iterable[Other]) -> Iterator[tuple[Keyed | None, Other | None]]:
    """Walk two sequences that are sorted by the place of their keys, giving what has one key together."""
    lefts: Iterator[tuple[bytes, int, Keyed | Other]] = ((place_of(item.key), 0, item) for item in old)
    rights: Iterator[tuple[bytes, int, Keyed | Other]] = ((place_of(item.key), 1, item) for item in new)
    for _, group in groupby(merge(lefts, rights, key=itemgetter(0)), key=itemgetter(0)):
        found = {side: item for _, side, item in group}
        yield cast("Keyed | None", found.get(0)), cast("Other | None", found.get(1))


def pair_releases(old: Path, new: Path) -> Iterator[Pair]:
    """Yield the records in which two release folders differ."""
    for one, other in side_by_side(read_blocks(old / QUADS), read_blocks(new / QUADS)):
        before, after = one.lines if one else (), other.lines if other else ()
        if before != after:
            yield Pair((one or other or Block(b"", ())).key, before, after)
