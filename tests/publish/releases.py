"""Small releases of made-up graphs, whose hashes and counts a test can reason about."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, serialize

from mendelgraph.export import sort_quads

BASE = "https://w3id.org/mendelgraph/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def graph_name(name: str) -> NamedNode:
    return NamedNode(f"{BASE}graph/{name}")


def labels(name: str, count: int = 3, text: str = "a name") -> list[Quad]:
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    return [
        Quad(NamedNode(f"{BASE}{name}/{n}"), label, Literal(text, language="en"), graph_name(name))
        for n in range(count)
    ]


def authors(name: str, count: int) -> list[Quad]:
    """Return a list of authors, made of blank nodes as RDF lists are."""
    graph, nodes = graph_name(name), [BlankNode(f"n{n}") for n in range(count)]
    quads = [Quad(NamedNode(f"{BASE}{name}"), NamedNode("http://purl.org/ontology/bibo/authorList"), nodes[0], graph)]
    for n, node in enumerate(nodes):
        rest = nodes[n + 1] if n + 1 < count else NamedNode(f"{RDF}nil")
        quads += [
            Quad(node, NamedNode(f"{RDF}first"), Literal(f"Author {n}"), graph),
            Quad(node, NamedNode(f"{RDF}rest"), rest, graph),
        ]
    return quads


DATASET = [
    Quad(
        NamedNode(f"{BASE}dataset"),
        NamedNode(f"{RDF}type"),
        NamedNode("http://www.w3.org/ns/dcat#Dataset"),
        graph_name("dataset"),
    )
]


def write_release(folder: Path, *parts: list[Quad], version: str = "one") -> Path:
    """Write a folder that `publish` takes for a release."""
    folder.mkdir(exist_ok=True)
    data = serialize(sort_quads([quad for part in (DATASET, *parts) for quad in part]), format=RdfFormat.N_QUADS) or b""
    (folder / "mendelgraph.nq").write_bytes(data)
    manifest = {
        "version": version,
        "base": BASE,
        "files": {"mendelgraph.nq": {"sha256": sha256(data).hexdigest(), "bytes": len(data)}},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder
