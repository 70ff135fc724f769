"""Reference vocabularies: read as their publishers ship them, compiled into one index, asked by name and id."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError
from mendelgraph.resources import resources
from mendelgraph.vocabulary.compilation import write_contents
from mendelgraph.vocabulary.index import gather, open_index, vocabulary_files
from mendelgraph.vocabulary.lookup import SqliteVocabulary
from mendelgraph.vocabulary.slices import read_slices

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mendelgraph.vocabulary.compilation import Contents

__all__ = ["open_vocabulary"]


def open_vocabulary(path: Path | None, *, progress: Callable[[str], None] = lambda _: None) -> SqliteVocabulary:
    """Open an index file, compile a folder of vocabulary files for this run, or take the embedded slices (None).

    Raises InputError for a path that is neither, or holds nothing that is recognised.
    """
    if path is None:
        return _in_memory(read_slices(resources() / "data" / "vocabulary"))
    if path.is_dir():
        return _compiled(path, progress)
    if not path.exists():
        raise InputError("no such vocabulary index or folder", where=str(path))
    return open_index(path)


def _compiled(folder: Path, progress: Callable[[str], None]) -> SqliteVocabulary:
    """Compile into memory, for this run only."""
    progress(f"compiling {folder}; do it once with `mendelgraph vocabulary build {folder} -o INDEX` and pass INDEX")
    contents, _ = gather(vocabulary_files(folder), progress=progress)
    return _in_memory(contents)


def _in_memory(contents: Contents) -> SqliteVocabulary:
    database = sqlite3.connect(":memory:", check_same_thread=False)
    write_contents(contents, database)
    return SqliteVocabulary(database)
