"""A really running server on loopback, in a process of its own, on a free port."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from pyoxigraph import RdfFormat, parse, serialize

from mendelgraph.release import embedded_release
from mendelgraph.store import QUADS, STORE, build_store

BASE = "https://w3id.org/mendelgraph/"
ADDRESS = re.compile(r"serving .* at (http://127\.0\.0\.1:\d+)(/\S*)?")


class Server(NamedTuple):
    """Name a running server: its address, its process, what it wrote to stderr."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def client(self, **headers: str) -> httpx.Client:
        return httpx.Client(base_url=self.url, headers=headers, timeout=60, follow_redirects=False)

    def lines(self) -> list[dict[str, object]]:
        """Return the log's lines of JSON."""
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]

    def logged(self, path: str) -> dict[str, object]:
        """Wait for the log's last line about a path, which is written after the answer has gone out."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for line in reversed(self.lines()):
                if line.get("path") == path:
                    return line
            time.sleep(0.05)
        raise AssertionError(f"the log says nothing of {path}")


def run_server(release: Path, log: Path, *options: str) -> Iterator[Server]:
    """Run a server, wait until it listens, and see that it stops when told to."""
    program = [sys.executable, "-c", "from mendelgraph.cli import main; main()"]
    command = [*program, "serve", "--data", str(release), "--port", "0", *options]
    with log.open("wb") as talk:
        process = subprocess.Popen(command, stderr=talk, stdout=talk, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        yield Server(_address(process, log), process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(timeout=30)
        finally:
            process.kill()
    assert code == 0, log.read_text()[-2000:]


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = ADDRESS.search(log.read_text())
        if found:
            _wait_until_well(found[1])
            return found[1]
        assert process.poll() is None, log.read_text()
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {log.read_text()}")


def _wait_until_well(url: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if httpx.get(f"{url}/health", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the server never became well")


@pytest.fixture(scope="session")
def release() -> Path:
    return embedded_release()


@pytest.fixture(scope="session")
def server(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the embedded catalogue with short limits."""
    log = tmp_path_factory.mktemp("server") / "log"
    limits = (
        "--time-limit",
        "6",
        "--memory-limit",
        "1024",
        "--workers",
        "2",
        "--queue",
        "4",
        "--result-limit",
        "64",
        "--patience",
        "2",
    )
    yield from run_server(release, log, *limits)


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


def make_release(folder: Path, trig: str, base: str = BASE) -> Path:
    """Write a small release by hand: N-Quads, store, manifest."""
    folder.mkdir(exist_ok=True)
    serialize(parse(trig.encode(), format=RdfFormat.TRIG), output=folder / QUADS, format=RdfFormat.N_QUADS)
    build_store(folder / QUADS, folder / STORE)
    (folder / "manifest.json").write_text(json.dumps({"base": base, "version": "test", "files": {QUADS: {}}}))
    return folder
