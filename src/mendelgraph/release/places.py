"""Where the parts of records stand, packed: a tenth of what they take as values."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING

from mendelgraph.release.dumps import Span
from mendelgraph.release.kept import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPANS = Struct("<" + "QQI" * 8)
"""Start, size and checksum of the line, of the parts of three dumps as they are and packed, and of the rows."""


class Places:
    """Hold places by key, in the order in which they came."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._skipped: dict[str, tuple[str, ...]] = {}
        self.shift = 0
        """How far all rows of SSSOM stand behind where they were put."""

    def put(self, key: str, place: Place) -> None:
        """Take note of a place; its digest is hexadecimal, or empty."""
        spans = (place.line, *place.quads, *place.turtle, *place.trees, place.rows)
        self._packed[key] = _SPANS.pack(*(number for span in spans for number in span)) + bytes.fromhex(place.digest)
        if place.skipped:
            self._skipped[key] = place.skipped

    def __iter__(self) -> Iterator[tuple[str, Place]]:
        for key, packed in self._packed.items():
            line, *dumps, rows = map(Span._make, Struct("<QQI").iter_unpack(packed[: _SPANS.size]))
            yield (
                key,
                Place(
                    packed[_SPANS.size :].hex(),
                    self._skipped.get(key, ()),
                    line,
                    (dumps[0], dumps[1]),
                    (dumps[2], dumps[3]),
                    (dumps[4], dumps[5]),
                    rows._replace(start=rows.start + self.shift),
                ),
            )
