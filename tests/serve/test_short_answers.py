"""What makes short answers quick: one write for an answer, a queue without tasks, limits that hold for a while."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar, cast

import httpx
import pytest

from mendelgraph.serve import query_child
from mendelgraph.serve.child import Child
from mendelgraph.serve.frames import Frame, Kind, Splitter
from mendelgraph.serve.patience import Gathering
from mendelgraph.serve.pool import Pool
from mendelgraph.serve.problems import Problem
from mendelgraph.serve.protocol import Asked
from mendelgraph.serve.query_child import FRESH, read_request, renew_limit
from mendelgraph.serve.settings import Settings

from .conftest import Server

HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n"
ASKED = Asked("ASK {}")
T = TypeVar("T")


def run_apart(coroutine: Coroutine[object, object, T]) -> T:
    """Run in a thread of its own: in that of a browser's test there may be a loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


class Written(asyncio.Transport):
    """Keep what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.said.append(bytes(data))

    def close(self) -> None:
        self.said.append(b"closed")

    def is_closing(self) -> bool:
        return self.said[-1:] == [b"closed"]


def gathered(*parts: bytes, close: bool = False, pause: bool = False) -> list[bytes]:
    async def write() -> list[bytes]:
        transport = Written()
        gathering = Gathering(transport, asyncio.get_running_loop())
        for part in parts:
            gathering.write(part)
            if pause:
                await asyncio.sleep(0)
        if close:
            gathering.close()
            assert gathering.is_closing()
        await asyncio.sleep(0)
        return transport.said

    return run_apart(write())


def test_a_head_goes_out_with_its_body() -> None:
    assert gathered(HEAD, b"ok") == [HEAD + b"ok"]


def test_a_head_that_nothing_follows_goes_out_by_itself() -> None:
    assert gathered(HEAD) == [HEAD]
    assert gathered(HEAD, b"ok", pause=True) == [HEAD, b"ok"]


def test_what_is_held_back_goes_out_before_the_end() -> None:
    assert gathered(HEAD, close=True) == [HEAD, b"closed"]


def test_a_body_that_looks_like_a_head_is_not_lost() -> None:
    assert b"".join(gathered(HEAD, HEAD, HEAD)) == 3 * HEAD


def test_an_answer_comes_in_one_piece(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: x\r\nAccept: text/csv, */*;q=0.1\r\n\r\n")
        head, _, body = connection.recv(65536).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert body == b"true"


class Idler:
    """Be a child that answers when told to."""

    alive = True

    def __init__(self) -> None:
        self.asked: list[bytes] = []

    def ask(self, request: bytes, listener: object) -> None:
        self.asked.append(request)
        self.listener = listener

    def ignore(self) -> None:
        """Listen no more."""

    def tell(self) -> None:
        self.listener.take(Frame(Kind.WHOLE, b"json\n{}"))  # type: ignore[attr-defined]  # a pool's Answer


def with_pool(test: Coroutine[None, None, None], pool: Pool, child: Idler) -> None:
    pool._idle.append(cast("Child", child))
    run_apart(test)


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Pool]:
    pool = Pool(tmp_path, "https://example.org/", Settings(tmp_path, workers=1, time_limit=0.2))
    yield pool
    run_apart(pool.close())


def test_who_waits_gets_the_child_in_turn_and_who_has_left_is_left_out(pool: Pool) -> None:
    child, done = Idler(), []

    async def ask(name: str) -> None:
        answer = await pool.ask(ASKED, "json", "turtle")
        answer.close()
        done.append(name)

    async def test() -> None:
        first, gone, last = [asyncio.create_task(ask(name)) for name in ("first", "gone", "last")]
        await asyncio.sleep(0)
        assert pool.state["waiting"] == 2
        gone.cancel()
        child.tell()  # the place of who has gone is still in the queue
        await asyncio.wait({first, gone})
        child.tell()
        await last
        assert gone.cancelled()
        assert pool.state == {
            "workers": 0, "idle": 1, "waiting": 0, "answered": 2, "failed": 0, "refused": 0, "restarted": 0
        }  # fmt: skip

    with_pool(test(), pool, child)
    assert done == ["first", "last"]
    assert pool.open_answers == 0
    assert len(child.asked) == 2


def test_a_child_handed_over_to_who_leaves_in_the_same_moment_goes_to_the_next(pool: Pool) -> None:
    child = Idler()

    async def test() -> None:
        first, leaving, last = [asyncio.create_task(pool.ask(ASKED, "json", "turtle")) for _ in range(3)]
        await asyncio.sleep(0)
        child.tell()
        leaving.cancel()
        await asyncio.wait({first, leaving})
        await asyncio.sleep(0)
        child.tell()
        for each in (first, last):
            (await each).close()
        assert leaving.cancelled()
        assert (pool.state["idle"], pool.state["waiting"], pool.open_answers) == (1, 0, 0)

    with_pool(test(), pool, child)


def test_who_waits_too_long_is_told(pool: Pool) -> None:
    child = Idler()

    async def test() -> None:
        first = asyncio.create_task(pool.ask(ASKED, "json", "turtle"))
        await asyncio.sleep(0)
        answered = asyncio.get_running_loop().call_later(0.1, child.tell)
        pool.settings = Settings(pool.settings.data, time_limit=0.02)
        with pytest.raises(Problem) as told:
            await pool.ask(ASKED, "json", "turtle")
        assert told.value.status == 503
        assert pool.state["waiting"] == 0
        (await first).close()
        assert answered.when() <= asyncio.get_running_loop().time()
        assert (pool.state["idle"], pool.open_answers) == (1, 0)

    with_pool(test(), pool, child)


def test_a_child_reads_what_the_pool_writes(pool: Pool) -> None:
    child, asked = Idler(), Asked('SELECT *\n{ ?s ?p "ä" }', ("urn:a",), ("urn:b", "urn:c"))

    async def test() -> None:
        for each in (ASKED, asked):
            answer = asyncio.create_task(pool.ask(each, "csv", None))
            await asyncio.sleep(0)
            child.tell()
            (await answer).close()

    with_pool(test(), pool, child)
    plain, full = map(read_request, child.asked)
    assert (plain["query"], plain["default"], plain["named"]) == ("ASK {}", [], [])
    assert (full["query"], full["default"], full["named"]) == (asked.query, ["urn:a"], ["urn:b", "urn:c"])
    assert (full["rows"], full["graph"], full["seconds"]) == ("csv", None, 0.2)


def test_a_limit_is_renewed_when_it_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[float] = []
    monkeypatch.setattr(query_child, "limit_time", limits.append)
    now = time.monotonic()
    assert renew_limit(now, 30.0) == now
    assert limits == []
    assert renew_limit(now - FRESH, 30.0) >= now
    assert limits == [30.0 + FRESH]


def test_frames_come_alone_together_or_in_pieces() -> None:
    one, other = Frame(Kind.WHOLE, b"json\n{}"), Frame(Kind.END)
    both = one.encoded() + other.encoded()
    for cut in range(len(both) + 1):
        splitter = Splitter()
        assert [*splitter.feed(both[:cut]), *splitter.feed(both[cut:])] == [one, other]


@pytest.mark.parametrize(("agent", "forwarded"), [('odd "agent" \\', "192.0.2.7"), ("plain", "2001:db8::1, 192.0.2.8")])
def test_a_line_of_the_log_is_json_and_names_the_client_behind_a_proxy(
    agent: str, forwarded: str, server: Server
) -> None:
    with server.client(**{"User-Agent": agent, "X-Forwarded-For": forwarded}) as client:
        client.get(f"/search/{forwarded.partition(',')[0]}")
    line = server.logged(f"/search/{forwarded.partition(',')[0]}")
    assert line["client"] == forwarded.rpartition(" ")[2]
    assert line["agent"] == agent
    assert isinstance(line["seconds"], float)


def test_nothing_is_believed_without_a_proxy(server: Server, client: httpx.Client) -> None:
    client.get("/search/direct")
    assert json.loads(json.dumps(server.logged("/search/direct")))["client"] == "127.0.0.1"
