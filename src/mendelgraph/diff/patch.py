"""RDF Patch (https://afs.github.io/rdf-patch/): the quads to delete and to add, and the way to apply them.

A row is an operation, an N-Quad and a dot. Rows come in the order of the records, so a patch is written and applied
with one record in memory. Blank nodes stand only in lists of authors and editors; their labels are hashes of the list,
the same in every release, so that a row names them as RDF Patch asks: by an identifier that does not change.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import groupby
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol

from pyoxigraph import RdfFormat, parse, serialize

from mendelgraph.diff.blocks import Block, key_of, pair_releases, place_of, read_blocks, read_manifest, side_by_side
from mendelgraph.errors import InputError
from mendelgraph.export.order import sort_quads
from mendelgraph.graph import Minter
from mendelgraph.graph.iris import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mendelgraph.diff.blocks import Manifest


class PatchSize(NamedTuple):
    """Count the rows of a patch."""

    deleted: int
    added: int


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...


class _Rows(NamedTuple):
    key: bytes
    deleted: frozenset[bytes]
    added: frozenset[bytes]


def write_patch(old: Path, new: Path, out: IO[bytes]) -> PatchSize:
    """Write what turns the N-Quads of one release folder into those of another; return how many rows it took.

    The header names both releases and the hashes of their files. Raises InputError for what is no release.
    """
    before, after = read_manifest(old), read_manifest(new)
    out.writelines(f"H {name} {value} .\n".encode() for name, value in _header(before, after))
    out.write(b"TX .\n")
    deleted = added = 0
    for pair in pair_releases(old, new):
        gone, come = pair.deleted, pair.added
        out.writelines(b"D " + line for line in gone)
        out.writelines(b"A " + line for line in come)
        deleted, added = deleted + len(gone), added + len(come)
    out.write(b"TC .\n")
    return PatchSize(deleted, added)


def _header(before: Manifest, after: Manifest) -> Iterator[tuple[str, str]]:
    yield "id", f"<{Minter(after.base).dataset().value}/{segment(after.version)}>"
    yield "prev", f"<{Minter(before.base).dataset().value}/{segment(before.version)}>"
    yield "sha256-before", f'"{before.sha256}"'
    yield "sha256-after", f'"{after.sha256}"'


def apply_patch(nquads: Path, patch: Path, out: IO[bytes]) -> PatchSize:
    """Write the N-Quads that a release's file becomes by a patch: byte for byte the newer release's.

    Raises InputError where the patch is cut off or malformed, was made for another file, or does not give the file
    that it was made from; what was written to `out` by then is to be thrown away.
    """
    with patch.open("rb") as rows:
        header = _read_header(rows, str(patch))
        counts = _Counts()
        before, after = sha256(), sha256()
        old = _hashed(read_blocks(nquads), before)
        for block in _patched(old, _read_rows(rows, str(patch), counts), str(patch)):
            data = b"".join(block.lines)
            after.update(data)
            out.write(data)
    for name, found in (("sha256-before", before.hexdigest()), ("sha256-after", after.hexdigest())):
        if header.get(name, found) != found:
            raise InputError(f"was made for another release: {name} is {header[name]}, not {found}", where=str(patch))
    return PatchSize(counts.deleted, counts.added)


class _Counts:
    deleted = 0
    added = 0


def _read_header(rows: IO[bytes], where: str) -> dict[str, str]:
    header: dict[str, str] = {}
    for row in rows:
        if row == b"TX .\n":
            return header
        operation, _, rest = row.decode(errors="replace").partition(" ")
        name, _, value = rest.rstrip(" .\n").partition(" ")
        if operation != "H":
            break
        header[name] = value.strip('"')
    raise InputError("is no RDF Patch: no row `TX .` after its header", where=where)


def _read_rows(rows: IO[bytes], where: str, counts: _Counts) -> Iterator[_Rows]:
    """Yield the rows of each record, up to the row that commits."""
    last = b""
    for key, group in groupby(_until_committed(rows, where), key=lambda row: _row_key(row, where)):
        if place_of(key) <= last:
            raise InputError("is not sorted by record; make it with `mendelgraph diff`", where=where)
        last = place_of(key)
        found = list(group)
        gone = frozenset(row[2:] for row in found if row.startswith(b"D "))
        come = frozenset(row[2:] for row in found if row.startswith(b"A "))
        counts.deleted += len(gone)
        counts.added += len(come)
        yield _Rows(key, gone, come)


def _until_committed(rows: Iterable[bytes], where: str) -> Iterator[bytes]:
    for row in rows:
        if row == b"TC .\n":
            return
        yield row
    raise InputError("is cut off: no row `TC .` at its end", where=where)


def _row_key(row: bytes, where: str) -> bytes:
    if not row.startswith((b"A ", b"D ")):
        raise InputError(f"holds a row that is neither A nor D: {row[:60]!r}", where=where)
    try:
        return key_of(row)
    except ValueError as error:
        raise InputError(f"holds a row that is no quad: {row[:60]!r}", where=where) from error


def _hashed(blocks: Iterable[Block], into: _Hash) -> Iterator[Block]:
    for block in blocks:
        into.update(b"".join(block.lines))
        yield block


def _patched(old: Iterable[Block], rows: Iterable[_Rows], where: str) -> Iterator[Block]:
    for block, change in side_by_side(old, rows):
        if change:
            yield from _change(block or Block(change.key, ()), change, where)
        elif block:
            yield block


def _change(block: Block, change: _Rows, where: str) -> Iterator[Block]:
    lines = set(block.lines)
    if not change.deleted <= lines or change.added & lines:
        what = f"does not fit: it deletes what is not there, or adds what is, in {block.graph}"
        raise InputError(what, where=where)
    left = (lines - change.deleted) | change.added
    if left:
        ordered = sort_quads(parse(b"".join(left), format=RdfFormat.N_QUADS))
        data = serialize(ordered, format=RdfFormat.N_QUADS) or b""
        yield Block(block.key, tuple(data.splitlines(keepends=True)))
