"""Which Mondo term a condition matches, how, and how sure that is; what is unsure becomes a question.

The ladder of decisions, each step with its reason in the mapping that it gives:

1. No candidate with enough points: a question with what little there is.
2. The best candidate is a group, or several diseases are named alike: close to the group, narrow to those of its
   diseases that the page's names, genes or ids bear out. A page that stands for several diseases is never exact.
   Where no name of the page is the group's, the group is broader, and a question asks which part is meant.
3. The best candidate is a disease that no other disease rivals: exact, and narrow to the forms that Mondo has of it.
4. The page has no name of it, and genes that it does not have: it is one of the diseases of the page, narrow.
5. Otherwise close, with a question that lists the rivals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.align.candidates import Candidate, gene_votes
from mendelgraph.align.doubts import SAME_THING, Doubt, find_doubt
from mendelgraph.align.ranking import OWN_NAME, Ranked, choose_head, rank_candidates
from mendelgraph.align.votes import confidence, vote_against, vote_for
from mendelgraph.alignments import Justification, Mapping, Match, Question

if TYPE_CHECKING:
    from mendelgraph.alignments import ResolvedGene
    from mendelgraph.facts import StatedRecord
    from mendelgraph.identifiers import Curie
    from mendelgraph.vocabulary.terms import Vocabulary

IMPLIED = 0.9
"""What one step down Mondo's hierarchy costs: the group's confidence is multiplied by this."""
EVIDENCE_OF_MEMBER = (
    "other-name-is-label",
    "other-name-is-exact-synonym",
    "name-is-exact-synonym",
    "omim-in-list",
    "omim",
    "page-cited",
    "page-cited-by-several",
)


class Decision(NamedTuple):
    """Hold what was decided of a condition: its exact Mondo match if it has one, all mappings, open questions."""

    match: Curie | None
    mappings: tuple[Mapping, ...]
    questions: tuple[Question, ...] = ()


def decide_match(
    stated: StatedRecord, candidates: tuple[Candidate, ...], genes: tuple[ResolvedGene, ...], vocabulary: Vocabulary
) -> Decision:
    """Decide between the candidates."""
    ranked = rank_candidates(candidates, vocabulary)
    if not ranked:
        return Decision(None, (), (_no_match(stated, candidates, vocabulary),))
    head = choose_head(ranked)
    if head.is_group:
        decision = _decide_group(stated, head, genes, candidates, vocabulary)
        matched = frozenset(mapping.target for mapping in decision.mappings)
        refused = _refusals(head, ranked, matched | {*head.standing.members}, vocabulary)
        return decision._replace(mappings=(*decision.mappings, *refused))
    forms = _members(stated, head, genes, candidates, vocabulary)
    doubt = find_doubt(stated, head, _without(ranked, head.standing.members), candidates, genes, vocabulary)
    return _decide_disease(stated, head, ranked, forms, doubt, vocabulary)


def _without(ranked: list[Ranked], members: tuple[Curie, ...]) -> list[Ranked]:
    return [item for item in ranked if item.candidate.term not in members]


def _decide_disease(
    stated: StatedRecord,
    head: Ranked,
    ranked: list[Ranked],
    forms: tuple[Mapping, ...],
    doubt: Doubt | None,
    vocabulary: Vocabulary,
) -> Decision:
    best = head.candidate
    if doubt:
        question = _question(stated, "unsure-match", doubt.reason, (best.term, *doubt.others))
        match = Match.NARROW if doubt.part else Match.CLOSE
        return Decision(None, (_mapping(best, match, vocabulary, doubt.reason), *forms), (question,))
    refused = _refusals(head, ranked, frozenset(head.standing.members), vocabulary)
    return Decision(best.term, (_mapping(best, Match.EXACT, vocabulary), *forms, *refused))


def _decide_group(
    stated: StatedRecord,
    head: Ranked,
    genes: tuple[ResolvedGene, ...],
    candidates: tuple[Candidate, ...],
    vocabulary: Vocabulary,
) -> Decision:
    count = len(head.standing.members)
    reason = f"the term stands for {count} disease{'s' * (count > 1)} with an OMIM entry of their own"
    narrow = _members(stated, head, genes, candidates, vocabulary)
    if not head.candidate.has(*SAME_THING, "name-is-other-synonym"):
        return _decide_part(stated, head, narrow, vocabulary)
    mapping = _mapping(head.candidate, Match.CLOSE, vocabulary, reason)
    if count > 1 and head.candidate.has(*SAME_THING):
        return Decision(None, (mapping, *narrow))
    detail = f"{reason}: the page may be about either"
    question = _question(stated, "unsure-match", detail, (head.candidate.term, *head.standing.members))
    return Decision(None, (mapping, *narrow), (question,))


def _decide_part(stated: StatedRecord, head: Ranked, members: tuple[Mapping, ...], vocabulary: Vocabulary) -> Decision:
    """Call the group broader where nothing says that the page means all of it, and ask which of its diseases it is."""
    reason = "other evidence leads to the group, but no name of the page is a name of it"
    mapping = _mapping(head.candidate, Match.BROAD, vocabulary, reason)
    candidates = (head.candidate.term, *(member.target for member in members))
    return Decision(None, (mapping,), (_question(stated, "unsure-match", reason, candidates),))


def _members(
    stated: StatedRecord,
    head: Ranked,
    genes: tuple[ResolvedGene, ...],
    candidates: tuple[Candidate, ...],
    vocabulary: Vocabulary,
) -> tuple[Mapping, ...]:
    """Return the group's diseases: those that the page bears out by a gene, a name or an id of theirs, then the others.

    The others follow from Mondo's hierarchy, and only where the page bears a name of the group itself.
    """
    known = {candidate.term: candidate for candidate in candidates}
    reason = f"one of the diseases of the group {head.candidate.label}"
    certainty = round(confidence(head.candidate.points) * IMPLIED, 2)
    named, implied = [], []
    for term in head.standing.members:
        candidate = known.get(term) or _by_gene(term, stated, genes, vocabulary)
        if candidate and candidate.has("gene-agrees", *EVIDENCE_OF_MEMBER):
            mapping = _mapping(candidate, Match.NARROW, vocabulary, reason)
            named.append(mapping._replace(confidence=max(mapping.confidence, certainty)))
        elif head.candidate.has(*OWN_NAME):
            mapping = _implied(term, head.candidate, reason, vocabulary)
            implied.append(mapping._replace(confidence=certainty))
    return (*named, *implied)


def _implied(term: Curie, group: Candidate, reason: str, vocabulary: Vocabulary) -> Mapping:
    found = vocabulary.term(term)
    vote = vote_for("member-of-group", f"{group.term} {group.label}", "mondo")
    candidate = Candidate(term, found.label if found else str(term), (vote,))
    mapping = _mapping(candidate, Match.NARROW, vocabulary, reason)
    return mapping._replace(justification=Justification.CHAINED, via=group.term)


def _by_gene(
    term: Curie, stated: StatedRecord, genes: tuple[ResolvedGene, ...], vocabulary: Vocabulary
) -> Candidate | None:
    votes = gene_votes(term, stated, genes, vocabulary)
    found = vocabulary.term(term)
    return Candidate(term, found.label, votes) if found and votes and votes[0].supports else None


def _mapping(candidate: Candidate, match: Match, vocabulary: Vocabulary, reason: str = "") -> Mapping:
    lexical = all("name" in vote.kind or vote.kind == "acronym" for vote in candidate.votes)
    term = vocabulary.term(candidate.term)
    source = term.source if term else "mondo"
    return Mapping(
        candidate.term,
        candidate.label,
        match,
        Justification.LEXICAL if lexical else Justification.COMPOSITE,
        confidence(candidate.points),
        candidate.votes,
        source,
        vocabulary.version(source),
        reason=reason,
    )


def _refusals(
    head: Ranked, ranked: list[Ranked], matched: frozenset[Curie], vocabulary: Vocabulary
) -> tuple[Mapping, ...]:
    """Return the strong candidates that lost, as refused exact matches: as sure as the one that they lost to."""
    reason = f"{head.candidate.label} has more support"
    against = vote_against("better-candidate", reason, "mendelgraph")
    certainty = confidence(head.candidate.points)
    lost = [item.candidate for item in ranked if item is not head and item.candidate.term not in matched]
    return tuple(
        _mapping(candidate, Match.EXACT, vocabulary, reason)._replace(
            refused=True, votes=(*candidate.votes, against), confidence=certainty
        )
        for candidate in lost
    )


def _no_match(stated: StatedRecord, candidates: tuple[Candidate, ...], vocabulary: Vocabulary) -> Question:
    """Ask with what little there is: weak candidates, and what obsolete terms of this name say to consider instead."""
    gone = (vocabulary.term(use.term) for use in vocabulary.obsolete_with_name(stated.record.name))
    proposed = (curie for term in gone if term for curie in (*term.replaced_by, *term.consider))
    terms = dict.fromkeys((*(candidate.term for candidate in candidates), *proposed))
    return _question(stated, "no-match", "nothing speaks enough for any term", tuple(terms))


def _question(stated: StatedRecord, kind: str, detail: str, candidates: tuple[Curie, ...]) -> Question:
    return Question(stated.record.slug, kind, stated.record.name, detail, candidates[:5])
