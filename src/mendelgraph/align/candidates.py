"""The Mondo terms that anything speaks for, each with its votes."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.align.equivalents import counterparts, exact_matches, hub_terms
from mendelgraph.align.names import looks_like_acronym
from mendelgraph.align.recovery import lost_first_letter
from mendelgraph.align.votes import score, vote_against, vote_for
from mendelgraph.alignments import Vote
from mendelgraph.facts import GeneRole
from mendelgraph.identifiers import Curie
from mendelgraph.vocabulary.names import fold_name, numeral_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.alignments import ResolvedGene
    from mendelgraph.facts import StatedRecord
    from mendelgraph.vocabulary.terms import TermName, Vocabulary

Ballot = tuple[Curie, Vote]


class Candidate(NamedTuple):
    """Hold a term with the votes for and against it."""

    term: Curie
    label: str
    votes: tuple[Vote, ...]

    @property
    def points(self) -> float:
        """Return the sum of the votes."""
        return score(self.votes)

    def has(self, *kinds: str) -> bool:
        """Tell whether a vote of one of these kinds was cast."""
        return any(vote.kind in kinds for vote in self.votes)


def gather_candidates(
    stated: StatedRecord, names: tuple[str, ...], genes: tuple[ResolvedGene, ...], vocabulary: Vocabulary
) -> tuple[Candidate, ...]:
    """Return the candidates, the best supported first. `names` are the page's own names, recovered ones included."""
    names = tuple(name for name in names if not lost_first_letter(name))
    others = tuple(fact.literal for fact in stated.names if not (fact.preferred or lost_first_letter(fact.literal)))
    ballots = chain(
        _name_ballots(names, others, vocabulary),
        _slug_ballots(stated.record.slug, names, vocabulary),
        _identifier_ballots(stated, vocabulary),
        _citing_ballots(stated.record.slug, vocabulary),
    )
    cast: dict[Curie, dict[Vote, None]] = {}
    for term, vote in ballots:
        cast.setdefault(term, {})[vote] = None
    found = [_candidate(term, votes, stated, genes, vocabulary) for term, votes in cast.items()]
    return tuple(sorted(found, key=lambda candidate: (-candidate.points, candidate.term)))


def _candidate(
    term: Curie,
    votes: dict[Vote, None],
    stated: StatedRecord,
    genes: tuple[ResolvedGene, ...],
    vocabulary: Vocabulary,
) -> Candidate:
    found = vocabulary.term(term)
    return Candidate(
        term, found.label if found else str(term), (*sorted(votes), *gene_votes(term, stated, genes, vocabulary))
    )


_SPEAKING = frozenset({"DOID", "Orphanet", "OMIM", "GARD"})
"""Vocabularies whose names speak for the Mondo term that they equal."""
_USE_KINDS = {"label": "is-label", "hasExactSynonym": "is-exact-synonym"}


def _name_ballots(names: tuple[str, ...], others: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[Ballot]:
    for rank, literals in (("name", names), ("other-name", others)):
        for literal in literals:
            uses = vocabulary.named(literal)
            if looks_like_acronym(literal):
                yield from _acronym_ballots(literal, uses)
            else:
                yield from _literal_ballots(rank, literal, uses, vocabulary)
            if rank == "name":
                yield from _respelled_ballots(literal, vocabulary)
                yield from _obsolete_ballots(literal, vocabulary)


def _literal_ballots(rank: str, literal: str, uses: tuple[TermName, ...], vocabulary: Vocabulary) -> Iterator[Ballot]:
    for use in uses:
        if use.term.prefix == "MONDO":
            yield use.term, vote_for(f"{rank}-{_USE_KINDS.get(use.use, 'is-other-synonym')}", literal, use.source)
        elif use.term.prefix in _SPEAKING and use.use in {*_USE_KINDS, "unscoped"}:
            vote = vote_for(f"{rank}-of-equivalent", f"{literal} ({use.term})", use.source)
            yield from ((term, vote) for term in hub_terms(use.term, vocabulary))


def _acronym_ballots(literal: str, uses: tuple[TermName, ...]) -> Iterator[Ballot]:
    bearers = {use.term for use in uses if use.term.prefix == "MONDO"}
    kind = "acronym-of-one" if len(bearers) == 1 else "acronym"
    for use in uses:
        if use.term.prefix == "MONDO":
            yield use.term, vote_for(kind, literal, use.source)


def _respelled_ballots(literal: str, vocabulary: Vocabulary) -> Iterator[Ballot]:
    respelled = numeral_key(literal)
    if respelled != fold_name(literal):
        for use in vocabulary.named(respelled):
            if use.term.prefix == "MONDO" and use.use in _USE_KINDS:
                yield use.term, vote_for("name-respelled", respelled, use.source)


def _obsolete_ballots(literal: str, vocabulary: Vocabulary) -> Iterator[Ballot]:
    for use in vocabulary.obsolete_with_name(literal):
        vote = vote_for("name-of-obsolete", f"{literal} ({use.term})", use.source)
        yield from ((term, vote) for term in hub_terms(use.term, vocabulary))


def _slug_ballots(slug: str, names: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[Ballot]:
    """Ask for the words of the address where no name is found: MedQuAD's names lost letters that the address kept."""
    if any(use.term.prefix == "MONDO" for name in names for use in vocabulary.named(name)):
        return
    words = slug.replace("-", " ")
    for use in vocabulary.named(words):
        if use.term.prefix == "MONDO" and use.use in _USE_KINDS:
            yield use.term, vote_for("slug-is-name", words, use.source)


_DATABASES = {
    "OMIM": ("OMIM", "omim"),
    "ORPHANET": ("Orphanet", "orphanet"),
    "GTR": ("UMLS", "medgen"),
    "MEDGEN": ("UMLS", "medgen"),
    "UMLS": ("UMLS", "umls"),
    "GARD": ("GARD", "gard"),
    "MESH": ("MESH", "mesh"),
    "SNOMED CT": ("SCTID", "snomed"),
}
_LISTED = frozenset({"omim", "orphanet", "medgen", "umls"})
_LINKS = (
    (re.compile(r"omim\.org/entry/(\d{6})"), "OMIM"),
    (re.compile(r"/gtr/conditions/(CN?\d+)"), "GTR"),
    (re.compile(r"rarediseases\.info\.nih\.gov/diseases/(\d+)"), "GARD"),
    (re.compile(r"orpha\.net/.*Expert=(\d+)"), "ORPHANET"),
)


def page_identifiers(stated: StatedRecord) -> dict[str, tuple[str, ...]]:
    """Return the keys that the page gives per database, from its own list and from the links of its resources."""
    keys: dict[str, dict[str, None]] = {}
    for fact in stated.identifiers:
        keys.setdefault(fact.identifier.database.upper(), {})[fact.identifier.key.strip()] = None
    for resource in stated.resources:
        for pattern, database in _LINKS:
            if found := pattern.search(resource.resource.url or ""):
                keys.setdefault(database, {})[found[1]] = None
    return {database: tuple(found) for database, found in sorted(keys.items())}


def _identifier_ballots(stated: StatedRecord, vocabulary: Vocabulary) -> Iterator[Ballot]:
    for database, keys in page_identifiers(stated).items():
        prefix, kind = _DATABASES.get(database, ("", ""))
        if len(keys) > 1 and kind in _LISTED:
            kind += "-in-list"
        for key in keys if prefix else ():
            curie = Curie(prefix, key.zfill(7) if prefix == "GARD" else key)
            yield from ((term, vote_for(kind, str(curie), "page")) for term in hub_terms(curie, vocabulary))


def _citing_ballots(slug: str, vocabulary: Vocabulary) -> Iterator[Ballot]:
    links = vocabulary.citing(slug)
    kind = "page-cited" if len({link.term for link in links}) == 1 else "page-cited-by-several"
    for link in links:
        for term in hub_terms(link.term, vocabulary):
            yield term, vote_for(kind, str(link.term), link.source)


def gene_votes(
    term: Curie, stated: StatedRecord, genes: tuple[ResolvedGene, ...], vocabulary: Vocabulary
) -> tuple[Vote, ...]:
    """Return the vote of the genes: for where they share one with the term, against where each has other ones."""
    published = {
        link.gene: link.source
        for disease in sorted(counterparts(term, vocabulary))
        for link in vocabulary.genes_of(disease)
    }
    causes = causal_genes(stated, genes)
    shared = [gene for gene in genes if gene.hgnc in published]
    if shared:
        return tuple(_votes_of_shared(term, shared, causes, published[shared[0].hgnc], vocabulary))
    if published and causes:
        return (vote_against("gene-differs", ", ".join(gene.symbol for gene in causes), min(published.values())),)
    return ()


def _votes_of_shared(
    term: Curie, shared: list[ResolvedGene], causes: tuple[ResolvedGene, ...], source: str, vocabulary: Vocabulary
) -> Iterator[Vote]:
    yield vote_for("gene-agrees", ", ".join(gene.symbol for gene in shared), source)
    beyond = [gene.symbol for gene in causes if gene not in shared]
    if 2 * len(beyond) >= len(causes) > 1:
        yield vote_against("other-genes-too", ", ".join(beyond), source)
    if causes == tuple(shared) and len(causes) == 1 and omim_diseases(causes[0].hgnc, vocabulary) == {term}:
        yield vote_for("only-disease-of-gene", causes[0].symbol, source)


def causal_genes(stated: StatedRecord, genes: tuple[ResolvedGene, ...]) -> tuple[ResolvedGene, ...]:
    """Return the genes that the page calls a cause: those that merely add to a risk say little of which disease."""
    causes = {fact.symbol for fact in stated.genes if fact.role is GeneRole.CAUSES}
    return tuple(gene for gene in genes if gene.printed in causes)


def omim_diseases(gene: Curie, vocabulary: Vocabulary) -> set[Curie]:
    """Return the Mondo diseases with an OMIM entry that are published for a gene."""
    return {
        term
        for link in vocabulary.diseases_of(gene)
        for term in hub_terms(link.disease, vocabulary)
        if exact_matches(term, "OMIM", vocabulary)
    }
