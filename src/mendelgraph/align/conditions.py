"""Which Mondo term a condition matches, how, and how sure that is; what is unsure becomes a question.

The ladder of decisions, each step with its reason in the mapping that it gives:

1. No candidate with enough points: a question with what little there is.
2. The best candidate is a group, or several diseases are named alike: close to the group, narrow to those of its
   diseases that the page's names, genes or ids bear out. A page that stands for several diseases is never exact.
3. The best candidate is a disease that no other disease rivals: exact.
4. Otherwise close, with a question that lists the rivals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.align.candidates import Candidate, causal_genes, gene_votes, omim_diseases
from mendelgraph.align.groups import Rank, Standing, standing
from mendelgraph.align.votes import confidence, vote_against, vote_for
from mendelgraph.alignments import Justification, Mapping, Match, Question

if TYPE_CHECKING:
    from mendelgraph.alignments import ResolvedGene
    from mendelgraph.facts import StatedRecord
    from mendelgraph.identifiers import Curie
    from mendelgraph.vocabulary.terms import Term, Vocabulary

ENOUGH = 3.5
"""Points below which no disease is an exact match."""
STRONG = 2.5
"""Points from which a candidate is weighed at all: a rival, or turned down with a reason."""
MARGIN = 1.0
"""Points by which an exact match leads every rival."""
LABELS = ("name-is-label",)
SAME_THING = (
    "name-is-label",
    "name-is-exact-synonym",
    "slug-is-name",
    "name-of-equivalent",
    "other-name-is-label",
    "other-name-is-exact-synonym",
    "other-name-of-equivalent",
    "name-respelled",
    "omim",
    "orphanet",
)
"""Votes that say of this very term that it means the page's condition; an exact match needs one of them."""
IMPLIED = 0.9
"""What one step down Mondo's hierarchy costs: the group's confidence is multiplied by this."""
OWN_NAME = ("name-is-label", "name-is-exact-synonym", "slug-is-name")
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


class Ranked(NamedTuple):
    """Hold a candidate and what its term stands for."""

    candidate: Candidate
    standing: Standing

    @property
    def is_group(self) -> bool:
        """Tell a group or umbrella from a disease."""
        return self.standing.rank in {Rank.GROUP, Rank.UMBRELLA}


def decide_match(
    stated: StatedRecord, candidates: tuple[Candidate, ...], genes: tuple[ResolvedGene, ...], vocabulary: Vocabulary
) -> Decision:
    """Decide between the candidates."""
    ranked = _rank(candidates, vocabulary)
    if not ranked:
        terms = tuple(candidate.term for candidate in candidates)
        return Decision(None, (), (_question(stated, "no-match", "nothing speaks enough for any term", terms),))
    head = _head(ranked)
    if head.is_group:
        return _decide_group(stated, head, genes, candidates, vocabulary)
    return _decide_disease(stated, head, ranked, genes, vocabulary)


def _rank(candidates: tuple[Candidate, ...], vocabulary: Vocabulary) -> list[Ranked]:
    strong = [candidate for candidate in candidates if candidate.points >= STRONG]
    ranked = [Ranked(candidate, standing(candidate.term, vocabulary)) for candidate in strong]
    return [item for item in ranked if item.standing.rank is not Rank.HEADING]


def _head(ranked: list[Ranked]) -> Ranked:
    """Return the term to decide about: the best, unless the page bears the main name of a group that contains it."""
    best = ranked[0]
    for item in ranked[1:]:
        contains = best.candidate.term in item.standing.members
        if contains and item.candidate.has(*LABELS) and not best.candidate.has(*LABELS):
            return item
    return best


def _decide_disease(
    stated: StatedRecord,
    head: Ranked,
    ranked: list[Ranked],
    genes: tuple[ResolvedGene, ...],
    vocabulary: Vocabulary,
) -> Decision:
    points = head.candidate.points
    rivals = [item.candidate for item in ranked if item is not head and item.candidate.points > points - MARGIN]
    other = _other_home(head, ranked, causal_genes(stated, genes), vocabulary)
    if doubt := _doubt(head, rivals, vocabulary.term(other) if other else None):
        candidates = (head.candidate.term, *(rival.term for rival in rivals), *((other,) if other else ()))
        question = _question(stated, "unsure-match", doubt, tuple(dict.fromkeys(candidates)))
        return Decision(None, (_mapping(head.candidate, Match.CLOSE, vocabulary, doubt),), (question,))
    refused = tuple(
        _refusal(item.candidate, f"{head.candidate.label} has more support", vocabulary)
        for item in ranked
        if item is not head
    )
    return Decision(head.candidate.term, (_mapping(head.candidate, Match.EXACT, vocabulary), *refused))


def _doubt(head: Ranked, rivals: list[Candidate], other: Term | None) -> str:
    if head.candidate.points < ENOUGH:
        return f"the evidence adds up to {head.candidate.points:g} points, {ENOUGH:g} are needed"
    if not head.candidate.has(*SAME_THING):
        return "no name and no id of the page is given for exactly this term"
    if rivals:
        return f"{', '.join(rival.label for rival in rivals)} has nearly as much support"
    if other:
        return f"{other.label}, the OMIM disease of the page's gene, may be meant as well"
    return ""


def _other_home(
    head: Ranked, ranked: list[Ranked], causes: tuple[ResolvedGene, ...], vocabulary: Vocabulary
) -> Curie | None:
    """Return the OMIM disease that may be meant as well, where the term has no OMIM entry and is not a form of it.

    Mondo then has two homes for the condition, one from a clinical classification and one from OMIM: a candidate that
    shares the page's gene, or the only OMIM disease of the only gene that the page calls a cause.
    """
    if head.standing.has_entry:
        return None
    above = vocabulary.ancestors(head.candidate.term)
    for item in ranked:
        term = item.candidate.term
        apart = item is not head and term not in above and head.candidate.term not in vocabulary.ancestors(term)
        if apart and item.standing.has_entry and item.candidate.has("gene-agrees"):
            return term
    if len(causes) != 1:
        return None
    found = omim_diseases(causes[0].hgnc, vocabulary)
    return found.pop() if len(found) == 1 and not found <= above else None


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
    mapping = _mapping(head.candidate, Match.CLOSE, vocabulary, reason)
    return Decision(None, (mapping, *narrow))


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


def _refusal(candidate: Candidate, reason: str, vocabulary: Vocabulary) -> Mapping:
    against = vote_against("better-candidate", reason, "mendelgraph")
    mapping = _mapping(candidate, Match.EXACT, vocabulary, reason)
    return mapping._replace(refused=True, votes=(*candidate.votes, against))


def _question(stated: StatedRecord, kind: str, detail: str, candidates: tuple[Curie, ...]) -> Question:
    return Question(stated.record.slug, kind, stated.record.name, detail, candidates[:5])
