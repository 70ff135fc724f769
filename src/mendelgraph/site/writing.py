"""Write a whole site into a folder. Files whose bytes stay the same are left untouched, so that copies go fast."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.site.catalogue import read_base, read_catalogue
from mendelgraph.site.crawlers import write_robots, write_sitemap
from mendelgraph.site.downloads import DOWNLOADS, write_download
from mendelgraph.site.library import Library
from mendelgraph.site.records import Graph, read_records
from mendelgraph.site.rendering import MISSING, Head, Setting, render
from mendelgraph.site.search import INDEX, write_index
from mendelgraph.store import open_store, quads_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.site.library import Document

STATIC = Path(__file__).parent / "static"
VENDOR = "vendor/d3-force.js"
SERVED = "query."
"""The query editor, which is nothing without an endpoint."""
MARKER = ".mendelgraph-site"
"""The file by which a folder is known as a site: without it nothing in a folder is ever overwritten or removed."""


class Written(NamedTuple):
    """Count what was written: files, those that changed, those removed, and the pages among them."""

    files: int
    changed: int
    removed: int
    pages: int


def write_site(release: Path, folder: Path, *, address: str | None = None) -> Written:
    """Write the site of a release. `address` is where it will be read, if not at the base IRI.

    Raises InputError where the folder holds something else, or cannot be written.
    """
    _refuse_strangers(folder)
    base = read_base(release)
    store = open_store(release)
    catalogue = read_catalogue(base, store)
    setting = Setting(catalogue, address or base, (STATIC / VENDOR).is_file())
    library = Library(catalogue, store, setting)
    kept: set[str] = set()
    changed = pages = 0
    try:
        for path, content in _files(library, release):
            changed += _write(folder / path, content)
            kept.add(path)
            pages += path.endswith(".html")
        removed = _sweep(folder, kept)
    except OSError as error:
        raise InputError(f"the site cannot be written: {error}", where=str(folder)) from error
    return Written(len(kept), changed, removed, pages)


def _files(library: Library, release: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a site with its bytes."""
    catalogue = library.catalogue
    yield MARKER, b"Written by mendelgraph; files that it does not write are removed.\n"
    done: set[str] = set()
    for record in read_records(quads_of(release)):
        if entry := catalogue.conditions.get(record.iri):
            graph = Graph(record.triples)
            yield from _document(library.of_condition(record, graph))
            done.add(entry.iri)
            if entry.page in library.topics:
                yield from _document(library.of_source(entry.page, record, graph))
                done.add(entry.page)
    for iri in catalogue.addresses.pages:
        if iri not in done:
            yield from _document(library.document(iri))
    head = Head(MISSING, catalogue.base, "Nothing is described here", "", downloads=False)
    yield f"{MISSING}.html", render("missing.html", head, library.setting)
    yield INDEX, write_index(catalogue)
    yield from assets()
    yield "sitemap.xml", write_sitemap(library.setting)
    yield "robots.txt", write_robots(library.setting)
    yield ".nojekyll", b""
    yield ".well-known/void", (release / "void.ttl").read_bytes()
    yield "void.ttl", (release / "void.ttl").read_bytes()


def _document(document: Document) -> Iterator[tuple[str, bytes]]:
    yield f"{document.stem}.html", document.page
    if document.triples:
        yield from ((document.stem + form.suffix, write_download(document.triples, form.suffix)) for form in DOWNLOADS)


def assets() -> Iterator[tuple[str, bytes]]:
    """Yield the style sheet, the scripts and the vendored libraries below `assets/`; not what needs a server."""
    for path in sorted(STATIC.rglob("*")):
        if path.is_file() and not path.name.startswith(SERVED):
            yield f"assets/{path.relative_to(STATIC).as_posix()}", path.read_bytes()


def _write(path: Path, content: bytes) -> bool:
    """Write a file unless it holds these bytes already; tell whether it did not."""
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name[:100]}.{os.getpid()}")
    scratch.write_bytes(content)
    scratch.replace(path)
    return True


def _refuse_strangers(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise InputError(
            f"holds files but no {MARKER}, so it is not a site and is left alone; name another folder with -o",
            where=str(folder),
        )
    if folder.exists() and not folder.is_dir():
        raise InputError("is not a folder; name another with -o", where=str(folder))


def _sweep(folder: Path, kept: set[str]) -> int:
    """Remove what an earlier release had and this one has not."""
    gone = [path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).as_posix() not in kept]
    for path in gone:
        path.unlink()
    return len(gone)
