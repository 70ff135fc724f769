"""The query book gives the same rows on stores that really run, asked as `query --endpoint` asks, as on our own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, Store

from mendelgraph import remote
from mendelgraph.publish import publish
from mendelgraph.queries import query_book
from mendelgraph.queries.answers import read_rows, read_value
from mendelgraph.store import open_store
from tests.publish.conftest import RunningStore

BOOK = query_book()


@pytest.fixture(scope="module")
def release(embedded_release: Path) -> Path:
    return embedded_release


@pytest.fixture(scope="module")
def embedded(release: Path) -> Store:
    return open_store(release)


@pytest.fixture(scope="module")
def endpoint(release: Path, server: RunningStore) -> str:
    assert publish(release, server.target, credentials=server.credentials).union
    return server.target.query


@pytest.mark.parametrize("name", [name for name, question in BOOK.items() if not question.form.gives_graph])
def test_rows_are_the_same(name: str, endpoint: str, embedded: Store) -> None:
    """Values are compared, not spellings: Virtuoso keeps `true` as `1`."""
    text = BOOK[name].text
    assert read_rows(remote.select(endpoint, text)) == read_rows(embedded.query(text))  # type: ignore[arg-type]  # rows


@pytest.mark.parametrize("name", [name for name, question in BOOK.items() if question.form.gives_graph])
def test_graphs_are_the_same(name: str, endpoint: str, embedded: Store) -> None:
    text = BOOK[name].text
    assert shape(remote.describe(endpoint, text)) == shape(embedded.query(text))


def shape(triples: object) -> list[tuple[str, ...]]:
    """Return triples as values; the names of blank nodes say nothing."""
    return sorted(tuple(map(value, triple)) for triple in triples)  # type: ignore[attr-defined]  # triples


def value(term: object) -> str:
    if isinstance(term, BlankNode):
        return "_:"
    read = read_value(term)
    read = float(read) if isinstance(read, Decimal) else read  # in a graph, Virtuoso writes a double as a decimal
    return f"{read} {term.language if isinstance(term, Literal) else ''}"
