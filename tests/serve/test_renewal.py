"""A new release takes the old one's place under a running server: it answers from the new one, and disturbs nobody."""

from __future__ import annotations

import gc
import json
import time
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import httpx
import pytest

from mendelgraph.release.folder import replace_release
from mendelgraph.serve.edition import set_apart

from .conftest import BASE, Server, make_release, run_server

COUNT = "SELECT (COUNT(*) AS ?n) { <urn:a> <urn:b> ?o }"
CROSS = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6))
SLOW = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"


def triples(count: int) -> str:
    return f"<urn:g> {{ <urn:a> <urn:b> {', '.join(map(str, range(count)))} }} <{BASE}> <urn:is> <urn:here> ."


def number(response: httpx.Response) -> int:
    assert response.status_code == 200, response.text
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def until(holds: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return make_release(tmp_path / "release", triples(9))


@pytest.fixture
def server(release: Path, tmp_path: Path) -> Iterator[Server]:
    yield from run_server(release, tmp_path / "log", "--time-limit", "20", "--workers", "2", "--queue", "64")


def ask_until(server: Server, stopped: Event) -> list[int]:
    """Ask without a break, every time something else, so that no answer is one that was kept."""
    found = []
    with server.client() as client:
        while not stopped.is_set():
            found.append(number(client.get("/sparql", params={"query": f"{COUNT} # {time.monotonic_ns()}"})))
    return found


def test_a_running_server_answers_from_the_new_release_and_disturbs_no_reader(server: Server, release: Path) -> None:
    stopped = Event()
    with ThreadPoolExecutor() as threads, server.client() as client:
        before = client.get("/sparql", params={"query": COUNT})
        readers = [threads.submit(ask_until, server, stopped) for _ in range(3)]
        slow = threads.submit(client.post, "/sparql", data={"query": SLOW})
        time.sleep(0.3)
        with replace_release(release) as folder:
            make_release(folder, triples(5))
        until(lambda: number(client.get("/sparql", params={"query": COUNT})) == 5)
        stopped.set()
        for reader in readers:
            found = reader.result()
            assert set(found) <= {9, 5}
            assert sorted(found, reverse=True) == found, "an answer of the old release came after one of the new"
        assert number(slow.result()) == 10**6
        after = client.get("/sparql", params={"query": COUNT}, headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert after.headers["etag"] != before.headers["etag"]


def test_the_workers_of_the_old_release_end_and_no_more_are_left(server: Server, release: Path) -> None:
    path = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    old = set(path.read_text().split())
    for count in (4, 3):
        with replace_release(release) as folder:
            make_release(folder, triples(count))
        with server.client() as client:
            until(lambda: number(client.get("/sparql", params={"query": COUNT})) == count)  # noqa: B023 - asked at once
    until(lambda: not old & set(path.read_text().split()))
    until(lambda: len(path.read_text().split()) == 2)


def test_a_release_that_cannot_be_opened_leaves_the_old_one_in_its_place(server: Server, release: Path) -> None:
    with replace_release(release) as folder:
        (folder / "store").mkdir()
        (folder / "manifest.json").write_text(json.dumps({"base": BASE, "files": {}}))
    until(lambda: "cannot be served" in server.log.read_text())
    with server.client() as client:
        assert number(client.get("/sparql", params={"query": COUNT})) == 9
        assert client.get("/health").json()["status"] == "ok"
    assert "Traceback" not in server.log.read_text()


def test_a_release_that_is_gone_for_a_while_is_still_served(server: Server, release: Path) -> None:
    release.rename(release.with_name("aside"))
    time.sleep(2.5)
    with server.client() as client:
        assert number(client.get("/sparql", params={"query": f"{COUNT} # again"})) == 9
    release.with_name("aside").rename(release)


def test_what_was_set_apart_goes_when_nobody_needs_it_any_more() -> None:
    class Knot:
        def __init__(self) -> None:
            self.itself = self

    knot = Knot()
    there = weakref.ref(knot)
    try:
        set_apart()
        del knot
        gc.collect()
        assert there() is not None
        set_apart()
        assert there() is None
    finally:
        gc.unfreeze()
