"""Inheritance: modes, what qualifies them, and from which parent's copy the condition arises. All of it *stated*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.graph.literals import english, plain
from mendelgraph.graph.namespaces import BIOLINK, MG
from mendelgraph.graph.subject import Triple, curie_node, describe_fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import NamedNode

    from mendelgraph.facts import GeneFact, InheritanceFact, Mode, OriginFact, QualifierFact
    from mendelgraph.graph.subject import Subject

_ASSOCIATION = BIOLINK.DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation


def mode_node(mode: Mode) -> NamedNode:
    """Return the term of a mode; the page's own "unknown" has none in HPO and gets ours.

    >>> from mendelgraph.facts import Mode
    >>> mode_node(Mode.UNKNOWN).value
    'https://w3id.org/mendelgraph/ontology#UnknownInheritance'
    """
    return curie_node(mode.term) if mode.term else MG.UnknownInheritance


def state_inheritance(subject: Subject, facts: Sequence[InheritanceFact]) -> Iterator[Triple]:
    """Describe each mode, of the whole condition or of one form."""
    for fact in facts:
        iri, mode = subject.own.inheritance(fact), mode_node(fact.mode)
        yield from _state_association(subject, iri, BIOLINK.has_mode_of_inheritance, mode)
        if fact.form:
            yield Triple(iri, MG.conditionForm, english(fact.form))
        yield from describe_fact(subject, iri, _ASSOCIATION, fact.receipts)


def _state_association(subject: Subject, iri: NamedNode, predicate: NamedNode, value: NamedNode) -> Iterator[Triple]:
    yield Triple(subject.thing, predicate, value)
    yield Triple(iri, BIOLINK.subject, subject.thing)
    yield Triple(iri, BIOLINK.predicate, predicate)
    yield Triple(iri, BIOLINK.object, value)


def state_qualifiers(
    subject: Subject, facts: Sequence[QualifierFact], modes: Sequence[InheritanceFact]
) -> Iterator[Triple]:
    """Describe each qualifier, of the condition and of the modes it qualifies."""
    for fact in facts:
        iri, term = subject.own.qualifier(fact), curie_node(fact.qualifier.term)
        yield from _state_association(subject, iri, MG.inheritanceQualifier, term)
        for mode in qualified_modes(fact, modes):
            qualified = subject.own.inheritance(mode)
            yield Triple(iri, MG.qualifies, qualified)
            yield Triple(qualified, MG.qualifier, term)
        yield from describe_fact(subject, iri, MG.InheritanceQualification, fact.receipts)


def qualified_modes(fact: QualifierFact, modes: Sequence[InheritanceFact]) -> list[InheritanceFact]:
    """Return the modes a qualifier holds for: those the text ties it to, or the only one stated; else none."""
    if fact.mode:
        return [mode for mode in modes if mode.mode is fact.mode]
    return list(modes) if len({mode.mode for mode in modes}) == 1 else []


def state_origins(
    subject: Subject, facts: Sequence[OriginFact], genes: Sequence[GeneFact], nodes: Mapping[str, NamedNode]
) -> Iterator[Triple]:
    """Describe each statement of parent of origin, and put it on the gene's association too."""
    for fact in facts:
        iri, term = subject.own.origin(fact), curie_node(fact.copy.allele_origin)
        yield from _state_association(subject, iri, MG.causalAlleleOrigin, term)
        if fact.form:
            yield Triple(iri, MG.conditionForm, english(fact.form))
        if fact.symbol:
            yield Triple(iri, MG.symbol, plain(fact.symbol))
            yield Triple(iri, MG.gene, nodes[fact.symbol])
        for gene in genes:
            if gene.symbol == fact.symbol:
                yield Triple(subject.own.gene(gene), MG.causalAlleleOrigin, term)
        yield from describe_fact(subject, iri, MG.ParentOfOrigin, fact.receipts)
