"""One record's way from what it says to the quads it becomes. Nothing here depends on another record but its names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import RdfFormat, serialize

from mendelgraph.align import align
from mendelgraph.export.order import sort_quads
from mendelgraph.extract import extract
from mendelgraph.graph import describe
from mendelgraph.report import layer_hashes, note_condition, tally_record
from mendelgraph.validation import validate_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

    from mendelgraph.align import CatalogueNames, CitationRow, CuratedMappings
    from mendelgraph.graph import Minter
    from mendelgraph.records import ConditionRecord, Disagreement
    from mendelgraph.report import ConditionNotes, Tally
    from mendelgraph.validation import Engine, Finding, Shapes
    from mendelgraph.vocabulary.terms import Vocabulary


class Context(NamedTuple):
    """Hold what every record's way needs and no record changes."""

    mint: Minter
    vocabulary: Vocabulary
    neighbours: CatalogueNames
    curated: CuratedMappings
    citations: Mapping[str, CitationRow]
    disagreements: Mapping[str, tuple[Disagreement, ...]]
    shapes: Shapes
    engine: Engine


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold what one record, or the dataset, adds to a release.

    `nquads` is sorted; `triples` counts them by layer; `layers` has the hash of each layer, for conditions only.
    """

    key: str
    nquads: bytes
    triples: Counter[str]
    findings: tuple[Finding, ...] = ()
    tally: Tally = field(default_factory=Counter)
    notes: ConditionNotes | None = None
    layers: Mapping[str, str] = field(default_factory=dict)


def make_piece(key: str, quads: Iterable[Quad], context: Context) -> Piece:
    """Sort, count and validate the quads of one record; `key` is the IRI below which its graphs are named."""
    ordered = sort_quads(quads)
    return Piece(
        key,
        serialize(ordered, format=RdfFormat.N_QUADS) or b"",
        Counter(str(quad.graph_name).rstrip(">").rpartition("/")[2] for quad in ordered),
        validate_record(ordered, context.shapes, engine=context.engine).findings,
    )


def make_condition(record: ConditionRecord, context: Context) -> Piece:
    """Take one condition's record all the way: extract, align, describe, validate."""
    aligned = align(
        extract(record),
        context.vocabulary,
        neighbours=context.neighbours,
        curated=context.curated,
        citations=context.citations,
    )
    quads = describe(aligned, context.mint, disagreements=context.disagreements.get(record.slug, ()))
    piece = make_piece(context.mint.condition_graph(record.slug, "").value, quads, context)
    return replace(piece, tally=tally_record(aligned), notes=note_condition(aligned), layers=layer_hashes(piece.nquads))
