"""The neighbourhood of a condition: its genes, the other conditions of those genes, and articles they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.site.views import Edge, Neighbourhood, Node

if TYPE_CHECKING:
    from mendelgraph.site.catalogue import Catalogue

MOST = 40
"""More nodes than this crowd a drawing; the page says how many are left out."""

INNER, OUTER = 1, 2


def neighbourhood(iri: str, catalogue: Catalogue) -> Neighbourhood:
    """Return the neighbourhood of a condition, nearest first."""
    nodes = {iri: Node(iri, catalogue.label(iri), "condition", 0)}
    edges: dict[Edge, None] = {}
    genes = sorted({each.gene for each in catalogue.by_condition.get(iri, ())}, key=catalogue.label)
    for gene in genes:
        nodes[gene] = Node(gene, catalogue.label(gene), "gene", INNER)
        edges[Edge(iri, gene)] = None
    for work in catalogue.works.get(iri, ()):
        others = [each for each in catalogue.cited_by[work] if each != iri]
        if others:
            nodes[work] = Node(work, catalogue.titles.get(work, work), "article", INNER)
            edges[Edge(iri, work)] = None
            _add(others, work, nodes, edges, catalogue)
    for gene in genes:
        _add(
            [each.condition for each in catalogue.by_gene[gene] if each.condition != iri], gene, nodes, edges, catalogue
        )
    kept = dict(list(nodes.items())[:MOST])
    shown = tuple(edge for edge in edges if edge.source in kept and edge.target in kept)
    return Neighbourhood(tuple(kept.values()), shown, len(nodes) - len(kept))


def _add(
    conditions: list[str], link: str, nodes: dict[str, Node], edges: dict[Edge, None], catalogue: Catalogue
) -> None:
    for condition in sorted(set(conditions), key=catalogue.label):
        nodes.setdefault(condition, Node(condition, catalogue.label(condition), "condition", OUTER))
        edges[Edge(link, condition)] = None
