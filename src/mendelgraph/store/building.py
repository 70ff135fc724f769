"""Build a release's store while its records are still being made.

Loading goes on in a thread of its own, outside Python's lock: the named graphs from N-Quads, and their union, for the
default graph, from the Turtle that is written anyway, which is a quarter as long.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Self

from pyoxigraph import Quad, RdfFormat, Store, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from mendelgraph.export.packing import Stretch

SLICE = 16_000_000
"""How many bytes of N-Quads are loaded at once: larger slices load faster, and take six times their size in memory."""
_BLANK = b"_:"


class StoreBuilder:
    """Load a new store with the graphs of one record after the other."""

    def __init__(self, folder: Path, turtle_head: bytes) -> None:
        self.store = Store(folder)
        self._head = turtle_head
        self._graphs: list[bytes] = []
        self._union: list[bytes] = []
        self._blank: list[bytes] = []
        self._size = 0
        self._thread = ThreadPoolExecutor(1)
        self._loading: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)

    def add(self, nquads: bytes | Stretch, turtle: bytes | Stretch, *, fresh: bool = True) -> None:
        """Add the graphs of a record, and as Turtle without prefixes the part of their union that is its own."""
        nquads = bytes(nquads)
        if _BLANK in nquads:
            lines = nquads.splitlines(keepends=True)
            self._blank.extend(line for line in lines if _BLANK in line)
            nquads = b"".join(line for line in lines if _BLANK not in line)
        self._graphs.append(nquads)
        self._union.append(bytes(turtle))
        self._size += len(nquads)
        if self._size > SLICE:
            self._load()

    def finish(self, shared: Iterable[bytes]) -> Store:
        """Add the rest, with what of the union is no record's own (as N-Triples), and return the store."""
        self._load()
        self._wait()
        for part in _portions(line for line in shared if _BLANK not in line):
            self.store.bulk_load(part, format=RdfFormat.N_TRIPLES)
        self.store.optimize()  # questions take 1.7 times as long on what was loaded in slices
        self.store.flush()
        return self.store

    def _load(self) -> None:
        self._wait()
        graphs, union, blank = b"".join(self._graphs), b"".join((self._head, *self._union)), b"".join(self._blank)
        self._graphs, self._union, self._blank, self._size = [], [], [], 0
        self._loading = self._thread.submit(self._load_slice, graphs, union, blank)

    def _load_slice(self, graphs: bytes, union: bytes, blank: bytes) -> None:
        self.store.bulk_load(graphs, format=RdfFormat.N_QUADS)
        self.store.bulk_load(union, format=RdfFormat.TURTLE)
        # Loading text renames blank nodes, so the union would have other ones than the named graphs.
        quads = parse(blank, format=RdfFormat.N_QUADS)
        self.store.bulk_extend(each for quad in quads for each in (quad, Quad(*quad.triple)))

    def _wait(self) -> None:
        if self._loading:
            self._loading.result()


def _portions(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines put together, as many at once as are loaded at once."""
    portion, size = list[bytes](), 0
    for line in lines:
        portion.append(line)
        size += len(line)
        if size > SLICE:
            yield b"".join(portion)
            portion, size = [], 0
    yield b"".join(portion)
