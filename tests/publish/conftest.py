"""Each kind of store runs once for all tests; a stand-in answers what a test tells it to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from mendelgraph.publish import Credentials, Target, choose_target
from tests.publish.stores import STORES, by_updates


class RunningStore(NamedTuple):
    """Hold a store that runs: its kind, and how it is reached."""

    kind: str
    target: Target
    credentials: Credentials


@pytest.fixture(scope="session", params=STORES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStore]:
    start = STORES[request.param]
    with cast("AbstractContextManager[str]", start(tmp_path_factory.mktemp(request.param))) as to:
        credentials = Credentials("dba", "dba") if request.param == "virtuoso" else Credentials()
        yield RunningStore(request.param, choose_target(to), credentials)


@pytest.fixture(params=["graph-store", "updates"])
def running(request: pytest.FixtureRequest, server: RunningStore) -> RunningStore:
    """Return a running store, written to in either way."""
    return server if request.param == "graph-store" else server._replace(target=by_updates(server.target))


class Answer(NamedTuple):
    """Hold what the stand-in answers: status, body, further headers."""

    status: int
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


class StandIn:
    """Answer requests in the order of `answers`, the last one for ever, and remember what was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []

    def next_answer(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            found.asked.append((self.command, self.path, dict(self.headers.items()), body))
            answer = found.next_answer()
            data = answer.body.replace("{authorization}", self.headers.get("Authorization", "")).encode()
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the names that the server looks for

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = StandIn(f"http://127.0.0.1:{httpd.server_address[1]}")
    thread = threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join(10)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "release"
