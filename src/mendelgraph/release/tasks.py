"""Each record with what it depends on in the rest of the catalogue, and no more: a page changes few other records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.align import CatalogueNames, collect_names
from mendelgraph.extract.names import name_facts
from mendelgraph.facts import StatedRecord
from mendelgraph.release.pipeline import Task
from mendelgraph.vocabulary.names import skeleton_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mendelgraph.graph import Minter
    from mendelgraph.records import Catalogue, Disagreement


def make_tasks(catalogue: Catalogue, mint: Minter) -> list[Task]:
    """Return a task for each condition, in the order of their graphs."""
    stated = [StatedRecord(record, name_facts(record)) for record in catalogue.conditions]
    near = _by_skeleton(collect_names(stated))
    disagreements = _by_slug(catalogue.disagreements)
    tasks = [Task(one.record, _around(one, near), disagreements.get(one.record.slug, ())) for one in stated]
    return sorted(tasks, key=lambda task: mint.condition_graph(task.record.slug, "").value)


def _around(stated: StatedRecord, near: dict[str, dict[str, tuple[str, ...]]]) -> CatalogueNames:
    """Return the names of the catalogue that meet a name of the record, or one that it had before letters were lost."""
    skeletons = {skeleton_name(fact.literal) for fact in stated.names}
    return CatalogueNames({name: slugs for key in sorted(skeletons) for name, slugs in near.get(key, {}).items()})


def _by_skeleton(names: CatalogueNames) -> dict[str, dict[str, tuple[str, ...]]]:
    grouped: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, slugs in names.slugs.items():
        grouped.setdefault(skeleton_name(name), {})[name] = slugs
    return grouped


def _by_slug(disagreements: Iterable[Disagreement]) -> dict[str, tuple[Disagreement, ...]]:
    grouped: dict[str, list[Disagreement]] = {}
    for item in disagreements:
        grouped.setdefault(item.slug, []).append(item)
    return {slug: tuple(items) for slug, items in grouped.items()}
