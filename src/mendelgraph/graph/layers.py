"""From triples to quads: one named graph a layer."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from mendelgraph.graph.namespaces import MG, RDF
from mendelgraph.graph.subject import Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import NamedNode


class Layer(StrEnum):
    """Name a layer as its graph's IRI ends."""

    STATED = "stated"
    ALIGNED = "aligned"
    INFERRED = "inferred"


LAYERS = {Layer.STATED: MG.StatedLayer, Layer.ALIGNED: MG.AlignedLayer, Layer.INFERRED: MG.InferredLayer}


def write_graph(graph: NamedNode, triples: Iterable[Triple]) -> list[Quad]:
    """Put triples into one named graph: sorted by N-Quads text, each quad once."""
    return sort_text(Quad(*triple, graph) for triple in triples)


def write_layers(layers: Mapping[Layer, tuple[NamedNode, Sequence[Triple]]], about: NamedNode) -> list[Quad]:
    """Put each layer's triples into its graph, as they come and as often; an empty layer has no graph."""
    return [
        Quad(*triple, graph)
        for layer, (graph, triples) in layers.items()
        if triples
        for triple in (*triples, *_describe_graph(graph, layer, about))
    ]


def sort_text(quads: Iterable[Quad]) -> list[Quad]:
    """Return quads sorted by N-Quads text, each once."""
    found = {str(quad): quad for quad in quads}
    return [found[line] for line in sorted(found)]


def _describe_graph(graph: NamedNode, layer: Layer, about: NamedNode) -> Iterator[Triple]:
    yield Triple(graph, RDF.type, MG.RecordGraph)
    yield Triple(graph, MG.layer, LAYERS[layer])
    yield Triple(graph, MG.about, about)
