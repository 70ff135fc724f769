"""The order in which quads and triples stand in files, and the records that they fall into.

A record's graphs come together; what several records share (genes, articles, terms of vocabularies) comes after them,
so that each subject has one block, and only the shared part is ever held in memory.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad, Triple

_RECORD_GRAPH = re.compile(r"(.*[/#])graph/(.+)/[^/]+")
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_TYPE_BYTES = _TYPE.encode()


def sort_quads(quads: Iterable[Quad]) -> list[Quad]:
    """Return quads without duplicates: by graph, then as `sort_triples` does."""
    return sorted(set(quads), key=lambda quad: (_path_order(str(quad.graph_name)), _path_order(str(quad.triple))))


def sort_triples(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples without duplicates: a subject before what lies below it, `rdf:type` first, then as text."""
    return sorted(set(triples), key=lambda triple: _path_order(str(triple)))


def _path_order(text: str) -> str:
    """Make `…/poh` sort before `…/poh/gene`, and that before `…/poh-2`."""
    return text.replace(_TYPE, "\0").replace(">", "\1").replace("/", "\2")


def sort_graphs(nquads: bytes) -> tuple[dict[bytes, list[bytes]], list[bytes]]:
    """Return the triples of each named graph, and of all graphs, each once, as sorted N-Triples lines.

    Graphs and lines are in the order of `sort_quads`. Ten times faster on text than on quads. Keys are the graphs' IRIs
    in N-Quads syntax.
    """
    graphs: dict[bytes, set[bytes]] = {}
    for line in nquads.splitlines(keepends=True):
        triple, _, rest = line.rpartition(b" <")
        graphs.setdefault(rest[:-4], set()).add(triple + b" .\n")
    every = sorted(set().union(*graphs.values()), key=path_order)
    places = {line: place for place, line in enumerate(every)}
    ordered = sorted(graphs, key=lambda graph: path_order(b"<" + graph + b">"))
    return {b"<" + graph + b">": sorted(graphs[graph], key=places.__getitem__) for graph in ordered}, every


def path_order(line: bytes) -> bytes:
    """Return what N-Triples lines are sorted by: `_path_order` of UTF-8, whose bytes sort as its letters do."""
    return line.replace(_TYPE_BYTES, b"\0").replace(b">", b"\1").replace(b"/", b"\2")


def graph_order(graph: str) -> str:
    """Return what named graphs, or the IRIs below which a record's are named, are sorted by in every file.

    >>> sorted(["urn:a-2/", "urn:a/"], key=graph_order)
    ['urn:a/', 'urn:a-2/']
    """
    return _path_order(f"<{graph}>")


def by_record(quads: Iterable[Quad]) -> Iterator[tuple[str, list[Triple]]]:
    """Yield (record's IRI, its triples, sorted) for each record, from quads that are sorted by graph.

    The IRI of what is no record (the dataset's own graph, the default graph) is that of the graph, or empty.
    Raises ValueError where a record comes twice: the quads were not sorted.
    """
    seen: set[str] = set()
    for record, group in groupby(quads, key=lambda quad: record_of(quad.graph_name)):
        if record in seen:
            raise ValueError(f"quads are not sorted by graph: {record or 'the default graph'} comes twice")
        seen.add(record)
        yield record, sort_triples(quad.triple for quad in group)


def record_of(graph: object) -> str:
    """Return the IRI of the record of a graph: `{base}graph/{record}/{layer}` is a layer of `{base}{record}`.

    >>> record_of(NamedNode("https://w3id.org/mendelgraph/graph/condition/poh/stated"))
    'https://w3id.org/mendelgraph/condition/poh'
    """
    found = _RECORD_GRAPH.fullmatch(graph.value) if isinstance(graph, NamedNode) else None
    if found:
        return found[1] + found[2]
    return graph.value if isinstance(graph, NamedNode) else ""


def union(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Yield the triples of all graphs, each once: records in their order, then what they share."""
    shared: set[Triple] = set()
    for record, triples in by_record(quads):
        for triple in triples:
            if record and str(triple.subject).startswith((f"<{record}/", f"<{record}>")):
                yield triple
            else:
                shared.add(triple)
    yield from sort_triples(shared)
