"""Our own way, step by step and in one process: `python -m benchmarks.contestants.mendelgraph_steps FOLDER`.

The whole build uses a process a core; here one does everything, so that steps compare with the other ways.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path

from pyoxigraph import RdfFormat, Store, serialize

from benchmarks.contestants.clock import Clock, ask
from benchmarks.work import OURS, QUADS, QUESTIONS, TASK
from mendelgraph.align import align
from mendelgraph.extract import extract
from mendelgraph.graph import DEFAULT_BASE
from mendelgraph.graph.describe_condition import describe_graphs
from mendelgraph.release.pipeline import Context, Task, make_piece
from mendelgraph.release.sources import read_again
from mendelgraph.release.tasks import make_tasks
from mendelgraph.release.workers import Settings, make_context
from mendelgraph.validation import default_engine
from mendelgraph.validation.validate import validate_record

TRIPLES = "mendelgraph.nt"


def main(folder: Path) -> None:
    """Run every step and write what it took."""
    task = json.loads((folder / TASK).read_text(encoding="utf-8"))
    clock = Clock()
    context = make_context(
        Settings(DEFAULT_BASE, Path(task["vocabulary"]) if task["vocabulary"] else None, default_engine())
    )
    with clock.step("read"):
        tasks = make_tasks(read_again([Path(source) for source in task["sources"]]), context.mint)
    wanted = set(task["slugs"])
    clock.steps["read"] *= len(wanted) / len(tasks)
    for each in tasks:
        if each.record.slug in wanted:
            make(each, context, clock, folder)
    store = Store()
    with clock.step("load"):
        store.bulk_load(path=folder / QUADS, format=RdfFormat.N_QUADS)
    triples = len({quad.triple for quad in store})
    questions = json.loads((folder / QUESTIONS).read_text(encoding="utf-8"))
    asked = {name: ask(partial(_answer, store, text)) for name, text in questions.items()}
    told = {"asked": asked}
    clock.write(folder / OURS, triples=triples, version=f"mendelgraph {version('mendelgraph')}", more=told)


def make(task: Task, context: Context, clock: Clock, folder: Path) -> None:
    """Take one record all the way, and once more to the one file that mapping engines make of it."""
    with clock.step("extract"):
        stated = extract(task.record)
    with clock.step("align"):
        aligned = align(
            stated,
            context.vocabulary,
            neighbours=task.neighbours,
            curated=context.curated,
            citations=context.citations,
        )
    with clock.step("describe"):
        quads = list(describe_graphs(aligned, context.mint, disagreements=task.disagreements))
    with clock.step("validate"):
        validate_record(quads, context.shapes, engine=context.engine)
    with clock.step("all parts"):
        make_piece(context.mint.condition_graph(task.record.slug, "").value, quads, context)
    with clock.step("n-triples"), (folder / TRIPLES).open("ab") as out:
        serialize({quad.triple for quad in quads}, out, format=RdfFormat.N_TRIPLES)


def _answer(store: Store, text: str) -> None:
    """Read an answer to its end; named graphs are asked together."""
    list(store.query(text, use_default_graph_as_union=True))  # type: ignore[arg-type] # an ASK is none of these


if __name__ == "__main__":
    main(Path(sys.argv[1]))
