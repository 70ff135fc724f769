"""A drawing's nodes and edges: GraphML (yEd, Gephi, igraph, networkx) and the JSON of Cytoscape.

Conditions, genes and modes of inheritance, with what lies between them. Identifiers are CURIEs; a node's `iri` leads to
the rest.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from lxml import etree

from mendelgraph.export.catalogue import identify
from mendelgraph.export.reading import read_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from mendelgraph.export.catalogue import Catalogue, Condition

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
NODE_KEYS = ("kind", "label", "iri")
EDGE_KEYS = ("relation", "role", "form")


class Node(NamedTuple):
    """Hold a node: `kind` is condition, gene or mode."""

    id: str
    kind: str
    label: str
    iri: str


class Edge(NamedTuple):
    """Hold an edge: `role` is a gene's, `form` the form of the condition that a mode holds for."""

    id: str
    source: str
    target: str
    relation: str
    role: str
    form: str


def write_graphml(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write GraphML."""
    nodes, edges = draw(read_catalogue(quads))
    root = etree.Element(f"{{{GRAPHML}}}graphml", nsmap={None: GRAPHML})
    for scope, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for key in keys:
            attributes = {"id": key, "for": scope, "attr.name": key, "attr.type": "string"}
            etree.SubElement(root, f"{{{GRAPHML}}}key", attributes)
    graph = etree.SubElement(root, f"{{{GRAPHML}}}graph", {"id": "mendelgraph", "edgedefault": "directed"})
    for node in nodes:
        _add_data(etree.SubElement(graph, f"{{{GRAPHML}}}node", {"id": node.id}), node, NODE_KEYS)
    for edge in edges:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        _add_data(etree.SubElement(graph, f"{{{GRAPHML}}}edge", ends), edge, EDGE_KEYS)
    out.write(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add_data(element: etree._Element, thing: Node | Edge, keys: Iterable[str]) -> None:
    for key in keys:
        if value := getattr(thing, key):
            etree.SubElement(element, f"{{{GRAPHML}}}data", {"key": key}).text = value


def write_cytoscape(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write the JSON that Cytoscape and Cytoscape.js read: https://js.cytoscape.org/#notation/elements-json."""
    nodes, edges = draw(read_catalogue(quads))
    elements = {"nodes": [{"data": _data(node)} for node in nodes], "edges": [{"data": _data(edge)} for edge in edges]}
    made = {"data": {"name": "mendelgraph"}, "elements": elements}
    out.write(json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n")


def _data(thing: Node | Edge) -> dict[str, str]:
    return {key: value for key, value in thing._asdict().items() if value}


def draw(catalogue: Catalogue) -> tuple[list[Node], list[Edge]]:
    """Return the nodes and edges of a catalogue, each sorted."""
    modes = {fact.mode for condition in catalogue.conditions for fact in condition.modes}
    nodes = [
        *(Node(f"ghr:{thing.slug}", "condition", thing.name, thing.iri) for thing in catalogue.conditions),
        *(Node(identify(gene.iri), "gene", gene.symbol, gene.iri) for gene in catalogue.genes),
        *(Node(identify(mode), "mode", catalogue.labels.get(mode, ""), mode) for mode in modes),
    ]
    return sorted(nodes), sorted(edge for condition in catalogue.conditions for edge in _edges(condition))


def _edges(condition: Condition) -> Iterator[Edge]:
    own = f"ghr:{condition.slug}"
    for gene in condition.genes:
        yield Edge(gene.iri, identify(gene.gene), own, gene.predicate, gene.role, "")
    for mode in condition.modes:
        yield Edge(mode.iri, own, identify(mode.mode), "has_mode_of_inheritance", "", mode.form)
