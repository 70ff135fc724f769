"""The page of the dataset: what it holds, from where, under which licence, and how to get it whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.graph.dataset import DESCRIPTION, KEYWORDS, TITLE
from mendelgraph.graph.namespaces import DCAT, DCTERMS, SCHEMA, VOID
from mendelgraph.site import schema_org
from mendelgraph.site.places import web_address
from mendelgraph.site.rendering import Head, render
from mendelgraph.site.triples import by_length, shorten

if TYPE_CHECKING:
    from mendelgraph.site.records import Graph
    from mendelgraph.site.rendering import Setting
    from mendelgraph.site.triples import LayerTable

__all__ = ["DESCRIPTION", "KEYWORDS", "TITLE", "dataset_page"]


class Source(NamedTuple):
    """Hold a vocabulary that the release rests on."""

    title: str
    version: str
    licence: str
    address: str
    sha256: str


class Partition(NamedTuple):
    """Hold how many instances of a class there are."""

    class_: str
    text: str
    entities: int


def dataset_page(iri: str, graph: Graph, tables: list[LayerTable], stem: str, setting: Setting) -> bytes:
    """Render the page of the dataset."""
    data = schema_org.dataset(
        iri, f"{setting.address}{stem}.html", TITLE, DESCRIPTION, list(KEYWORDS), setting.catalogue
    )
    head = Head(stem, iri, "The dataset", DESCRIPTION, linked_data=data)
    return render(
        "dataset.html", head, setting, sources=_sources(iri, graph), partitions=_partitions(iri, graph), tables=tables
    )


def _sources(iri: str, graph: Graph) -> list[Source]:
    return [
        Source(
            graph.one(each, DCTERMS.title),
            graph.one(each, DCAT.version),
            graph.one(each, DCTERMS.license) or graph.one(each, SCHEMA.creditText),
            web_address(graph.one(each, DCAT.landingPage)),
            graph.one(each, SCHEMA.sha256),
        )
        for each in sorted(graph.all(iri, DCTERMS.source))
        if graph.one(each, DCTERMS.title)
    ]


def _partitions(iri: str, graph: Graph) -> list[Partition]:
    prefixes = by_length(output_prefixes())
    rows = []
    for each in graph.all(iri, VOID.classPartition):
        name = graph.one(each, VOID["class"])
        rows.append(Partition(name, shorten(name, prefixes), int(graph.one(each, VOID.entities) or 0)))
    return sorted(rows, key=lambda row: (-row.entities, row.text))
