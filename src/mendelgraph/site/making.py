"""Make documents and write their files: in this process, or in one process a core where there is enough to do."""

from __future__ import annotations

import gc
from concurrent.futures import as_completed
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.processes import count_processes, open_pool
from mendelgraph.site.catalogue import read_catalogue
from mendelgraph.site.downloads import write_downloads
from mendelgraph.site.files import write_file
from mendelgraph.site.inputs import Inputs, watch
from mendelgraph.site.library import Library
from mendelgraph.site.quads import QuadFile
from mendelgraph.site.rendering import Setting
from mendelgraph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Store

    from mendelgraph.site.catalogue import Catalogue
    from mendelgraph.site.files import Stamp
    from mendelgraph.site.library import Document

WORTH_A_PROCESS = 300
"""Pages below which starting processes costs more than it saves: half a second to start, four milliseconds a page."""

CHUNK = 12
"""Pages that a process is sent at once."""


class Task(NamedTuple):
    """Say what is written from which release to where; small, so that it can be sent to a process."""

    release: Path
    folder: Path
    base: str
    address: str
    graph_script: bool


class Made(NamedTuple):
    """Tell of a document that was made: its files with their stamps, how many changed, and what was asked for it."""

    stem: str
    files: dict[str, Stamp]
    changed: int
    asked: dict[str, str]


class Studio:
    """Hold a release open, with all that documents are made from."""

    def __init__(self, task: Task, catalogue: Catalogue | None = None) -> None:
        self.task, self._catalogue = task, catalogue

    @cached_property
    def store(self) -> Store:
        """Return the store of the release."""
        return open_store(self.task.release)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return the catalogue of the release, which takes half a second to read."""
        return self._catalogue or read_catalogue(self.task.base, self.store)

    @cached_property
    def quads(self) -> QuadFile:
        """Return the release's N-Quads."""
        return QuadFile(self.task.release, self.task.base)

    @cached_property
    def setting(self) -> Setting:
        """Return what pages share."""
        return Setting(self.catalogue, self.task.address, self.task.graph_script)

    @cached_property
    def _watched(self) -> tuple[Library, Inputs]:
        inputs = Inputs()
        catalogue = watch(self.catalogue, inputs)
        setting = Setting(catalogue, self.task.address, self.task.graph_script)
        return Library(catalogue, self.store, setting, quads=self.quads, inputs=inputs), inputs

    def make(self, iri: str) -> Made:
        """Make the document about an IRI, and write what changed."""
        library, inputs = self._watched
        inputs.take()
        document = library.document(iri)
        asked = inputs.take()
        changed = 0
        files = {}
        for path, content in files_of(document):
            files[path], new = write_file(f"{self.task.folder}/{path}", content)
            changed += new
        return Made(document.stem, files, changed, asked)


def files_of(document: Document) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a document: its page, and its data in each format."""
    yield f"{document.stem}.html", document.page
    if document.statements:
        written = write_downloads(document.statements)
        yield from ((document.stem + suffix, content) for suffix, content in written)


def make_documents(iris: Sequence[str], studio: Studio) -> Iterator[Made]:
    """Make and write documents, and tell of each as it is done."""
    processes = count_processes(len(iris), WORTH_A_PROCESS)
    if processes == 1:
        yield from map(studio.make, iris)
        return
    with open_pool(processes, _start, studio.task, studio.catalogue) as pool:
        chunks = (iris[start : start + CHUNK] for start in range(0, len(iris), CHUNK))
        for done in as_completed([pool.submit(_make, chunk) for chunk in chunks]):
            yield from done.result()


_mine: list[Studio] = []
"""The studio of this process, where it is one of the pool's."""


def _start(task: Task, catalogue: Catalogue) -> None:
    """Open the release, and stop the garbage collector: pages leave no cycles behind, and it takes an eighth."""
    _mine.append(Studio(task, catalogue))
    gc.disable()


def _make(iris: Sequence[str]) -> list[Made]:
    return [_mine[0].make(iri) for iri in iris]
