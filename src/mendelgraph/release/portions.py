"""What is made of the lines that records share, portion by portion: counted and written once, and then taken over.

A portion is known by a hash of its lines. Where portions end depends on their lines alone (`release.lines`), so that a
few new lines leave all portions but a few as they were.
"""

from __future__ import annotations

from hashlib import sha256
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.export.blocks import parse_lines
from mendelgraph.export.packing import make_part
from mendelgraph.export.rdf import turtle_blocks
from mendelgraph.graph.counts import Counts, count_lines
from mendelgraph.release.dumps import Span
from mendelgraph.release.freezing import freeze, thaw
from mendelgraph.release.kept import FOLDER, PORTIONS, UNUSABLE, json_line, read_known_file, write_known_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import IO, Any

    from mendelgraph.export.packing import Part


class Portion(NamedTuple):
    """Hold what is known of a portion: its counts, also frozen, and where it stands as Turtle, as it is and packed."""

    counts: tuple[Counts, Any] | None = None
    turtle: tuple[Span, Span] | None = None


class Portions:
    """Count and write portions, and take over what the release before has of them, if there is one."""

    def __init__(
        self,
        folder: Path,
        old: Mapping[str, Portion] = MappingProxyType({}),
        read: Callable[[tuple[Span, Span]], Part] | None = None,
    ) -> None:
        self._old, self._read = old, read
        self._folder = folder
        self._notes: IO[bytes] | None = None

    def count(self, lines: Sequence[bytes]) -> Counts:
        """Return the counts of a portion; nothing that is shared rests on a section."""
        key = _hash(lines)
        counts, frozen = self._look(key).counts or _freeze(count_lines(lines, ""))
        self._note(key, frozen, None)
        return counts

    def write(self, lines: Sequence[bytes], write: Callable[[Part], tuple[Span, Span]]) -> None:
        """Write a portion as Turtle."""
        key = _hash(lines)
        self._note(key, None, write(self._take(key) or make_part(turtle_blocks(parse_lines(lines)))))

    def _note(self, key: str, counts: Any, spans: tuple[Span, Span] | None) -> None:
        if self._notes is None:
            self._notes = TemporaryFile(dir=self._folder)  # noqa: SIM115 - open until the build ends
        self._notes.write(json_line([key, counts, spans]))

    def _look(self, key: str) -> Portion:
        return self._old.get(key, Portion())

    def _take(self, key: str) -> Part | None:
        spans = self._look(key).turtle
        try:
            return self._read(spans) if spans and self._read else None
        except ValueError:  # the bytes are not what they were
            return None

    def keep(self) -> str:
        """Write what the next build needs, and return the hash of the file."""
        if self._notes:
            self._notes.seek(0)
        return write_known_file(self._folder / FOLDER / PORTIONS, self._notes or ())

    def close(self) -> None:
        """Forget what was noted."""
        if self._notes:
            self._notes.close()


def read_portions(folder: Path, digest: str) -> dict[str, Portion]:
    """Read what a release knows of its portions; nothing where it is not there as it was written."""
    try:
        rows = [row for _, row in read_known_file(folder / FOLDER / PORTIONS, digest)]
        counted = {key: (thaw(counts), counts) for key, counts, spans in rows if spans is None}
        written = {key: _spans(spans) for key, _, spans in rows if spans is not None}
        return {key: Portion(counted.get(key), written.get(key)) for key in counted.keys() | written.keys()}
    except UNUSABLE:
        return {}


def _spans(numbers: list[list[int]]) -> tuple[Span, Span]:
    plain, packed = numbers
    return Span(*plain), Span(*packed)


def _freeze(counts: Counts) -> tuple[Counts, Any]:
    return counts, freeze(counts)


def _hash(lines: Sequence[bytes]) -> str:
    return sha256(b"".join(lines)).hexdigest()[:32]
