"""Reference vocabularies: read as their publishers ship them, compiled into one index, asked by name and id."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError
from mendelgraph.resources import resources
from mendelgraph.vocabulary.compilation import write_contents
from mendelgraph.vocabulary.index import compile_index, open_index, vocabulary_files
from mendelgraph.vocabulary.lookup import SqliteVocabulary
from mendelgraph.vocabulary.slices import read_slices

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["open_vocabulary"]


def open_vocabulary(path: Path | None, *, progress: Callable[[str], None] = lambda _: None) -> SqliteVocabulary:
    """Open an index file, compile a folder of vocabulary files for this run, or take the embedded slices (None).

    Raises InputError for a path that is neither, or holds nothing that is recognised.
    """
    if path is None:
        return _embedded()
    if path.is_dir():
        return _compiled(path, progress)
    if not path.exists():
        raise InputError("no such vocabulary index or folder", where=str(path))
    return open_index(path)


def _embedded() -> SqliteVocabulary:
    database = sqlite3.connect(":memory:", check_same_thread=False)
    write_contents(read_slices(resources() / "data" / "vocabulary"), database)
    return SqliteVocabulary(database)


def _compiled(folder: Path, progress: Callable[[str], None]) -> SqliteVocabulary:
    """Compile into a temporary index that no file name outlives: the open connection keeps it until it is closed."""
    progress(f"compiling {folder}; do it once with `mendelgraph vocabulary build {folder} -o INDEX` and pass INDEX")
    with tempfile.TemporaryDirectory(prefix="mendelgraph-") as beside:
        out = Path(beside) / "index.sqlite"
        compile_index(vocabulary_files(folder), out, progress=progress)
        return open_index(out)
