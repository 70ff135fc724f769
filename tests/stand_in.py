"""A server on loopback that answers what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseRequestHandler, ThreadingTCPServer
from typing import NamedTuple


class Answer(NamedTuple):
    """Hold an answer: status, body, further headers, and how many bytes its length promises that never come.

    In the body `{authorization}` is what was sent as such.
    """

    status: int
    body: str | bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    missing: int = 0


CUT = Answer(0)
"""No answer: the line breaks."""


class Asked(NamedTuple):
    """Hold a request."""

    verb: str
    path: str
    headers: dict[str, str]
    body: bytes


class StandIn:
    """Answer requests in the order of `answers`, the last one for ever, and remember what was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: list[Answer] = []
        self.asked: list[Asked] = []

    def next_answer(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def running_stand_in() -> Iterator[StandIn]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            found.asked.append(Asked(self.command, self.path, dict(self.headers.items()), body))
            answer = found.next_answer()
            if answer is CUT:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            data = answer.body if isinstance(answer.body, bytes) else answer.body.encode()
            data = data.replace(b"{authorization}", self.headers.get("Authorization", "").encode())
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data) + answer.missing))
            self.end_headers()
            with suppress(OSError):  # whoever has enough hangs up
                self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the names that the server looks for

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = StandIn(f"http://127.0.0.1:{httpd.server_address[1]}/sparql")
    thread = threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join(10)


DRIPS = 300
"""Drops of a dripping server, ten a second: a test that fails ends too."""


@contextmanager
def dripping_server(head: bytes, drop: bytes) -> Iterator[str]:
    """Answer every connection with a head at once and then drop by drop; yield the address."""

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            with suppress(OSError):
                self.request.sendall(head)
                for _ in range(DRIPS):
                    if done.wait(0.1):
                        return
                    self.request.sendall(drop)

    done = threading.Event()
    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
        finally:
            done.set()
            server.shutdown()
            thread.join(10)
