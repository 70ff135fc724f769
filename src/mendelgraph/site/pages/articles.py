"""The page of a cited work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.graph.namespaces import CITO, DCTERMS
from mendelgraph.site import schema_org
from mendelgraph.site.articles import read_article
from mendelgraph.site.rendering import Head, render
from mendelgraph.site.views import Ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mendelgraph.site.records import Graph
    from mendelgraph.site.rendering import Setting
    from mendelgraph.site.triples import LayerTable


def article_page(iri: str, graph: Graph, tables: list[LayerTable], stem: str, setting: Setting) -> bytes:
    """Render the page of a cited work."""
    catalogue = setting.catalogue
    view = read_article(iri, graph)
    conditions = catalogue.sorted_conditions(catalogue.cited_by.get(iri, ()))
    data = schema_org.article(view, f"{setting.address}{stem}.html", [entry.iri for entry in conditions])
    count = len(conditions)
    description = f"Cited by {count} condition{'s' * (count != 1)} of this catalogue: {view.title}"
    head = Head(stem, iri, view.title, description, "article", data)
    return render(
        "article.html", head, setting,
        view=view, conditions=conditions, citation=graph.one(iri, DCTERMS.bibliographicCitation),
        errata=_named(graph.all(iri, CITO.isCorrectedBy), catalogue.titles),
        corrected=_named(graph.all(iri, CITO.corrects), catalogue.titles), tables=tables,
    )  # fmt: skip


def _named(iris: list[str], titles: Mapping[str, str]) -> list[Ref]:
    return [Ref(iri, titles.get(iri, iri)) for iri in sorted(set(iris))]
