"""A condition's three named graphs: what is stated, what is aligned, what is inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.graph.describe_citations import align_citations, state_references
from mendelgraph.graph.describe_citing import align_citing
from mendelgraph.graph.describe_disagreements import state_disagreements
from mendelgraph.graph.describe_frequency import state_frequencies
from mendelgraph.graph.describe_genes import align_genes, name_genes, state_genes
from mendelgraph.graph.describe_inheritance import state_inheritance, state_origins, state_qualifiers
from mendelgraph.graph.describe_mappings import align_labels, align_mappings, align_questions
from mendelgraph.graph.describe_names import align_names, align_recovered, state_names
from mendelgraph.graph.describe_resources import align_resources, state_identifiers, state_resources
from mendelgraph.graph.describe_sections import describe_documents, describe_sections
from mendelgraph.graph.infer import infer
from mendelgraph.graph.layers import Layer, sort_text, write_layers
from mendelgraph.graph.literals import plain
from mendelgraph.graph.namespaces import BIOLINK, DCTERMS, RDF, SKOS
from mendelgraph.graph.subject import Triple, make_subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import Quad

    from mendelgraph.alignments import AlignedRecord
    from mendelgraph.graph.iris import Minter
    from mendelgraph.graph.subject import Subject
    from mendelgraph.records import Disagreement


def describe(record: AlignedRecord, mint: Minter, *, disagreements: Sequence[Disagreement] = ()) -> list[Quad]:
    """Describe a condition in its three named graphs: sorted by N-Quads text, each quad once.

    >>> from mendelgraph.alignments import AlignedRecord
    >>> from mendelgraph.facts import StatedRecord
    >>> from mendelgraph.graph import Minter
    >>> from mendelgraph.graph.namespaces import RDFS
    >>> from mendelgraph.records import ConditionRecord, Said
    >>> record = ConditionRecord("grey-hair", (), (Said("Grey hair", ()),))
    >>> quads = describe(AlignedRecord(StatedRecord(record, ())), Minter())
    >>> [quad.object.value for quad in quads if quad.predicate == RDFS.label]
    ['Grey hair']
    """
    return sort_text(describe_graphs(record, mint, disagreements=disagreements))


def describe_graphs(record: AlignedRecord, mint: Minter, *, disagreements: Sequence[Disagreement] = ()) -> list[Quad]:
    """Do as `describe` does, but leave sorting to whoever writes: quads come in no order, and some twice."""
    own = record.stated.record
    subject = make_subject(
        mint.condition(own.slug),
        own.name,
        own.page,
        mint,
        mint.below_condition(own.slug),
        own.documents,
        own.sections,
    )
    layers = {
        Layer.STATED: [*state(subject, record), *state_disagreements(subject, disagreements)],
        Layer.ALIGNED: [*align(subject, record)],
        Layer.INFERRED: [*infer(subject, record.stated)],
    }
    return write_layers(
        {layer: (mint.condition_graph(own.slug, layer), triples) for layer, triples in layers.items()}, subject.thing
    )


def state(subject: Subject, record: AlignedRecord) -> Iterator[Triple]:
    """Describe what the documents say."""
    stated, own = record.stated, record.stated.record
    symbols = {gene.symbol for gene in stated.genes} | {origin.symbol for origin in stated.origins if origin.symbol}
    genes = name_genes(subject.mint, symbols, record.genes)
    yield from _describe_condition(subject, own.slug)
    yield from describe_documents(subject, own.documents)
    yield from describe_sections(subject, own.sections)
    yield from state_names(subject, stated.names, (*own.names, *own.other_names))
    yield from state_genes(subject, stated.genes, genes)
    yield from state_inheritance(subject, stated.inheritance)
    yield from state_qualifiers(subject, stated.qualifiers, stated.inheritance)
    yield from state_origins(subject, stated.origins, stated.genes, genes)
    yield from state_frequencies(subject, stated.frequencies)
    yield from state_identifiers(subject, stated.identifiers)
    yield from state_resources(subject, stated.resources)
    yield from state_references(subject, stated.references, own.references, record.citations)


def _describe_condition(subject: Subject, slug: str) -> Iterator[Triple]:
    yield Triple(subject.thing, RDF.type, BIOLINK.Disease)
    yield Triple(subject.thing, RDF.type, SKOS.Concept)
    yield Triple(subject.thing, SKOS.inScheme, subject.mint.conditions())
    yield Triple(subject.thing, DCTERMS.identifier, plain(f"ghr:{slug}"))


def align(subject: Subject, record: AlignedRecord) -> Iterator[Triple]:
    """Describe what links the record to other graphs, and the questions that stay open."""
    yield from align_mappings(subject, record.mappings)
    yield from align_labels(record)
    yield from align_genes(subject, record.stated.genes, record.genes)
    yield from align_names(subject, record.names)
    yield from align_recovered(subject, record.recovered)
    yield from align_resources(subject, record.resources, record.stated.resources)
    yield from align_citations(subject, record.citations)
    yield from align_citing(subject, record.cited_by)
    yield from align_questions(subject, record.questions)
