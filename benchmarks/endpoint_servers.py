"""Start SPARQL servers on loopback on the same release: ours, the Oxigraph server, Virtuoso, rdflib-endpoint.

Ours and Oxigraph open the release's store. The others load its default graph, which holds all that the questions ask
for, as N-Triples into one graph: less than we serve, and the best case for them.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import httpx

from benchmarks.measure import process_tree
from benchmarks.virtuoso import COMMAND, write_settings
from mendelgraph.store.opening import store_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GRAPH = "urn:mendelgraph"
PATIENCE = 600.0
"""Seconds that a server may take to load."""
WIND_DOWN, LOOK = 10.0, 0.3
RDFLIB_ENDPOINT = "rdflib-endpoint[web]"


class Running(NamedTuple):
    """Name a running server: what it is, where it answers, its process."""

    name: str
    address: str
    pid: int

    def cpu(self) -> float:
        """Return the seconds of CPU that it and its children have used."""
        return sum(map(_cpu, process_tree(self.pid)))


def is_idle(server: Running) -> bool:
    """Tell whether a server has nothing to do; give it WIND_DOWN seconds to get there."""
    end = time.monotonic() + WIND_DOWN
    while time.monotonic() < end:
        before = server.cpu()
        time.sleep(LOOK)
        if server.cpu() - before < LOOK / 10:
            return True
    return False


class AbsentServer(Exception):  # noqa: N818 - it is no error, it is a gap in the table
    """Say that a server is not installed, and how to get it."""


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def ours(release: Path, folder: Path, *options: str, name: str = "mendelgraph serve") -> Iterator[Running]:
    """Start this project's server with its default settings, or further options."""
    port = _free_port()
    program = [sys.executable, "-c", "from mendelgraph.cli import main; main()"]
    command = [*program, "serve", "--data", str(release), "--port", str(port), *options]
    with _running(command, folder, f"http://127.0.0.1:{port}/sparql", name) as server:
        yield server


def oxigraph_program() -> str | None:
    """Return where the Oxigraph server is, that of our own environment before others."""
    return shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


@contextmanager
def oxigraph(release: Path, folder: Path) -> Iterator[Running]:
    """Start the bare Oxigraph server on the release's own store."""
    binary = oxigraph_program()
    if binary is None:
        raise AbsentServer("the Oxigraph server: pip install oxigraph")
    port = _free_port()
    command = [binary, "serve-read-only", "--location", str(store_of(release)), "--bind", f"127.0.0.1:{port}"]
    with _running(command, folder, f"http://127.0.0.1:{port}/query", "oxigraph serve") as server:
        yield server


@contextmanager
def virtuoso(triples: Path, folder: Path) -> Iterator[Running]:
    """Start Virtuoso with a database of its own and load the triples into it."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        raise AbsentServer("Virtuoso: scripts/stores-setup")
    sql, port = _free_port(), _free_port()
    write_settings(folder, sql=sql, http=port, buffers=170_000, data=triples.parent, graph=GRAPH)
    with _running(COMMAND, folder, f"http://127.0.0.1:{port}/sparql", "Virtuoso 7") as server:
        load = f"DB.DBA.TTLP_MT(file_open('{triples}'), '', '{GRAPH}', 0, 2); checkpoint;"
        subprocess.run(  # noqa: S603 - our own command
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"EXEC={load}"],  # noqa: S607 - where Debian puts it
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=PATIENCE,
        )
        yield server


@contextmanager
def rdflib_endpoint(triples: Path, folder: Path, environment: Path) -> Iterator[Running]:
    """Start rdflib-endpoint on the triples, from a virtual environment of its own, which is made where it is absent."""
    program = environment / "bin" / "rdflib-endpoint"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)  # noqa: S603 - our own command
        pip = [str(environment / "bin" / "pip"), "install", "--quiet", RDFLIB_ENDPOINT]
        subprocess.run(pip, check=True)  # noqa: S603 - our own command
    port = _free_port()
    command = [str(program), "serve", "--host", "127.0.0.1", "--port", str(port), str(triples)]
    with _running(command, folder, f"http://127.0.0.1:{port}/", "rdflib-endpoint") as server:
        yield server


@contextmanager
def _running(command: Sequence[str], folder: Path, address: str, name: str) -> Iterator[Running]:
    folder.mkdir(exist_ok=True)
    log = folder / f"{name.replace(' ', '-')}.log"
    with log.open("wb") as talk:
        process = subprocess.Popen(command, cwd=folder, stdout=talk, stderr=talk, stdin=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait(process, address, log)
        yield Running(name, address, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(address, params={"query": "ASK {}"}, headers={"Accept": JSON}, timeout=5).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise RuntimeError(f"it did not start: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


JSON = "application/sparql-results+json"
