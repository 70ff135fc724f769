"""docs/deploy.md tried as far as this machine allows: nginx takes its block and passes requests, systemd its unit."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mendelgraph.cli.serve import command
from tests.publish.stores import free_port

from .conftest import Server

PAGE = Path(__file__).resolve().parents[2] / "docs" / "deploy.md"
POH = "condition/progressive-osseous-heteroplasia"


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert found, f"docs/deploy.md has no {language} block"
    return found[1]


@pytest.fixture(scope="module")
def proxy(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page's nginx block, as it is but for ports, in front of the running server."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed; on Debian: apt-get install nginx-light")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    block_here = block("nginx").replace("listen 8080;", f"listen 127.0.0.1:{port};")
    block_here = block_here.replace("127.0.0.1:8000", f"127.0.0.1:{server.port}")
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary} {block_here} }}\n"
    )
    command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(timeout=60)


def _wait(port: int) -> None:
    for _ in range(1200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not listen")


def test_negotiation_works_through_the_proxy(proxy: str) -> None:
    response = httpx.get(f"{proxy}/{POH}", headers={"Accept": "text/turtle"})
    assert (response.status_code, response.headers["location"]) == (303, f"/{POH}.ttl")
    assert httpx.get(f"{proxy}/{POH}.ttl").headers["etag"].startswith("W/")


def test_queries_and_long_answers_come_through_the_proxy(proxy: str) -> None:
    query = {"query": "SELECT * { ?s ?p ?o }"}
    rows = httpx.post(f"{proxy}/sparql", data=query, timeout=60).json()["results"]["bindings"]
    assert len(rows) > 10_000


def test_escapes_pass_the_proxy_unchanged(proxy: str, server: Server) -> None:
    httpx.get(f"{proxy}/condition/a%2Fb")
    assert httpx.get(f"{proxy}/condition/a%2Fb").json()["detail"] == "nothing is described at /condition/a%2Fb"


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    unit = tmp_path / "mendelgraph.service"
    unit.write_text(re.sub(r"^ExecStart=.*$", "ExecStart=/bin/true serve", block("systemd"), flags=re.MULTILINE))
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    complaints = [line for line in (done.stdout + done.stderr).splitlines() if unit.name in line]
    assert complaints == []
    assert done.returncode == 0 or "Failed to initialize manager" in done.stderr, done.stderr


def test_the_page_names_every_option() -> None:
    text = PAGE.read_text(encoding="utf-8")
    options = {name for parameter in command.params for name in parameter.opts if name != "--help"}
    assert {name for name in options if f"`{name}`" not in text} == set()
