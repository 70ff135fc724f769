"""Genes: how each is involved, as an association node and flat, and the genes themselves in *aligned*."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.alignments import SymbolKind
from mendelgraph.facts import FunctionChange, GeneRole, VariantOrigin
from mendelgraph.graph.literals import TRUE, english, node, plain
from mendelgraph.graph.namespaces import BIOLINK, MG, OBO, RDF, RDFS
from mendelgraph.graph.subject import Triple, curie_node, describe_fact
from mendelgraph.identifiers import Curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import NamedNode

    from mendelgraph.alignments import ResolvedGene
    from mendelgraph.facts import GeneFact
    from mendelgraph.graph.iris import Minter
    from mendelgraph.graph.subject import Subject


class Involvement(NamedTuple):
    """Hold how a role is written: our term, Biolink's class and predicate, and the flat predicate."""

    role: NamedNode
    association: NamedNode
    predicate: NamedNode
    flat: NamedNode


# Biolink 4.4 lets GeneToDiseaseAssociation say contributes_to, associated_with and affects, and nothing else.
_PLAIN = BIOLINK.GeneToDiseaseAssociation
INVOLVEMENTS = {
    GeneRole.CAUSES: Involvement(MG.Causes, BIOLINK.CausalGeneToDiseaseAssociation, BIOLINK.causes, OBO.RO_0004013),
    GeneRole.CONTRIBUTES: Involvement(MG.Contributes, _PLAIN, BIOLINK.contributes_to, OBO.RO_0003302),
    GeneRole.MODIFIES: Involvement(MG.Modifies, _PLAIN, BIOLINK.affects, BIOLINK.affects),
    GeneRole.DELETED: Involvement(MG.Deleted, _PLAIN, BIOLINK.associated_with, BIOLINK.associated_with),
    GeneRole.LISTED: Involvement(MG.Listed, _PLAIN, BIOLINK.associated_with, BIOLINK.associated_with),
}
ORIGINS = {VariantOrigin.GERMLINE: MG.Germline, VariantOrigin.SOMATIC: MG.Somatic}
CHANGES = {FunctionChange.LOSS: MG.LossOfFunction, FunctionChange.GAIN: MG.GainOfFunction}
SYMBOL_KINDS = {
    SymbolKind.APPROVED: MG.ApprovedSymbol,
    SymbolKind.PREVIOUS: MG.PreviousSymbol,
    SymbolKind.ALIAS: MG.AliasSymbol,
}


def name_genes(mint: Minter, symbols: Iterable[str], resolved: Iterable[ResolvedGene]) -> dict[str, NamedNode]:
    """Return the node of each gene symbol as printed: HGNC's where it is resolved, else our own."""
    known = {gene.printed: curie_node(gene.hgnc) for gene in resolved}
    return {symbol: known.get(symbol) or mint.gene(symbol) for symbol in symbols}


def state_genes(subject: Subject, facts: Iterable[GeneFact], genes: Mapping[str, NamedNode]) -> Iterator[Triple]:
    """Describe each gene's involvement: the flat triple, and the association with its receipts."""
    for symbol, gene in genes.items():
        if gene == subject.mint.gene(symbol):
            yield Triple(gene, RDF.type, BIOLINK.Gene)
            yield Triple(gene, RDFS.label, english(symbol))
    for fact in facts:
        gene = genes[fact.symbol]
        yield from _state_flat(subject, fact, gene)
        yield from _state_association(subject, fact, gene)


def _state_flat(subject: Subject, fact: GeneFact, gene: NamedNode) -> Iterator[Triple]:
    somatic = fact.origin is VariantOrigin.SOMATIC
    causal_somatic = somatic and fact.role is GeneRole.CAUSES
    yield Triple(gene, OBO.RO_0004014 if causal_somatic else INVOLVEMENTS[fact.role].flat, subject.thing)
    if fact.sole_cause and fact.role is GeneRole.CAUSES:
        yield Triple(subject.thing, OBO.RO_0004004 if somatic else OBO.RO_0004003, gene)


def _state_association(subject: Subject, fact: GeneFact, gene: NamedNode) -> Iterator[Triple]:
    iri, involvement = subject.own.gene(fact), INVOLVEMENTS[fact.role]
    yield Triple(iri, BIOLINK.subject, gene)
    yield Triple(iri, BIOLINK.predicate, involvement.predicate)
    yield Triple(iri, BIOLINK.object, subject.thing)
    yield Triple(iri, MG.symbol, plain(fact.symbol))
    yield Triple(iri, MG.geneRole, involvement.role)
    yield from _state_details(iri, fact)
    yield from describe_fact(subject, iri, involvement.association, fact.receipts)


def _state_details(iri: NamedNode, fact: GeneFact) -> Iterator[Triple]:
    if fact.sole_cause:
        yield Triple(iri, MG.soleCause, TRUE)
    if fact.origin:
        yield Triple(iri, MG.variantOrigin, ORIGINS[fact.origin])
    if fact.change:
        yield Triple(iri, MG.functionChange, CHANGES[fact.change])
    if fact.copy:
        yield Triple(iri, MG.causalAlleleOrigin, curie_node(fact.copy.allele_origin))
    if fact.entrez:
        yield Triple(iri, MG.statedGeneId, curie_node(Curie("NCBIGene", fact.entrez)))
    url = node(fact.url) if fact.url else None
    if url:
        yield Triple(iri, RDFS.seeAlso, url)


def align_genes(subject: Subject, facts: Iterable[GeneFact], resolved: Iterable[ResolvedGene]) -> Iterator[Triple]:
    """Describe the genes that symbols were resolved to, and as what HGNC knows each symbol."""
    by_symbol = {gene.printed: gene for gene in resolved}
    for gene in by_symbol.values():
        yield from describe_gene(gene)
    for fact in facts:
        if fact.symbol in by_symbol:
            kind = SYMBOL_KINDS[by_symbol[fact.symbol].kind]
            yield Triple(subject.own.gene(fact), MG.symbolStatus, kind)


def describe_gene(gene: ResolvedGene) -> Iterator[Triple]:
    """Describe a gene by its HGNC entry: symbol, name, cross references and HGNC's version."""
    iri = curie_node(gene.hgnc)
    yield Triple(iri, RDF.type, BIOLINK.Gene)
    yield Triple(iri, RDFS.label, english(gene.symbol))
    yield Triple(iri, BIOLINK.symbol, plain(gene.symbol))
    yield Triple(iri, BIOLINK.full_name, english(gene.name))
    yield Triple(iri, MG.vocabularyVersion, plain(gene.source_version))
    yield from (Triple(iri, BIOLINK.xref, curie_node(xref)) for xref in gene.xrefs)
