"""From a gene symbol as printed to the HGNC entry it stands for; an ambiguous symbol is a question, never a guess.

Pages were written over twenty years and keep the symbols of their day, so a symbol may be another gene's by now.
The order of trust: the NCBI Gene id of the page's own gene list, then the approved symbol, then a previous one, then an
alias; within previous and alias only where a single gene bears it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.alignments import Question, ResolvedGene, SymbolKind

if TYPE_CHECKING:
    from mendelgraph.facts import StatedRecord
    from mendelgraph.vocabulary.terms import Gene, GeneHit, Vocabulary


def resolve_genes(
    stated: StatedRecord, vocabulary: Vocabulary
) -> tuple[tuple[ResolvedGene, ...], tuple[Question, ...]]:
    """Resolve every symbol that the record states, once each, in the order of first mention."""
    entrez: dict[str, set[str]] = {}
    for fact in stated.genes:
        entrez.setdefault(fact.symbol, set()).update({fact.entrez} if fact.entrez else set())
    outcomes = [
        resolve_symbol(stated.record.slug, symbol, frozenset(ids), vocabulary) for symbol, ids in entrez.items()
    ]
    return tuple(o for o in outcomes if isinstance(o, ResolvedGene)), tuple(
        o for o in outcomes if isinstance(o, Question)
    )


def resolve_symbol(slug: str, symbol: str, entrez: frozenset[str], vocabulary: Vocabulary) -> ResolvedGene | Question:
    """Resolve a symbol, by the page's NCBI Gene ids where it gives any, else by what HGNC knows the symbol as."""
    hits = vocabulary.genes_by_symbol(symbol)
    if entrez:
        return _by_entrez(slug, symbol, entrez, hits, vocabulary)
    best = _of_best_kind(hits)
    if len(best) == 1:
        return _resolved(symbol, best[0].gene, best[0].kind, vocabulary)
    if not best:
        return Question(slug, "unknown-gene", symbol, "HGNC knows no gene by this symbol")
    detail = f"HGNC gives this symbol as {best[0].kind} of {', '.join(hit.gene.symbol for hit in best)}"
    return Question(slug, "ambiguous-gene", symbol, detail, tuple(hit.gene.hgnc for hit in best))


def _by_entrez(
    slug: str, symbol: str, entrez: frozenset[str], hits: tuple[GeneHit, ...], vocabulary: Vocabulary
) -> ResolvedGene | Question:
    linked = {gene.hgnc: gene for key in entrez if (gene := vocabulary.gene_by_entrez(key))}
    kinds = {hit.gene.hgnc: hit.kind for hit in reversed(hits)}
    if len(linked) == 1:
        [(hgnc, gene)] = linked.items()
        if hgnc in kinds or not hits:
            return _resolved(symbol, gene, kinds.get(hgnc, SymbolKind.ALIAS), vocabulary)
    candidates = tuple(sorted({*linked, *kinds}))
    ids = ", ".join(sorted(entrez))
    detail = f"the page links this symbol to NCBI Gene {ids}, which is not a gene that HGNC knows by it"
    return Question(slug, "gene-id-differs", symbol, detail, candidates)


def _of_best_kind(hits: tuple[GeneHit, ...]) -> tuple[GeneHit, ...]:
    """Keep the hits of the most trusted kind present: an approved symbol outranks another gene's previous one.

    HGNC reuses a withdrawn symbol rarely and only for a gene that the literature already calls so, and a page that
    meant the older gene would be checked by the disease's published genes in the votes on the match.
    """
    for kind in SymbolKind:
        if found := tuple(hit for hit in hits if hit.kind is kind):
            return found
    return ()


def _resolved(symbol: str, gene: Gene, kind: SymbolKind, vocabulary: Vocabulary) -> ResolvedGene:
    return ResolvedGene(symbol, gene.hgnc, gene.symbol, gene.name, kind, gene.xrefs, vocabulary.version(gene.source))
