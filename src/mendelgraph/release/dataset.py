"""What a release holds beside its condition records: gene pages, the ontology, and the description of it all."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from mendelgraph.align.genes import resolve_symbol
from mendelgraph.alignments import ResolvedGene
from mendelgraph.extract import extract_gene
from mendelgraph.graph import DatasetInfo, describe_dataset, describe_gene_page
from mendelgraph.graph.describe_terms import describe_terms
from mendelgraph.graph.namespaces import RDF
from mendelgraph.graph.ontology import describe_ontology
from mendelgraph.release.pipeline import Piece, make_piece
from mendelgraph.store import QUADS
from mendelgraph.validation.cross_record import check_across

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from mendelgraph.records import GeneRecord
    from mendelgraph.release.pipeline import Context
    from mendelgraph.validation import Finding, Shapes

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of the dataset: the pages' facts are in the public domain, Mondo, HPO and Orphanet ask for attribution."""


def make_gene_page(record: GeneRecord, context: Context) -> Piece:
    """Describe and validate a gene page; its gene is resolved by its symbol and the page's NCBI Gene ids."""
    entrez = frozenset(said.value.key for said in record.identifiers if said.value.database == "NCBI Gene")
    outcome = resolve_symbol(record.symbol, record.symbol, entrez, context.vocabulary)
    resolved = outcome if isinstance(outcome, ResolvedGene) else None
    quads = describe_gene_page(extract_gene(record), resolved, context.mint)
    return make_piece(context.mint.gene_graph(record.symbol, "").value, quads, context)


def make_terms(context: Context) -> Piece:
    """Describe the modes and qualifiers of inheritance, so that a query can ask for a mode with all below it."""
    return make_piece(context.mint.terms_graph().value, describe_terms(context.vocabulary, context.mint), context)


def make_ontology(context: Context) -> Piece:
    """Take our own ontology into the release, so that a query finds what a term means."""
    return make_piece(context.mint.ontology_graph().value, describe_ontology(context.mint), context)


def content_version(pieces: Iterable[Piece]) -> str:
    """Return the version of an undated release: a hash of its records."""
    content = sha256()
    for piece in sorted(pieces, key=lambda piece: piece.key):
        content.update(piece.nquads)
    return content.hexdigest()[:12]


def make_dataset(records: Sequence[Piece], issued: str | None, context: Context) -> Piece:
    """Describe the dataset: version, sources, and counts recomputed from the quads of the records."""
    info = DatasetInfo(
        version=issued or content_version(records),
        issued=issued,
        licence=LICENCE,
        sources=context.vocabulary.sources(),
        triples=sum(piece.triples.total() for piece in records),
        entities=_count_entities(records),
    )
    return make_piece(context.mint.dataset_graph().value, describe_dataset(info, context.mint), context)


def _count_entities(records: Iterable[Piece]) -> tuple[tuple[str, int], ...]:
    found: dict[str, set[str]] = {}
    for piece in records:
        for quad in parse(piece.nquads, format=RdfFormat.N_QUADS):
            if quad.predicate == RDF.type:
                found.setdefault(quad.object.value, set()).add(quad.subject.value)
    return tuple(sorted(Counter({name: len(members) for name, members in found.items()}).items()))


def check_release(folder: Path, shapes: Shapes) -> list[Finding]:
    """Check what spans records, on the quads as they were written."""
    return list(check_across(parse(path=folder / QUADS, format=RdfFormat.N_QUADS), shapes.rules))
