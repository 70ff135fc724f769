"""Build the store of a release, open it read-only, read its quads."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Store, parse, serialize

from mendelgraph.errors import InputError
from mendelgraph.rdf.reading import read_quads
from mendelgraph.store.files import open_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib

QUADS = "mendelgraph.nq"
MANIFEST = "manifest.json"
"""The file by which a folder is known as a release: without it nothing is ever replaced."""
STORE = "store"
DAMAGED = "Corruption"
"""How the engine's errors begin that say that a file of a store is not as it was written."""
ATTEMPTS = 50
"""How often a store is opened anew because a new release took its place meanwhile."""


def build_store(nquads: Path, folder: Path) -> None:
    """Build the store of a release in a new folder: the named graphs, and their union in the default graph."""
    store = Store(folder)
    # Not `bulk_load`: it renames blank nodes, so the union would have other ones than the named graphs.
    store.bulk_extend(parse(path=nquads, format=RdfFormat.N_QUADS))
    store.bulk_extend(Quad(*quad.triple) for quad in parse(path=nquads, format=RdfFormat.N_QUADS))
    store.optimize()
    store.flush()


def union_store(nquads: Path) -> Store:
    """Return a store in memory of an N-Quads file that we wrote, with the union in the default graph."""
    return fill_store(parse(path=nquads, format=RdfFormat.N_QUADS))


def fill_store(quads: Iterable[Quad]) -> Store:
    """Return a store in memory of these quads, with the union in the default graph."""
    store = Store()
    store.bulk_extend(each for quad in quads for each in (quad, Quad(*quad.triple)))
    return store


def open_folder(folder: Path) -> Store:
    """Open a store folder read-only; raise InputError where it holds no store, or a damaged one.

    The engine opens file after file by path. Where a new release took the folder's place in between, it may have met
    files of both, so what was opened is thrown away and opened again. A store once open is never disturbed, since all
    its files are open (of very large stores, all but a few: `store.files`).
    """
    for _ in range(ATTEMPTS):
        before = _identity(folder)
        try:
            with _few_cores():
                store = Store.read_only(str(folder))
            open_files(store, folder)
        except (OSError, RuntimeError) as error:
            if _identity(folder) == before:
                raise InputError(_tell(error), where=str(folder)) from None
            continue
        if _identity(folder) == before:
            return store
    raise InputError("is replaced by a new release faster than it can be opened; try again", where=str(folder))


def _tell(error: Exception) -> str:
    if str(error).startswith(DAMAGED):
        return f"the store is damaged; build the release again ({error})"
    return f"no store can be opened there: {error}"


@contextmanager
def _few_cores() -> Iterator[None]:
    """Show the engine two of the machine's cores while it opens a store.

    It starts a thread for each core it sees, which a reader never uses, and each reserves 8 MiB of address space: on a
    machine of 256 cores the memory that a query may take would be gone before the query begins.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    with suppress(OSError):  # some containers forbid it
        os.sched_setaffinity(0, sorted(cores)[:2])
    try:
        yield
    finally:
        with suppress(OSError):
            os.sched_setaffinity(0, cores)


def _identity(folder: Path) -> tuple[int, int, int] | None:
    """Tell a folder from the one that takes its place under the same name."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns


def open_store(release: Path) -> Store:
    """Open the store of a release read-only; raise InputError where the folder is no release."""
    return open_folder(store_of(release))


def store_of(release: Path) -> Path:
    """Return the folder of a release's store; raise InputError where the folder is no release."""
    if not (release / STORE).is_dir():
        raise InputError(
            f"is no release: it holds no folder `{STORE}`; make one with `mendelgraph build`", where=str(release)
        )
    return release / STORE


def load(release: Path | str) -> rdflib.Dataset:
    """Return a release as an rdflib Dataset: one named graph for each layer of each record."""
    from mendelgraph.export.prefixes import output_prefixes  # brings in all exports
    from mendelgraph.rdf.bridge import dataset_of  # brings in rdflib

    return dataset_of(quads_of(Path(release)), output_prefixes())


def quads_of(release: Path) -> Iterator[Quad]:
    """Yield the quads of a release in the order of its file.

    Raises InputError at once where the folder is no release or the file is not whole: not the one, by size and hash,
    that the manifest names. Cut off at the end of a line it would be read as a smaller catalogue. Hashing takes 0.5 s
    for the whole catalogue's 225 MB, and reading them ten times as long.
    """
    _check_quads(release)
    return _read_quads(release / QUADS)


def _check_quads(release: Path) -> None:
    path = release / QUADS
    if not path.is_file():
        raise InputError(f"is no release: it holds no {QUADS}; make one with `mendelgraph build`", where=str(release))
    try:
        written = json.loads((release / MANIFEST).read_bytes())["files"][QUADS]
        size, digest = written["bytes"], written["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"its {MANIFEST} cannot be read: {error}", where=str(release)) from None
    with path.open("rb") as file:
        if path.stat().st_size != size or file_digest(file, "sha256").hexdigest() != digest:
            raise InputError(
                f"{QUADS} is not the file that the manifest names; build the release again", where=str(release)
            )


def _read_quads(path: Path) -> Iterator[Quad]:
    try:
        yield from parse(path=path, format=RdfFormat.N_QUADS)
    except (OSError, SyntaxError) as error:
        raise InputError(f"cannot be read: {error}; build the release again", where=str(path)) from None


def open_data(path: Path) -> Store:
    """Open a release's store, or read an RDF file into a store in memory."""
    return open_store(path) if path.is_dir() else fill_store(read_quads(path))


@contextmanager
def safe_data(path: Path) -> Iterator[Path]:
    """Yield what a child process can open: a release's store, or an RDF file read and written anew as N-Quads."""
    if path.is_dir():
        yield store_of(path)
        return
    with tempfile.TemporaryDirectory() as folder:
        serialize(read_quads(path), output=Path(folder) / QUADS, format=RdfFormat.N_QUADS)
        yield Path(folder) / QUADS
