"""Where the parts of records stand, packed: a tenth of what they take as values."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING

from mendelgraph.release.dumps import Span
from mendelgraph.release.kept import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPAN = Struct("<QQI")
"""Start, size and checksum."""
_SIZE = 11 * _SPAN.size
"""Of the spans of a place."""


class Places:
    """Hold places by key, in the order in which they came."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._skipped: dict[str, tuple[str, ...]] = {}
        self.shift = 0
        """How far all rows of SSSOM stand behind where they were put."""

    def put(self, key: str, place: Place) -> None:
        """Take note of a place; its digest is hexadecimal, or empty."""
        packed = b"".join(_SPAN.pack(*span) for span in place.spans)
        self._packed[key] = packed + bytes.fromhex(place.digest)
        if place.skipped:
            self._skipped[key] = place.skipped

    def __iter__(self) -> Iterator[tuple[str, Place]]:
        for key, packed in self._packed.items():
            spans = [Span._make(numbers) for numbers in _SPAN.iter_unpack(packed[:_SIZE])]
            place = Place.of_spans(packed[_SIZE:].hex(), self._skipped.get(key, ()), spans)
            yield key, place._replace(rows=place.rows._replace(start=place.rows.start + self.shift))
