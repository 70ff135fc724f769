"""One record's part of each dump, so that the dumps of a release are its records' parts put one after the other.

Whoever has a record's quads at hand makes its parts, in whatever process; whoever writes the release needs nothing of
RDF but the few triples that several records share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, parse

from mendelgraph.export.jsonld import tree_lines
from mendelgraph.export.nodes import index_nodes
from mendelgraph.export.order import record_of, sort_graphs
from mendelgraph.export.packing import Part, make_part
from mendelgraph.export.rdf import turtle_blocks
from mendelgraph.export.sssom import mapping_lines
from mendelgraph.graph.counts import count_lines
from mendelgraph.rdf.text_nodes import index_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Triple

    from mendelgraph.graph.counts import Counts
    from mendelgraph.rdf.text_nodes import TextNodes

COMMA = b",\n"
"""What parts the trees of JSON-LD."""


class Blocks(NamedTuple):
    """Hold a record's parts.

    `trees` are lines of JSON-LD, and `lists` the statements in them that have a list, of which a file has only the
    first; `mappings` are rows of SSSOM; `shared` are the N-Triples of subjects that are not the record's own, which
    Turtle has at its end.
    """

    record: str
    quads: Part
    turtle: Part
    trees: Part
    lists: frozenset[str]
    mappings: tuple[bytes, ...]
    shared: frozenset[bytes]
    counts: Counts


def make_blocks(graphs: Mapping[bytes, bytes], lines: Sequence[bytes], nodes: TextNodes) -> Blocks:
    """Make the parts of one record from the N-Quads of its graphs, their union, and its nodes."""
    record = record_of(NamedNode(next(iter(graphs))[1:-1].decode())) if graphs else ""
    starts = (f"<{record}/".encode(), f"<{record}>".encode())
    own = [line for line in lines if line.startswith(starts)]
    triples = list(parse_lines(lines))
    lists: set[str] = set()
    return Blocks(
        record,
        quads=make_part(b"".join(graphs.values())),
        turtle=make_part(
            turtle_blocks(triple for line, triple in zip(lines, triples, strict=True) if line.startswith(starts))
        ),
        trees=make_part(COMMA.join(tree_lines(record, nodes, lists))),
        lists=frozenset(lists),
        mappings=tuple(mapping_lines(record, index_nodes(triples))),
        shared=frozenset(line for line in lines if not line.startswith(starts)),
        counts=count_lines(own, record, graphs),
    )


def graph_texts(graphs: Mapping[bytes, Iterable[bytes]]) -> dict[bytes, bytes]:
    """Return the N-Quads of each graph, by its name, from its N-Triples lines."""
    ends = {graph: graph + b" .\n" for graph in graphs}
    return {graph: b"".join([line[:-2] + ends[graph] for line in lines]) for graph, lines in graphs.items()}


def line_nodes(lines: Iterable[bytes]) -> TextNodes:
    """Return the nodes of N-Triples lines."""
    return index_lines(b"".join(lines).decode().split("\n")[:-1])


def trees_without(record: str, nquads: bytes, written: Iterable[str]) -> Part:
    """Return the trees of a record in a file that has some of its lists already."""
    _, lines = sort_graphs(nquads)
    nodes = line_nodes(lines)
    return make_part(COMMA.join(tree_lines(record, nodes, set(written))))


def parse_lines(lines: Iterable[bytes]) -> Iterator[Triple]:
    """Read N-Triples that we wrote."""
    return (quad.triple for quad in parse(b"".join(lines), format=RdfFormat.N_TRIPLES))
