"""The page of the dataset: what it holds, from where, under which licence, and how to get it whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.graph.dataset import DESCRIPTION, KEYWORDS, TITLE
from mendelgraph.graph.namespaces import DCAT, DCTERMS, SCHEMA, VOID
from mendelgraph.site import schema_org
from mendelgraph.site.places import web_address
from mendelgraph.site.rendering import Head, render
from mendelgraph.site.triples import prefixed
from mendelgraph.site.views import ReleaseFile

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


MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


class Partition(NamedTuple):
    """Hold how many instances of a class there are."""

    class_: str
    text: str
    entities: int


def dataset_page(iri: str, graph: Graph, tables: list[LayerTable], stem: str, setting: Setting) -> bytes:
    """Render the page of the dataset."""
    files = _files(graph)
    data = schema_org.dataset(
        iri,
        f"{setting.address}{stem}.html",
        TITLE,
        DESCRIPTION,
        list(KEYWORDS),
        setting.catalogue,
        [schema_org.distribution(each) for each in files],
    )
    head = Head(stem, iri, "The dataset", DESCRIPTION, linked_data=data)
    return render(
        "dataset.html", head, setting,
        sources=_sources(graph), partitions=_partitions(graph), files=files, guide=schema_org.GUIDE, tables=tables,
    )  # fmt: skip


def _files(graph: Graph) -> list[ReleaseFile]:
    """Return the files of the release, which lie at the base IRI, as its description has them."""
    found = (
        ReleaseFile(
            graph.one(each, DCTERMS.title).partition(", version")[0],
            web_address(graph.one(each, DCAT.downloadURL)),
            graph.one(each, DCAT.mediaType).removeprefix(MEDIA_TYPES),
        )
        for each in graph.of_class(DCAT.Distribution)
    )
    return sorted((each for each in found if each.address), key=lambda each: each.address)


def _sources(graph: Graph) -> list[Source]:
    return [
        Source(
            graph.one(each, DCTERMS.title),
            graph.one(each, DCAT.version),
            graph.one(each, DCTERMS.license) or graph.one(each, SCHEMA.creditText),
            web_address(graph.one(each, DCAT.landingPage)),
            graph.one(each, SCHEMA.sha256),
        )
        for each in sorted({each for subject in graph.nodes for each in graph.all(subject, DCTERMS.source)})
        if graph.one(each, DCTERMS.title)
    ]


def _partitions(graph: Graph) -> list[Partition]:
    rows = []
    for each in sorted({each for subject in graph.nodes for each in graph.all(subject, VOID.classPartition)}):
        name = graph.one(each, VOID["class"])
        rows.append(Partition(name, prefixed(name), int(graph.one(each, VOID.entities) or 0)))
    return sorted(rows, key=lambda row: (-row.entities, row.text))
