"""What one condition adds to the report beyond counts: the lists that a person works through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.alignments import Match
from mendelgraph.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.alignments import AlignedName, AlignedRecord, Mapping, Question
    from mendelgraph.facts import Receipt
    from mendelgraph.identifiers import Curie


class TurnedDown(NamedTuple):
    """Name a match that was considered and refused; `group` says why in words that many share."""

    slug: str
    name: str
    target: Curie
    label: str
    group: str
    reason: str


class CodesDiffer(NamedTuple):
    """Name a vocabulary in which others give a condition different codes, each with the terms that say so."""

    slug: str
    name: str
    prefix: str
    codes: tuple[tuple[Curie, tuple[str, ...]], ...]


class ListAgainstProse(NamedTuple):
    """Hold what a page's list and its sentences say of one field, where it has both."""

    slug: str
    name: str
    field: str
    both: tuple[str, ...]
    list_only: tuple[str, ...]
    prose_only: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConditionNotes:
    """Hold the notes on one condition.

    `unlabelled` are targets that no source of the vocabulary names, `obsolete` those that one calls so.
    """

    slug: str
    name: str
    conflicts: tuple[AlignedName, ...] = ()
    turned_down: tuple[TurnedDown, ...] = ()
    questions: tuple[Question, ...] = ()
    codes_differ: tuple[CodesDiffer, ...] = ()
    lists: tuple[ListAgainstProse, ...] = ()
    disputed: tuple[AlignedName, ...] = ()
    unlabelled: tuple[Curie, ...] = ()
    obsolete: tuple[Curie, ...] = ()


def note_condition(aligned: AlignedRecord) -> ConditionNotes:
    """Take the notes on one aligned record."""
    slug, name = aligned.stated.record.slug, _shown_name(aligned)
    return ConditionNotes(
        slug,
        name,
        conflicts=tuple(found for found in aligned.names if found.conflicted),
        turned_down=tuple(
            TurnedDown(slug, name, m.target, m.label, _group(m), m.reason) for m in aligned.mappings if m.refused
        ),
        questions=aligned.questions,
        codes_differ=tuple(_codes_differ(slug, name, aligned.mappings)),
        lists=tuple(_lists(slug, name, aligned)),
        disputed=tuple(found for found in aligned.names if found.scope_disputed_by),
        unlabelled=tuple(sorted({m.target for m in aligned.mappings if not m.label and not m.refused})),
        obsolete=aligned.obsolete_terms,
    )


def _shown_name(aligned: AlignedRecord) -> str:
    """Return the name with the letters that a document lost, where a vocabulary makes them certain."""
    name = aligned.stated.record.name
    return next((found.literal for found in aligned.recovered if found.printed == name), name)


def _group(mapping: Mapping) -> str:
    if mapping.curator:
        return "a curator turned it down"
    if any(vote.kind == "better-candidate" for vote in mapping.votes):
        return "another term has more support"
    return mapping.reason.replace(str(mapping.target), "the target")


def _codes_differ(slug: str, name: str, mappings: Iterable[Mapping]) -> Iterator[CodesDiffer]:
    """Yield the vocabularies in which a mapping has a vote that names another code."""
    by_prefix: dict[str, list[Mapping]] = {}
    for mapping in mappings:
        if mapping.via and mapping.match in {Match.EXACT, Match.CLOSE} and not mapping.refused:
            by_prefix.setdefault(mapping.target.prefix, []).append(mapping)
    for prefix, found in sorted(by_prefix.items()):
        if len(found) > 1 and any(vote.kind == "other-code" for m in found for vote in m.votes):
            yield CodesDiffer(slug, name, prefix, tuple((m.target, _sayers(m)) for m in found))


def _sayers(mapping: Mapping) -> tuple[str, ...]:
    return tuple(sorted({vote.evidence.partition(" ")[0] for vote in mapping.votes if vote.kind == "cross-reference"}))


def _lists(slug: str, name: str, aligned: AlignedRecord) -> Iterator[ListAgainstProse]:
    """Yield genes and inheritance where the page has a list of them as well as sentences on them.

    Genes are compared by what their symbols stand for, so that an old symbol in the text agrees with its new one.
    """
    stated = aligned.stated
    resolved = {gene.printed: gene.symbol for gene in aligned.genes}
    genes = ((resolved.get(fact.symbol, fact.symbol), fact.receipts) for fact in stated.genes)
    modes = ((fact.mode.value, fact.receipts) for fact in stated.inheritance)
    for field, role, facts in (
        ("genes", Role.RELATED_GENES, tuple(genes)),
        ("inheritance", Role.INHERITANCE_PATTERNS, tuple(modes)),
    ):
        listed = {value for value, receipts in facts if _stands_in(receipts, role)}
        told = {value for value, receipts in facts if any(receipt.role.is_prose for receipt in receipts)}
        if listed and told:
            parts = (listed & told, listed - told, told - listed)
            yield ListAgainstProse(slug, name, field, *(tuple(sorted(part)) for part in parts))


def _stands_in(receipts: Iterable[Receipt], role: Role) -> bool:
    return any(receipt.role is role for receipt in receipts)
