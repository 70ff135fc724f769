"""Other names: their scope by evidence, and the conflict ledger of what else bears them.

The page gives no scope. The rules, in order:

1. A name is `related` unless a vocabulary says `exact` (or has it as label) for the term that the condition matches
   exactly; Mondo's word goes before the others', as the term is Mondo's. A vocabulary that says otherwise is a dispute.
2. A name of a disease that the page merely contains (a narrow match) is `narrow`.
3. A name that also names something else is never exact. It counts as naming something else where a term of another
   meaning has it as label or exact synonym, or without any scope in a vocabulary that gives none (GARD); where the
   catalogue gives it to another condition; and where a term outside the match's own family has it under a weaker
   scope. Weaker scopes within the family (ancestors, descendants) do not count: there the vocabulary itself says that
   the name fits only loosely, and a group and its forms share loose names as a matter of course.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mendelgraph.align.equivalents import counterparts, hub_terms
from mendelgraph.align.recovery import lost_first_letter, name_use
from mendelgraph.alignments import AlignedName, Mapping, Match, Scope
from mendelgraph.vocabulary.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Lookup

    from mendelgraph.alignments import RecoveredName
    from mendelgraph.facts import StatedRecord
    from mendelgraph.identifiers import Curie
    from mendelgraph.vocabulary.terms import TermName, Vocabulary

LEDGER = frozenset({"MONDO", "HP", "DOID", "Orphanet", "GARD"})
"""The vocabularies whose uses of a name are looked at."""
STRONG_USES = frozenset({"label", Scope.EXACT.value})
_SCOPES = {"label": Scope.EXACT, **{scope.value: scope for scope in Scope}}
_ACRONYM = re.compile(r"(?=.{2,12}$)(?=(?:.*[A-Z]){2})[A-Za-z]{0,2}[A-Z0-9][A-Za-z0-9/-]*")


@dataclass(frozen=True, slots=True)
class CatalogueNames:
    """Hold which conditions of the catalogue bear a folded name, as main name or other name."""

    slugs: Lookup[str, tuple[str, ...]]

    def others(self, name: str, slug: str) -> tuple[str, ...]:
        """Return the other conditions that bear the name; none where it lost its first letter."""
        if lost_first_letter(name):
            return ()
        return tuple(other for other in self.slugs.get(fold_name(name), ()) if other != slug)


def collect_names(records: Iterable[StatedRecord]) -> CatalogueNames:
    """Collect the names of all records, so that those shared in the catalogue are found."""
    slugs: dict[str, set[str]] = {}
    for stated in records:
        for fact in stated.names:
            if not lost_first_letter(fact.literal):
                slugs.setdefault(fold_name(fact.literal), set()).add(stated.record.slug)
    return CatalogueNames({name: tuple(sorted(found)) for name, found in sorted(slugs.items())})


def looks_like_acronym(literal: str) -> bool:
    """Tell by the shape whether a name is an acronym: one short word, mostly capitals and digits.

    >>> [looks_like_acronym(name) for name in ("POH", "HSAN4", "SCA-3", "Osteodermia", "TRAPS", "Bor syndrome")]
    [True, True, True, False, True, False]
    """
    capitals = sum(letter.isupper() or letter.isdigit() for letter in literal)
    return bool(_ACRONYM.fullmatch(literal)) and 2 * capitals > len(literal)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Hold what the condition means in the vocabularies.

    `own` are the terms for itself, `near` those of the group it is close to, `parts` those of diseases it contains,
    `family` the ancestors and descendants of them all, `labels` its folded main names.
    """

    own: frozenset[Curie]
    near: frozenset[Curie]
    parts: frozenset[Curie]
    family: frozenset[Curie]
    labels: frozenset[str]


def condition_meaning(
    stated: StatedRecord, match: Curie | None, mappings: Iterable[Mapping], vocabulary: Vocabulary
) -> Meaning:
    """Gather the terms that stand for the condition (`match` and its counterparts) and for its parts."""
    hubs = [mapping for mapping in mappings if not mapping.refused and mapping.target.prefix == "MONDO"]
    groups = [mapping.target for mapping in hubs if mapping.match is Match.CLOSE]
    narrow = [mapping.target for mapping in hubs if mapping.match is Match.NARROW]
    own = counterparts(match, vocabulary) if match else frozenset()
    family = {term for term in (match, *groups) if term}
    family |= {kin for term in family for kin in (*vocabulary.ancestors(term), *vocabulary.descendants(term))}
    labels = {fold_name(fact.literal) for fact in stated.names if fact.preferred}
    term = vocabulary.term(match) if match else None
    return Meaning(
        own,
        frozenset().union(*(counterparts(term, vocabulary) for term in groups)),
        frozenset().union(*(counterparts(term, vocabulary) for term in narrow)),
        frozenset(family),
        frozenset(labels | ({fold_name(term.label)} if term else set())),
    )


def align_names(
    stated: StatedRecord,
    meaning: Meaning,
    recovered: tuple[RecoveredName, ...],
    neighbours: CatalogueNames,
    vocabulary: Vocabulary,
) -> tuple[AlignedName, ...]:
    """Align every other name, in the order of the page."""
    spelled = {name.printed: name.literal for name in recovered}
    return tuple(
        align_name(
            fact.literal, spelled.get(fact.literal, fact.literal), stated.record.slug, meaning, neighbours, vocabulary
        )
        for fact in stated.names
        if not fact.preferred
    )


def align_name(
    printed: str, literal: str, slug: str, meaning: Meaning, neighbours: CatalogueNames, vocabulary: Vocabulary
) -> AlignedName:
    """Give a name its scope and find what else bears it; `literal` is the real spelling if `printed` lost letters."""
    named = () if lost_first_letter(literal) else vocabulary.named(literal)
    rows = [row for row in named if row.term.prefix in LEDGER]
    own = [row for row in rows if _means(row, meaning, vocabulary)]
    others = [row for row in rows if row not in own and row.term not in meaning.near]
    parts = [row for row in others if row.term in meaning.parts]
    also = [row for row in others if row not in parts and _names_another(row, meaning, vocabulary)]
    shared = neighbours.others(literal, slug)
    scope, deciding = _scope(own, parts)
    if (also or shared) and scope is Scope.EXACT:
        scope, deciding = Scope.RELATED, [row for row in deciding if row.use not in STRONG_USES]
    disputing = [row for row in own if row.use in _SCOPES and _SCOPES[row.use] is not scope]
    return AlignedName(
        printed,
        scope,
        looks_like_acronym(printed) or any(row.abbreviation and row.literal == literal for row in rows),
        tuple(name_use(row, vocabulary) for row in deciding),
        tuple(name_use(row, vocabulary) for row in also),
        shared,
        tuple(name_use(row, vocabulary) for row in disputing),
    )


def _scope(own: list[TermName], parts: list[TermName]) -> tuple[Scope, list[TermName]]:
    """Return the scope and the uses that decided it: Mondo's word first, then any other vocabulary's exact."""
    scoped = [row for row in own if row.use in _SCOPES]
    hub = [row for row in scoped if row.term.prefix == "MONDO"]
    for rows in (hub, scoped):
        exact = [row for row in rows if _SCOPES[row.use] is Scope.EXACT]
        if exact:
            return Scope.EXACT, exact
        if rows:
            first = _SCOPES[rows[0].use]
            return first, [row for row in rows if _SCOPES[row.use] is first]
    named_parts = [row for row in parts if row.use in STRONG_USES]
    if named_parts and not own:
        return Scope.NARROW, named_parts
    return Scope.RELATED, []


def _means(row: TermName, meaning: Meaning, vocabulary: Vocabulary) -> bool:
    """Tell whether the term that bears the name is the condition's own, or a duplicate of it that Mondo leaves out."""
    if row.term in meaning.own:
        return True
    if not meaning.own or row.term.prefix in {"MONDO", "HP"} or hub_terms(row.term, vocabulary):
        return False
    term = vocabulary.term(row.term)
    return term is not None and fold_name(term.label) in meaning.labels


def _names_another(row: TermName, meaning: Meaning, vocabulary: Vocabulary) -> bool:
    if row.use in STRONG_USES or (row.use == "unscoped" and row.term.prefix != "MONDO"):
        return True
    hubs = hub_terms(row.term, vocabulary)
    return not any(hub in meaning.family for hub in hubs)
