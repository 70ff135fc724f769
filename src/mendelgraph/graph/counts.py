"""Counts of one record that add up: what a record has alone, and what it may have in common with others.

Subjects below a record's IRI, and what is said of them, stand in its graphs alone, so that their numbers are added. Of
objects, those below its IRI are its own; of the others, hashes are kept. What records share is counted at the end.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from hashlib import blake2b
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from mendelgraph.graph.namespaces import BIOLINK, MG, RDF
from mendelgraph.graph.statistics import EVIDENCE, LINKING, Link, Statistics, count_resting, list_resting, target_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_TYPE, _DISEASE = str(RDF.type).encode(), f"{BIOLINK.Disease} .\n".encode()
_LAYER = f" {MG.layer} ".encode()
_EVIDENCE = tuple(str(predicate).encode() for predicate in EVIDENCE)
_LINKING = {str(predicate).encode(): predicate.value for predicate in LINKING}


class Counts(NamedTuple):
    """Hold the counts of a record's own statements; keys are IRIs in N-Triples syntax."""

    triples: int
    subjects: int
    typed: int
    own_objects: int
    objects: Collection[int]
    classes: Counter[bytes]
    properties: Counter[bytes]
    links: Counter[Link]
    matched: Counter[Link]
    layers: Counter[bytes]
    facts: Counter[bytes]
    receipts: Counter[bytes]


def count_lines(lines: Iterable[bytes], record: str, graphs: Mapping[bytes, bytes] = MappingProxyType({})) -> Counts:
    """Count distinct N-Triples lines, all about subjects at or below the record's IRI, and the N-Quads of graphs."""
    rows = [line.split(b" ", 2) for line in lines]
    below = f"<{record}/".encode()
    types = {(subject, value) for subject, predicate, value in rows if predicate == _TYPE}
    objects = {value for _, _, value in rows}
    own = {value for value in objects if value.startswith(below)}
    links = list(find_links(rows))
    conditions = {subject for subject, value in types if value == _DISEASE}
    return Counts(
        len(rows),
        len({subject for subject, _, _ in rows}),
        len({subject for subject, _ in types}),
        len(own),
        frozenset(map(hash_term, objects - own)),
        Counter(value[:-3] for _, value in types),
        Counter(predicate for _, predicate, _ in rows),
        Counter(link for _, link in links),
        Counter(link for subject, link in set(links) if subject in conditions),
        count_layers(graphs),
        *count_sections(rows),
    )


def find_links(rows: Iterable[list[bytes]]) -> Iterator[tuple[bytes, Link]]:
    """Yield the subject of each triple of a linking property, with the property and the space it leads to."""
    for subject, predicate, value in rows:
        if predicate in _LINKING and value.startswith(b"<") and (target := target_of(value[1:-4].decode())):
            yield subject, Link(_LINKING[predicate], target)


def count_layers(graphs: Mapping[bytes, bytes]) -> Counter[bytes]:
    """Count the N-Quads of graphs by the layer that each says it is of."""
    found: Counter[bytes] = Counter()
    for graph, text in graphs.items():
        _, said, rest = text.partition(graph + _LAYER)
        if said:
            found[rest.split(b" ", 1)[0]] += text.count(b"\n")
    return found


def count_sections(rows: Iterable[list[bytes]]) -> tuple[Counter[bytes], Counter[bytes]]:
    """Count facts and receipts by the role of the section they rest on."""
    pairs: dict[bytes, list[tuple[bytes, bytes]]] = {predicate: [] for predicate in _EVIDENCE}
    for subject, predicate, value in rows:
        if predicate in pairs:
            pairs[predicate].append((subject, value[:-3]))
    return count_resting(*pairs.values())


_ADDED = Counts._fields[Counts._fields.index("classes") :]
"""The counts that are added key by key."""
_SINGLE = Counts._fields[: Counts._fields.index("objects")]


def hash_term(term: bytes) -> int:
    """Return a hash that every process agrees on, as Python's own does not."""
    return int.from_bytes(blake2b(term, digest_size=8).digest())


def pack_hashes(hashes: Iterable[int]) -> bytes:
    """Return hashes as bytes, sorted; on every machine the same.

    >>> tuple(unpack_hashes(pack_hashes({2, 1})))
    (1, 2)
    """
    packed = array("Q", sorted(hashes))
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack_hashes(packed: bytes) -> Collection[int]:
    """Return the hashes that `pack_hashes` packed; raise ValueError for what it did not."""
    hashes = array("Q")
    hashes.frombytes(packed)
    if sys.byteorder == "big":
        hashes.byteswap()
    return hashes


NONE = Counts(0, 0, 0, 0, (), *(Counter() for _ in _ADDED))
"""The counts of no record."""

HELD = 100_000
"""Hashes that are held in a set before they are put, sorted, to those that were before them."""


class Hashes:
    """Count distinct hashes in eight bytes each, a tenth of what a set takes."""

    def __init__(self) -> None:
        self._recent: set[int] = set()
        self._sorted = array("Q")

    def add(self, hashes: Iterable[int]) -> None:
        """Add hashes, of which any may be there."""
        self._recent.update(hashes)
        if len(self._recent) > max(HELD, len(self._sorted) // 2):  # so that all of them are few times put in order
            self._put()

    def _put(self) -> None:
        # Two sorted rows, one after the other, are merged rather than sorted.
        self._sorted = array("Q", (key for key, _ in groupby(sorted([*self._sorted, *sorted(self._recent)]))))
        self._recent = set()

    def __len__(self) -> int:
        if self._sorted and self._recent:
            self._put()
        return len(self._sorted) + len(self._recent)


def take_off(counts: Counts, less: Counts) -> Counts:
    """Return counts without those of a record, objects aside."""
    rest: dict[str, Any] = {field: getattr(counts, field) - getattr(less, field) for field in (*_SINGLE, *_ADDED)}
    return counts._replace(**rest)


def copy_counts(counts: Counts) -> Counts:
    """Return counts that do not change when others are added to these."""
    copies: dict[str, Any] = {field: Counter(getattr(counts, field)) for field in _ADDED}
    return counts._replace(**copies)


class Sum:
    """Add up the counts of records, to those that are added up already."""

    def __init__(self, start: Counts = NONE) -> None:
        self.own = copy_counts(start)
        self.objects = Hashes()

    def add(self, counts: Counts) -> None:
        """Add a record's; those of one without triples are its objects alone, as what else it has is added up."""
        self.objects.add(counts.objects)
        if not counts.triples:
            return
        own = self.own
        for field in _ADDED:
            getattr(own, field).update(getattr(counts, field))
        more: dict[str, Any] = {field: getattr(own, field) + getattr(counts, field) for field in _SINGLE}
        self.own = own._replace(**more)

    def result(self, shared: Iterable[Counts]) -> Statistics:
        """Return the counts of all, with those of the lines that records share, and add no more."""
        for counts in shared:
            self.add(counts)
        own = self.own
        return Statistics(
            own.triples,
            own.subjects,
            own.own_objects + len(self.objects),
            own.typed,
            _list(own.classes),
            _list(own.properties),
            tuple(sorted(own.links.items())),
            tuple(sorted(own.matched.items())),
            _list(own.layers),
            list_resting(dict(_list(own.facts)), dict(_list(own.receipts))),
        )


def _list(counts: Counter[bytes]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((name[1:-1].decode(), count) for name, count in counts.items()))
