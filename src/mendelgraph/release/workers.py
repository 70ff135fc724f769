"""The same per-record function in this process, or in one process a core where there is enough to do."""

from __future__ import annotations

import gc
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.align import embedded_citations, embedded_curated
from mendelgraph.graph import Minter
from mendelgraph.release.pipeline import Context, make_condition
from mendelgraph.validation import load_shapes
from mendelgraph.vocabulary import open_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from mendelgraph.align import CatalogueNames
    from mendelgraph.export.blocks import Blocks
    from mendelgraph.records import ConditionRecord, Disagreement
    from mendelgraph.release.pipeline import Piece
    from mendelgraph.validation import Engine

WORTH_A_PROCESS = 100
"""Records below which starting processes costs more than it saves (measured: 0.6 s to start, 6 ms a record)."""


class Settings(NamedTuple):
    """Hold what a process needs to make its own `Context`; unlike that one, it can be sent."""

    base: str
    vocabulary: Path | None
    neighbours: CatalogueNames
    disagreements: Mapping[str, tuple[Disagreement, ...]]
    engine: Engine


def make_context(settings: Settings) -> Context:
    """Open the vocabulary, the curated tables and the shapes."""
    return Context(
        Minter(settings.base),
        open_vocabulary(settings.vocabulary),
        settings.neighbours,
        embedded_curated(),
        embedded_citations(),
        settings.disagreements,
        load_shapes(None),
        settings.engine,
    )


def make_conditions(
    records: Sequence[ConditionRecord], context: Context, settings: Settings
) -> Iterator[tuple[Piece, Blocks]]:
    """Yield what each record adds, in the order of their graphs."""
    records = sorted(records, key=lambda record: context.mint.condition_graph(record.slug, "").value)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(records) < WORTH_A_PROCESS or cores == 1:
        yield from (make_condition(record, context) for record in records)
        return
    with ProcessPoolExecutor(cores, get_context("spawn"), _start, (settings,)) as pool:
        yield from pool.map(_make, records, chunksize=16)


_mine: list[Context] = []
"""The context of this process, where it is one of the pool's."""


def _start(settings: Settings) -> None:
    """Make the context, and stop the garbage collector: records leave no cycles behind, and it takes an eighth."""
    _mine.append(make_context(settings))
    gc.disable()


def _make(record: ConditionRecord) -> tuple[Piece, Blocks]:
    return make_condition(record, _mine[0])
