"""Endpoints asked through SPARQLWrapper: by the right verb, patiently, and told of in words when they fail."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from SPARQLWrapper import SPARQLWrapper

from mendelgraph import remote
from mendelgraph.errors import InputError, RemoteError
from mendelgraph.queries.answers import read_rows
from tests.stand_in import CUT, Answer, StandIn, running_stand_in

EMPTY = b'{"head": {"vars": ["a"]}, "results": {"bindings": []}}'
QUERY = "SELECT ?a WHERE { ?a ?b ?c }"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    monkeypatch.setattr(remote, "PAUSES", (0.0, 0.0))
    with running_stand_in() as found:
        found.answers = [Answer(200, EMPTY)]
        yield found


def verbs(service: StandIn) -> list[str]:
    return [asked.verb for asked in service.asked]


@pytest.mark.parametrize(("length", "verb"), [(100, "GET"), (2_000, "GET"), (2_001, "POST"), (50_000, "POST")])
def test_a_long_query_is_posted(length: int, verb: str, service: StandIn) -> None:
    remote.select(service.address, QUERY.ljust(length))
    assert verbs(service) == [verb]


@pytest.mark.parametrize("status", [429, 502, 503, 504], ids=str)
def test_a_busy_endpoint_is_asked_again(status: int, service: StandIn) -> None:
    service.answers = [Answer(status), Answer(status), Answer(200, EMPTY)]
    assert len(read_rows(remote.select(service.address, QUERY))) == 0
    assert len(verbs(service)) == 3


def test_a_line_that_broke_is_tried_again(service: StandIn) -> None:
    service.answers = [CUT, Answer(200, EMPTY)]
    assert len(read_rows(remote.select(service.address, QUERY))) == 0


def test_an_endpoint_that_stays_busy_is_named(service: StandIn) -> None:
    service.answers = [Answer(503)]
    with pytest.raises(RemoteError, match=rf"{service.address}: HTTP 503") as told:
        remote.select(service.address, QUERY)
    assert (told.value.exit_code, len(verbs(service))) == (5, 3)


FAILURES = [
    ((400, b"Virtuoso 37000 Error SP030"), InputError, "refuses the query"),
    ((401, b""), RemoteError, "."),
    ((404, b""), RemoteError, "."),
    ((500, b"out of memory"), RemoteError, "the endpoint failed"),
    ((200, b"<html>"), RemoteError, "no SPARQL JSON"),
    ((200, b'{"head": {"vars": ["__ASK_RETVAL"]}, "results": {}}'), RemoteError, "no SPARQL JSON"),
]


@pytest.mark.parametrize(("answer", "error", "words"), FAILURES, ids=[str(row[0]) for row in FAILURES])
def test_a_failure_is_told_in_words(
    answer: tuple[int, bytes], error: type[Exception], words: str, service: StandIn
) -> None:
    service.answers = [Answer(*answer)]
    with pytest.raises(error, match=words) as told:
        remote.select(service.address, QUERY)
    assert str(told.value).startswith(service.address)
    assert "\n" not in str(told.value)
    assert len(verbs(service)) == 1


@pytest.mark.parametrize("address", ["", "localhost:7878", "ftp://h/", "http://", "http://[::1/", "file:///etc/passwd"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError):
        remote.select(address, QUERY)


@pytest.mark.parametrize("address", ["http://curator:pa55w0rd@127.0.0.1:9/", "http://pa55w0rd@127.0.0.1:9/"])
def test_an_address_with_a_password_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(InputError, match="name or password") as refused:
        remote.select(address, QUERY)
    assert "pa55w0rd" not in str(refused.value)


def test_an_endpoint_that_is_not_there_is_named() -> None:
    with pytest.raises(RemoteError, match=r"no answer: .*refused"):
        remote.select("http://127.0.0.1:9/", QUERY)


def test_an_endpoint_that_does_not_answer_is_given_up_on_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        start = time.monotonic()
        with pytest.raises(RemoteError, match="no answer"):
            remote.select(f"http://127.0.0.1:{silent.getsockname()[1]}/", QUERY, time_limit=1)
        assert time.monotonic() - start < 30


def test_an_answer_that_drips_is_given_up_on_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=drip, args=(server,), daemon=True)
        thread.start()
        start = time.monotonic()
        with pytest.raises(RemoteError, match="did not end within the time limit"):
            remote.select(f"http://127.0.0.1:{server.getsockname()[1]}/", QUERY, time_limit=1)
        assert time.monotonic() - start < 30
        thread.join(10)


def drip(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n")
        for _ in range(600):
            try:
                connection.sendall(b" ")
            except OSError:
                return
            time.sleep(0.1)


def test_an_answer_too_large_to_hold_is_refused(service: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "MAX_ANSWER", 1 << 20)
    service.answers = [Answer(200, b" " * (2 << 20))]
    with pytest.raises(RemoteError, match="more than 1 MiB"):
        remote.select(service.address, QUERY)


def test_virtuoso_s_answer_to_an_ask_is_a_boolean(service: StandIn) -> None:
    cell = b'{"__ASK_RETVAL": {"type": "typed-literal", "value": "1"}}'
    service.answers = [Answer(200, b'{"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": [%s]}}' % cell)]
    assert read_rows(remote.select(service.address, "ASK {}")).rows == ((True,),)


def test_virtuoso_s_blank_nodes_are_read(service: StandIn) -> None:
    row = b'{"a": {"type": "bnode", "value": "nodeID://b10001"}}'
    service.answers = [Answer(200, b'{"head": {"vars": ["a"]}, "results": {"bindings": [%s, %s]}}' % (row, row))]
    rows = read_rows(remote.select(service.address, QUERY)).rows
    assert rows[0] == rows[1]


def test_tripwire_sparqlwrapper_tells_the_form_of_a_query_by_its_comments() -> None:
    wrapper = SPARQLWrapper("http://127.0.0.1:9/")
    wrapper.setQuery("#+ title: a\n#+ question: which copy?\n" + QUERY)
    assert wrapper.queryType == "COPY"


@pytest.mark.parametrize("word", ["copy", "describe", "insert", "load"])
def test_words_in_comments_do_not_change_how_an_endpoint_is_asked(word: str, service: StandIn) -> None:
    remote.select(service.address, f"#+ title: a\n#+ question: which {word} it?\n{QUERY}")
    assert [(asked.verb, asked.headers["Accept"]) for asked in service.asked] == [
        ("GET", "application/sparql-results+json")
    ]
