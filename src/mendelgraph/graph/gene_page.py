"""A gene page's named graphs. Of conditions it has only links to their pages: those pages state the facts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mendelgraph.facts import IdentifierFact, NameFact, ReferenceFact, ResourceFact, make_receipt
from mendelgraph.graph.describe_citations import state_references
from mendelgraph.graph.describe_genes import describe_gene
from mendelgraph.graph.describe_names import state_names
from mendelgraph.graph.describe_resources import state_identifiers, state_resources
from mendelgraph.graph.describe_sections import describe_documents, describe_sections
from mendelgraph.graph.layers import Layer, write_layers
from mendelgraph.graph.literals import english, node, plain
from mendelgraph.graph.namespaces import BIOLINK, MG, RDF, RDFS
from mendelgraph.graph.subject import Triple, curie_node, make_subject
from mendelgraph.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from mendelgraph.alignments import ResolvedGene
    from mendelgraph.facts import Receipt
    from mendelgraph.graph.iris import Minter
    from mendelgraph.graph.subject import Subject
    from mendelgraph.records import GeneRecord


def describe_gene_page(record: GeneRecord, resolved: ResolvedGene | None, mint: Minter) -> list[Quad]:
    """Describe a gene page in its named graphs; an unresolved gene has an IRI of ours and no aligned graph."""
    thing = curie_node(resolved.hgnc) if resolved else mint.gene(record.symbol)
    own = mint.below_gene(record.symbol)
    subject = make_subject(thing, record.symbol, record.page, mint, own, record.documents, record.sections)
    stated = (mint.gene_graph(record.symbol, Layer.STATED), [*_state(subject, record)])
    aligned = (mint.gene_graph(record.symbol, Layer.ALIGNED), [*describe_gene(resolved)] if resolved else [])
    return write_layers({Layer.STATED: stated, Layer.ALIGNED: aligned}, thing)


def _state(subject: Subject, record: GeneRecord) -> Iterator[Triple]:
    yield Triple(subject.thing, RDF.type, BIOLINK.Gene)
    yield Triple(subject.thing, RDFS.label, english(record.symbol))
    yield from (Triple(subject.thing, BIOLINK.full_name, english(said.value)) for said in record.names)
    yield from (Triple(subject.thing, MG.chromosome, plain(said.value)) for said in record.chromosome)
    yield from describe_documents(subject, record.documents)
    yield from describe_sections(subject, record.sections)
    yield from _state_lists(subject, record)
    for said in record.conditions:
        page = node(f"https://medlineplus.gov/genetics/condition/{said.value.slug}/")
        if page:
            yield Triple(subject.thing, MG.listsConditionPage, page)


def _state_lists(subject: Subject, record: GeneRecord) -> Iterator[Triple]:
    find = partial(_find_in_list, record)
    names = [said.value for said in record.names]
    others = [said.value for said in record.other_names]
    keys = [said.value for said in record.identifiers]
    entries = [said.value for said in record.resources]
    works = [said.value for said in record.references]
    facts = [NameFact(name, preferred=False, receipts=_find_in_prose(record, name)) for name in names]
    facts += [NameFact(name, preferred=False, receipts=find(Role.OTHER_NAMES, name)) for name in others]
    listed = [IdentifierFact(key, "NLM", find(Role.IDENTIFIERS, str(key))) for key in keys]
    references = [ReferenceFact(work, find(Role.REFERENCES, work.text)) for work in works]
    yield from state_names(subject, facts, (*record.names, *record.other_names))
    yield from state_identifiers(subject, listed)
    yield from state_resources(subject, [ResourceFact(entry, find(Role.RESOURCES, str(entry))) for entry in entries])
    yield from state_references(subject, references, record.references, ())


def _find_in_prose(record: GeneRecord, words: str) -> tuple[Receipt, ...]:
    prose = (said.value for said in record.sections if said.value.role.is_prose and words in said.value.text)
    section = next(prose, None)
    if section is None:
        return ()
    start = section.text.index(words)
    return (make_receipt(section, start, start + len(words)),)


def _find_in_list(record: GeneRecord, role: Role, item: str) -> tuple[Receipt, ...]:
    """Return a receipt for the item's line in each list of this role."""
    lists = [said.value for said in record.sections if said.value.role is role]
    found = ((section, f"\n{section.text}\n".find(f"\n{item}\n")) for section in lists)
    return tuple(make_receipt(section, start, start + len(item)) for section, start in found if start >= 0)
