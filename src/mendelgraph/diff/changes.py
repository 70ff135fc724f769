"""What changed between two releases, in the words of the domain."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from mendelgraph.diff.kinds import KINDS, kind_of, values_of
from mendelgraph.graph.namespaces import MG, OA, OWL, SSSOM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mendelgraph.diff.index import Index, Term
    from mendelgraph.diff.kinds import Field, Kind


class Verb(StrEnum):
    """Say what happened to a thing."""

    ADDED = "added"
    REMOVED = "removed"
    RETIRED = "retired"
    RENAMED = "renamed"
    CHANGED = "changed"
    CORRECTED = "corrected"
    MOVED = "moved"


class Change(NamedTuple):
    """Hold one change: of which record (IRI and label), which thing, what about it, from what to what, and why."""

    record: str
    label: str
    kind: str
    verb: Verb
    about: str
    field: str = ""
    old: str = ""
    new: str = ""
    why: str = ""


class Sides(NamedTuple):
    """Hold one record as two releases have it."""

    record: str
    label: str
    old: Index
    new: Index


def compare_record(sides: Sides) -> Iterator[Change]:
    """Yield what changed in a record that both releases have."""
    for kind in KINDS:
        yield from _compare_kind(sides, kind)
    yield from _compare_receipts(sides)


def _compare_kind(sides: Sides, kind: Kind) -> Iterator[Change]:
    old, new = set(sides.old.nodes(kind.classes)), set(sides.new.nodes(kind.classes))
    same = [(node, node) for node in sorted(old & new, key=str)]
    gone, come = sorted(old - new, key=str), sorted(new - old, key=str)
    for paths in kind.pairs:
        paired = _pair(gone, come, partial(values_of, paths=paths), sides)
        same += paired
        gone = [node for node in gone if node not in {one for one, _ in paired}]
        come = [node for node in come if node not in {other for _, other in paired}]
    moved = _pair(gone, come, partial(_vocabulary, kind=kind), sides) if kind.moves else []
    for one, other in same:
        yield from _compare_things(sides, kind, one, other)
    for one, other in moved:
        yield _move(sides, kind, one, other)
    yield from (_whole(sides, kind, Verb.REMOVED, node) for node in gone if node not in {one for one, _ in moved})
    yield from (_whole(sides, kind, Verb.ADDED, node) for node in come if node not in {other for _, other in moved})


def _pair(
    gone: Iterable[NamedNode],
    come: Iterable[NamedNode],
    key: Callable[[Index, NamedNode], object],
    sides: Sides,
) -> list[tuple[NamedNode, NamedNode]]:
    """Return what went and what came with the same key, where it is one each and the key says something."""
    found: dict[object, tuple[list[NamedNode], list[NamedNode]]] = defaultdict(lambda: ([], []))
    for node in gone:
        found[key(sides.old, node)][0].append(node)
    for node in come:
        found[key(sides.new, node)][1].append(node)
    return [(one[0], other[0]) for key_, (one, other) in found.items() if key_ and len(one) == len(other) == 1]


def _vocabulary(index: Index, node: NamedNode, kind: Kind) -> object:
    """Return where a link leads to but for the term: nothing for a refusal, which leads nowhere."""
    if index.value(node, SSSOM.predicate_modifier):
        return None
    target = index.value(node, *kind.moves or ())
    return target.value.rstrip("0123456789") if target else None


def _compare_things(sides: Sides, kind: Kind, one: NamedNode, other: NamedNode) -> Iterator[Change]:
    for field in kind.fields:
        before, after = sides.old.values(one, *field.path), sides.new.values(other, *field.path)
        if before != after:
            yield _field_change(sides, kind, field, (one, other), (before, after))


def _field_change(
    sides: Sides,
    kind: Kind,
    field: Field,
    nodes: tuple[NamedNode, NamedNode],
    values: tuple[tuple[Term, ...], tuple[Term, ...]],
) -> Change:
    verb = Verb.CORRECTED if kind.word == "citation" else Verb.CHANGED
    old, new = _say_all(sides.old, values[0]), _say_all(sides.new, values[1])
    return _change(sides, kind, verb, _show(sides.new, kind, nodes[1]))._replace(field=field.name, old=old, new=new)


def _move(sides: Sides, kind: Kind, one: NamedNode, other: NamedNode) -> Change:
    path = kind.moves or ()
    before, after = sides.old.values(one, *path), sides.new.values(other, *path)
    return _change(sides, kind, Verb.MOVED, _show(sides.new, kind, other))._replace(
        old=_say_all(sides.old, before), new=_say_all(sides.new, after), why=_why_moved(before, sides.new)
    )


def _why_moved(targets: Iterable[Term], new: Index) -> str:
    """Tell whether the newer release calls the old target obsolete: as a term, in a refusal or in a question."""
    for target in targets:
        said = new.say(target)
        if new.value(target, OWL.deprecated):
            return f"{said} is obsolete"
        for node in new.nodes((SSSOM.Mapping,)):
            reason = new.value(node, MG.reason)
            if reason and target in new.values(node, OWL.annotatedTarget):
                return reason.value
        if any(_mentions(new, vote, said) for vote in new.nodes((MG.Vote,))):
            return f"{said} is obsolete"
    return ""


def _mentions(new: Index, vote: NamedNode, target: str) -> bool:
    kind, evidence = new.value(vote, MG.voteKind), new.value(vote, MG.evidence)
    return bool(kind and evidence and kind.value == "name-of-obsolete" and f"({target})" in evidence.value)


def _whole(sides: Sides, kind: Kind, verb: Verb, node: NamedNode) -> Change:
    index = sides.new if verb is Verb.ADDED else sides.old
    detail = "; ".join(
        f"{field.name} {_say_all(index, values)}"
        for field in kind.fields
        if field.path not in kind.shown and (values := index.values(node, *field.path)) and kind.word in DETAILED
    )
    change = _change(sides, kind, verb, _show(index, kind, node))
    return change._replace(new=detail) if verb is Verb.ADDED else change._replace(old=detail)


DETAILED = {"name", "gene", "mapping"}
"""The kinds of which an addition or removal is told with its details."""


def _change(sides: Sides, kind: Kind, verb: Verb, about: str) -> Change:
    return Change(sides.record, sides.label, kind.word, verb, about)


def _show(index: Index, kind: Kind, node: NamedNode) -> str:
    words = [index.say(value) for path in kind.shown for value in index.values(node, *path)[:1]]
    return (words[0] if kind.word == "citation" else " ".join(words)) if words else node.value


def _say_all(index: Index, values: Iterable[Term]) -> str:
    return ", ".join(_say(index, value) for value in values)


def _say(index: Index, value: Term) -> str:
    """Return a value as words; a thing of the record, such as a mode that is qualified, as its own changes call it."""
    kind = kind_of(index, value)
    return _show(index, kind, value) if kind and isinstance(value, NamedNode) else index.say(value)


def _compare_receipts(sides: Sides) -> Iterator[Change]:
    """Tell how many facts have other receipts: the same words elsewhere, or other words."""
    moved: list[str] = []
    reworded: list[str] = []
    for fact in sorted(set(sides.old.nodes((MG.Fact,))) & set(sides.new.nodes((MG.Fact,))), key=str):
        if sides.old.values(fact, MG.receipt) != sides.new.values(fact, MG.receipt):
            quotes = (MG.receipt, OA.hasSelector, OA.exact)
            same = sides.old.values(fact, *quotes) == sides.new.values(fact, *quotes)
            (moved if same else reworded).append(fact.value.removeprefix(f"{sides.record}/"))
    for verb, facts in ((Verb.MOVED, moved), (Verb.CHANGED, reworded)):
        if facts:
            yield Change(
                sides.record,
                sides.label,
                "receipts",
                verb,
                f"{len(facts)} fact{'s' * (len(facts) > 1)}",
                new=", ".join(facts),
            )
