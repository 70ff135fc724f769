"""Counts of one record that add up: what a record has alone, and what it may have in common with others.

Subjects below a record's IRI, and what is said of them, stand in its graphs alone, so that their numbers are added. Of
objects, those below its IRI are its own; of the others, hashes are kept. What records share is counted at the end.
"""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.graph.namespaces import BIOLINK, MG, RDF
from mendelgraph.graph.statistics import EVIDENCE, LINKING, Link, Statistics, count_resting, list_resting, target_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
    objects: frozenset[int]
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


def hash_term(term: bytes) -> int:
    """Return a hash that every process agrees on, as Python's own does not."""
    return int.from_bytes(blake2b(term, digest_size=8).digest())


class Sum:
    """Add up the counts of records."""

    def __init__(self) -> None:
        self.own = Counts(0, 0, 0, 0, frozenset(), *(Counter() for _ in _ADDED))
        self.objects: set[int] = set()

    def add(self, counts: Counts) -> None:
        """Add a record's."""
        own = self.own
        for field in _ADDED:
            getattr(own, field).update(getattr(counts, field))
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
            tuple(sorted((own.matched + rest.matched).items())),
            _join(own.layers, rest.layers),
            list_resting(dict(_join(own.facts, rest.facts)), dict(_join(own.receipts, rest.receipts))),
        )


def _join(one: Counter[bytes], other: Counter[bytes]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((name[1:-1].decode(), count) for name, count in (one + other).items()))
