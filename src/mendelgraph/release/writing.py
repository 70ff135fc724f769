"""Write the large files of a release: records that changed are made, the others taken over from the release before."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.export.order import graph_order
from mendelgraph.release.assembly import Assembly
from mendelgraph.release.dataset import Totals, make_dataset, make_others
from mendelgraph.release.folder import flush_ahead
from mendelgraph.release.kept import NO_SUMS, State, Sums, write_index
from mendelgraph.release.ledger import Ledger, Pace
from mendelgraph.release.previous import trace_lineage
from mendelgraph.release.records import make_ready
from mendelgraph.release.sources import write_sources
from mendelgraph.release.tasks import make_tasks
from mendelgraph.release.workers import Keyed, make_conditions, make_record
from mendelgraph.report import load_templates
from mendelgraph.store import STORE
from mendelgraph.store.patching import StorePatch, sum_files
from mendelgraph.validation.cross_record import check_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Store

    from mendelgraph.graph.versions import Lineage
    from mendelgraph.release.pipeline import Context
    from mendelgraph.release.records import Made, OldRelease
    from mendelgraph.release.sources import Reading
    from mendelgraph.release.tasks import Tasks
    from mendelgraph.release.workers import Settings
    from mendelgraph.validation import Finding
    from mendelgraph.validation.screening import Screened

PATCHED = 0.1
"""The share of changed records up to which changing the old store is quicker than loading a new one."""


class Order(NamedTuple):
    """Hold what is to be written: from what, with what, under which date of issue, after which release, and who hears.

    `made_by` is the fingerprint of all that makes a record beside its sources.
    """

    reading: Reading
    context: Context
    settings: Settings
    issued: str | None
    old: OldRelease
    made_by: str
    progress: Callable[[str], None]


class Written(NamedTuple):
    """Hold what is known of the files that were written; `dataset` is the dataset's own description as N-Quads."""

    version: str
    lineage: Lineage
    dataset: bytes
    ledger: Ledger
    hashes: Mapping[str, str]


class Plan(NamedTuple):
    """Hold the tasks in their order, their keys with their digests, and the keys of those that the old release has."""

    tasks: Tasks
    digests: Mapping[str, str]
    kept: frozenset[str]


def write_records(folder: Path, order: Order) -> Written:
    """Write the N-Quads, the dumps, the mappings and the store, and what the next build can take over."""
    plan = _plan(order)
    order.progress(_announce(plan))
    sums = order.old.sums(plan.kept) if plan.kept else None
    ledger, totals = Ledger(sums or NO_SUMS), Totals(sums or NO_SUMS)
    with Assembly(folder, order.old.portions(folder), _patch(folder, order, plan)) as assembly:
        for made in _conditions(plan, order, None if sums is None else (ledger.forget, totals.forget)):
            ledger.add(made.kept.piece)
            totals.add(made.kept)
            assembly.add(made)
        sums = Sums(Counter(ledger.triples), Counter(ledger.tally), totals.counts)
        with flush_ahead(folder):
            order.progress("counting statements")
            version, lineage, others = _describe(order, totals, assembly)
            for made in sorted(others, key=lambda made: graph_order(made.key)):
                ledger.add(made.kept.piece)
                assembly.add(made)
            hashes, sources, portions = _end(folder, assembly, order, ledger)
    store = sum_files(folder / STORE, order.old.folder / STORE, order.old.store)
    write_index(folder, State(order.made_by, sources, portions, sums), store, assembly.places)
    return Written(version, lineage, bytes(others[0].parts.quads.plain), ledger, hashes)


def _end(folder: Path, assembly: Assembly, order: Order, ledger: Ledger) -> tuple[dict[str, str], str, str]:
    """End the files, while the engine asks the rules; return the hashes of files, of sources and of portions."""
    order.progress("packing the store")
    store = assembly.finish()
    order.progress("writing what records share, asking the rules that span them")
    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(_find_across, store, order.context, ledger.screened)
        thread.submit(load_templates)  # the report's, which comes next: now the processor is idle
        ended = assembly.close_dumps(), write_sources(folder, order.reading), assembly.portions.keep()
    ledger.find(found.result())
    return ended


def _find_across(store: Store, context: Context, screened: Screened) -> list[Finding]:
    return list(check_store(store, context.shapes.rules, screened))


def _announce(plan: Plan) -> str:
    changed = len(plan.tasks) - len(plan.kept)
    return f"aligning and validating {changed:,} changed records" if plan.kept else "aligning and validating"


def _describe(order: Order, totals: Totals, assembly: Assembly) -> tuple[str, Lineage, list[Made]]:
    """Return the version, what came before it, and what is no condition: first the dataset, which counts the rest."""
    context = order.context
    others = make_others(order.reading.catalogue.genes, context)
    for made in others:
        totals.add(made.kept)
        assembly.shared.add(made.kept.shared)
    conditions = order.reading.catalogue.conditions
    version, lineage = trace_lineage(order.old.folder, order.issued, totals.version(), conditions, context.mint)
    counts = totals.statistics(map(assembly.portions.count, assembly.shared.portions()))
    dataset = make_dataset(counts, order.issued, context, version, lineage)
    return version, lineage, [make_ready(*dataset), *others]


def _plan(order: Order) -> Plan:
    mint = order.context.mint
    tasks = make_tasks(order.reading, mint)
    digests = dict(tasks.digests(mint))
    return Plan(tasks, digests, frozenset(key for key, digest in digests.items() if order.old.has(key, digest)))


def _patch(folder: Path, order: Order, plan: Plan) -> StorePatch | None:
    """Change the old store, where most of it can stay, and take out of it what does not stay as it is.

    A store that is not as it was left is never changed: its damage would be handed on from release to release.
    """
    old = order.old
    if len(plan.kept) < (1 - PATCHED) * len(plan.tasks) or not old.store_is_whole():
        return None
    patch = StorePatch(old.folder / STORE, folder / STORE)
    for key in sorted(old.places.keys() - plan.kept):
        patch.remove(key)
    return patch


def _conditions(plan: Plan, order: Order, forget: Iterable[Callable[[Sums], None]] | None) -> Iterator[Made]:
    """Yield the records of conditions in their order.

    Where the sums of those that are kept are known, `forget` hears those of one that has to be made anew after all.
    """
    places = [place for place, key in enumerate(plan.digests) if key not in plan.kept]
    digests = tuple(plan.digests.values())
    changed = (Keyed(digests[place], plan.tasks[place]) for place in places)
    fresh = make_conditions(changed, len(places), order.context, order.settings)
    kept = order.old.take((key for key in plan.digests if key in plan.kept), with_sums=forget is None)
    pace = Pace(len(plan.tasks), order.progress)
    for place, key in enumerate(plan.digests):
        pace.step()
        if key not in plan.kept:
            yield next(fresh)
        else:
            yield next(kept) or _make_after_all(key, Keyed(digests[place], plan.tasks[place]), order, forget or ())


def _make_after_all(key: str, keyed: Keyed, order: Order, forget: Iterable[Callable[[Sums], None]]) -> Made:
    for each in forget:
        each(order.old.sums_of(key))
    return make_record(keyed, order.context)
