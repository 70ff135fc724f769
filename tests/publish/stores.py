"""Real SPARQL stores, started here for a test and ended with it. What is not installed is skipped by name."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import SystemRandom

import httpx
import pytest

from benchmarks.virtuoso import COMMAND, write_settings
from mendelgraph.publish import Target

START = 120.0
"""Seconds that a store may take to answer its first request."""


PORTS = 10_000, 30_000
"""Below those that the system gives to outgoing connections: other tests open a thousand of them meanwhile."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    while True:
        port = SystemRandom().randrange(*PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def oxigraph_server(folder: Path, *, union: bool = True) -> Iterator[str]:
    """Start the Oxigraph server in memory; yield its address."""
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if binary is None:
        pytest.skip("the Oxigraph server is absent (pip install oxigraph)")
    to = f"http://127.0.0.1:{free_port()}"
    options = ["--union-default-graph"] if union else []
    with _running([binary, "serve", "--bind", to.removeprefix("http://"), *options], folder, f"{to}/query"):
        yield to


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Start Virtuoso with a new database in a folder; yield its SPARQL address."""
    binary = shutil.which("virtuoso-t")
    if binary is None:
        pytest.skip("Virtuoso is absent (scripts/stores-setup installs Debian's package)")
    port = free_port()
    write_settings(folder, sql=free_port(), http=port, buffers=10_000, data=folder)
    to = f"http://127.0.0.1:{port}/sparql"
    with _running([binary, *COMMAND[1:]], folder, to):
        yield to


@contextmanager
def _running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            _wait(process, address, folder / "server.log")
            yield
        finally:
            process.send_signal(signal.SIGKILL)  # nothing of it is kept
            process.wait(10)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            if httpx.get(address, params={"query": "ASK {}"}, timeout=2).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"the store did not start: {log.read_text(errors='replace')[-2000:]}")


STORES: dict[str, Callable[[Path], object]] = {"oxigraph": oxigraph_server, "virtuoso": virtuoso}


def by_updates(target: Target) -> Target:
    """Return the same store without its Graph Store Protocol."""
    return target._replace(graph_store=None)
