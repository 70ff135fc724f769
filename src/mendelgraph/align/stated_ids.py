"""The identifiers of the page's own list, held against what follows from the match.

The list is NLM's and serves for links, not for identity: one page has several keys of a database, one key serves
several pages (182 MeSH ids, 60 OMIM numbers of the 2019 catalogue). So an id that the match also gives supports that
mapping; an only id that it does not give is close and asks a curator where a database has one entry a disease; one of
several is related as the Mondo term that equals it is; all others are merely related.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.align.equivalents import hub_terms
from mendelgraph.align.votes import vote_for
from mendelgraph.alignments import Justification, Mapping, Match, Question
from mendelgraph.errors import InputError
from mendelgraph.identifiers import Curie, make_curie

if TYPE_CHECKING:
    from mendelgraph.facts import StatedRecord
    from mendelgraph.vocabulary.terms import Vocabulary

DATABASES = {
    "OMIM": ("OMIM", Match.CLOSE),
    "Orphanet": ("Orphanet", Match.CLOSE),
    "GTR": ("UMLS", Match.CLOSE),
    "MeSH": ("MESH", Match.RELATED),
    "SNOMED CT": ("SCTID", Match.RELATED),
    "ICD-10-CM": ("ICD10CM", Match.RELATED),
}
"""What each database of the page's list maps to, and how an only key of it relates to the condition."""
CONFIDENCE = {Match.CLOSE: 0.8, Match.NARROW: 0.8, Match.RELATED: 0.6}


def stated_references(
    stated: StatedRecord, mappings: tuple[Mapping, ...], vocabulary: Vocabulary
) -> tuple[tuple[Mapping, ...], tuple[Question, ...]]:
    """Return the mappings with the page's own ids added: as a vote where they agree, as a mapping where they do not."""
    by_target = {mapping.target: mapping for mapping in mappings}
    questions: list[Question] = []
    for database, (prefix, match) in DATABASES.items():
        curies, bad = _curies(stated, database, prefix)
        questions.extend(bad)
        for curie in curies:
            known = by_target.get(curie)
            kind = match if len(curies) == 1 else _through_hub(curie, mappings, vocabulary)
            by_target[curie] = _supported(known, database) if known else _stated(curie, kind, database, vocabulary)
            if known is None and kind is Match.CLOSE:
                questions.extend(_difference(stated.record.slug, curie, mappings))
    return tuple(by_target.values()), tuple(questions)


def _through_hub(curie: Curie, mappings: tuple[Mapping, ...], vocabulary: Vocabulary) -> Match:
    """Relate one of several ids as the Mondo term that equals it is related: a subtype's is narrow, a group's close."""
    hubs = hub_terms(curie, vocabulary)
    found = [mapping.match for mapping in mappings if mapping.target in hubs and not mapping.refused]
    return found[0] if len(found) == 1 and found[0] in {Match.NARROW, Match.CLOSE} else Match.RELATED


def _curies(stated: StatedRecord, database: str, prefix: str) -> tuple[tuple[Curie, ...], list[Question]]:
    keys = dict.fromkeys(
        fact.identifier.key
        for fact in stated.identifiers
        if fact.identifier.database.casefold() == database.casefold() and fact.assigner != "MedQuAD"
    )
    curies: list[Curie] = []
    questions: list[Question] = []
    for key in keys:
        try:
            curies.append(make_curie(prefix, key))
        except InputError as error:
            questions.append(Question(stated.record.slug, "malformed-identifier", f"{database} {key}", error.what))
    return tuple(curies), questions


def _supported(known: Mapping, database: str) -> Mapping:
    vote = vote_for("stated-by-page", f"{database} {known.target.local}", "page")
    return known._replace(votes=(*known.votes, vote))


def _stated(curie: Curie, match: Match, database: str, vocabulary: Vocabulary) -> Mapping:
    term = vocabulary.term(curie)
    return Mapping(
        curie,
        term.label if term else "",
        match,
        Justification.STATED,
        CONFIDENCE[match],
        (vote_for("stated-by-page", f"{database} {curie.local}", "page"),),
        "page",
        "",
        refused=term is not None and term.obsolete,
        reason=f"{curie} is obsolete in its vocabulary" if term and term.obsolete else "",
    )


def _difference(slug: str, curie: Curie, mappings: tuple[Mapping, ...]) -> tuple[Question, ...]:
    """Ask where the match gives another exact id in the same vocabulary than the page's only one."""
    exact = [m for m in mappings if m.target.prefix == curie.prefix and m.match is Match.EXACT and not m.refused]
    if not exact:
        return ()
    detail = f"the page gives {curie}, its match leads to {exact[0].target}"
    return (Question(slug, "identifier-differs", str(curie), detail, (exact[0].target, curie)),)
