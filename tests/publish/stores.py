"""Real SPARQL stores, started here for a test and ended with it. What is not installed is skipped by name."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from mendelgraph.publish import Target

START = 120.0
"""Seconds that a store may take to answer its first request."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
    (folder / "virtuoso.ini").write_text(INI.format(sql=free_port(), http=port), encoding="utf-8")
    to = f"http://127.0.0.1:{port}/sparql"
    with _running([binary, "+foreground", "+configfile", "virtuoso.ini"], folder, to):
        yield to


INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 60
"""


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
