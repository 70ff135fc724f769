"""What a release has from those before it in its folder: a predecessor, retired conditions, a changelog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, RdfFormat, parse

from mendelgraph.graph.namespaces import RDFS
from mendelgraph.graph.versions import Lineage, Retired, is_date, undated_version
from mendelgraph.release.predecessor import read_predecessor
from mendelgraph.report import carry_on, change_rows, read_changelog, write_changelog, write_changelog_page
from mendelgraph.store import QUADS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from mendelgraph.graph.iris import Minter
    from mendelgraph.records import ConditionRecord
    from mendelgraph.release.predecessor import Predecessor
    from mendelgraph.report import Changes

CHANGELOG, RETIRED = "changelog.tsv", "retired.tsv"
"""What each release changed, and the conditions that earlier ones had, carried on from release to release."""


def trace_lineage(
    folder: Path, issued: str | None, content: str, conditions: Sequence[ConditionRecord], mint: Minter
) -> tuple[str, Lineage]:
    """Return the version of a release, and what the one in the folder, whose place it takes, leaves to it.

    A condition that comes back is no longer retired. A release of another base IRI leaves nothing: it shares no IRI.
    """
    old = read_predecessor(folder, mint.base)
    retired = _retired(folder, old, issued, conditions, mint) if old else ()
    if issued:
        dates = {*(old.issued if old else ()), issued}
        return issued, Lineage(old and _before(old, issued), retired, tuple(sorted(dates)))
    return _undated(old, content, retired)


def _before(old: Predecessor, issued: str) -> str | None:
    """Return what comes before a date of issue: the date before it, or an undated release that stands at the end.

    So previous versions form no circle, whichever dates are built again, and in whatever order.
    """
    if not is_date(old.version) and issued > max(old.issued, default=""):
        return old.version
    return max((date for date in old.issued if date < issued), default=None)


def _undated(old: Predecessor | None, content: str, retired: tuple[Retired, ...]) -> tuple[str, Lineage]:
    """Return the version and lineage of an undated release, of which one of the same content is the same as before."""
    if old is None:
        return content, Lineage()
    same = Lineage(old.previous, retired, old.issued)
    if undated_version(content, same) == old.version:
        return old.version, same
    lineage = same._replace(previous=old.version)
    return undated_version(content, lineage), lineage


def _retired(
    folder: Path, old: Predecessor, issued: str | None, conditions: Sequence[ConditionRecord], mint: Minter
) -> tuple[Retired, ...]:
    here = {record.slug for record in conditions}
    rows = {row.slug: row for row in _read_retired(folder / RETIRED)}
    rows |= {row.slug: row for row in _retire(folder, old, issued, conditions, mint)}
    return tuple(row for slug, row in sorted(rows.items()) if slug not in here)


def _retire(
    folder: Path, old: Predecessor, issued: str | None, conditions: Sequence[ConditionRecord], mint: Minter
) -> Iterator[Retired]:
    """Yield the conditions that the old release had; one that is built again is no release that had them last."""
    slugs = sorted(old.conditions.keys() - {record.slug for record in conditions})
    heirs = _heirs(record for record in conditions if record.slug not in old.conditions) if slugs else {}
    labels = _labels(folder, slugs, mint) if slugs else {}
    before = old.reference(issued) if issued else None
    for slug in slugs:
        found = heirs.get(labels.get(slug, "").casefold(), set())
        last = before.version if before and slug in before.conditions else old.version
        yield Retired(slug, labels.get(slug, ""), last, next(iter(found)) if len(found) == 1 else "")


def _heirs(conditions: Iterable[ConditionRecord]) -> Mapping[str, set[str]]:
    """Return the slugs of conditions by their titles and other names."""
    heirs: dict[str, set[str]] = {}
    for record in conditions:
        for said in (*record.names, *record.other_names):
            heirs.setdefault(said.value.casefold(), set()).add(record.slug)
    return heirs


def _labels(folder: Path, slugs: Iterable[str], mint: Minter) -> dict[str, str]:
    """Return the labels that the old release's N-Quads have, as its table of retired conditions writes them."""
    wanted = {f"{mint.condition(slug)} {RDFS.label} ".encode(): slug for slug in slugs}
    starts = tuple(wanted)
    found: dict[str, str] = {}
    try:
        with (folder / QUADS).open("rb") as file:
            lines = b"".join(line for line in file if line.startswith(starts))
        for quad in parse(lines, format=RdfFormat.N_QUADS):
            if isinstance(quad.object, Literal):
                found[wanted[f"{quad.subject} {quad.predicate} ".encode()]] = " ".join(quad.object.value.split())
    except (OSError, SyntaxError):
        return {}
    return found


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
    rows = carry_on(before, version, change_rows(version, changes, names)) if changes else tuple(before)
    (folder / CHANGELOG).write_text(write_changelog(rows), encoding="utf-8")
    (folder / CHANGELOG).with_suffix(".html").write_text(write_changelog_page(version, rows), encoding="utf-8")


def write_retired(folder: Path, lineage: Lineage) -> None:
    """Write the retired conditions as a table, by slug."""
    rows = [Retired._fields, *lineage.retired]
    text = "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)
    (folder / RETIRED).write_text(text, encoding="utf-8")
