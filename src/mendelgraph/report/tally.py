"""Counts of what a record states and what it was aligned to, added up over records in any order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from mendelgraph.report.witnesses import tally_stands

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mendelgraph.alignments import AlignedRecord
    from mendelgraph.facts import StatedRecord

Tally: TypeAlias = "Counter[tuple[str, ...]]"


FACTS = (
    "names",
    "genes",
    "inheritance",
    "qualifiers",
    "origins",
    "frequencies",
    "identifiers",
    "resources",
    "references",
)
"""The lists of facts that a stated record holds."""


def tally_record(aligned: AlignedRecord) -> Tally:
    """Count one record; the key's first word is the chapter of the report (`stated`, `mappings`, `names`, …).

    `stated` counts facts; `inheritance`, `qualifiers` and `parent-of-origin` count conditions, each once a value.
    """
    return Counter(
        [
            *_stated(aligned.stated),
            *_mappings(aligned),
            *_names(aligned),
            *tally_stands(aligned),
            *(("questions", question.kind) for question in aligned.questions),
        ]
    )


def _stated(stated: StatedRecord) -> Iterator[tuple[str, ...]]:
    for kind in FACTS:
        yield from (("stated", kind) for _ in getattr(stated, kind))
    yield from (("inheritance", mode) for mode in {fact.mode.value for fact in stated.inheritance} or {"none stated"})
    yield from (("qualifiers", qualifier) for qualifier in {fact.qualifier.value for fact in stated.qualifiers})
    yield from (("parent-of-origin", copy) for copy in {fact.copy.value for fact in stated.origins})
    yield from (("gene-roles", fact.role.value) for fact in stated.genes)
    yield ("genes-per-condition", str(len({fact.symbol for fact in stated.genes})))


def _mappings(aligned: AlignedRecord) -> Iterator[tuple[str, ...]]:
    for mapping in aligned.mappings:
        yield ("mappings", "refused" if mapping.refused else mapping.match.value, mapping.target.prefix)
    exact = {m.target.prefix for m in aligned.mappings if m.match.value == "exactMatch" and not m.refused}
    yield from (("coverage", prefix) for prefix in exact)
    yield from (("linked", prefix) for prefix in {m.target.prefix for m in aligned.mappings if not m.refused})
    if not any(not mapping.refused for mapping in aligned.mappings):
        yield ("coverage", "none")
    yield from (("genes", gene.kind.value) for gene in aligned.genes)


def _names(aligned: AlignedRecord) -> Iterator[tuple[str, ...]]:
    for name in aligned.names:
        yield ("names", name.scope.value)
        if name.conflicted:
            yield ("names", "conflicted")
        if name.acronym:
            yield ("names", "acronym")


def nest(counts: Mapping[tuple[str, ...], int]) -> dict[str, object]:
    """Turn tuple keys into nested dictionaries, sorted.

    >>> nest({("names", "acronym"): 2, ("names", "conflicted"): 1})
    {'names': {'acronym': 2, 'conflicted': 1}}
    """
    nested: dict[str, object] = {}
    for key, count in sorted(counts.items()):
        place = nested
        for word in key[:-1]:
            below = place.setdefault(word, {})
            assert isinstance(below, dict)  # noqa: S101 - keys of one chapter have one length
            place = below
        place[key[-1]] = count
    return nested
