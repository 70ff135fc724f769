"""Starting and stopping: options from the environment, a port that is taken, a folder that is no release, signals."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from mendelgraph.store import STORE

from .conftest import Server, make_release, run_server

COMMAND = [sys.executable, "-c", "from mendelgraph.cli import main; main()", "serve"]


def run(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *options],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=300,
        check=False,
    )


def test_a_port_that_is_taken_is_an_input_error(server: Server, release: Path) -> None:
    done = run("--data", str(release), "--port", str(server.port))
    assert done.returncode == 3
    assert "is the port taken?" in done.stderr


def test_a_release_that_was_changed_often_is_served(release: Path, tmp_path: Path) -> None:
    changed = tmp_path / "dist"
    shutil.copytree(release, changed)
    for number in range(3):  # what a build of a few changed pages does to the store
        store = Store(changed / STORE)
        thing = NamedNode(f"urn:x:{number}")
        store.extend([Quad(thing, thing, thing), Quad(thing, thing, thing, thing)])
        store.flush()
        del store
    assert len(list((changed / STORE).glob("*.sst"))) > 16, "more than the engine opens at first"
    servers = run_server(changed, tmp_path / "log", "--workers", "1")
    server = next(servers)
    with server.client() as client:
        for query in (
            "ASK { <urn:x:2> ?p ?o }",
            "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
            "ASK { GRAPH ?g { ?s ?p 1 } }",
        ):
            answer = client.get("/sparql", params={"query": query})
            assert answer.status_code == 200, answer.text
    assert next(servers, None) is None


def test_a_folder_that_is_no_release_is_an_input_error(tmp_path: Path) -> None:
    done = run("--data", str(tmp_path), "--port", "0")
    assert done.returncode == 3
    assert "mendelgraph build" in done.stderr


def test_a_list_of_retired_conditions_that_is_none_is_an_input_error(tmp_path: Path) -> None:
    release = make_release(tmp_path / "release", "<urn:g> { <urn:a> <urn:b> <urn:c> }")
    (release / "retired.tsv").write_text("what\nold\n")
    done = run("--data", str(release), "--port", "0")
    assert done.returncode == 3
    assert "retired.tsv" in done.stderr
    assert "Traceback" not in done.stderr


def test_options_come_from_the_environment_too(tmp_path: Path) -> None:
    assert "3600" in run(MENDELGRAPH_TIME_LIMIT="999999").stderr
    assert str(tmp_path) in run(MENDELGRAPH_DATA=str(tmp_path), MENDELGRAPH_PORT="0").stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_open_requests_end(number: signal.Signals, tmp_path: Path) -> None:
    release = make_release(tmp_path / "release", "<urn:g> { <urn:a> <urn:b> 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }")
    cross = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6))
    running = run_server(release, tmp_path / "log", "--time-limit", "20", "--workers", "1")
    server = next(running)
    with server.client() as client, ThreadPoolExecutor() as threads:
        asked = threads.submit(client.post, "/sparql", data={"query": f"SELECT (COUNT(*) AS ?n) {{ {cross} }}"})
        while not asked.done() and client.get("/health").json()["idle"]:
            time.sleep(0.02)
        server.process.send_signal(number)
        answer = asked.result()
    assert answer.status_code == 200
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "1000000"
    assert server.process.wait(timeout=30) == 0
    for _ in running:
        raise AssertionError("the server was started twice")


def test_no_worker_outlives_its_server(tmp_path: Path) -> None:
    """Even where the server is killed outright: the workers' input ends, and so do they."""
    release = make_release(tmp_path / "release", "<urn:g> { <urn:a> <urn:b> 1 }")
    with (tmp_path / "log").open("wb") as talk:
        process = subprocess.Popen([*COMMAND, "--data", str(release), "--port", "0"], stderr=talk)
    children: list[str] = []
    for _ in range(1200):
        path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        children = path.read_text().split() if path.exists() else []
        if len(children) == 2 and "serving" in (tmp_path / "log").read_text():
            break
        time.sleep(0.05)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 60
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert len(children) == 2
