"""A release's large files, grown record by record: the N-Quads, the dumps, the store, and what the next build needs.

Nothing of a record is kept in memory but the names of its lists, and where its parts stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from zlib import crc32

from mendelgraph.export.blocks import COMMA, trees_without
from mendelgraph.export.jsonld import TAIL, jsonld_head
from mendelgraph.export.packing import make_part
from mendelgraph.export.rdf import turtle_head
from mendelgraph.export.sssom import sssom_head
from mendelgraph.release.dumps import Background, Dump, NewFile
from mendelgraph.release.kept import FOLDER, KEPT_FILES, Place
from mendelgraph.release.lines import SharedLines
from mendelgraph.release.places import Places
from mendelgraph.release.records import JSONLD, SSSOM, TURTLE
from mendelgraph.store import QUADS, STORE
from mendelgraph.store.building import StoreBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

    from mendelgraph.export.packing import Part
    from mendelgraph.release.dumps import Span
    from mendelgraph.release.kept import KeptParts
    from mendelgraph.release.portions import Portions
    from mendelgraph.release.records import Made
    from mendelgraph.store.patching import StorePatch

_COMMA = make_part(COMMA)
PORTION = 2**20
"""Bytes that are copied at once."""


class Assembly:
    """Put the parts of records one after the other, in the order of their graphs."""

    def __init__(self, folder: Path, portions: Portions, patch: StorePatch | None = None) -> None:
        self.shared = SharedLines(folder)
        self.portions = portions
        self._folder = folder
        self._lists: set[str] = set()
        self._prefixes: set[str] = set()
        self._base = ""
        self.places = Places()
        self._background = background = Background()
        self._quads, self._turtle, self._trees = (Dump(folder / name, background) for name in (QUADS, TURTLE, JSONLD))
        (folder / FOLDER).mkdir()
        self._kept = [NewFile(folder / FOLDER / name, background) for name in KEPT_FILES]
        self._rows = NewFile(folder / f".{SSSOM}", background)
        self._has_trees = False
        self._store = patch or StoreBuilder(folder / STORE, turtle_head())

    def __enter__(self) -> Self:
        self._store.__enter__()
        self._turtle.write(make_part(turtle_head()))
        self._trees.write(make_part(jsonld_head() + b"\n"))
        return self

    def __exit__(self, *_: object) -> None:
        self._store.__exit__()
        del self._store  # the engine has no other way to close one, and goes on removing files until then
        self._background.stop()
        self.shared.close()
        self.portions.close()
        for dump in (self._quads, self._turtle, self._trees):
            dump.abandon()
        for file in (self._rows, *self._kept):
            file.abandon()

    def add(self, made: Made) -> None:
        """Write what a record adds to each file, and keep what it shares."""
        kept, parts = made.kept, made.parts
        skipped = self._lists & kept.lists
        trees = parts.trees
        if skipped != made.skipped:
            trees = trees_without(kept.record, bytes(parts.quads.plain), skipped)
        self._lists |= kept.lists
        place = Place(
            made.digest,
            tuple(sorted(skipped)),
            self._quads.write(parts.quads),
            self._turtle.write(parts.turtle),
            self._add_trees(trees),
            self._rows.write(parts.rows, crc32(parts.rows)),
            self._keep(parts.kept),
        )
        self.places.put(made.key, place)
        self._store.add(parts.quads.plain, parts.turtle.plain, fresh=made.fresh)
        self.shared.add(kept.shared)
        self._prefixes |= kept.prefixes
        if parts.rows:
            self._base = self._base or kept.record.rpartition("/condition/")[0]

    def _keep(self, parts: KeptParts) -> tuple[Span, Span, Span, Span]:
        told, sums, shared, objects = (
            file.write(part, crc32(part)) for file, part in zip(self._kept, parts, strict=True)
        )
        return told, sums, shared, objects

    def _add_trees(self, trees: Part) -> tuple[Span, Span]:
        if trees.plain and self._has_trees:
            self._trees.write(_COMMA)
        self._has_trees = self._has_trees or bool(trees.plain)
        return self._trees.write(trees)

    def close_dumps(self) -> dict[str, str]:
        """Write what stands at the ends of files, and return the SHA-256 of each by its name."""
        for portion in self.shared.portions():
            self.portions.write(portion, self._turtle.write)
        self._trees.write(make_part(TAIL))
        hashes: dict[str, str] = {}
        for dump in (self._quads, self._turtle, self._trees):
            hashes |= dump.close()
        for file in self._kept:
            file.close()
        return hashes | self._close_rows()

    def _close_rows(self) -> dict[str, str]:
        """Put the head of SSSOM before its rows, now that it is known which prefixes they use."""
        head = sssom_head(self._base, self._prefixes)
        name, _ = self._rows.close()
        rows = self._folder / name
        whole = NewFile(self._folder / SSSOM, self._background)
        whole.write(head, crc32(head))
        with rows.open("rb") as written:
            while part := written.read(PORTION):
                whole.write(part, crc32(part))
        rows.unlink()
        self.places.shift = len(head)
        return dict([whole.close()])

    def finish(self) -> Store:
        """Load what records share, and return the store."""
        return self._store.finish(self.shared)
