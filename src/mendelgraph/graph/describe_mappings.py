"""Matches to other vocabularies, flat and as SSSOM mappings; refusals; labels of targets; questions for a curator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.facts import Mode
from mendelgraph.graph.literals import TRUE, boolean, double, english, plain
from mendelgraph.graph.namespaces import MG, OWL, RDF, RDFS, SEMAPV, SKOS, SSSOM
from mendelgraph.graph.subject import Triple, curie_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode

    from mendelgraph.alignments import AlignedRecord, Mapping, Question, Vote
    from mendelgraph.graph.subject import Subject
    from mendelgraph.identifiers import Curie


def align_mappings(subject: Subject, mappings: Iterable[Mapping]) -> Iterator[Triple]:
    """Describe each match, flat and as a mapping; a refusal has no flat triple, and SSSOM's modifier Not.

    A vote is described once, however many mappings rest on it.
    """
    votes: dict[Vote, NamedNode] = {}
    for mapping in mappings:
        iri = subject.own.mapping(mapping)
        if not mapping.refused:
            yield Triple(subject.thing, SKOS[mapping.match], curie_node(mapping.target))
        yield from _describe_mapping(subject, iri, mapping)
        yield from _describe_circumstances(iri, mapping)
        for vote in mapping.votes:
            if vote not in votes:
                votes[vote] = subject.own.vote(vote)
                yield from _describe_vote(votes[vote], vote)
            yield Triple(iri, MG.vote, votes[vote])


def _describe_mapping(subject: Subject, iri: NamedNode, mapping: Mapping) -> Iterator[Triple]:
    """Use the IRIs that SSSOM gives its slots: subject, predicate and object are those of an OWL annotation."""
    yield Triple(iri, RDF.type, SSSOM.Mapping)
    yield Triple(iri, MG.about, subject.thing)
    yield Triple(iri, OWL.annotatedSource, subject.thing)
    yield Triple(iri, OWL.annotatedProperty, SKOS[mapping.match])
    yield Triple(iri, OWL.annotatedTarget, curie_node(mapping.target))
    yield Triple(iri, SSSOM.subject_label, english(subject.label))
    if mapping.label:
        yield Triple(iri, SSSOM.object_label, english(mapping.label))
    yield Triple(iri, SSSOM.mapping_justification, SEMAPV[mapping.justification])
    yield Triple(iri, SSSOM.confidence, double(mapping.confidence))
    if mapping.source_version:
        yield Triple(iri, SSSOM.object_source_version, plain(mapping.source_version))
    yield Triple(iri, MG.vocabulary, plain(mapping.source))


def _describe_circumstances(iri: NamedNode, mapping: Mapping) -> Iterator[Triple]:
    if mapping.refused:
        yield Triple(iri, SSSOM.predicate_modifier, plain("Not"))
    if mapping.reason:
        yield Triple(iri, MG.reason, english(mapping.reason))
    if mapping.curator:
        yield Triple(iri, SSSOM.author_label, plain(mapping.curator))
    if mapping.via:
        yield Triple(iri, MG.via, curie_node(mapping.via))


def _describe_vote(node: NamedNode, vote: Vote) -> Iterator[Triple]:
    yield Triple(node, RDF.type, MG.Vote)
    yield Triple(node, MG.voteKind, plain(vote.kind))
    yield Triple(node, MG.supports, boolean(vote.supports))
    yield Triple(node, MG.evidence, plain(vote.evidence))
    yield Triple(node, MG.vocabulary, plain(vote.source))


def align_labels(record: AlignedRecord) -> Iterator[Triple]:
    """Describe every term that the record points to: its label, the release that has it, and whether it is obsolete.

    One label a term: where sources print it differently, the mapping's own goes before those of name uses.
    """
    for curie, label in _labels(record).items():
        yield Triple(curie_node(curie), RDFS.label, english(label))
    for mapping in record.mappings:
        if mapping.source_version and not mapping.via:  # a derived one was found in somebody else's release
            yield Triple(curie_node(mapping.target), MG.vocabularyVersion, plain(mapping.source_version))
    for curie in record.obsolete_terms:
        yield Triple(curie_node(curie), OWL.deprecated, TRUE)
    if any(fact.mode is Mode.UNKNOWN for fact in record.stated.inheritance):
        yield Triple(MG.UnknownInheritance, RDFS.label, english("unknown mode of inheritance"))


def _labels(record: AlignedRecord) -> dict[Curie, str]:
    uses = [use for name in record.names for use in (*name.also_names, *name.scope_disputed_by, *name.decided_by)] + [
        name.by for name in record.recovered
    ]
    ranked = [
        *record.term_labels,
        *sorted((mapping.target, mapping.label) for mapping in record.mappings),
        *sorted((use.term, use.term_label) for use in uses),
    ]
    return {curie: label for curie, label in reversed(ranked) if label}


def align_questions(subject: Subject, questions: Iterable[Question]) -> Iterator[Triple]:
    """Describe what a curator should decide, with the candidates."""
    for question in questions:
        iri = subject.own.question(question)
        yield Triple(iri, RDF.type, MG.Question)
        yield Triple(iri, MG.about, subject.thing)
        yield Triple(iri, MG.questionKind, plain(question.kind))
        yield Triple(iri, MG.questionSubject, plain(question.subject))
        yield Triple(iri, RDFS.comment, english(question.detail))
        yield from (Triple(iri, MG.candidate, curie_node(candidate)) for candidate in question.candidates)
