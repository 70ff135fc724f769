"""From stated facts to links: evidence votes, and what is unsure becomes a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.align.candidates import gather_candidates
from mendelgraph.align.citations import (
    CitationRow,
    CitationTable,
    embedded_citations,
    identify_citations,
    read_citation_table,
)
from mendelgraph.align.conditions import Decision, decide_match
from mendelgraph.align.crossrefs import derive_references
from mendelgraph.align.curated import (
    CuratedMappings,
    check_curated,
    collect_curated,
    curated_mapping,
    embedded_curated,
    read_curated,
)
from mendelgraph.align.genes import resolve_genes
from mendelgraph.align.names import CatalogueNames, align_names, collect_names, condition_meaning
from mendelgraph.align.recovery import recover_names
from mendelgraph.align.resources import supply_resources
from mendelgraph.align.sssom import MAPPING_COLUMNS, mapping_rows
from mendelgraph.align.stated_ids import stated_references
from mendelgraph.align.verdicts import apply_curated
from mendelgraph.alignments import AlignedRecord, Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph import alignments
    from mendelgraph.alignments import RecoveredName
    from mendelgraph.facts import StatedRecord
    from mendelgraph.identifiers import Curie
    from mendelgraph.vocabulary.terms import Vocabulary

__all__ = [
    "MAPPING_COLUMNS",
    "CatalogueNames",
    "CitationRow",
    "CitationTable",
    "CuratedMappings",
    "align",
    "align_all",
    "check_curated",
    "collect_curated",
    "collect_names",
    "curated_mapping",
    "embedded_citations",
    "embedded_curated",
    "mapping_rows",
    "read_citation_table",
    "read_curated",
]


def align_all(stated: Iterable[StatedRecord], vocabulary: Vocabulary) -> Iterator[AlignedRecord]:
    """Align records with the curated tables that travel with the package, in the order given.

    Raises InputError where a curated decision does not hold against this vocabulary.
    """
    records = tuple(stated)
    neighbours, curated, citations = collect_names(records), embedded_curated(), embedded_citations()
    check_curated(curated, vocabulary)
    for record in records:
        yield align(record, vocabulary, neighbours=neighbours, curated=curated, citations=citations)


def align(
    stated: StatedRecord,
    vocabulary: Vocabulary,
    *,
    neighbours: CatalogueNames,
    curated: CuratedMappings,
    citations: CitationTable,
) -> AlignedRecord:
    """Link one record to other graphs; what is unsure stays a question. Pure: the same arguments, the same answer."""
    slug = stated.record.slug
    genes, gene_questions = resolve_genes(stated, vocabulary)
    recovered = recover_names(stated, vocabulary)
    candidates = gather_candidates(stated, _own_names(stated, recovered), genes, vocabulary)
    decision = apply_curated(curated.of(slug), decide_match(stated, candidates, genes, vocabulary), vocabulary)
    mappings, questions = _with_references(stated, decision, vocabulary)
    meaning = condition_meaning(stated, decision.match, mappings, vocabulary)
    ids, citation_questions = identify_citations(stated, citations)
    questions = (*questions, *gene_questions, *citation_questions)
    return AlignedRecord(
        stated,
        mappings,
        genes,
        align_names(stated, meaning, recovered, neighbours, vocabulary),
        supply_resources(stated, mappings, _shown_name(stated, recovered)),
        ids,
        questions,
        _term_labels(mappings, questions, vocabulary),
        recovered,
        _obsolete(mappings, vocabulary),
        tuple(sorted({link.term for link in vocabulary.citing(slug)})),
    )


def _own_names(stated: StatedRecord, recovered: tuple[RecoveredName, ...]) -> tuple[str, ...]:
    printed = tuple(fact.literal for fact in stated.names if fact.preferred) or (stated.record.name,)
    return (*printed, *(name.literal for name in recovered if name.printed in printed))


def _shown_name(stated: StatedRecord, recovered: tuple[RecoveredName, ...]) -> str:
    name = stated.record.name
    return next((found.literal for found in recovered if found.printed == name), name)


def _with_references(
    stated: StatedRecord, decision: Decision, vocabulary: Vocabulary
) -> tuple[tuple[alignments.Mapping, ...], tuple[alignments.Question, ...]]:
    """Add the cross references that follow from the match, and the page's own identifiers."""
    mappings, questions = decision.mappings, decision.questions
    if match := _leading(decision):
        derived, more = derive_references(stated.record.slug, match, vocabulary)
        decided = {mapping.target for mapping in mappings}
        mappings = (*mappings, *(mapping for mapping in derived if mapping.target not in decided))
        questions = (*questions, *more)
    mappings, more = stated_references(stated, mappings, vocabulary)
    return mappings, (*questions, *more)


def _leading(decision: Decision) -> alignments.Mapping | None:
    """Return the exact Mondo match, else the only close one."""
    hubs = [m for m in decision.mappings if m.target.prefix == "MONDO" and not m.refused]
    if decision.match:
        return next((m for m in hubs if m.target == decision.match and m.match is Match.EXACT), None)
    close = [mapping for mapping in hubs if mapping.match is Match.CLOSE]
    return close[0] if len(close) == 1 else None


def _term_labels(
    mappings: tuple[alignments.Mapping, ...], questions: tuple[alignments.Question, ...], vocabulary: Vocabulary
) -> tuple[tuple[Curie, str], ...]:
    """Return the labels of the terms that are named without one: `via` of mappings and candidates of questions."""
    terms = {mapping.via for mapping in mappings if mapping.via}
    terms |= {candidate for question in questions for candidate in question.candidates}
    found = ((curie, term.label) for curie in sorted(terms) if (term := vocabulary.term(curie)))
    return tuple(found)


def _obsolete(mappings: tuple[alignments.Mapping, ...], vocabulary: Vocabulary) -> tuple[Curie, ...]:
    targets = sorted({mapping.target for mapping in mappings})
    return tuple(curie for curie in targets if (term := vocabulary.term(curie)) and term.obsolete)
