"""The changelog of a catalogue: which conditions each release added, retired or changed, carried on from the last."""

from __future__ import annotations

from itertools import dropwhile, groupby
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.report.page import environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mendelgraph.report.changes import Changes


class ChangeRow(NamedTuple):
    """Hold what a release did to one condition, against the release `since`: one of the words of WORDS."""

    version: str
    since: str
    what: str
    slug: str
    name: str


WORDS = {
    "added": "Conditions added",
    "retired": "Conditions retired",
    "page": "Pages that say something else",
    "links": "Links or conclusions that changed",
}
"""What can happen to a condition, with the heading under which the page has it."""


class Entry(NamedTuple):
    """Hold one release of the page: its rows by heading."""

    version: str
    since: str
    rows: tuple[tuple[str, tuple[ChangeRow, ...]], ...]


def change_rows(version: str, changes: Changes | None, names: Mapping[str, str]) -> tuple[ChangeRow, ...]:
    """Return the rows of one release; a condition whose name is unknown has its slug for a name."""
    if changes is None:
        return ()
    found = zip(WORDS, (changes.added, changes.removed, changes.stated, changes.linked), strict=True)
    return tuple(
        ChangeRow(version, changes.since, what, slug, names.get(slug) or slug)
        for what, slugs in found
        for slug in slugs
    )


def carry_on(old: Iterable[ChangeRow], version: str, new: tuple[ChangeRow, ...]) -> tuple[ChangeRow, ...]:
    """Return the rows of all releases, the newest first; one that is built again is told as it is now."""
    return (*new, *dropwhile(lambda row: row.version == version, old))


def read_changelog(text: str) -> Iterator[ChangeRow]:
    """Read the table; a row that is not one of ours is passed over."""
    for line in text.split("\n")[1:]:
        cells = line.split("\t")
        if len(cells) == len(ChangeRow._fields) and cells[2] in WORDS:
            yield ChangeRow(*cells)


def write_changelog(rows: Iterable[ChangeRow]) -> str:
    """Return the table."""
    lines = [ChangeRow._fields, *rows]
    return "".join("\t".join(" ".join(cell.split()) for cell in line) + "\n" for line in lines)


def write_changelog_page(version: str, rows: Iterable[ChangeRow]) -> str:
    """Return the page: a chapter a release, the newest first."""
    return environment().get_template("changelog.html.j2").render(version=version, entries=tuple(_entries(rows)))


def _entries(rows: Iterable[ChangeRow]) -> Iterator[Entry]:
    for (version, since), found in groupby(rows, key=lambda row: (row.version, row.since)):
        every = list(found)
        parts = ((heading, tuple(row for row in every if row.what == what)) for what, heading in WORDS.items())
        yield Entry(version, since, tuple((heading, part) for heading, part in parts if part))
