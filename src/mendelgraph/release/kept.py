"""What a release keeps for the next build into the same folder, so that this one makes anew only what changed.

`.kept/records.jsonl` has a line for each record: what the report, the counts and the rules that span records need of
it. `.kept/sources.jsonl` says what the sources held (`release.sources`). `.kept/index.json` has a digest of all that
the record depends on, and where its parts stand in the dumps. What is missing, altered or of another version of the
package is made anew: no build needs it, and no file of a release depends on it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.release.dumps import Span
from mendelgraph.release.freezing import freeze, thaw
from mendelgraph.store import STORE
from mendelgraph.store.patching import list_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    from mendelgraph.graph.counts import Counts
    from mendelgraph.release.pipeline import Piece

FOLDER, RECORDS, SOURCES, INDEX = ".kept", "records.jsonl", "sources.jsonl", "index.json"
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


class Place(NamedTuple):
    """Say where a record's line stands, and its parts: in each dump as it is and packed, and its rows of SSSOM.

    `digest` is empty for what is always made anew, and `skipped` are the lists that its trees leave to records before.
    """

    digest: str
    skipped: tuple[str, ...]
    line: Span
    quads: tuple[Span, Span]
    turtle: tuple[Span, Span]
    trees: tuple[Span, Span]
    rows: Span


def freeze_line(kept: Kept) -> bytes:
    """Return what is kept of a record as a line."""
    return json.dumps(freeze(kept), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def thaw_line(line: bytes) -> Kept | None:
    """Return what a line keeps, or None where it is no line of ours."""
    try:
        kept = thaw(json.loads(line))
    except UNUSABLE:
        return None
    return kept if isinstance(kept, Kept) else None


def write_index(folder: Path, made_by: str, sources: str, places: Iterable[tuple[str, Place]]) -> None:
    """Write the index of a release whose other files, its store too, do not change any more.

    `sources` is the hash of what is kept of the sources (`release.sources`).
    """
    head = {"made_by": made_by, "sources": sources, "store": list_files(folder / STORE)}
    with (folder / FOLDER / INDEX).open("w", encoding="utf-8") as out:
        out.write(json.dumps(head, separators=(",", ":"))[:-1] + ',"places":')
        between = "{"
        for key, place in places:
            out.write(f"{between}{json.dumps(key)}:{json.dumps(place, separators=(',', ':'))}")
            between = ","
        out.write("}}" if between == "," else "{}}")


class Index(NamedTuple):
    """Hold the places of a release's records by key, and the hash of what is kept of its sources.

    `store` tells whether its store is as it was left.
    """

    places: dict[str, Place]
    sources: str
    store: bool


NO_INDEX = Index({}, "", store=False)


def read_index(folder: Path, fingerprint: str) -> Index:
    """Read the index of the release in a folder; an empty one where there is none that this package can use."""
    try:
        index = json.loads((folder / FOLDER / INDEX).read_text(encoding="utf-8"))
        if index["made_by"] != fingerprint:
            return NO_INDEX
        places = {key: _read_place(place) for key, place in index["places"].items()}
        return Index(places, index["sources"], store=index["store"] == list_files(folder / STORE))
    except UNUSABLE:
        return NO_INDEX


def _read_place(place: Any) -> Place:
    digest, skipped, line, *dumps, rows = place
    quads, turtle, trees = ((Span(*plain), Span(*packed)) for plain, packed in dumps)
    return Place(digest, tuple(skipped), Span(*line), quads, turtle, trees, Span(*rows))
