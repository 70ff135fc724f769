"""A release of the embedded catalogue, built once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from mendelgraph.store import open_store


@pytest.fixture(scope="session")
def embedded(embedded_release: Path) -> Path:
    return embedded_release


@pytest.fixture(scope="session")
def embedded_store(embedded: Path) -> Store:
    return open_store(embedded)
