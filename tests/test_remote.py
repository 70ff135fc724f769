"""Endpoints asked in the words of SPARQLWrapper: by the right verb, patiently, and told of in words when they fail."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest
from SPARQLWrapper import SPARQLWrapper

from mendelgraph import remote
from mendelgraph.errors import InputError, RemoteError
from mendelgraph.queries.answers import read_rows
from tests.nonsense import NONSENSE
from tests.stand_in import CUT, Answer, StandIn, dripping_server, running_stand_in

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


@pytest.mark.parametrize(("length", "verb"), [(100, "GET"), (3_500, "GET"), (4_001, "POST"), (50_000, "POST")])
def test_a_long_query_is_posted(length: int, verb: str, service: StandIn) -> None:
    remote.select(service.address, QUERY.ljust(length))
    assert verbs(service) == [verb]


@pytest.mark.parametrize("filling", ["x", "é", "疾", "🧬"])
def test_an_address_is_measured_as_it_is_sent(filling: str, service: StandIn) -> None:
    for length in range(100, 2_000, 300):
        remote.select(service.address, f"{QUERY} # {filling * length}")
    assert "GET" in verbs(service)
    assert max(len(asked.path) for asked in service.asked) <= remote.MAX_ADDRESS
    assert all(len(asked.body) > remote.MAX_ADDRESS - 200 for asked in service.asked if asked.verb == "POST")


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


SP030 = b"Virtuoso 37000 Error SP030: SPARQL compiler,\x1b[2J line 7: syntax error\r\n\r\nSPARQL query:\nSELECT"
FAILURES = [
    ((400, SP030), InputError, r"refuses the query: Virtuoso 37000 Error SP030: SPARQL compiler, \[2J line 7: syntax"),
    ((400, b""), InputError, "refuses the query: HTTP 400 Bad Request"),
    ((401, b"who?"), RemoteError, r"HTTP 401 .*sends no name, password or token; .*: who\?"),
    ((403, b""), RemoteError, "HTTP 403 .*sends no name, password or token"),
    ((404, b"no such data set"), RemoteError, "HTTP 404 Not Found: no such data set"),
    ((406, b""), RemoteError, "HTTP 406 Not Acceptable$"),
    ((414, b"too long"), RemoteError, "HTTP 414 .*: too long"),
    ((500, b"out of\nmemory"), RemoteError, "HTTP 500 Internal Server Error: out of memory"),
    ((302, b"elsewhere"), RemoteError, "HTTP 302 Found: elsewhere"),
    ((200, b"<html>"), RemoteError, "no SPARQL JSON"),
    ((200, b'{"head": {"vars": ["__ASK_RETVAL"]}, "results": {}}'), RemoteError, "no SPARQL JSON"),
    *(((200, nonsense), RemoteError, "no SPARQL JSON") for nonsense in NONSENSE),
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


def test_an_address_may_have_any_letters(service: StandIn) -> None:
    remote.select(service.address.replace("sparql", "ök"), QUERY)
    assert service.asked[0].path.startswith("/%C3%B6k?query=")


def test_an_endpoint_that_moved_is_followed(service: StandIn) -> None:
    service.answers = [Answer(307, "", (("Location", "/there"),)), Answer(200, EMPTY)]
    remote.select(service.address, QUERY)
    assert service.asked[1].path == "/there"


def test_an_endpoint_that_is_not_there_is_named() -> None:
    with pytest.raises(RemoteError, match=r"no answer: .*refused"):
        remote.select("http://127.0.0.1:9/", QUERY)


def test_an_endpoint_that_does_not_answer_is_given_up_on_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        start = time.monotonic()
        with pytest.raises(RemoteError, match="within the time limit"):
            remote.select(f"http://127.0.0.1:{silent.getsockname()[1]}/", QUERY, time_limit=1)
        assert time.monotonic() - start < 30


@pytest.mark.parametrize("head", [b"", b"Content-Type: text/turtle\r\n\r\n"], ids=["headers", "body"])
def test_an_answer_that_drips_is_given_up_on_in_time(head: bytes) -> None:
    with dripping_server(b"HTTP/1.0 200 OK\r\n" + head, b"X: y\r\n") as address:
        start = time.monotonic()
        with pytest.raises(RemoteError, match="no whole answer within the time limit"):
            remote.select(address, QUERY, time_limit=1)
        assert time.monotonic() - start < 20


def test_tries_and_pauses_share_the_time_limit(service: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "PAUSES", (50.0, 50.0))
    service.answers = [Answer(503)]
    start = time.monotonic()
    with pytest.raises(RemoteError, match="HTTP 503"):
        remote.select(service.address, QUERY, time_limit=5)
    assert time.monotonic() - start < 40


LINES = b"".join(b'<urn:x:s> <urn:x:p> "%d" .\n' % n for n in range(10))


def test_half_a_graph_is_no_graph(service: StandIn) -> None:
    service.answers = [Answer(200, LINES, missing=900)]
    with pytest.raises(RemoteError, match="no answer: peer closed"):
        remote.describe(service.address, "DESCRIBE <urn:x:s>")
    assert len(verbs(service)) == 3


def test_half_a_graph_is_asked_for_again(service: StandIn) -> None:
    service.answers = [Answer(200, LINES[:40], missing=len(LINES) - 40), Answer(200, LINES)]
    assert len(list(remote.describe(service.address, "DESCRIBE <urn:x:s>"))) == 10


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
