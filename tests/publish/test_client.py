"""A store that is busy, slow, gone or talks nonsense ends in an error that says so, after a few polite tries."""

from __future__ import annotations

import socket
import time

import pytest
from pyoxigraph import NamedNode

from mendelgraph.errors import InputError, RemoteError
from mendelgraph.exchange import Manners
from mendelgraph.publish import Credentials, Target, choose_target
from mendelgraph.publish.client import Client
from mendelgraph.publish.writers import GraphStoreWriter
from tests.nonsense import NONSENSE
from tests.publish.stores import free_port
from tests.stand_in import Answer, StandIn, dripping_server


def client(pauses: list[float], **options: float) -> Client:
    return Client(Credentials(), Manners(pauses=(1.0, 4.0), sleep=pauses.append, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("status", [429, 502, 503, 504], ids=str)
def test_a_busy_store_is_asked_again_after_growing_pauses(status: int, stand_in: StandIn) -> None:
    stand_in.answers = [Answer(status), Answer(status), Answer(200, "at last")]
    pauses: list[float] = []
    with client(pauses) as asking:
        assert asking.send("GET", stand_in.address, headers={}).body == b"at last"
    assert pauses == [1.0, 4.0]


@pytest.mark.parametrize(("asked", "pause"), [("7", 7.0), ("100000", 60.0), ("soon", 1.0), ("0", 1.0)])
def test_the_pause_that_a_store_asks_for_is_kept_within_reason(asked: str, pause: float, stand_in: StandIn) -> None:
    stand_in.answers = [Answer(503, "", (("Retry-After", asked),)), Answer(200)]
    pauses: list[float] = []
    with client(pauses) as asking:
        asking.send("GET", stand_in.address, headers={})
    assert pauses == [pause]


def test_a_store_that_stays_busy_is_given_up_on(stand_in: StandIn) -> None:
    stand_in.answers = [Answer(503, "<p>come  back\nlater</p>")]
    with client([]) as asking, pytest.raises(RemoteError, match=r"HTTP 503 .*come back later"):
        asking.send("GET", stand_in.address, headers={})
    assert len(stand_in.asked) == 3


@pytest.mark.parametrize("status", [400, 404, 409, 500, 501], ids=str)
def test_a_refusal_is_not_asked_again(status: int, stand_in: StandIn) -> None:
    stand_in.answers = [Answer(status, "no")]
    with client([]) as asking, pytest.raises(RemoteError, match=rf"{stand_in.address}: HTTP {status} .*: no"):
        asking.send("GET", stand_in.address, headers={})
    assert len(stand_in.asked) == 1


def test_a_store_that_is_not_there_is_named() -> None:
    address = f"http://127.0.0.1:{free_port()}/"
    with client([]) as asking, pytest.raises(RemoteError, match=rf"{address}: no answer: .*refused"):
        asking.send("GET", address, headers={})


def test_a_store_that_does_not_answer_is_given_up_on_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with client([], time_limit=0.2) as asking, pytest.raises(RemoteError, match="within the time limit"):
            asking.send("GET", address, headers={})


def test_a_store_that_drips_is_given_up_on_in_time() -> None:
    start = time.monotonic()
    with (
        dripping_server(b"HTTP/1.1 200 OK\r\n\r\n", b" ") as address,
        Client(Credentials(), Manners(time_limit=1)) as asking,
        pytest.raises(RemoteError, match="no whole answer within the time limit"),
    ):
        asking.select(address, "SELECT * WHERE { ?s ?p ?o }")
    assert time.monotonic() - start < 20


def test_half_a_table_is_no_table(stand_in: StandIn) -> None:
    stand_in.answers = [Answer(200, '{"head": {"vars": []}, "results": {"bindings": []}}', missing=7)]
    with client([]) as asking, pytest.raises(RemoteError, match="no answer: peer closed"):
        asking.select(stand_in.address, "SELECT * WHERE { ?s ?p ?o }")


@pytest.mark.parametrize("body", ["", "<html>", '{"head": {"vars": []}', '{"head": {}, "boolean": true}', *NONSENSE])
def test_nonsense_is_no_answer(body: str | bytes, stand_in: StandIn) -> None:
    stand_in.answers = [Answer(200, body)]
    with client([]) as asking, pytest.raises(RemoteError, match=stand_in.address):
        list(asking.select(stand_in.address, "SELECT * WHERE { ?s ?p ?o }"))


def test_a_graph_that_is_not_there_needs_no_removal(stand_in: StandIn) -> None:
    stand_in.answers = [Answer(404)]
    with client([]) as asking:
        GraphStoreWriter(asking, stand_in.address).drop(NamedNode("urn:x:gone"))
        with pytest.raises(RemoteError):
            GraphStoreWriter(asking, stand_in.address).add(
                NamedNode("urn:x:gone"), b"<urn:x:s> <urn:x:p> <urn:x:o> .\n"
            )


ADDRESSES = [
    ("http://localhost:7878", "http://localhost:7878/query", "http://localhost:7878/store"),
    ("http://h:8890/sparql", "http://h:8890/sparql", "http://h:8890/sparql-graph-crud-auth"),
    ("http://h:3030/ds/", "http://h:3030/ds/sparql", "http://h:3030/ds/data"),
    ("http://h:7200/repositories/mg", "http://h:7200/repositories/mg", "http://h:7200/repositories/mg/rdf-graphs/service"),
    ("http://h/rdf4j-server/repositories/mg", "http://h/rdf4j-server/repositories/mg", "http://h/rdf4j-server/repositories/mg/rdf-graphs/service"),
    ("https://h:9999/blazegraph/namespace/kb/sparql", "https://h:9999/blazegraph/namespace/kb/sparql", None),
]  # fmt: skip


@pytest.mark.parametrize(("to", "query", "graph_store"), ADDRESSES, ids=[row[0] for row in ADDRESSES])
def test_a_store_s_addresses_follow_from_the_one_that_its_users_know(
    to: str, query: str, graph_store: str | None
) -> None:
    found = choose_target(to)
    assert (found.query, found.graph_store) == (query, graph_store)


def test_an_address_given_goes_before_one_that_follows() -> None:
    assert choose_target("http://h/", update="http://u/").graph_store is None
    given = choose_target("http://h/", query="http://q/", update="http://u/", graph_store="http://g/")
    assert given == Target("http://q/", "http://u/", "http://g/")


@pytest.mark.parametrize("to", ["", "localhost:7878", "ftp://h/", "http://", "http://h:port/", "http://[::1/"])
def test_what_is_no_address_is_refused(to: str) -> None:
    with pytest.raises(InputError):
        choose_target(to)
