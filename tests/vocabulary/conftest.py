"""A full index compiled once from the shared releases, and small files of every form."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mendelgraph.vocabulary import open_vocabulary
from mendelgraph.vocabulary.index import compile_index, open_index, vocabulary_files
from mendelgraph.vocabulary.lookup import SqliteVocabulary

Write = Callable[[str, str], Path]


def quiet(message: str) -> None:
    """Take progress and say nothing."""


@pytest.fixture(scope="session")
def full_index(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("index") / "full.sqlite"
    compile_index(vocabulary_files(shared / "ontologies"), out, progress=quiet)
    return out


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
