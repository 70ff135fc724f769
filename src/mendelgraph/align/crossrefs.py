"""Cross references that follow from the match: what Mondo and the terms that equal it say of other vocabularies.

A condition that matches one Mondo disease exactly gets them all. One that is close to a Mondo term (a group, as a rule)
gets what is exact or close to that term, as close matches: what equals a close term is close, and nothing follows from
what is broader or narrower than it. Left out there is a code that Mondo gives to another term, such as a form's OMIM
entry that the Disease Ontology lists for the group.

A reference is exact only where its source says
`skos:exactMatch`. `oboInOwl:hasDbXref` becomes a close match: it asserts no more than "see also", in practice the same
disease, and `skos:closeMatch` is the one SKOS relation that an exact match by another source cannot contradict
(`relatedMatch` and `broadMatch` are disjoint with `exactMatch`). Where vocabularies differ, Mondo's exact match stays
and the other code is kept as a close match; each then carries a vote that names the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.align.equivalents import EXACT, exact_matches, hub_terms
from mendelgraph.align.votes import vote_against, vote_for
from mendelgraph.alignments import Justification, Mapping, Match, Question, Vote
from mendelgraph.identifiers import Curie, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.vocabulary.terms import Vocabulary, Xref

TARGETS = (
    "OMIM", "OMIMPS", "Orphanet", "DOID", "UMLS", "MEDGEN", "MESH", "SCTID", "NCIT", "ICD10CM", "ICD11", "GARD", "NORD",
)  # fmt: skip
PREDICATES = {
    "skos:exactMatch": Match.EXACT,
    "skos:closeMatch": Match.CLOSE,
    "oboInOwl:hasDbXref": Match.CLOSE,
    "skos:narrowMatch": Match.NARROW,
    "skos:broadMatch": Match.BROAD,
    "skos:relatedMatch": Match.RELATED,
}
TRUST = {Match.EXACT: 0.99, Match.CLOSE: 0.85, Match.NARROW: 0.9, Match.BROAD: 0.9, Match.RELATED: 0.8}
"""What one more step costs: the confidence of the Mondo match is multiplied by this."""
_ORDER = tuple(Match)


class Reference(NamedTuple):
    """Hold one source's word on one target."""

    target: Curie
    match: Match
    via: Curie
    source: str
    predicate: str

    @property
    def rank(self) -> tuple[bool, int, str, Curie]:
        """Order the words on a target: exact before close, Mondo's before others'."""
        return (self.match is not Match.EXACT, self.via.prefix != "MONDO", str(_ORDER.index(self.match)), self.via)


def derive_references(
    slug: str, match: Mapping, vocabulary: Vocabulary
) -> tuple[tuple[Mapping, ...], tuple[Question, ...]]:
    """Derive the cross references of a condition from its exact or close Mondo match, one mapping a target."""
    by_target: dict[Curie, list[Reference]] = {}
    for reference in _references(match.target, vocabulary):
        if match.match is Match.EXACT or _holds_loosely(reference, match.target, vocabulary):
            by_target.setdefault(reference.target, []).append(reference)
    best = {target: min(found, key=lambda r: r.rank) for target, found in by_target.items()}
    exact = _exact_targets(best)
    versions = {source.key: source.version for source in vocabulary.sources()}
    mappings, questions = [], []
    for target in sorted(best, key=lambda curie: (TARGETS.index(curie.prefix), curie)):
        mapping = _derived(best[target], by_target, exact, match, versions, vocabulary)
        mappings.append(mapping)
        if mapping.refused:
            questions.append(_obsolete_question(slug, target, mapping, vocabulary))
    return tuple(mappings), tuple(questions)


def _references(match: Curie, vocabulary: Vocabulary) -> Iterator[Reference]:
    yield from _said_by(match, vocabulary)
    for prefix in ("DOID", "Orphanet"):
        for term in exact_matches(match, prefix, vocabulary):
            yield from (reference for reference in _said_by(term, vocabulary))


def _holds_loosely(reference: Reference, close: Curie, vocabulary: Vocabulary) -> bool:
    """Tell whether a reference still says something of what is merely close to the term."""
    hubs = hub_terms(reference.target, vocabulary)
    return reference.match in {Match.EXACT, Match.CLOSE} and (not hubs or close in hubs)


def _said_by(term: Curie, vocabulary: Vocabulary) -> Iterator[Reference]:
    for xref in vocabulary.xrefs(term):
        if xref.object.prefix in TARGETS and xref.predicate in PREDICATES and _well_formed(xref):
            yield Reference(xref.object, PREDICATES[xref.predicate], term, xref.source, xref.predicate)


def _well_formed(xref: Xref) -> bool:
    return bool(prefixes()[xref.object.prefix].pattern.fullmatch(xref.object.local))


def _exact_targets(best: dict[Curie, Reference]) -> frozenset[Curie]:
    """Return the targets that stay exact: one a vocabulary, Mondo's; none where Mondo itself has several."""
    found: set[Curie] = set()
    for prefix in TARGETS:
        claims = [r for r in best.values() if r.target.prefix == prefix and r.match is Match.EXACT]
        hub = [r for r in claims if r.via.prefix == "MONDO"] or claims
        found.update({hub[0].target} if len(hub) == 1 else ())
    return frozenset(found)


def _derived(
    reference: Reference,
    by_target: dict[Curie, list[Reference]],
    exact: frozenset[Curie],
    match: Mapping,
    versions: dict[str, str],
    vocabulary: Vocabulary,
) -> Mapping:
    target = reference.target
    kind = reference.match
    reason = ""
    certainty = match.confidence * TRUST[kind]
    if match.match is Match.CLOSE:
        kind = Match.CLOSE
    elif kind is Match.EXACT and target not in exact:
        kind, reason = Match.CLOSE, "several codes are given as exact, and at most one can be"
        certainty = match.confidence * TRUST[kind]
    others = [o for found in by_target.values() for o in found if o.target.prefix == target.prefix]
    term = vocabulary.term(target)
    refused = term is not None and term.obsolete
    return Mapping(
        target,
        term.label if term else "",
        kind,
        Justification.CHAINED,
        round(certainty, 2),
        (*_votes_for(by_target[target]), *_votes_against(target, others)),
        reference.source,
        versions.get(reference.source, ""),
        via=reference.via,
        refused=refused,
        reason=f"{target} is obsolete in its vocabulary" if refused else reason,
    )


def _votes_for(said: list[Reference]) -> tuple[Vote, ...]:
    return tuple(sorted({vote_for("cross-reference", f"{r.via} {r.predicate}", r.source) for r in said}))


def _votes_against(target: Curie, others: list[Reference]) -> tuple[Vote, ...]:
    """Name the sources that have this vocabulary's code for the disease, but another one."""
    agreeing = {reference.via for reference in others if reference.target == target}
    votes = {
        vote_against("other-code", f"{reference.via} gives {reference.target}", reference.source)
        for reference in others
        if reference.target != target and reference.via not in agreeing
    }
    return tuple(sorted(votes))


def _obsolete_question(slug: str, target: Curie, mapping: Mapping, vocabulary: Vocabulary) -> Question:
    term = vocabulary.term(target)
    candidates = (*term.replaced_by, *term.consider) if term else ()
    detail = f"{mapping.via} refers to an obsolete term ({EXACT if mapping.match is Match.EXACT else mapping.match})"
    return Question(slug, "obsolete-target", str(target), detail, candidates)
