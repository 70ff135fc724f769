"""Counts of one record that add up: what a record has alone, and what it may have in common with others.

Subjects below a record's IRI, and what is said of them, stand in its graphs alone, so that their numbers are added. Of
objects, those below its IRI are its own; of the others, hashes are kept. What records share is counted at the end.
"""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.graph.namespaces import RDF
from mendelgraph.graph.statistics import LINKING, Link, Statistics, target_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_TYPE = str(RDF.type).encode()
_LINKING = {str(predicate).encode(): predicate.value for predicate in LINKING}


class Counts(NamedTuple):
    """Hold the counts of a record's own statements; keys are IRIs in N-Triples syntax."""

    triples: int
    subjects: int
    typed: int
    own_objects: int
    objects: frozenset[int]
    classes: Counter[bytes]
    properties: Counter[bytes]
    links: Counter[Link]


def count_lines(lines: Iterable[bytes], record: str) -> Counts:
    """Count distinct N-Triples lines, all about subjects at or below the record's IRI."""
    rows = [line.split(b" ", 2) for line in lines]
    below = f"<{record}/".encode()
    types = {(subject, value) for subject, predicate, value in rows if predicate == _TYPE}
    objects = {value for _, _, value in rows}
    own = {value for value in objects if value.startswith(below)}
    return Counts(
        len(rows),
        len({subject for subject, _, _ in rows}),
        len({subject for subject, _ in types}),
        len(own),
        frozenset(map(hash_term, objects - own)),
        Counter(value[:-3] for _, value in types),
        Counter(predicate for _, predicate, _ in rows),
        count_links(rows),
    )


def count_links(rows: Iterable[list[bytes]]) -> Counter[Link]:
    """Count the triples of linking properties by property and space."""
    found = (
        (_LINKING[predicate], target_of(value[1:-4].decode()))
        for _, predicate, value in rows
        if predicate in _LINKING and value.startswith(b"<")
    )
    return Counter(Link(predicate, target) for predicate, target in found if target)


def hash_term(term: bytes) -> int:
    """Return a hash that every process agrees on, as Python's own does not."""
    return int.from_bytes(blake2b(term, digest_size=8).digest())


class Sum:
    """Add up the counts of records."""

    def __init__(self) -> None:
        self.own = Counts(0, 0, 0, 0, frozenset(), Counter(), Counter(), Counter())
        self.objects: set[int] = set()

    def add(self, counts: Counts) -> None:
        """Add a record's."""
        own = self.own
        own.classes.update(counts.classes)
        own.properties.update(counts.properties)
        own.links.update(counts.links)
        self.objects |= counts.objects
        self.own = own._replace(
            triples=own.triples + counts.triples,
            subjects=own.subjects + counts.subjects,
            typed=own.typed + counts.typed,
            own_objects=own.own_objects + counts.own_objects,
        )

    def result(self, shared: Iterable[bytes]) -> Statistics:
        """Return the counts of all, with the N-Triples lines that records share."""
        rest = count_lines(shared, "")
        own = self.own
        return Statistics(
            own.triples + rest.triples,
            own.subjects + rest.subjects,
            own.own_objects + len(self.objects | rest.objects),
            own.typed + rest.typed,
            _join(own.classes, rest.classes),
            _join(own.properties, rest.properties),
            tuple(sorted((own.links + rest.links).items())),
        )


def _join(one: Counter[bytes], other: Counter[bytes]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((name[1:-1].decode(), count) for name, count in (one + other).items()))
