"""The full index and the slices, opened, and small files of every form."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mendelgraph.vocabulary import open_vocabulary
from mendelgraph.vocabulary.index import open_index
from mendelgraph.vocabulary.lookup import SqliteVocabulary

Write = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def full(full_index: Path) -> Iterator[SqliteVocabulary]:
    vocabulary = open_index(full_index)
    yield vocabulary
    vocabulary.close()


@pytest.fixture(scope="session")
def slices() -> Iterator[SqliteVocabulary]:
    vocabulary = open_vocabulary(None)
    yield vocabulary
    vocabulary.close()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of the given name; `.gz` compresses it."""

    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = text.encode()
        path.write_bytes(gzip.compress(content, mtime=0) if name.endswith(".gz") else content)
        return path

    return written
