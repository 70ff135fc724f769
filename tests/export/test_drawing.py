"""Drawings: networkx and a JSON reader find the nodes and edges that the release has."""

from __future__ import annotations

import io
import json

import networkx
import pytest
from pyoxigraph import Quad

from mendelgraph.export import write
from tests.export.facts import ask, own

BIOLINK = "https://w3id.org/biolink/vocab/"

Graph = tuple[dict[str, dict[str, str]], list[dict[str, str]]]


def read_graphml(data: bytes) -> Graph:
    graph = networkx.read_graphml(io.BytesIO(data), force_multigraph=True)
    edges = [{**data, "source": source, "target": target} for source, target, data in graph.edges(data=True)]
    return dict(graph.nodes(data=True)), edges


def read_cytoscape(data: bytes) -> Graph:
    elements = json.loads(data)["elements"]
    nodes = {each["data"]["id"]: each["data"] for each in elements["nodes"]}
    return nodes, [each["data"] for each in elements["edges"]]


READERS = {"graphml": read_graphml, "cytoscape": read_cytoscape}


@pytest.mark.parametrize("name", READERS)
def test_the_same_facts_come_back(name: str, catalogue: list[Quad]) -> None:
    out = io.BytesIO()
    write(iter(catalogue), name, out)
    nodes, edges = READERS[name](out.getvalue())
    iri = {key: node["iri"] for key, node in nodes.items()}
    expected = ask(catalogue)
    conditions = {(node["iri"], node["label"]) for node in nodes.values() if node["kind"] == "condition"}
    assert conditions == expected.conditions
    modes = {(iri[edge["source"]], iri[edge["target"]]) for edge in edges if "mode" in edge["relation"]}
    assert modes == expected.modes
    genes = {
        (iri[edge["target"]], iri[edge["source"]], BIOLINK + edge["relation"]) for edge in edges if edge.get("role")
    }
    assert genes == expected.genes
    roles = {(iri[edge["target"]], iri[edge["source"]], own(edge["role"])) for edge in edges if edge.get("role")}
    assert roles == {row[:3] for row in expected.details}
    forms = {
        (iri[edge["source"]], iri[edge["target"]], edge.get("form", "")) for edge in edges if "mode" in edge["relation"]
    }
    assert forms == {row[:3] for row in expected.forms}


@pytest.mark.parametrize("name", READERS)
def test_every_edge_has_an_id_and_both_ends(name: str, catalogue: list[Quad]) -> None:
    out = io.BytesIO()
    write(iter(catalogue), name, out)
    nodes, edges = READERS[name](out.getvalue())
    assert len({edge.get("id") or (edge["source"], edge["target"], edge["relation"]) for edge in edges}) > 40
    assert all(edge["source"] in nodes and edge["target"] in nodes for edge in edges)
