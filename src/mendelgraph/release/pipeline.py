"""One record's way from what it says to the quads it becomes. Nothing here depends on another record but its names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import RdfFormat, serialize

from mendelgraph.align import align
from mendelgraph.export.blocks import graph_texts, line_nodes, make_blocks
from mendelgraph.export.order import sort_graphs
from mendelgraph.extract import extract
from mendelgraph.graph.describe_condition import describe_graphs
from mendelgraph.report import note_condition, tally_record
from mendelgraph.validation import validate_lines
from mendelgraph.validation.screening import NOTHING, Screened, screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

    from mendelgraph.align import CatalogueNames, CitationRow, CuratedMappings
    from mendelgraph.export.blocks import Blocks
    from mendelgraph.graph import Minter
    from mendelgraph.records import ConditionRecord, Disagreement
    from mendelgraph.report import ConditionNotes, Tally
    from mendelgraph.validation import Engine, Finding, Shapes
    from mendelgraph.validation.screening import Screens
    from mendelgraph.vocabulary.terms import Vocabulary


class Context(NamedTuple):
    """Hold what every record's way needs and no record changes."""

    mint: Minter
    vocabulary: Vocabulary
    curated: CuratedMappings
    citations: Mapping[str, CitationRow]
    shapes: Shapes
    screens: Screens
    engine: Engine


class Task(NamedTuple):
    """Hold a condition's record, with all that its statements depend on in other records and documents."""

    record: ConditionRecord
    neighbours: CatalogueNames
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold what the report, the manifest and rules across records need of one record; it stays in memory to the end.

    `triples` counts them by layer; `layers` has the hash of each layer.
    """

    key: str
    triples: Counter[str]
    findings: tuple[Finding, ...] = ()
    tally: Tally = field(default_factory=Counter)
    notes: ConditionNotes | None = None
    layers: Mapping[str, str] = field(default_factory=dict)
    screened: Screened = NOTHING


def make_piece(key: str, quads: Iterable[Quad], context: Context) -> tuple[Piece, Blocks]:
    """Sort, count and validate the quads of one record; `key` is the IRI below which its graphs are named.

    From here on a record is text in the order in which it is written: sorting, counting and taking apart are ten
    times faster on lines than on terms.
    """
    graphs, lines = sort_graphs(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    nodes, texts = line_nodes(lines), graph_texts(graphs)
    piece = Piece(
        key,
        Counter({layer_of(graph): len(found) for graph, found in graphs.items()}),
        validate_lines(lines, context.shapes, engine=context.engine).findings,
        layers={layer_of(graph): sha256(text).hexdigest() for graph, text in texts.items()},
        screened=screen({layer_of(graph): found for graph, found in graphs.items()}, nodes, context.screens),
    )
    return piece, make_blocks(texts, lines, nodes)


def layer_of(graph: bytes) -> str:
    """Return the last part of a graph's name.

    >>> layer_of(b"<https://w3id.org/mendelgraph/graph/condition/poh/stated>")
    'stated'
    """
    return graph.rstrip(b">").rpartition(b"/")[2].decode()


def make_condition(task: Task, context: Context) -> tuple[Piece, Blocks]:
    """Take one condition's record all the way: extract, align, describe, validate."""
    record = task.record
    aligned = align(
        extract(record),
        context.vocabulary,
        neighbours=task.neighbours,
        curated=context.curated,
        citations=context.citations,
    )
    quads = describe_graphs(aligned, context.mint, disagreements=task.disagreements)
    piece, blocks = make_piece(context.mint.condition_graph(record.slug, "").value, quads, context)
    return replace(piece, tally=tally_record(aligned), notes=note_condition(aligned)), blocks
