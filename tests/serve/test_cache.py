"""Answers that are kept: which, for how long, and that nobody can tell but by the time."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.serve.cache import OVERHEAD, SHARE, Cache, Kept, Key
from mendelgraph.serve.protocol import Asked

from .conftest import Server

STEADY = {
    "a query": "ASK { ?s ?p ?o }",
    "a name that only holds such a word": "SELECT ?known { ?known <urn:randomised> 'x' }",
    "a variable": "SELECT ?now { ?now ?p ?o }",
    "a prefixed name": "SELECT * { ?s now:here ?o ; a:now ?o }",
}
VOLATILE = {
    "the time": "SELECT (NOW() AS ?n) {}",
    "chance, in small letters": "SELECT (rand() AS ?n) {}",
    "new names": "SELECT (STRUUID() AS ?n) (uuid() AS ?m) (BNODE() AS ?b) {}",
    "the time behind a space and a comment": "SELECT (NOW # here\n () AS ?n) {}",
    "the time, escaped": "SELECT (N\\u004fW() AS ?n) {}",
}


def key(query: str, *graphs: str) -> Key:
    return Key(Asked(query, graphs), "json", "turtle")


def kept(size: int = 10) -> Kept:
    return Kept("json", b"x" * size, 'W/"a"')


@pytest.mark.parametrize("name", STEADY)
def test_what_depends_on_the_release_alone_is_kept(name: str) -> None:
    cache = Cache(1 << 20)
    cache.put(key(STEADY[name]), kept())
    assert cache.get(key(STEADY[name])) == kept()
    assert cache.get(key(STEADY[name], "urn:g")) is None
    assert cache.get(Key(Asked(STEADY[name]), "csv", "turtle")) is None


@pytest.mark.parametrize("name", VOLATILE)
def test_what_depends_on_more_is_not(name: str) -> None:
    cache = Cache(1 << 20)
    cache.put(key(VOLATILE[name]), kept())
    assert cache.get(key(VOLATILE[name])) is None


def test_nothing_is_kept_where_there_is_no_room() -> None:
    cache = Cache(0)
    cache.put(key("ASK {}"), kept(0))
    assert cache.get(key("ASK {}")) is None


def test_one_answer_takes_only_a_share() -> None:
    cache = Cache(100_000)
    cache.put(key("ASK {}"), kept(100_000 // SHARE))
    assert cache.get(key("ASK {}")) is None


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 900), st.booleans()), max_size=120))
def test_the_room_is_never_exceeded_and_what_was_asked_last_stays(steps: list[tuple[int, int, bool]]) -> None:
    limit = SHARE * (OVERHEAD + 1000)
    cache = Cache(limit)
    for number, size, is_read in steps:
        asked = key(f"ASK {number}")
        if is_read:
            cache.get(asked)
        else:
            cache.put(asked, kept(size))
            assert cache.get(asked) is not None
        held = [each for each in (cache.get(key(f"ASK {other}")) for other in range(41)) if each]
        assert sum(len(each.body) + OVERHEAD for each in held) <= limit


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


def test_a_question_asked_again_is_not_run_again(client: httpx.Client) -> None:
    params = {"query": "SELECT (COUNT(*) AS ?kept_once) { ?s ?p ?o }"}
    first = client.get("/sparql", params=params)
    ran = client.get("/health").json()["answered"]
    again = client.get("/sparql", params=params)
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    assert client.post("/sparql", data=params).content == first.content
    assert client.get("/health").json()["answered"] == ran
    assert client.get("/sparql", params=params, headers={"Accept": "text/csv"}).text.startswith("kept_once")
    assert client.get("/health").json()["answered"] == ran + 1


def test_the_time_is_told_anew(client: httpx.Client) -> None:
    params = {"query": "SELECT (STRUUID() AS ?n) {}"}
    assert client.get("/sparql", params=params).content != client.get("/sparql", params=params).content
