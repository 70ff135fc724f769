"""Hostile and unlucky requests against a running server: it answers or refuses clearly, and serves the next one."""

from __future__ import annotations

import os
import signal
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from .conftest import Server

ASK = "ASK { ?s ?p ?o }"
DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(27))
CROSS = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(8))

REFUSED_FIRST = {
    "5,000 parentheses": f"ASK {{ FILTER({'(' * 5000}true{')' * 5000}) }}",
    "5,000 braces": f"ASK {{ {'{' * 5000} {'}' * 5000} }}",
    "20,000 UNIONs": "ASK { {} " + "UNION {} " * 20_000 + "}",
    "50,000 !": f"ASK {{ FILTER({'!' * 50_000}true) }}",
    "1,000 NOT EXISTS": "ASK { " + "FILTER NOT EXISTS { " * 1000 + "}" * 1001,
    "a paths' 30,000 steps": "ASK { ?s " + "/".join(["<urn:p>"] * 30_000) + " ?o }",
    "SERVICE": "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SERVICE SILENT, small letters": "ask { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SERVICE behind a comment": 'ASK { # "\n SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }',
    "LOAD": "LOAD <file:///etc/passwd>",
    "an update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "no query": "hello",
    "an empty query": "",
    "a query with a null character": 'ASK { ?s ?p "\x00',
}

STOPPED = {
    "8-way COUNT": (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", {504}),
    "8-way ORDER BY": (f"SELECT * {{ {CROSS} }} ORDER BY ?o1 ?o5", {503, 504}),
    "27 doublings": (f'SELECT (STRLEN(?x27) AS ?n) {{ BIND("{"a" * 16}" AS ?x0) {DOUBLED} }}', {503, 504}),
}


def memory(pid: int) -> int:
    """Return the resident memory of a process and its children, in MiB; what ends meanwhile has none."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    own = sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return own // 1024 + sum(memory(int(child)) for child in children)


@pytest.fixture(autouse=True)
def is_well_afterwards(server: Server) -> Iterator[None]:
    yield
    with server.client() as client:
        deadline = time.monotonic() + 60
        while True:
            response = client.get("/sparql", params={"query": ASK})
            if response.status_code == 200 or time.monotonic() > deadline:
                break
            time.sleep(0.1)
        assert response.json()["boolean"] is True
        assert client.get("/condition/progressive-osseous-heteroplasia.ttl").status_code == 200
    assert memory(server.process.pid) < 900
    assert "Traceback" not in server.log.read_text()


@pytest.mark.parametrize("name", REFUSED_FIRST)
def test_a_query_beyond_reason_is_refused_and_ends_no_worker(name: str, server: Server, client: httpx.Client) -> None:
    before = client.get("/health").json()
    response = client.post("/sparql", data={"query": REFUSED_FIRST[name]})
    assert response.status_code == 400
    assert response.json()["detail"]
    assert client.get("/health").json()["restarted"] == before["restarted"]


@pytest.mark.parametrize("name", STOPPED)
def test_a_query_beyond_its_limits_is_stopped_with_a_reason(name: str, client: httpx.Client) -> None:
    query, statuses = STOPPED[name]
    began = time.monotonic()
    response = client.post("/sparql", data={"query": query})
    assert time.monotonic() - began < 30
    assert response.status_code == response.json()["status"]
    assert response.status_code in statuses
    assert "stopped" in response.json()["detail"]


def worked(pid: int) -> dict[int, int]:
    """Return what each child of a process has worked so far, in ticks of its clock."""
    children = map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    return {child: int(Path(f"/proc/{child}/stat").read_text().rpartition(") ")[2].split()[11]) for child in children}


def await_busy(pid: int, before: dict[int, int]) -> int:
    """Wait for the child that has worked for a quarter of a second since; return its id."""
    enough, deadline = os.sysconf("SC_CLK_TCK") / 4, time.monotonic() + 60
    while time.monotonic() < deadline:
        for child, ticks in worked(pid).items():
            if ticks - before.get(child, 0) > enough:
                return child
        time.sleep(0.02)
    raise AssertionError("no worker works")


def test_a_query_that_ends_the_engine_ends_only_itself(server: Server) -> None:
    """What passes the guard and still crashes: a worker's death by signal, as any unknown query of death would be."""
    before = worked(server.process.pid)
    with server.client() as client, ThreadPoolExecutor() as threads:
        slow = threads.submit(client.post, "/sparql", data={"query": STOPPED["8-way COUNT"][0]})
        os.kill(await_busy(server.process.pid, before), signal.SIGSEGV)
        answer = slow.result()
    assert answer.status_code == 503
    assert "SIGSEGV" in answer.json()["detail"]


def test_a_regular_expression_that_hangs_others_is_answered(client: httpx.Client) -> None:
    response = client.post("/sparql", data={"query": f'ASK {{ FILTER(REGEX("{"a" * 40}!", "^(a+)+$")) }}'})
    assert (response.status_code, response.json()["boolean"]) == (200, False)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A server on loopback that notes who asks it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
        "SELECT * { BIND(<http://127.0.0.1:{port}/> AS ?g) SERVICE ?g { ?s ?p ?o } }",
        "SELECT * { ser\\u0076ice <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
        "PREFIX a: <urn:#> SELECT * { SERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
        "SELECT * FROM <http://127.0.0.1:{port}/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:{port}/> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:{port}/>",
    ],
)
def test_no_query_makes_the_server_open_a_connection(
    query: str, listener: tuple[int, list[str]], client: httpx.Client
) -> None:
    port, asked = listener
    response = client.post("/sparql", data={"query": query.replace("{port}", str(port))})
    assert response.status_code == (200 if "FROM" in query else 400)
    graph = client.get(
        "/sparql", params={"query": "ASK { ?s ?p ?o }", "default-graph-uri": f"http://127.0.0.1:{port}/data.ttl"}
    )
    assert graph.json()["boolean"] is False
    assert asked == []


def test_a_file_iri_is_the_name_of_a_graph_that_is_not_there(client: httpx.Client, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    iri = (tmp_path / "a.ttl").as_uri()
    response = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }", "default-graph-uri": iri})
    assert response.json()["boolean"] is False
    assert client.get("/sparql", params={"query": f"ASK FROM <{iri}> {{ ?s ?p ?o }}"}).json()["boolean"] is False


@pytest.mark.parametrize("iri", ["", "not an iri", "relative", "http://a b/", "x" * 5000])
def test_a_graph_that_is_no_iri_is_refused(iri: str, client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": ASK, "default-graph-uri": iri})
    assert response.status_code == 400
    assert "default-graph-uri" in response.json()["detail"]


def test_an_answer_that_turns_out_too_long_is_cut_off_and_never_looks_whole(client: httpx.Client) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    with pytest.raises(httpx.RemoteProtocolError), client.stream("POST", "/sparql", data={"query": query}) as response:
        assert response.status_code == 200
        for _ in response.iter_raw():
            pass


def raw(server: Server, data: bytes, *, wait: float = 60) -> bytes:
    """Send bytes and return all that comes back."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait) as connection:
        connection.sendall(data)
        received = b""
        try:
            while part := connection.recv(65536):
                received += part
        except (TimeoutError, ConnectionResetError):
            pass
    return received


def get(path: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join([b"GET " + path + b" HTTP/1.1", b"Host: x", b"Connection: close", *headers, b"", b""])


ADDRESSES = {
    "%00": (b"/condition/%00", 404),
    "..%2f": (b"/..%2f..%2f..%2fetc%2fpasswd", 404),
    "dots": (b"/../../../../etc/passwd", 404),
    "dots in assets": (b"/assets/..%2f..%2fmanifest.json", 404),
    "the store": (b"/store/CURRENT", 404),
    "a malformed escape": (b"/condition/%zz", 404),
    "no UTF-8": (b"/condition/%ff%fe", 404),
    "quotes": (b'/condition/"><script>alert(1)</script>', 404),
    "backslash": (b"/condition/..\\..\\x", 404),
    "a query with no UTF-8": (b"/sparql?query=%ff", 400),
    "a query with a raw quote": (b"/sparql?query=%22", 400),
    "40 kB": (b"/condition/" + b"a" * 40_000, 414),
    "1 MB": (b"/condition/" + b"a" * 1_000_000, 431),
    "3,000 parameters": (b"/sparql?" + b"&".join([b"a=1"] * 3000), 400),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_hostile_address_is_refused_with_its_status(name: str, server: Server) -> None:
    path, status = ADDRESSES[name]
    answer = raw(server, get(path))
    assert answer.startswith(b"HTTP/1.1 %d " % status) or (name == "1 MB" and answer == b"")
    assert b"root:" not in answer
    assert b"<script>" not in answer


@pytest.mark.parametrize(
    "accept",
    [
        b"",
        b",",
        b";;;q=",
        b"text/turtle;q=2",
        b"text/turtle;q=-1, */*;q=0.1",
        b"\xff\xfe/\x80",
        b'text/turtle;a="unterminated',
        b"*/turtle",
        b"text/turtle" + b", text/turtle" * 3000,
        b"a/b;" * 5000,
    ],
    ids=["empty", "comma", "semicolons", "q=2", "q=-1", "bytes", "quote", "*/turtle", "3,000 elements", "5,000 ;"],
)
def test_a_malformed_accept_gets_an_answer(accept: bytes, server: Server) -> None:
    began = time.monotonic()
    answer = raw(server, get(b"/condition/progressive-osseous-heteroplasia", b"Accept: " + accept))
    assert answer.split(b" ")[1] in {b"303", b"400"}
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "data",
    [b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"\r\n" * 1000, b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n"],
    ids=["TLS", "no path", "empty lines", "null"],
)
def test_what_is_no_http_is_refused(data: bytes, server: Server) -> None:
    answer = raw(server, data, wait=30)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")


def test_a_large_body_is_refused_before_it_is_read(client: httpx.Client, server: Server) -> None:
    fields = [b"Host: x", b"Content-Type: application/sparql-query", b"Content-Length: 9999999999"]
    head = b"\r\n".join([b"POST /sparql HTTP/1.1", *fields, b"", b""])
    assert raw(server, head + b"ASK", wait=30).startswith(b"HTTP/1.1 413 ")


def test_a_large_body_without_a_length_is_refused_on_the_way(client: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(200):
            yield b" " * 65536

    try:
        response = client.post("/sparql", content=endless(), headers={"Content-Type": "application/sparql-query"})
    except (httpx.WriteError, httpx.RemoteProtocolError):
        return
    assert response.status_code == 413


HEAD = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
DRIPPING = {
    "a head that never ends": (HEAD + b"X-Long: ", b"a", set()),
    "header fields without an end": (HEAD, b"X: y\r\n", set()),
    "empty lines before a request": (b"", b"\r\n", set()),
    "a body that never comes": (HEAD + b"Content-Length: 100\r\n\r\nASK", b"", {408}),
    "a body byte by byte": (HEAD + b"Content-Length: 9999\r\n\r\nASK", b" ", {408}),
    "chunks of one byte": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", {408}),
    "a body that nobody asked for": (
        b"GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n",
        b"a",
        {200},
    ),
}


def test_slow_clients_hold_nobody_up_and_are_cut_off(server: Server, client: httpx.Client) -> None:
    slow = [(name, socket.create_connection(("127.0.0.1", server.port))) for name in DRIPPING for _ in range(30)]
    for name, connection in slow:
        connection.sendall(DRIPPING[name][0])
    began = time.monotonic()
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True
    assert time.monotonic() - began < 10  # one after the other they would take 2 s each
    told = drip(slow)
    for name, statuses in told.items():
        assert statuses <= DRIPPING[name][2], name


def drip(slow: list[tuple[str, socket.socket]]) -> dict[str, set[int]]:
    """Send drops until the server has hung up on all; return the statuses that it told each kind of client."""
    told: dict[str, set[int]] = {name: set() for name in DRIPPING}
    received = [b""] * len(slow)
    left = set(range(len(slow)))
    deadline = time.monotonic() + 60
    while left:
        assert time.monotonic() < deadline, f"the server never hung up: {sorted({slow[each][0] for each in left})}"
        for number in sorted(left):
            name, connection = slow[number]
            part = drop(connection, DRIPPING[name][1])
            received[number] += part or b""
            if part is None:
                left.remove(number)
                connection.close()
                told[name] |= {int(received[number].split(b" ")[1])} if received[number] else set()
        time.sleep(0.1)
    return told


def drop(connection: socket.socket, data: bytes) -> bytes | None:
    """Send a little; return what has come back, or None where the server has hung up."""
    connection.settimeout(0)
    try:
        connection.send(data)
        return connection.recv(65536) or None
    except BlockingIOError:
        return b""
    except (ConnectionResetError, BrokenPipeError):
        return None


def test_a_client_that_hangs_up_is_logged_as_one(server: Server) -> None:
    slow = b"query=" + quote(STOPPED["8-way COUNT"][0]).encode()
    form = b"POST /sparql/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    for data in (HEAD + b"Content-Length: 100\r\n\r\nASK", form + b"Content-Length: %d\r\n\r\n%s" % (len(slow), slow)):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(data)
            time.sleep(0.3)
    assert server.logged("/sparql/")["status"] == 499
    assert server.logged("/sparql")["status"] == 499


MALFORMED = {
    "a length that is no number": [b"Content-Length: ten"],
    "a negative length": [b"Content-Length: -5"],
    "two lengths": [b"Content-Length: 3", b"Content-Length: 4"],
    "a length and chunks": [b"Content-Length: 3", b"Transfer-Encoding: chunked"],
    "an encoding that nobody knows": [b"Transfer-Encoding: chunked, rot13"],
    "a space in a name": [b"X Y: z"],
    "a space before the colon": [b"Content-Length : 3"],
    "a folded line": [b"X: a", b" b"],
    "no colon": [b"nonsense"],
    "a null character": [b"X: a\0b"],
    "a second host": [b"Host: y"],
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_head_is_refused(name: str, server: Server) -> None:
    head = b"\r\n".join([HEAD.removesuffix(b"\r\n"), *MALFORMED[name], b"Connection: close", b"", b""])
    answer = raw(server, head + b"ASK { ?s ?p ?o }", wait=30)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
    assert b"boolean" not in answer


def test_a_request_names_its_host(server: Server) -> None:
    assert raw(server, b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 400 ")
    assert raw(server, b"GET /health HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200 ")


CHUNKS = {
    "no number": b"xyz\r\nASK\r\n0\r\n\r\n",
    "a negative number": b"-3\r\nASK\r\n0\r\n\r\n",
    "a number beyond measure": b"f" * 40 + b"\r\nASK",
    "a chunk longer than it says": b"1\r\nASK {}\r\n0\r\n\r\n",
    "no end of a line": b"3 ASK",
    "an extension of 300 kB": b"3;a=" + b"b" * 300_000 + b"\r\nASK\r\n",
}


@pytest.mark.parametrize("name", CHUNKS)
def test_chunked_nonsense_is_refused(name: str, server: Server) -> None:
    answer = raw(server, HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKS[name], wait=30)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")


@pytest.mark.parametrize(
    "fields",
    [[b"X-%d: %s" % (number, b"y" * 90) for number in range(20_000)], [b"X: " + b"y" * 2_000_000]],
    ids=["20,000 fields", "one field of 2 MB"],
)
def test_a_flood_of_header_fields_is_cut_off(fields: list[bytes], server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        received = b""
        try:
            connection.sendall(get(b"/health", *fields))
            received = connection.recv(65536)
        except (ConnectionResetError, BrokenPipeError):
            pass
    assert received == b"" or received.startswith((b"HTTP/1.1 431 ", b"HTTP/1.1 400 "))


def test_requests_sent_in_one_go_are_answered_in_order(server: Server) -> None:
    paths = [b"/condition/%d" % number for number in range(200)]
    data = b"".join(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n" for path in paths) + get(b"/health")
    answer = raw(server, data)
    assert [answer.find(path + b'"') > 0 for path in paths] == [True] * 200
    assert sorted(range(200), key=lambda number: answer.find(paths[number] + b'"')) == list(range(200))
    assert answer.count(b"HTTP/1.1 ") == 201


def test_downloads_that_are_broken_off_leave_nothing_behind(server: Server, client: httpx.Client) -> None:
    request = get(b"/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D")
    for _ in range(8):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # RST, not FIN
            connection.sendall(request)
            assert connection.recv(1000).startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 429 "))
    deadline = time.monotonic() + 60
    while client.get("/health").json()["idle"] < 2:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    open_files = [str(each.readlink()) for each in files_of(server.process.pid)]
    assert sum("(deleted)" in name for name in open_files) < 20


def files_of(pid: int) -> list[Path]:
    return [path for path in Path(f"/proc/{pid}/fd").iterdir() if path.is_symlink()]


def test_who_reads_slowly_holds_no_worker(server: Server, client: httpx.Client) -> None:
    """Six clients ask for everything and read nothing; both workers are free for others."""
    request = get(b"/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D")
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(6)]
    try:
        for connection in slow:
            connection.sendall(request)
            time.sleep(0.3)
        deadline = time.monotonic() + 60
        while client.get("/health").json()["idle"] < 2:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True
    finally:
        for connection in slow:
            connection.close()


def test_an_aborted_download_frees_its_worker(server: Server, client: httpx.Client) -> None:
    query = STOPPED["8-way COUNT"][0]
    for _ in range(6):  # as many as run and wait: if they went on, the workers would be theirs for 5 s more
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{server.url}/sparql", data={"query": query}, timeout=0.3)
    began = time.monotonic()
    assert client.get("/sparql", params={"query": f"{ASK} # anew, for answers are kept"}).json()["boolean"] is True
    assert time.monotonic() - began < 4


def test_a_thousand_queries_at_once_are_answered_or_told_when_to_come_back(server: Server) -> None:
    request = get(b"/sparql?query=" + b"SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20%3Fp%20%3Fo%7D")
    connections = [socket.create_connection(("127.0.0.1", server.port), timeout=60) for _ in range(1000)]
    for connection in connections:
        connection.sendall(request)
    answers = Counter()
    for connection in connections:
        received = b""
        while part := connection.recv(65536):
            received += part
        connection.close()
        status = int(received.split(b" ")[1])
        answers[status] += 1
        assert status != 429 or b"retry-after:" in received.lower()
    assert set(answers) == {200, 429}
    assert answers[200] > 4


def test_busy_workers_are_told_with_429_and_a_time(server: Server) -> None:
    query = STOPPED["8-way COUNT"][0]
    with ThreadPoolExecutor(12) as threads, server.client() as client:
        asked = [threads.submit(client.post, "/sparql", data={"query": query}) for _ in range(10)]
        answers = [each.result() for each in asked]
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses[429] >= 3
    assert set(statuses) <= {429, 503, 504}
    assert all(int(answer.headers["retry-after"]) > 0 for answer in answers if answer.status_code == 429)
