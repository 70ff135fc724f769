"""A release's large files, grown record by record: the N-Quads, the dumps and the store.

Nothing of a record is kept in memory but the statements that records share and the names of its lists.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Self

from mendelgraph.export.blocks import parse_lines, trees_without
from mendelgraph.export.jsonld import TAIL, jsonld_head
from mendelgraph.export.order import path_order
from mendelgraph.export.rdf import turtle_blocks, turtle_head
from mendelgraph.export.sssom import sssom_head, used_prefixes
from mendelgraph.store import QUADS, STORE
from mendelgraph.store.building import StoreBuilder

if TYPE_CHECKING:
    from typing import BinaryIO

    from pyoxigraph import Store

    from mendelgraph.export.blocks import Blocks

TURTLE, JSONLD, SSSOM = "mendelgraph.ttl", "mendelgraph.jsonld", "mappings.sssom.tsv"


class Assembly:
    """Put the parts of records one after the other, in the order of their graphs."""

    def __init__(self, folder: Path) -> None:
        self.shared: set[bytes] = set()
        self._folder = folder
        self._lists: set[str] = set()
        self._prefixes: set[str] = set()
        self._base = ""
        self._comma = b"\n"
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._quads, self._turtle, self._trees = map(self._open, (QUADS, TURTLE, JSONLD))
        self._rows = self._stack.enter_context(TemporaryFile(dir=self._folder))
        self._store = self._stack.enter_context(StoreBuilder(self._folder / STORE, turtle_head()))
        self._turtle.write(turtle_head())
        self._trees.write(jsonld_head())
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _open(self, name: str) -> BinaryIO:
        return self._stack.enter_context((self._folder / name).open("wb"))

    def add(self, blocks: Blocks) -> None:
        """Write what a record adds to each file, and keep what it shares."""
        self._quads.write(blocks.nquads)
        self._turtle.write(blocks.turtle)
        self._add_trees(blocks)
        self._add_mappings(blocks)
        self._store.add(blocks.nquads, blocks.turtle)
        self.shared |= blocks.shared

    def _add_trees(self, blocks: Blocks) -> None:
        trees = blocks.trees if self._lists.isdisjoint(blocks.lists) else trees_without(blocks, self._lists)
        self._lists |= blocks.lists
        for tree in trees:
            self._trees.write(self._comma + tree)
            self._comma = b",\n"

    def _add_mappings(self, blocks: Blocks) -> None:
        if blocks.mappings:
            self._rows.writelines(blocks.mappings)
            self._prefixes |= used_prefixes(blocks.mappings)
            self._base = self._base or blocks.record.rpartition("/condition/")[0]

    def close_dumps(self) -> list[Path]:
        """Write what stands at the ends of files, and return those that are large."""
        self._turtle.write(turtle_blocks(parse_lines(sorted(self.shared, key=path_order))))
        self._trees.write(TAIL)
        self._rows.seek(0)
        with (self._folder / SSSOM).open("wb") as out:
            out.write(sssom_head(self._base, self._prefixes))
            copyfileobj(self._rows, out)
        large = (self._quads, self._turtle, self._trees)
        for file in large:
            file.close()
        return [Path(file.name) for file in large]

    def finish(self) -> Store:
        """Load what records share, and return the store."""
        return self._store.finish(self.shared)
