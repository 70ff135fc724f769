"""Quads to export: a small example that stands in the documents, and the embedded catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from mendelgraph.export import sort_quads
from mendelgraph.store import quads_of

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example-poh.trig"


@pytest.fixture(scope="session")
def example() -> list[Quad]:
    return sort_quads(parse(path=EXAMPLE, format=RdfFormat.TRIG))


@pytest.fixture(scope="session")
def catalogue(embedded_release: Path) -> list[Quad]:
    return list(quads_of(embedded_release))
