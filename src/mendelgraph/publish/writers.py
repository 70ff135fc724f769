"""Two ways of changing the graphs of a store: its Graph Store Protocol, or SPARQL updates in chunks.

Both replace a graph as a whole. PUT does so in one request; so does an update where the graph fits into one. A larger
graph is first collected in a graph beside it and then moved into its place by one operation, so that a store which
runs an operation as a transaction never shows half of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import httpx
from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.publish.client import Client

CHUNK = 256 * 1024
"""Bytes of triples in one update; Virtuoso refuses statements of more than some ten thousand lines."""
CHUNK_LINES = 2_000
_BLANK = re.compile(rb"^_:|_:\S+ \.$")
_NOTHING_THERE = frozenset({httpx.codes.NOT_FOUND})


class Writer(Protocol):
    """Change graphs; what is written is N-Triples, one triple a line. Every change may be repeated without harm."""

    def replace(self, graph: NamedNode, ntriples: bytes) -> None:
        """Let a graph hold these triples and no others."""

    def add(self, graph: NamedNode, ntriples: bytes) -> None:
        """Add triples without blank nodes to a graph."""

    def drop(self, graph: NamedNode) -> None:
        """Remove a graph, if there is one."""


class GraphStoreWriter:
    """Write through the Graph Store HTTP Protocol, each graph in one request."""

    def __init__(self, client: Client, url: str) -> None:
        self._client, self._url = client, url

    def replace(self, graph: NamedNode, ntriples: bytes) -> None:
        """Put the graph."""
        self._send("PUT", graph, ntriples)

    def add(self, graph: NamedNode, ntriples: bytes) -> None:
        """Post to the graph."""
        self._send("POST", graph, ntriples)

    def drop(self, graph: NamedNode) -> None:
        """Delete the graph."""
        self._send("DELETE", graph, b"")

    def _send(self, method: str, graph: NamedNode, content: bytes) -> None:
        headers = {"Content-Type": "application/n-triples"} if content else {}
        accepted = _NOTHING_THERE if method == "DELETE" else frozenset[int]()
        self._client.send(
            method, self._url, headers=headers, content=content, params={"graph": graph.value}, accepted=accepted
        )


class UpdateWriter:
    """Write through SPARQL updates of bounded size."""

    def __init__(self, client: Client, url: str) -> None:
        self._client, self._url = client, url

    def replace(self, graph: NamedNode, ntriples: bytes) -> None:
        """Drop and insert in one request, or collect beside the graph and move."""
        first, *more = chunks(ntriples) or [b""]
        if not more:
            self._update(_drop(graph), _insert(graph, first))
            return
        beside = NamedNode(f"{graph.value}#loading")
        self._update(_drop(beside), _insert(beside, first))
        for chunk in more:
            self._update(_insert(beside, chunk))
        self._update(f"MOVE {_graph(beside)} TO {_graph(graph)}".encode())

    def add(self, graph: NamedNode, ntriples: bytes) -> None:
        """Insert into the graph."""
        for chunk in chunks(ntriples):
            self._update(_insert(graph, chunk))

    def drop(self, graph: NamedNode) -> None:
        """Drop the graph."""
        self._update(_drop(graph))

    def _update(self, *operations: bytes) -> None:
        headers = {"Content-Type": "application/sparql-update"}
        self._client.send("POST", self._url, headers=headers, content=b" ;\n".join(operations))


def chunks(ntriples: bytes) -> list[bytes]:
    r"""Cut N-Triples into parts of bounded size; every triple with a blank node is in the first.

    A blank node is the same one only within one operation.

    >>> chunks(b"<urn:a> <urn:b> <urn:c> .\n")
    [b'<urn:a> <urn:b> <urn:c> .\n']
    """
    lines = ntriples.splitlines(keepends=True)
    blank = [line for line in lines if _BLANK.search(line)]
    return [b"".join(blank), *_cut([line for line in lines if not _BLANK.search(line)])][0 if blank else 1 :]


def _cut(lines: list[bytes]) -> Iterator[bytes]:
    part: list[bytes] = []
    size = 0
    for line in lines:
        if part and (size + len(line) > CHUNK or len(part) == CHUNK_LINES):
            yield b"".join(part)
            part, size = [], 0
        part.append(line)
        size += len(line)
    if part:
        yield b"".join(part)


def _insert(graph: NamedNode, ntriples: bytes) -> bytes:
    """Write an insertion: N-Triples terms are SPARQL terms as the engine wrote them, and none can end an operation.

    Virtuoso 7 admits no blank node in INSERT DATA; a template with an empty pattern says the same.
    """
    data, end = (b"", b" WHERE {}") if b"_:" in ntriples else (b"DATA ", b"")
    return b"INSERT " + data + f"{{ {_graph(graph)} {{\n".encode() + ntriples + b"} }" + end


def _drop(graph: NamedNode) -> bytes:
    return f"DROP SILENT {_graph(graph)}".encode()


def _graph(graph: NamedNode) -> str:
    return f"GRAPH {graph}"
