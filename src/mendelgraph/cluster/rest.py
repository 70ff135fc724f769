"""What stands in no condition's record, made here when all parts are there: gene pages, our ontology, the dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.cluster.part import write_part
from mendelgraph.export.order import graph_order
from mendelgraph.graph.counts import count_lines
from mendelgraph.graph.versions import Lineage
from mendelgraph.release.dataset import Totals, make_dataset, make_others
from mendelgraph.release.records import make_ready

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mendelgraph.cluster.part import MadePart, PartFile
    from mendelgraph.records import GeneRecord
    from mendelgraph.release.pipeline import Context
    from mendelgraph.validation import Finding


class Rest(NamedTuple):
    """Hold the last part, the version that all parts together have, and what the shapes say of the last."""

    file: PartFile
    version: str
    findings: tuple[Finding, ...]


def make_rest(
    parts: Sequence[MadePart], genes: Sequence[GeneRecord], context: Context, folder: Path, release: str | None
) -> Rest:
    """Make and write the rest; `parts` are in order."""
    totals, shared = Totals(), set[bytes]()
    ready = make_others(genes, context)
    for kept in (*(kept for part in parts for kept in part.kept), *(made.kept for made in ready)):
        totals.add(kept)
        shared |= kept.shared
    version = release or totals.version()
    dataset = make_ready(
        *make_dataset(totals.statistics([count_lines(shared, "")]), release, context, version, Lineage())
    )
    ready = sorted([*ready, dataset], key=lambda made: graph_order(made.key))
    file = write_part(len(parts), (bytes(made.parts.quads.plain) for made in ready), folder)
    return Rest(file, version, tuple(finding for made in ready for finding in made.kept.piece.findings))
