"""What others send over HTTP: damaged requests and damaged queries at a running server, which is well afterwards."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Iterator
from random import Random
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mendelgraph.queries import query_book
from mendelgraph.release import embedded_release
from tests.fuzz.mutations import CUTS, Cut, mutate
from tests.fuzz.test_readers import MORE
from tests.fuzz.test_surface import random_cuts
from tests.serve.conftest import Server, run_server
from tests.serve.test_hostile import memory

PATIENCE = 1.0
ASK = b"ASK { ?s ?p ?o }"
QUERY = query_book()["condition-by-omim"].text.encode()

REQUESTS = {
    "a document": b"GET /condition/progressive-osseous-heteroplasia HTTP/1.1\r\nHost: x\r\n"
    b"Accept: text/turtle;q=0.5, application/ld+json;q=0.9, */*;q=0.1\r\nAccept-Encoding: gzip;q=0.5, *;q=0\r\n"
    b'If-None-Match: W/"a", "b"\r\n\r\n',
    "a query": b"GET /sparql?query=ASK%20%7B%7D&default-graph-uri=urn%3Aa HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n",
    "a form": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 18\r\n\r\nquery=ASK%20%7B%7D",
    "a direct query": b"POST /sparql?named-graph-uri=urn:a HTTP/1.1\r\nHost: x\r\n"
    b"Content-Type: application/sparql-query; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (len(ASK), ASK),
    "chunks": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(QUERY), QUERY),
    "a search": b"GET /search?q=oste%C3%B6ma&kind=condition&limit=5 HTTP/1.1\r\nHost: x\r\n\r\n",
    "a batch": b"POST /reconcile HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 42\r\n\r\nqueries=%7B%22a%22%3A%7B%22query%22%3A1%7D%7D",
    "columns": b'GET /reconcile?extend={"ids":["id/hgnc/4392"],"properties":[{"id":"condition"}]} HTTP/1.1\r\n'
    b"Host: x\r\n\r\n",
    "two at once": b"GET /health HTTP/1.1\r\nHost: x\r\n\r\nHEAD /index.html HTTP/1.1\r\nHost: x\r\n\r\n",
    "a preflight": b"OPTIONS /sparql HTTP/1.1\r\nHost: x\r\nOrigin: http://a\r\n"
    b"Access-Control-Request-Method: POST\r\n\r\n",
}
DAMAGED = st.builds(lambda name, cuts: mutate(REQUESTS[name], cuts), st.sampled_from(sorted(REQUESTS)), CUTS)
RAW = st.one_of(DAMAGED, DAMAGED, DAMAGED, st.binary(max_size=300))
STATUS = re.compile(rb"^HTTP/1\.1 (\d{3}) ", re.MULTILINE)
REASONED = {429, 503, 504}
"""What a server may say of a request that it understands and cannot answer; each with a reason in words."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    limits = ("--time-limit", "2", "--memory-limit", "1024", "--patience", str(PATIENCE), "--queue", "100")
    yield from run_server(embedded_release(), tmp_path_factory.mktemp("fuzz") / "log", *limits)


@pytest.fixture(autouse=True)
def is_well_afterwards(server: Server) -> Iterator[None]:
    yield
    with server.client() as client:
        assert client.post("/sparql", data={"query": ASK.decode()}).json()["boolean"] is True
        assert client.get("/health").json()["idle"] == 2
    assert memory(server.process.pid) < 900
    assert "Traceback" not in server.log.read_text()


def send_all(requests: list[bytes], port: int) -> list[bytes]:
    """Send each on a connection of its own, all at once, and return what comes back until the server hangs up."""
    connections = [socket.create_connection(("127.0.0.1", port), timeout=60 * PATIENCE) for _ in requests]
    answers = []
    for connection, data in zip(connections, requests, strict=True):
        try:
            connection.sendall(data)
        except (ConnectionResetError, BrokenPipeError):
            continue
    for connection in connections:
        with connection:
            answers.append(receive(connection))
    return answers


def receive(connection: socket.socket) -> bytes:
    received = b""
    try:
        while part := connection.recv(65536):
            received += part
    except ConnectionResetError:
        pass
    return received


@settings(
    max_examples=5 * MORE, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
@given(st.lists(RAW, min_size=60, max_size=60))
def test_damaged_requests_are_answered_or_refused(server: Server, requests: list[bytes]) -> None:
    began = time.monotonic()
    for request, answer in zip(requests, send_all(requests, server.port), strict=True):
        for status in map(int, STATUS.findall(answer)):
            assert status < 500 or status in REASONED, (request, answer)
        assert answer == b"" or answer.startswith(b"HTTP/1.1 "), (request, answer)
    assert time.monotonic() - began < 60 * PATIENCE, "a connection was held for too long"


def damaged_queries(count: int, seed: int) -> list[str]:
    random = Random(seed)  # noqa: S311 - repeatable
    texts = [question.text for question in query_book().values()]
    joined = [random.choice(texts) + random.choice(texts) for _ in range(5)]
    return [
        mutate(random.choice([*texts, *joined]).encode(), random_cuts(random)).decode(errors="replace")
        for _ in range(count)
    ]


def told(response: httpx.Response) -> dict[str, Any]:
    found: dict[str, Any] = response.json()
    return found


def test_damaged_queries_are_answered_or_refused_with_a_reason(server: Server) -> None:
    before = httpx.get(f"{server.url}/health").json()
    with server.client(Accept="text/csv, text/turtle;q=0.5") as client:
        for text in damaged_queries(150 * MORE, seed=5):
            response = client.post("/sparql", data={"query": text})
            assert response.status_code in {200, 400, *REASONED}, text
            if response.status_code != 200:
                problem = told(response)
                assert (problem["status"], bool(problem["detail"])) == (response.status_code, True)
        after = client.get("/health").json()
    ended = after["restarted"] - before["restarted"]
    assert ended <= 15 * MORE, "too many queries end their worker: the guard has a hole"


def test_damaged_batches_of_names_are_answered_or_refused(server: Server) -> None:
    batch = json.dumps({"q": {"query": "osteoma", "type": ["x"], "properties": [{"pid": "gene", "v": "GNAS"}]}})
    random = Random(6)  # noqa: S311 - repeatable
    with server.client() as client:
        for field in ("queries", "extend") * 40 * MORE:
            cuts: list[Cut] = random_cuts(random)
            response = client.post("/reconcile", data={field: mutate(batch.encode(), cuts).decode(errors="replace")})
            assert response.status_code in {200, 400, 413}, response.text
