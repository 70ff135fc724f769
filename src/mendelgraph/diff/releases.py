"""Compare two release folders, record by record, as a stream of changes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from mendelgraph.diff.blocks import pair_releases, read_manifest
from mendelgraph.diff.changes import Change, Sides, Verb, compare_record
from mendelgraph.diff.index import Index, Terms
from mendelgraph.errors import InputError
from mendelgraph.graph.namespaces import DCAT, DCTERMS, RDFS, SCHEMA, SKOSXL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mendelgraph.diff.blocks import Pair

CONDITION, PAGE, DATASET = "condition", "gene page", "dataset"


class Statements(NamedTuple):
    """Count the statements of one record that only one of two releases has."""

    record: str
    label: str
    deleted: int
    added: int


class _Whole(NamedTuple):
    """Hold of a condition that only one release has what it may be known by under another IRI."""

    record: str
    label: str
    names: frozenset[str]


def compare(old: Path, new: Path) -> Iterator[Change | Statements]:
    """Yield what changed from one release folder to another: changes, then the count of statements, of each record.

    Conditions that came and went are told last, for one may be the other under a new slug. Raises InputError for what
    is no release, and for releases of different base IRIs, which share no name.
    """
    before, after = read_manifest(old), read_manifest(new)
    if before.base != after.base:
        raise InputError(f"has the base IRI {after.base}, and {old} has {before.base}", where=str(new))
    if before.version != after.version:
        yield Change(f"{after.base}dataset", "", DATASET, Verb.CHANGED, "version", "", before.version, after.version)
    gone: list[_Whole] = []
    come: list[_Whole] = []
    terms = Terms(old, after.base), Terms(new, after.base)
    for pair in pair_releases(old, new):
        sides = _sides(pair, after.base, terms)
        yield from _compare_pair(sides, pair, after.base, gone, come)
        yield Statements(sides.record, sides.label, len(pair.deleted), len(pair.added))
    yield from _tell_conditions(gone, come)


def _sides(pair: Pair, base: str, terms: tuple[Terms, Terms]) -> Sides:
    record = base + pair.graph.removeprefix(f"{base}graph/").rstrip("/")
    old, new = Index(pair.old, terms[0]), Index(pair.new, terms[1])
    label = new.value(NamedNode(record), RDFS.label) or old.value(NamedNode(record), RDFS.label)
    return Sides(record, label.value if label else record.rpartition("/")[2], old, new)


def _compare_pair(sides: Sides, pair: Pair, base: str, gone: list[_Whole], come: list[_Whole]) -> Iterator[Change]:
    if sides.record.startswith(f"{base}condition/"):
        yield from _compare_condition(sides, pair, gone, come)
    elif sides.record.startswith(f"{base}gene/"):
        yield from _compare_page(sides, pair)
    elif sides.record == f"{base}dataset":
        yield from _compare_sources(sides)


def _compare_condition(sides: Sides, pair: Pair, gone: list[_Whole], come: list[_Whole]) -> Iterator[Change]:
    if pair.old and pair.new:
        before = sides.old.value(NamedNode(sides.record), RDFS.label)
        if before and before.value != sides.label:
            yield Change(
                sides.record, sides.label, CONDITION, Verb.RENAMED, sides.label, "label", before.value, sides.label
            )
        yield from compare_record(sides)
    elif pair.old:
        gone.append(_whole(sides, sides.old))
    else:
        come.append(_whole(sides, sides.new))


def _whole(sides: Sides, index: Index) -> _Whole:
    names = (index.value(node, SKOSXL.literalForm) for node in index.nodes((SKOSXL.Label,)))
    return _Whole(sides.record, sides.label, frozenset(name.value.casefold() for name in names if name))


def _compare_page(sides: Sides, pair: Pair) -> Iterator[Change]:
    if pair.old and pair.new:
        yield from compare_record(sides)
    else:
        yield Change(sides.record, sides.label, PAGE, Verb.ADDED if pair.new else Verb.REMOVED, sides.label)


def _compare_sources(sides: Sides) -> Iterator[Change]:
    """Tell which releases of reference vocabularies are others."""
    dataset = NamedNode(sides.record)
    old, new = (set(index.values(dataset, DCAT.hasCurrentVersion, DCTERMS.source)) for index in (sides.old, sides.new))
    for source in sorted(old | new, key=str):
        before, after = (index.value(source, DCAT.version) for index in (sides.old, sides.new))
        hashes = [index.value(source, SCHEMA.sha256) for index in (sides.old, sides.new)]
        name = source.value.rpartition("/")[2]
        verb = Verb.ADDED if source not in old else Verb.REMOVED if source not in new else Verb.CHANGED
        if before != after or hashes[0] != hashes[1]:
            versions = [version.value if version else "" for version in (before, after)]
            yield Change(sides.record, "", "vocabulary", verb, name, "version", *versions)


def _tell_conditions(gone: list[_Whole], come: list[_Whole]) -> Iterator[Change]:
    """Tell conditions that came and went; two that bear each other's label are one with another slug."""
    by_name: dict[str, list[_Whole]] = defaultdict(list)
    for other in come:
        for name in other.names:
            by_name[name].append(other)
    moved: set[str] = set()
    for one in gone:
        heirs = [other for other in by_name[one.label.casefold()] if other.label.casefold() in one.names]
        if len(heirs) == 1 and heirs[0].record not in moved:
            moved.add(heirs[0].record)
            record, label, _ = heirs[0]
            yield Change(record, label, CONDITION, Verb.MOVED, label, "slug", one.record, record)
        else:
            yield Change(one.record, one.label, CONDITION, Verb.RETIRED, one.label)
    for record, label, _ in come:
        if record not in moved:
            yield Change(record, label, CONDITION, Verb.ADDED, label)
