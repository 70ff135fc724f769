"""Answers that were given before, kept while the release is the same: a question asked twice is run once.

What a query answers depends on the release alone, except where it asks for the time, for chance or for new names.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mendelgraph.serve.protocol import Asked

SHARE = 16
"""An answer that takes more than this part of the room is not kept."""
OVERHEAD = 500
"""Bytes that an entry takes beside its query and its body."""

_VOLATILE = re.compile(r"(?<![\w:?$-])(?:NOW|RAND|UUID|STRUUID|BNODE)(?![\w:-])|\\u", re.IGNORECASE)
"""Where one of these stands in a query, for whatever reason, its answer is not kept."""


class Key(NamedTuple):
    """Name an answer: what was asked, and in which forms it was wanted, by name."""

    asked: Asked
    rows: str | None
    graph: str | None


class Kept(NamedTuple):
    """Hold an answer: the name of its form, its bytes, its entity tag."""

    form: str
    body: bytes
    tag: str


class Cache:
    """Keep the answers that were asked for last, up to so many bytes; 0 keeps none."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._entries: OrderedDict[Key, Kept] = OrderedDict()

    def get(self, key: Key) -> Kept | None:
        """Return a kept answer, which is then the last to be dropped."""
        found = self._entries.get(key)
        if found is not None:
            self._entries.move_to_end(key)
        return found

    def put(self, key: Key, kept: Kept) -> None:
        """Keep an answer where it may be kept and fits, and drop those that were not asked for longest."""
        size = _size(key, kept)
        if size * SHARE > self._limit or key in self._entries or _VOLATILE.search(key.asked.query):
            return
        self._entries[key] = kept
        self._size += size
        while self._size > self._limit:
            self._size -= _size(*self._entries.popitem(last=False))


def _size(key: Key, kept: Kept) -> int:
    asked = key.asked
    # A character of Python's text takes up to four bytes.
    texts = (asked.query, *asked.default_graphs, *asked.named_graphs)
    return 4 * sum(map(len, texts)) + len(kept.body) + OVERHEAD
