"""Read a cited work as lists and its own page show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.graph.namespaces import BIBO, DCTERMS, FABIO, MG, PRISM
from mendelgraph.site.views import Article

if TYPE_CHECKING:
    from mendelgraph.site.records import Graph
    from mendelgraph.site.views import Statement


def read_article(work: str, graph: Graph, fact: Statement | None = None) -> Article:
    """Read a work: its title, or the whole citation where that is all there is."""
    return Article(
        iri=work,
        title=graph.one(work, DCTERMS.title) or graph.one(work, DCTERMS.bibliographicCitation) or work,
        authors=tuple(graph.items(graph.one(work, BIBO.authorList))),
        journal=graph.one(work, PRISM.publicationName),
        issued=graph.one(work, DCTERMS.issued),
        doi=graph.one(work, PRISM.doi),
        pmid=graph.one(work, FABIO.hasPubMedId),
        pmcid=graph.one(work, FABIO.hasPubMedCentralId),
        free=graph.one(work, MG.freeInPmc) == "true",
        fact=fact,
    )
