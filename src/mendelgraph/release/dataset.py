"""What a release holds beside its condition records: gene pages, the ontology, and the description of it all."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from mendelgraph.align.genes import resolve_symbol
from mendelgraph.alignments import ResolvedGene
from mendelgraph.export.order import graph_order
from mendelgraph.extract import extract_gene
from mendelgraph.graph import DatasetInfo, describe_dataset, describe_gene_page
from mendelgraph.graph.counts import Sum, copy_counts, take_off
from mendelgraph.graph.describe_terms import describe_terms
from mendelgraph.graph.ontology import describe_ontology
from mendelgraph.graph.versions import describe_lineage
from mendelgraph.release.kept import NO_SUMS
from mendelgraph.release.pipeline import make_piece
from mendelgraph.release.records import make_ready

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mendelgraph.export.blocks import Blocks
    from mendelgraph.graph.counts import Counts
    from mendelgraph.graph.statistics import Statistics
    from mendelgraph.graph.versions import Lineage
    from mendelgraph.records import GeneRecord
    from mendelgraph.release.kept import Kept, Sums
    from mendelgraph.release.pipeline import Context, Piece
    from mendelgraph.release.records import Made

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of the dataset: the pages' facts are in the public domain, Mondo, HPO and Orphanet ask for attribution."""


def make_gene_page(record: GeneRecord, context: Context) -> tuple[Piece, Blocks]:
    """Describe and validate a gene page; its gene is resolved by its symbol and the page's NCBI Gene ids."""
    entrez = frozenset(said.value.key for said in record.identifiers if said.value.database == "NCBI Gene")
    outcome = resolve_symbol(record.symbol, record.symbol, entrez, context.vocabulary)
    resolved = outcome if isinstance(outcome, ResolvedGene) else None
    quads = describe_gene_page(extract_gene(record), resolved, context.mint)
    return make_piece(context.mint.gene_graph(record.symbol, "").value, quads, context)


def make_terms(context: Context) -> tuple[Piece, Blocks]:
    """Describe the modes and qualifiers of inheritance, so that a query can ask for a mode with all below it."""
    return make_piece(context.mint.terms_graph().value, describe_terms(context.vocabulary, context.mint), context)


def make_ontology(context: Context) -> tuple[Piece, Blocks]:
    """Take our own ontology into the release, so that a query finds what a term means."""
    return make_piece(context.mint.ontology_graph().value, describe_ontology(context.mint), context)


def make_others(genes: Iterable[GeneRecord], context: Context) -> list[Made]:
    """Make what is no condition and not the dataset, in the order of the graphs."""
    made = (*(make_gene_page(gene, context) for gene in genes), make_ontology(context), make_terms(context))
    return sorted((make_ready(*each) for each in made), key=lambda each: graph_order(each.key))


class Totals:
    """Add up what is told of all records together, which come in the order of their graphs.

    Counts are added to what is added up already, of records that come without theirs.
    """

    def __init__(self, start: Sums = NO_SUMS) -> None:
        self._content = sha256()
        self._counts = Sum(start.counts)

    @property
    def counts(self) -> Counts:
        """Return the counts so far, objects aside."""
        return copy_counts(self._counts.own)

    def forget(self, sums: Sums) -> None:
        """Take off the counts of a record."""
        self._counts.own = take_off(self._counts.own, sums.counts)

    def add(self, kept: Kept) -> None:
        """Add a record."""
        self.add_content(kept.piece.key, kept.piece.layers)
        self.add_counts(kept.counts)

    def add_content(self, key: str, layers: Mapping[str, str]) -> None:
        """Add what the version is a hash of: a record's key, and the hash of each of its layers."""
        self._content.update(repr((key, sorted(layers.items()))).encode())

    def add_counts(self, counts: Counts) -> None:
        """Add the counts of a record, which may come in any order."""
        self._counts.add(counts)

    def version(self) -> str:
        """Return the version of an undated release: a hash of its records' layers."""
        return self._content.hexdigest()[:12]

    def statistics(self, shared: Iterable[Counts]) -> Statistics:
        """Return the counts of all records; `shared` are those of the lines that they share."""
        return self._counts.result(shared)


def make_dataset(
    counts: Statistics, issued: str | None, context: Context, version: str, lineage: Lineage
) -> tuple[Piece, Blocks]:
    """Describe the dataset: version, lineage, sources, and counts recomputed from the statements of the records."""
    info = DatasetInfo(
        version=version,
        issued=issued,
        licence=LICENCE,
        sources=context.vocabulary.sources(),
        counts=counts,
    )
    quads = [*describe_dataset(info, context.mint), *describe_lineage(version, lineage, context.mint)]
    return make_piece(context.mint.dataset_graph().value, quads, context)
