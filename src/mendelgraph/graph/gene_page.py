"""A gene page's named graphs. Of conditions it has only links to their pages: those pages state the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.graph.describe_citations import state_references
from mendelgraph.graph.describe_genes import describe_gene
from mendelgraph.graph.describe_names import state_names
from mendelgraph.graph.describe_resources import state_identifiers, state_resources
from mendelgraph.graph.describe_sections import describe_documents, describe_sections
from mendelgraph.graph.layers import Layer, sort_text, write_layers
from mendelgraph.graph.literals import english, node, plain
from mendelgraph.graph.namespaces import BIOLINK, MG, RDF, RDFS
from mendelgraph.graph.subject import Triple, curie_node, make_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from mendelgraph.alignments import ResolvedGene
    from mendelgraph.facts import StatedGene
    from mendelgraph.graph.iris import Minter
    from mendelgraph.graph.subject import Subject


def describe_gene_page(stated: StatedGene, resolved: ResolvedGene | None, mint: Minter) -> list[Quad]:
    """Describe a gene page in its named graphs; an unresolved gene has an IRI of ours and no aligned graph."""
    record = stated.record
    thing = curie_node(resolved.hgnc) if resolved else mint.gene(record.symbol)
    own = mint.below_gene(record.symbol)
    subject = make_subject(thing, record.symbol, record.page, mint, own, record.documents, record.sections)
    said = (mint.gene_graph(record.symbol, Layer.STATED), [*_state(subject, stated)])
    aligned = (mint.gene_graph(record.symbol, Layer.ALIGNED), [*describe_gene(resolved)] if resolved else [])
    return sort_text(write_layers({Layer.STATED: said, Layer.ALIGNED: aligned}, thing))


def _state(subject: Subject, stated: StatedGene) -> Iterator[Triple]:
    record = stated.record
    yield Triple(subject.thing, RDF.type, BIOLINK.Gene)
    yield Triple(subject.thing, RDFS.label, english(record.symbol))
    yield from (Triple(subject.thing, BIOLINK.full_name, english(said.value)) for said in record.names)
    yield from (Triple(subject.thing, MG.chromosome, plain(said.value)) for said in record.chromosome)
    yield from describe_documents(subject, record.documents)
    yield from describe_sections(subject, record.sections)
    yield from state_names(subject, stated.names, (*record.names, *record.other_names))
    yield from state_identifiers(subject, stated.identifiers)
    yield from state_resources(subject, stated.resources)
    yield from state_references(subject, stated.references, record.references, ())
    for said in record.conditions:
        page = node(f"https://medlineplus.gov/genetics/condition/{said.value.slug}/")
        if page:
            yield Triple(subject.thing, MG.listsConditionPage, page)
