"""The same per-record function in this process, or in one process a core where there is enough to do."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.align import embedded_citations, embedded_curated
from mendelgraph.graph import Minter
from mendelgraph.processes import count_processes, open_pool
from mendelgraph.release.ahead import do_ahead
from mendelgraph.release.pipeline import Context, make_condition
from mendelgraph.release.records import make_ready
from mendelgraph.validation import load_shapes
from mendelgraph.validation.screening import read_screens
from mendelgraph.vocabulary import open_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from mendelgraph.release.pipeline import Task
    from mendelgraph.release.records import Made
    from mendelgraph.validation import Engine

WORTH_A_PROCESS = 100
"""Records below which starting processes costs more than it saves (measured: 0.6 s to start, 6 ms a record)."""

CHUNK = 4
"""Records that a process is sent at once."""


class Settings(NamedTuple):
    """Hold what a process needs to make its own `Context`; unlike that one, it can be sent.

    It must stay small: a process that dies as it starts (a script without `if __name__ == "__main__"`) leaves the
    other end of a pipe open in ours, and what does not fit into the pipe would be written for ever.
    """

    base: str
    vocabulary: Path | None
    engine: Engine


def make_context(settings: Settings) -> Context:
    """Open the vocabulary, the curated tables and the shapes."""
    shapes = load_shapes(None)
    return Context(
        Minter(settings.base),
        open_vocabulary(settings.vocabulary),
        embedded_curated(),
        embedded_citations(),
        shapes,
        read_screens(shapes.rules),
        settings.engine,
    )


class Keyed(NamedTuple):
    """Hold a task with the digest of all that it depends on."""

    digest: str
    task: Task


def make_record(keyed: Keyed, context: Context) -> Made:
    """Make a record ready to be written."""
    return make_ready(*make_condition(keyed.task, context), keyed.digest)


def make_conditions(tasks: Iterable[Keyed], count: int, context: Context, settings: Settings) -> Iterator[Made]:
    """Yield each record, ready to be written, in the order of the tasks; `count` says how many of them there are."""
    processes = count_processes(count, WORTH_A_PROCESS)
    if processes == 1:
        yield from (make_record(keyed, context) for keyed in tasks)
        return
    with open_pool(processes, _start, settings) as pool:
        yield from do_ahead(pool, _make, tasks, chunk=CHUNK, ahead=4 * processes)


_mine: list[Context] = []
"""The context of this process, where it is one of the pool's."""


def _start(settings: Settings) -> None:
    """Make the context, and stop the garbage collector."""
    _mine.append(make_context(settings))
    gc.disable()


@contextmanager
def pause_collector() -> Iterator[None]:
    """Stop the garbage collector for a while: records leave no cycles behind, and it takes an eighth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _make(tasks: Sequence[Keyed]) -> list[Made]:
    return [make_record(keyed, _mine[0]) for keyed in tasks]
