"""A release of the embedded catalogue, built once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from mendelgraph.release import build
from mendelgraph.store import open_store


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("embedded") / "release"
    build(output=folder)
    return folder


@pytest.fixture(scope="session")
def embedded_store(embedded: Path) -> Store:
    return open_store(embedded)
