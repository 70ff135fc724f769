"""What the folder held before: the release that is about to be replaced, as far as its manifest and report tell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from mendelgraph.errors import InputError
from mendelgraph.graph.namespaces import RDFS
from mendelgraph.graph.versions import Lineage, Retired
from mendelgraph.report import (
    Changes,
    carry_on,
    change_rows,
    compare_releases,
    read_changelog,
    write_changelog,
    write_changelog_page,
)
from mendelgraph.store import MANIFEST, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from mendelgraph.graph.iris import Minter
    from mendelgraph.records import ConditionRecord

CHANGELOG, RETIRED = "changelog.tsv", "retired.tsv"
"""What each release changed, and the conditions that earlier ones had, carried on from release to release."""


def changes_since(folder: Path, conditions: Mapping[str, Mapping[str, str]]) -> Changes | None:
    """Compare the conditions of a new release with those of the release in the folder; None where there is none.

    Where they are equal, the account that the old release gives of what changed before it still holds and is taken
    over. A manifest or report that cannot be read as such is no previous release.
    """
    manifest = _read(folder / MANIFEST)
    old, version = manifest.get("conditions"), manifest.get("version")
    if not isinstance(old, dict) or not isinstance(version, str):
        return None
    return compare_releases(version, old, conditions) or _carried_over(folder)


def _carried_over(folder: Path) -> Changes | None:
    told = _read(folder / "report.json").get("changes")
    if not isinstance(told, dict) or told.keys() != set(Changes._fields):
        return None
    return Changes(told.pop("since"), **{field: tuple(slugs) for field, slugs in told.items()})


def _read(path: Path) -> dict[str, object]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def trace_lineage(folder: Path, version: str, conditions: Sequence[ConditionRecord], mint: Minter) -> Lineage:
    """Return what the release in the folder leaves to the one of `version` that takes its place.

    A rebuild of the same version keeps the predecessor that the old one names. A condition that comes back is no
    longer retired. A release of another base IRI is no predecessor: it shares no IRI.
    """
    manifest = _read(folder / MANIFEST)
    old = manifest.get("version")
    if not isinstance(old, str) or manifest.get("base") != mint.base:
        return Lineage()
    previous = manifest.get("previous") if old == version else old
    here = {record.slug for record in conditions}
    known = manifest.get("conditions")
    before = set(known) if isinstance(known, dict) else set()
    retired = {row.slug: row for row in _read_retired(folder / RETIRED)}
    retired |= {row.slug: row for row in _retire(folder, old, before, conditions, mint)}
    left = tuple(row for slug, row in sorted(retired.items()) if slug not in here)
    return Lineage(previous if isinstance(previous, str) else None, left)


def _retire(
    folder: Path, version: str, before: set[str], conditions: Sequence[ConditionRecord], mint: Minter
) -> Iterator[Retired]:
    slugs = sorted(before - {record.slug for record in conditions})
    heirs: dict[str, set[str]] = {}
    for record in conditions if slugs else ():
        if record.slug not in before:
            for said in (*record.names, *record.other_names):
                heirs.setdefault(said.value.casefold(), set()).add(record.slug)
    labels = _labels(folder, slugs, mint) if slugs else {}
    for slug in slugs:
        found = heirs.get(labels.get(slug, "").casefold(), set())
        yield Retired(slug, labels.get(slug, ""), version, next(iter(found)) if len(found) == 1 else "")


def _labels(folder: Path, slugs: Iterable[str], mint: Minter) -> dict[str, str]:
    """Return the labels that the old release's store has; none where it cannot be opened."""
    try:
        store = open_store(folder)
    except InputError:
        return {}
    patterns = ((slug, store.quads_for_pattern(mint.condition(slug), RDFS.label, None, None)) for slug in slugs)
    return {slug: quad.object.value for slug, found in patterns for quad in found if isinstance(quad.object, Literal)}


def _read_retired(path: Path) -> Iterator[Retired]:
    """Read the list; a row that is not one of ours is no retired condition."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError):
        return
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) == len(Retired._fields) and cells[0]:
            yield Retired(*cells)


def write_changelogs(folder: Path, old: Path, version: str, changes: Changes | None, names: Mapping[str, str]) -> None:
    """Write what each release up to this one changed, as a table and as a page."""
    try:
        before = [*read_changelog((old / CHANGELOG).read_text(encoding="utf-8"))]
    except (OSError, ValueError):
        before = []
    rows = carry_on(before, change_rows(version, changes, names))
    (folder / CHANGELOG).write_text(write_changelog(rows), encoding="utf-8")
    (folder / CHANGELOG).with_suffix(".html").write_text(write_changelog_page(version, rows), encoding="utf-8")


def write_retired(folder: Path, lineage: Lineage) -> None:
    """Write the retired conditions as a table, by slug."""
    rows = [Retired._fields, *lineage.retired]
    text = "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)
    (folder / RETIRED).write_text(text, encoding="utf-8")
