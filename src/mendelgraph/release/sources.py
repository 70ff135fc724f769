"""The sources of a release, of which files that did not change since the release before are not read again.

`.kept/sources.jsonl` has a line for each file (its hash, the pages that it is about, what it was refused for) and one
for each condition: a digest of its record, and of the record itself what others look at (its gist): names, documents,
and what no rule could read. A page is read again, from all its files, where one of these changed, came or went, and
with it whatever else these files hold. Gene pages are always read. Anything missing or altered means: read all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import file_digest, sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.extract import unknown_codes
from mendelgraph.records import Catalogue, ConditionRecord, Disagreement, Refusal, RefusalKind, Said
from mendelgraph.release.kept import FOLDER, SOURCES, UNUSABLE, json_line, read_known_file, write_known_file
from mendelgraph.sources import collect
from mendelgraph.sources.documents import read_files
from mendelgraph.sources.packed import make_record, print_record
from mendelgraph.sources.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from mendelgraph.sources.walk import File

GENE = "gene/"
NOTE_SIZE = 4
"""Of a line about a file; one about a condition is shorter."""
WORTH_IT = 0.5
"""The share of files up to which reading only some of them is worth looking into."""


@dataclass(slots=True)
class FileNote:
    """Hold what is known of a file: the hash of its bytes, the pages that it is about, what was refused of it."""

    sha256: str
    pages: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


class Gist(NamedTuple):
    """Hold what is kept of a condition: the digest of its record, the record's gist, what documents disagree on.

    `line` is where it was read, which says the same of it as long as it stays.
    """

    digest: str
    record: ConditionRecord
    disagreements: tuple[Disagreement, ...]
    line: bytes


class Known(NamedTuple):
    """Hold what is known of the sources of the release before."""

    files: Mapping[str, FileNote]
    gists: Mapping[str, Gist]


NOTHING = Known({}, {})


class Reading:
    """A catalogue as it was read; of conditions in `gists` it has no more than the gist of their records."""

    def __init__(
        self,
        catalogue: Catalogue,
        gists: Mapping[str, Gist] = MappingProxyType({}),
        notes: Mapping[str, FileNote] = MappingProxyType({}),
        files: Sequence[File] = (),
    ) -> None:
        self.catalogue, self.gists, self.notes, self._files = catalogue, gists, notes, files
        self._whole: dict[str, ConditionRecord] = {}
        self._digests: dict[str, str] = {}

    def digest(self, record: ConditionRecord) -> str:
        """Return a hash of all that a record holds."""
        gist = self.gists.get(record.slug)
        if gist:
            return gist.digest
        if record.slug not in self._digests:
            self._digests[record.slug] = sha256(repr(record).encode()).hexdigest()
        return self._digests[record.slug]

    def whole(self, record: ConditionRecord) -> ConditionRecord:
        """Return a record with all that it holds, read now if only its gist is there."""
        slug = record.slug
        if slug not in self.gists:
            return record
        if slug not in self._whole:
            again = _files_about({f"condition/{slug}"}, self.notes)
            found = collect(each.item for each in read_files(file for file in self._files if file.id in again))
            self._whole.update((each.slug, each) for each in found.conditions)
        return self._whole[slug]

    @cached_property
    def disagreements(self) -> Mapping[str, tuple[Disagreement, ...]]:
        """Return what documents disagree on, by slug."""
        grouped: dict[str, list[Disagreement]] = {}
        for item in self.catalogue.disagreements:
            grouped.setdefault(item.slug, []).append(item)
        return {slug: tuple(items) for slug, items in grouped.items()}


def read_again(paths: Sequence[Path], known: Known = NOTHING) -> Reading:
    """Read sources of which `known` is what a release before knew of them."""
    found = walk(paths)
    files = [item for item in found if not isinstance(item, Refusal)]
    no_files = [item for item in found if isinstance(item, Refusal)]
    notes = {file.id: FileNote(_hash(file.path)) for file in files}
    again = _choose(files, notes, known)
    refused: list[Refusal] = []
    for file in files:
        if file.id not in again:
            notes[file.id] = known.files[file.id]
            refused += notes[file.id].refusals
    read = collect(_note(again, files, notes))
    catalogue = replace(read, refusals=tuple(sorted((*read.refusals, *refused, *no_files))))
    gone = {page for each in (*again, *(known.files.keys() - notes.keys())) for page in _pages(each, known, notes)}
    gists = {slug: gist for slug, gist in known.gists.items() if f"condition/{slug}" not in gone}
    return Reading(_join(catalogue, gists), gists, notes, files)


def _pages(file: str, known: Known, notes: Mapping[str, FileNote]) -> Iterator[str]:
    for there in (known.files, notes):
        if file in there:
            yield from there[file].pages


def _note(again: frozenset[str], files: Iterable[File], notes: Mapping[str, FileNote]) -> Iterator[Any]:
    """Read files, taking note of what they hold, and yield it."""
    for found in read_files(file for file in files if file.id in again):
        note = notes[found.file]
        if found.page and found.page not in note.pages[-1:]:
            note.pages.append(found.page)
        if isinstance(found.item, Refusal):
            note.refusals.append(found.item)
        yield found.item


def _choose(files: Sequence[File], notes: Mapping[str, FileNote], known: Known) -> frozenset[str]:
    """Return the files to read: what changed, with all files about the pages that a change is about."""
    every = frozenset(notes)
    same = {name for name, note in notes.items() if name in known.files and note.sha256 == known.files[name].sha256}
    changed = every - same
    if len(changed) > WORTH_IT * len(every):
        return every
    pages = {each.page for each in read_files(file for file in files if file.id in changed) if each.page}
    pages |= {page for name, note in known.files.items() if name not in same for page in note.pages}
    pages |= {page for note in known.files.values() for page in note.pages if page.startswith(GENE)}
    return changed | (_files_about(pages, known.files) & same)


def _files_about(pages: set[str], files: Mapping[str, FileNote]) -> frozenset[str]:
    """Return the files about pages, those about other pages that these files hold, and so on."""
    found: set[str] = set()
    wanted = pages
    while new := {name for name, note in files.items() if name not in found and not wanted.isdisjoint(note.pages)}:
        found |= new
        wanted = {page for name in new for page in files[name].pages}
    return frozenset(found)


def _join(read: Catalogue, gists: Mapping[str, Gist]) -> Catalogue:
    """Return the catalogue with the gists of the conditions that were not read."""
    if not gists:
        return read
    conditions = sorted((*read.conditions, *(gist.record for gist in gists.values())), key=lambda each: each.slug)
    slugs = {each.slug for each in conditions}
    said = [item for gist in gists.values() for item in gist.disagreements]
    of_conditions = sorted(
        (*said, *(item for item in read.disagreements if item.slug in slugs)), key=lambda item: item.slug
    )
    of_genes = (item for item in read.disagreements if item.slug not in slugs)
    return replace(read, conditions=tuple(conditions), disagreements=(*of_conditions, *of_genes))


def _hash(path: Path) -> str:
    """Return the hash of a file, or nothing for one that cannot be read: it is looked at each time."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def take_gist(record: ConditionRecord) -> ConditionRecord:
    """Return of a record what others look at: its documents and names, and what no rule could read."""
    unread = tuple(said for said in record.references if said.value.text and said.value.fields is None)
    codes = unknown_codes(record)
    odd = tuple(said for said in record.inheritance if said.value.code in codes)
    return ConditionRecord(
        record.slug, record.documents, record.names, record.other_names, inheritance=odd, references=unread
    )


def write_sources(folder: Path, reading: Reading) -> str:
    """Write what the next build needs of the sources, and return the hash of the file."""
    return write_known_file(folder / FOLDER / SOURCES, _lines(reading))


def _lines(reading: Reading) -> Iterator[bytes]:
    for name, note in sorted(reading.notes.items()):
        if note.sha256:
            yield json_line([name, note.sha256, note.pages, note.refusals])
    for record in reading.catalogue.conditions:
        if record.slug in reading.gists:
            yield reading.gists[record.slug].line
            continue
        gist = json.loads(print_record(take_gist(record)))
        said = [[item.field, [[each.value, each.documents] for each in item.values]] for item in _said(reading, record)]
        yield json_line([gist, reading.digest(record), said])


def _said(reading: Reading, record: ConditionRecord) -> tuple[Disagreement, ...]:
    return reading.disagreements.get(record.slug, ())


def read_known(folder: Path, digest: str) -> Known:
    """Read what a release knew of its sources; nothing where it is not there as it was written."""
    try:
        rows = read_known_file(folder / FOLDER / SOURCES, digest)
        notes = (row for _, row in rows if len(row) == NOTE_SIZE)
        files = {name: FileNote(sha, pages, _refusals(refusals)) for name, sha, pages, refusals in notes}
        gists = [_read_gist(line, *row) for line, row in rows if len(row) != NOTE_SIZE]
        return Known(files, {gist.record.slug: gist for gist in gists})
    except UNUSABLE:
        return NOTHING


def _refusals(rows: Iterable[list[str]]) -> list[Refusal]:
    return [Refusal(document, RefusalKind(kind), reason) for document, kind, reason in rows]


def _read_gist(line: bytes, gist: Any, digest: str, said: Any) -> Gist:
    record = make_record(gist)
    disagreements = (
        Disagreement(record.slug, name, tuple(Said(value, tuple(documents)) for value, documents in values))
        for name, values in said
    )
    return Gist(digest, record, tuple(disagreements), line)
