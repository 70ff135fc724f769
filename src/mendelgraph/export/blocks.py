"""One record's part of each dump, so that the dumps of a release are its records' parts put one after the other.

Whoever has a record's quads at hand makes its parts, in whatever process; whoever writes the release needs nothing of
RDF but the few triples that several records share.
"""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, parse

from mendelgraph.export.jsonld import tree_lines
from mendelgraph.export.nodes import index_lines, index_nodes
from mendelgraph.export.order import path_order, record_of, sort_triples
from mendelgraph.export.rdf import turtle_blocks
from mendelgraph.export.sssom import mapping_lines
from mendelgraph.graph.counts import count_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Triple

    from mendelgraph.graph.counts import Counts


class Blocks(NamedTuple):
    """Hold a record's parts.

    `trees` are lines of JSON-LD, and `lists` the statements in them that have a list, of which a file has only the
    first; `mappings` are rows of SSSOM; `shared` are the N-Triples of subjects that are not the record's own, which
    Turtle has at its end.
    """

    record: str
    nquads: bytes
    turtle: bytes
    trees: tuple[bytes, ...]
    lists: frozenset[str]
    mappings: tuple[bytes, ...]
    shared: frozenset[bytes]
    counts: Counts


def make_blocks(graphs: Mapping[bytes, Sequence[bytes]], lines: Sequence[bytes]) -> Blocks:
    """Make the parts of one record from its graphs, as `sort_graphs` returns them, and from their union."""
    record = record_of(NamedNode(next(iter(graphs))[1:-1].decode())) if graphs else ""
    starts = (f"<{record}/".encode(), f"<{record}>".encode())
    own = [line for line in lines if line.startswith(starts)]
    triples = list(parse_lines(lines))
    nodes = index_nodes(triples)
    text = index_lines(b"".join(lines).decode().split("\n")[:-1])
    lists: set[str] = set()
    return Blocks(
        record,
        nquads=b"".join(starmap(graph_lines, graphs.items())),
        turtle=turtle_blocks(triple for line, triple in zip(lines, triples, strict=True) if line.startswith(starts)),
        trees=tuple(tree_lines(record, text, lists)),
        lists=frozenset(lists),
        mappings=tuple(mapping_lines(record, nodes)),
        shared=frozenset(line for line in lines if not line.startswith(starts)),
        counts=count_lines(own, record),
    )


def graph_lines(graph: bytes, lines: Iterable[bytes]) -> bytes:
    """Return the N-Quads of a graph, by its name and its N-Triples lines."""
    end = graph + b" .\n"
    return b"".join([line[:-2] + end for line in lines])


def union_lines(graphs: Mapping[bytes, Iterable[bytes]]) -> list[bytes]:
    """Return the triples of all graphs as sorted N-Triples, each once."""
    return sorted({line for lines in graphs.values() for line in lines}, key=path_order)


def trees_without(blocks: Blocks, written: set[str]) -> tuple[bytes, ...]:
    """Return the trees of a record in a file that has some of its lists already."""
    triples = {quad.triple for quad in parse(blocks.nquads, format=RdfFormat.N_QUADS)}
    return tuple(tree_lines(blocks.record, index_lines(f"{triple} ." for triple in sort_triples(triples)), written))


def parse_lines(lines: Iterable[bytes]) -> Iterator[Triple]:
    """Read N-Triples that we wrote."""
    return (quad.triple for quad in parse(b"".join(lines), format=RdfFormat.N_TRIPLES))
