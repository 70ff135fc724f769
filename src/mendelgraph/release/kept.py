"""What a release keeps for the next build into the same folder, so that this one makes anew only what changed.

`.kept/records.jsonl` has a line for each record: what the report and the rules that span records need of it. What is
added up of each stands in `sums.jsonl`, the lines that it shares in `shared.nt`, hashes of objects in `objects.bin`.
`sources.jsonl` and `portions.jsonl` are of `release.sources` and `release.portions`. `index.jsonl` has a digest of all
that a record depends on, where its parts stand in the dumps, the sums of all conditions and the checksums of the
store's files; it ends with a hash of itself. What is missing, altered or of another version of the package is made
anew: no build needs it, and no file of a release depends on it.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, Self, cast

from mendelgraph.graph import counts
from mendelgraph.graph.counts import NONE, pack_hashes, unpack_hashes
from mendelgraph.release.dumps import Span
from mendelgraph.release.freezing import freeze, thaw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from mendelgraph.graph.counts import Counts
    from mendelgraph.release.pipeline import Piece
    from mendelgraph.report import Tally

FOLDER, RECORDS, INDEX = ".kept", "records.jsonl", "index.jsonl"
SOURCES, PORTIONS = "sources.jsonl", "portions.jsonl"
KEPT_FILES = (RECORDS, "sums.jsonl", "shared.nt", "objects.bin")
"""The files that have the four kept parts of records."""

UNUSABLE = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError)
"""What an index or a line raises that is not as we wrote it."""


class Kept(NamedTuple):
    """Hold what is kept of a record: its piece, and what its blocks have beside the parts of dumps."""

    piece: Piece
    record: str
    lists: frozenset[str]
    shared: frozenset[bytes]
    prefixes: frozenset[str]
    counts: Counts


class Sums(NamedTuple):
    """Hold what is added up of records: statements by layer, the report's tally, counts (without their objects)."""

    triples: Counter[str]
    tally: Tally
    counts: Counts


class Told(NamedTuple):
    """Hold what is told of a record: of `Kept` what is neither added up nor shared."""

    piece: Piece
    record: str
    lists: frozenset[str]
    prefixes: frozenset[str]


class KeptParts(NamedTuple):
    """Hold what is kept of a record as bytes: what is told of it, what is added up, shared lines, hashes of objects.

    What is added up is looked at only where the old total cannot be used; the last two need no reading at all.
    """

    told: bytes
    sums: bytes
    shared: bytes
    objects: bytes


class Place(NamedTuple):
    """Say where a record's parts stand: in each dump as it is and packed, its rows of SSSOM, what is kept of it.

    `digest` is empty for what is always made anew, and `skipped` are the lists that its trees leave to records before.
    """

    digest: str
    skipped: tuple[str, ...]
    quads: tuple[Span, Span]
    turtle: tuple[Span, Span]
    trees: tuple[Span, Span]
    rows: Span
    kept: tuple[Span, Span, Span, Span]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return all spans in their order."""
        return (*self.quads, *self.turtle, *self.trees, self.rows, *self.kept)

    @classmethod
    def of_spans(cls, digest: str, skipped: tuple[str, ...], spans: Sequence[Span]) -> Self:
        """Return the place that has these spans; raise ValueError where there are too many or too few."""
        one, two, three, four, five, six, rows, *kept = spans
        told, sums, shared, objects = kept
        return cls(digest, skipped, (one, two), (three, four), (five, six), rows, (told, sums, shared, objects))


def sums_of(kept: Kept) -> Sums:
    """Return what is added up of a record."""
    return Sums(kept.piece.triples, kept.piece.tally, kept.counts._replace(objects=()))


def take_off(sums: Sums, less: Sums) -> Sums:
    """Return sums without those of a record."""
    return Sums(sums.triples - less.triples, sums.tally - less.tally, counts.take_off(sums.counts, less.counts))


def freeze_kept(kept: Kept) -> KeptParts:
    """Return what is kept of a record as bytes."""
    piece = replace(kept.piece, triples=Counter(), tally=Counter())
    return KeptParts(
        json_line(freeze(Told(piece, kept.record, kept.lists, kept.prefixes))),
        json_line(freeze(sums_of(kept))),
        b"".join(sorted(kept.shared)),
        pack_hashes(kept.counts.objects),
    )


def thaw_kept(parts: KeptParts, *, with_sums: bool) -> Kept | None:
    """Return what is kept of a record, with or without what is added up; None where these are no parts of ours."""
    told = _thaw_line(parts.told)
    sums = thaw_sums(parts.sums) if with_sums else NO_SUMS
    if not isinstance(told, Told) or sums is None:
        return None
    return Kept(
        replace(told.piece, triples=sums.triples, tally=sums.tally) if with_sums else told.piece,
        told.record,
        told.lists,
        frozenset(parts.shared.splitlines(keepends=True)),
        told.prefixes,
        sums.counts._replace(objects=unpack_hashes(parts.objects)),
    )


def thaw_sums(line: bytes) -> Sums | None:
    """Return what is added up of a record, or None where this is no line of ours."""
    sums = _thaw_line(line)
    return sums if isinstance(sums, Sums) else None


def _thaw_line(line: bytes) -> object:
    try:
        return cast("object", thaw(json.loads(line)))
    except UNUSABLE:
        return None


NO_SUMS = Sums(Counter(), Counter(), NONE)


def json_line(value: object) -> bytes:
    r"""Return a line of JSON.

    >>> json_line(["a", 1])
    b'["a",1]\n'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def write_known_file(path: Path, lines: Iterable[bytes]) -> str:
    """Write lines of JSON, and return the hash by which `read_known_file` knows them again."""
    content = sha256()
    with path.open("wb") as out:
        for line in lines:
            out.write(line)
            content.update(line)
    return content.hexdigest()


def read_known_file(path: Path, digest: str) -> list[tuple[bytes, Any]]:
    """Return lines of JSON with what they hold; raise ValueError where they are not those that were written."""
    data = path.read_bytes()
    if sha256(data).hexdigest() != digest:
        raise ValueError(f"{path} was altered")
    return [(line, json.loads(line)) for line in data.splitlines(keepends=True)]


class State(NamedTuple):
    """Say of a release what made it, the hashes of what is kept of sources and portions, the sums of its conditions."""

    made_by: str
    sources: str
    portions: str
    sums: Sums


class Index(NamedTuple):
    """Hold a release's state, the CRC-32 of each file of its store, and the places of its records by key."""

    state: State
    store: Mapping[str, int]
    places: Mapping[str, Place]


NO_INDEX = Index(State("", "", "", NO_SUMS), {}, {})


def write_index(folder: Path, state: State, store: Mapping[str, int], places: Iterable[tuple[str, Place]]) -> None:
    """Write the index of a release whose other files, its store too, do not change any more."""
    seal = write_known_file(folder / FOLDER / INDEX, _index_lines(state, store, places))
    with (folder / FOLDER / INDEX).open("ab") as out:
        out.write(seal.encode())


def _index_lines(state: State, store: Mapping[str, int], places: Iterable[tuple[str, Place]]) -> Iterator[bytes]:
    yield json_line([*freeze(state)[1:], store])
    for key, place in places:
        numbers = (number for span in place.spans for number in span)
        yield json_line([key, place.digest, place.skipped, *numbers])


def read_index(folder: Path, made_by: str) -> Index:
    """Read the index of the release in a folder; an empty one where there is none that this package can use.

    It is believed as a whole or not at all: with a line left out, records and sums would still look like ours.
    """
    try:
        *lines, seal = (folder / FOLDER / INDEX).read_bytes().splitlines(keepends=True)
        if sha256(b"".join(lines)).hexdigest() != seal.decode():
            return NO_INDEX
        (found, sources, portions, sums, store), *rows = map(json.loads, lines)
        if found != made_by:
            return NO_INDEX
        return Index(State(found, sources, portions, thaw(sums)), store, dict(map(_read_place, rows)))
    except UNUSABLE:
        return NO_INDEX


def _read_place(row: Any) -> tuple[str, Place]:
    key, digest, skipped, *numbers = row
    spans = [Span(*numbers[start : start + 3]) for start in range(0, len(numbers), 3)]
    return key, Place.of_spans(digest, tuple(skipped), spans)
