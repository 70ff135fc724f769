"""A record ready to be written: made just now, or taken over from the release before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Self

from mendelgraph.export.packing import Part
from mendelgraph.export.sssom import used_prefixes
from mendelgraph.release.ahead import do_ahead
from mendelgraph.release.dumps import OldFile
from mendelgraph.release.kept import (
    FOLDER,
    KEPT_FILES,
    NO_SUMS,
    Kept,
    KeptParts,
    freeze_kept,
    read_index,
    take_off,
    thaw_kept,
    thaw_sums,
)
from mendelgraph.release.portions import Portions, read_portions
from mendelgraph.store import QUADS, STORE
from mendelgraph.store.patching import list_files, sum_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from mendelgraph.export.blocks import Blocks
    from mendelgraph.release.dumps import Span
    from mendelgraph.release.kept import Place, Sums
    from mendelgraph.release.pipeline import Piece

TURTLE, JSONLD, SSSOM = "mendelgraph.ttl", "mendelgraph.jsonld", "mappings.sssom.tsv"
DUMPS = (QUADS, TURTLE, JSONLD)
_KEPT = tuple(f"{FOLDER}/{name}" for name in KEPT_FILES)

CHUNK, AHEAD = 32, 8
"""Old records that are read at once, and how many such lots ahead."""


class Parts(NamedTuple):
    """Hold the bytes of a record's parts: of the dumps, its rows of SSSOM, and what is kept of it."""

    quads: Part
    turtle: Part
    trees: Part
    rows: bytes
    kept: KeptParts


class Made(NamedTuple):
    """Hold a record with its parts; `skipped` are the lists that its trees leave out."""

    kept: Kept
    parts: Parts
    digest: str = ""
    skipped: frozenset[str] = frozenset()
    fresh: bool = True

    @property
    def key(self) -> str:
        """Return the IRI below which its graphs are named."""
        return self.kept.piece.key


def make_ready(piece: Piece, blocks: Blocks, digest: str = "") -> Made:
    """Make a record ready whose blocks were made just now."""
    kept = Kept(
        piece,
        blocks.record,
        blocks.lists,
        blocks.shared,
        frozenset(used_prefixes(blocks.mappings)),
        blocks.counts,
    )
    return Made(
        kept, Parts(blocks.quads, blocks.turtle, blocks.trees, b"".join(blocks.mappings), freeze_kept(kept)), digest
    )


class OldRelease:
    """Give the records of the release before, if the same code made it from the same vocabulary."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.folder = folder
        self.state, self.store, self.places = read_index(folder, fingerprint)
        self._stack = ExitStack()
        names = (*DUMPS, *(f"{name}.gz" for name in DUMPS), SSSOM, *_KEPT)
        self._files = {name: self._stack.enter_context(OldFile(folder / name)) for name in names}
        self._thread = ThreadPoolExecutor(1)
        self._store_sums = [self._thread.submit(sum_file, folder / STORE / name) for name in self.store]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)
        self._stack.close()

    def store_is_whole(self) -> bool:
        """Tell whether the store is there as it was left; its files were read meanwhile, while sources were."""
        try:
            sums = [each.result() for each in self._store_sums]
        except (OSError, ValueError):  # not there, or emptied meanwhile
            return False
        return bool(sums) and sums == [*self.store.values()] and list_files(self.folder / STORE) == [*self.store]

    def has(self, key: str, digest: str) -> bool:
        """Tell whether the release has a record made of the same."""
        place = self.places.get(key)
        return place is not None and place.digest == digest

    def sums(self, stay: AbstractSet[str]) -> Sums | None:
        """Return the sums of the conditions that stay, or None where those of any record are not what they were."""
        sums = self.state.sums
        for key, place in self.places.items():
            try:
                line = bytes(self._files[_KEPT[1]].read(place.kept[1]))
            except ValueError:
                return None
            if place.digest and key not in stay:
                less = thaw_sums(line)
                if less is None:
                    return None
                sums = take_off(sums, less)
        return sums

    def sums_of(self, key: str) -> Sums:
        """Return the sums of a record, of which `sums` found that they are what they were."""
        return thaw_sums(bytes(self._files[_KEPT[1]].read(self.places[key].kept[1]))) or NO_SUMS

    def take(self, keys: Iterable[str], *, with_sums: bool) -> Iterator[Made | None]:
        """Yield records of that release, or None where the bytes of one are not what they were.

        They are read and summed in a thread, ahead of who takes them.
        """
        with ThreadPoolExecutor(1) as thread:
            for place, parts in do_ahead(thread, self._read_all, keys, chunk=CHUNK, ahead=AHEAD):
                kept = parts and thaw_kept(parts.kept, with_sums=with_sums)
                made = parts and kept and Made(kept, parts, place.digest, frozenset(place.skipped), fresh=False)
                yield made or None

    def _read_all(self, keys: Sequence[str]) -> list[tuple[Place, Parts | None]]:
        return [(self.places[key], self._read_parts(key)) for key in keys]

    def _read_parts(self, key: str) -> Parts | None:
        place = self.places[key]
        try:
            return Parts(
                self._read(QUADS, place.quads),
                self._read(TURTLE, place.turtle),
                self._read(JSONLD, place.trees),
                bytes(self._files[SSSOM].read(place.rows)),
                KeptParts(*(bytes(self._files[name].read(span)) for name, span in zip(_KEPT, place.kept, strict=True))),
            )
        except ValueError:
            return None

    def portions(self, folder: Path) -> Portions:
        """Return what shared lines of a release in a folder are counted by, with what this release has of them."""
        return Portions(folder, read_portions(self.folder, self.state.portions), partial(self._read, TURTLE))

    def _read(self, name: str, spans: tuple[Span, Span]) -> Part:
        plain, packed = spans
        files = self._files[name], self._files[f"{name}.gz"]
        return Part(files[0].read(plain), files[1].read(packed), plain.checksum, packed.checksum)
