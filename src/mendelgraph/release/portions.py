"""What is made of the lines that records share, portion by portion: counted and written once, and then taken over.

A portion is known by a hash of its lines. Where portions end depends on their lines alone (`release.lines`), so that a
few new lines leave all portions but a few as they were.
"""

from __future__ import annotations

import json
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.export.blocks import parse_lines
from mendelgraph.export.packing import make_part
from mendelgraph.export.rdf import turtle_blocks
from mendelgraph.graph.counts import Counts, count_lines
from mendelgraph.release.freezing import freeze, thaw
from mendelgraph.release.kept import FOLDER, PORTIONS, UNUSABLE, read_known_file, write_known_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from mendelgraph.export.packing import Part
    from mendelgraph.release.dumps import Span


class Portion(NamedTuple):
    """Hold what is known of a portion: its counts, and where it stands in the Turtle file, as it is and packed."""

    counts: Counts | None = None
    turtle: tuple[Span, Span] | None = None


class Portions:
    """Count and write portions, and take over what the release before has of them, if there is one."""

    def __init__(
        self,
        old: Mapping[str, Portion] = MappingProxyType({}),
        read: Callable[[tuple[Span, Span]], Part] | None = None,
    ) -> None:
        self._old, self._read = old, read
        self._new: dict[str, Portion] = {}

    def count(self, lines: Sequence[bytes]) -> Counts:
        """Return the counts of a portion; nothing that is shared rests on a section."""
        key = _hash(lines)
        counts = self._look(key).counts or count_lines(lines, "")
        self._new[key] = self._new.get(key, Portion())._replace(counts=counts)
        return counts

    def write(self, lines: Sequence[bytes], write: Callable[[Part], tuple[Span, Span]]) -> None:
        """Write a portion as Turtle."""
        key = _hash(lines)
        spans = write(self._take(key) or make_part(turtle_blocks(parse_lines(lines))))
        self._new[key] = self._new.get(key, Portion())._replace(turtle=spans)

    def _look(self, key: str) -> Portion:
        return self._old.get(key, Portion())

    def _take(self, key: str) -> Part | None:
        spans = self._look(key).turtle
        try:
            return self._read(spans) if spans and self._read else None
        except ValueError:  # the bytes are not what they were
            return None

    def keep(self, folder: Path) -> str:
        """Write what the next build needs, and return the hash of the file."""
        return write_known_file(folder / FOLDER / PORTIONS, self._lines())

    def _lines(self) -> Iterator[bytes]:
        for key, portion in self._new.items():
            yield json.dumps([key, freeze(portion)], separators=(",", ":")).encode() + b"\n"


def read_portions(folder: Path, digest: str) -> dict[str, Portion]:
    """Read what a release knows of its portions; nothing where it is not there as it was written."""
    try:
        rows = read_known_file(folder / FOLDER / PORTIONS, digest)
        return {key: thaw(portion) for key, portion in rows}
    except UNUSABLE:
        return {}


def _hash(lines: Sequence[bytes]) -> str:
    return sha256(b"".join(lines)).hexdigest()[:32]
