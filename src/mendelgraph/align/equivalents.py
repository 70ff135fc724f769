"""Which terms of different vocabularies stand for the same disease, as the vocabularies themselves say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mendelgraph.identifiers import Curie
    from mendelgraph.vocabulary.terms import Vocabulary, Xref

EXACT = "skos:exactMatch"
DBXREF = "oboInOwl:hasDbXref"
UNSCOPED_ONLY = frozenset({"GARD"})
"""Vocabularies that Mondo links by `hasDbXref` alone, with one entry a disease as a rule."""


def hub_terms(curie: Curie, vocabulary: Vocabulary) -> tuple[Curie, ...]:
    """Return the current Mondo terms that a term of another vocabulary (or of Mondo) stands for.

    Where Mondo is silent, what the other source says of Mondo counts (NCBI links MedGen concepts to Mondo terms).
    An obsolete Mondo term gives its only replacement, or nothing where there are none or several.
    """
    if curie.prefix == "MONDO":
        return tuple(term for term in (current(curie, vocabulary),) if term)
    named = {xref.subject for xref in vocabulary.xrefs_to(curie) if xref.subject.prefix == "MONDO" and _equates(xref)}
    if not named:
        named = {xref.object for xref in vocabulary.xrefs(curie) if xref.object.prefix == "MONDO"}
    return tuple(sorted({term for found in named if (term := current(found, vocabulary))}))


def current(curie: Curie, vocabulary: Vocabulary) -> Curie | None:
    """Return the term, or for an obsolete one its only current replacement."""
    term = vocabulary.term(curie)
    if term is None or not term.obsolete:
        return curie if term else None
    if len(term.replaced_by) != 1:
        return None
    replacement = vocabulary.term(term.replaced_by[0])
    return replacement.curie if replacement and not replacement.obsolete else None


def exact_matches(curie: Curie, prefix: str, vocabulary: Vocabulary) -> tuple[Curie, ...]:
    """Return the exact matches of a term in another vocabulary."""
    return tuple(
        sorted({x.object for x in vocabulary.xrefs(curie) if x.object.prefix == prefix and x.predicate == EXACT})
    )


def counterparts(curie: Curie, vocabulary: Vocabulary) -> frozenset[Curie]:
    """Return a Mondo term with the terms elsewhere that mean the same: exact matches, and its GARD entries."""
    return frozenset({curie, *(xref.object for xref in vocabulary.xrefs(curie) if _equates(xref))})


def _equates(xref: Xref) -> bool:
    return xref.predicate == EXACT or (xref.predicate == DBXREF and xref.object.prefix in UNSCOPED_ONLY)
