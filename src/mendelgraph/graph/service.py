"""The SPARQL service as a thing (SPARQL 1.1 Service Description), for whoever asks it without a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from mendelgraph.graph.literals import english, integer
from mendelgraph.graph.namespaces import DCAT, DCTERMS, RDF, SD, VOID
from mendelgraph.graph.subject import Triple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.graph.iris import Minter

FORMATS = "http://www.w3.org/ns/formats/"
RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "JSON-LD", "N-Triples", "RDF_XML",
)  # fmt: skip
"""https://www.w3.org/ns/formats/"""


def describe_service(endpoint: str, triples: int | None, mint: Minter) -> Iterator[Triple]:
    """Describe a SPARQL service at an address: what it speaks, and that its default graph is the union of all graphs.

    `triples` counts the default graph; None where only a running service can know.
    """
    service = NamedNode(endpoint)
    offered, union = NamedNode(f"{endpoint}#dataset"), NamedNode(f"{endpoint}#default-graph")
    yield from (Triple(service, RDF.type, kind) for kind in (SD.Service, DCAT.DataService))
    yield Triple(service, SD.endpoint, service)
    yield Triple(service, DCAT.endpointURL, service)
    yield Triple(service, DCTERMS.title, english("SPARQL service of mendelgraph"))
    yield Triple(service, DCAT.servesDataset, mint.dataset())
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    yield Triple(service, SD.feature, SD.UnionDefaultGraph)
    yield from (Triple(service, SD.resultFormat, NamedNode(FORMATS + name)) for name in RESULT_FORMATS)
    yield Triple(service, SD.defaultDataset, offered)
    yield Triple(offered, RDF.type, SD.Dataset)
    yield Triple(offered, SD.defaultGraph, union)
    yield from (Triple(union, RDF.type, kind) for kind in (SD.Graph, VOID.Dataset))
    if triples is not None:
        yield Triple(union, VOID.triples, integer(triples))
