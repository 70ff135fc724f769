"""`mendelgraph vocabulary`: what a person sees, and the exit codes."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mendelgraph.cli import main
from mendelgraph.vocabulary import downloads
from mendelgraph.vocabulary.downloads import Address, addresses, choose_addresses
from mendelgraph.vocabulary.origins import origins
from mendelgraph.vocabulary.readers import READERS

FORMS = Path(__file__).resolve().parents[1] / "vocabulary" / "forms"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["vocabulary", *map(str, arguments)])


class Handler(BaseHTTPRequestHandler):
    """Serve the small files; what is not there is not found, `page` is a sign-in page."""

    def do_GET(self) -> None:
        path = FORMS / self.path.strip("/")
        found = path.is_file() or self.path == "/page"
        body = path.read_bytes() if path.is_file() else b"<html>sign in</html>"
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the test output clean."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    rows = (
        Address("mondo.obo", "mondo", f"{base}/mondo.obo", "here"),
        Address("hgnc.txt", "hgnc", f"{base}/hgnc.txt", "here"),
        Address("gone.txt", "clingen", f"{base}/gone.txt", "here"),
        Address("page.csv", "gencc", f"{base}/page", "here"),
    )
    monkeypatch.setattr(downloads, "addresses", lambda: rows)
    monkeypatch.setattr("mendelgraph.vocabulary.status.addresses", lambda: rows)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def test_fetch_build_and_status_in_a_row(site: None, tmp_path: Path) -> None:
    folder, index = tmp_path / "files", tmp_path / "index.sqlite"
    fetched = run("fetch", folder, "--only", "mondo", "--only", "hgnc", "--delay", "0")
    assert fetched.exit_code == 0
    assert fetched.stdout == ""
    assert "mondo.obo: new" in fetched.stderr
    assert "hgnc.txt: unchanged" in run("fetch", folder, "--only", "hgnc", "--delay", "0").stderr

    status = json.loads(run("status", folder, "--format", "json").stdout)
    assert [row["name"] for row in status] == ["hgnc.txt", "mondo.obo"]
    assert status[1]["url"].endswith("/mondo.obo")
    assert status[1]["licence"] == origins()["mondo"].licence

    built = run("build", folder, "-o", index)
    assert built.exit_code == 0
    assert built.stdout == f"{index}\n"
    assert "not recognised" not in built.stderr
    assert "hgnc" in run("status", index).stdout


def test_fetch_goes_on_after_a_failure_and_says_which(site: None, tmp_path: Path) -> None:
    result = run("fetch", tmp_path, "--delay", "0")
    assert result.exit_code == 5
    assert "2 of 4 files could not be fetched: gone.txt, page.csv" in result.stderr
    assert sorted(path.name for path in tmp_path.glob("*") if not path.name.endswith(".json")) == [
        "hgnc.txt",
        "mondo.obo",
    ]


def test_fetch_refuses_a_source_without_address() -> None:
    result = run("fetch", "--only", "no-such-source")
    assert result.exit_code == 2
    assert "there are clingen, doid" in result.stderr


def test_fetch_lists_the_addresses_without_asking_them() -> None:
    result = run("fetch", "--list")
    assert result.exit_code == 0
    assert "http://purl.obolibrary.org/obo/mondo.obo" in result.stdout


def test_every_address_belongs_to_a_known_source_and_says_where_it_was_seen() -> None:
    assert {address.key for address in addresses()} <= set(origins())
    assert all(address.seen and address.url.startswith(("https://", "http://purl.")) for address in addresses())
    assert len({address.file for address in addresses()}) == len(addresses())
    assert choose_addresses([]) == addresses()


def test_build_lists_what_was_not_recognised_and_not_admitted(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("x")
    result = run("build", FORMS, readme, "-o", tmp_path / "index.sqlite")
    assert result.exit_code == 0
    assert f"not recognised: {readme}" in result.stderr
    assert "identifiers not admitted: ICDO, 1 times" in result.stderr
    assert "an older release of a source given twice" in result.stderr


def test_build_of_nothing_recognised_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("x")
    result = run("build", tmp_path, "-o", tmp_path / "index.sqlite")
    assert result.exit_code == 3
    assert "no vocabulary file recognised" in result.stderr


def test_status_without_a_path_describes_the_slices() -> None:
    rows = json.loads(run("status", "--format", "json").stdout)
    by_name = {row["name"]: row for row in rows}
    assert by_name["hp"]["version"] == "hp/releases/2025-01-16"
    assert by_name["hp"]["age"] > 0
    assert by_name["mim2gene-medgen"]["age"] == -1


def test_status_of_a_folder_tells_forms_by_content() -> None:
    rows = {row["name"]: row for row in json.loads(run("status", FORMS, "--format", "json").stdout)}
    assert {row["title"] for row in rows.values()} == {reader.form for reader in READERS}
    assert rows["mondo-sssom.tsv"]["version"].startswith("http://purl.obolibrary.org/obo/mondo/releases/2026-08-04")
    assert rows["clingen.csv"]["version"] == "2026-02-09"


def test_status_of_nothing_is_an_input_error(tmp_path: Path) -> None:
    result = run("status", tmp_path / "absent")
    assert result.exit_code == 3
    assert "no such index or folder" in result.stderr


def test_an_unrecognised_file_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    assert "not recognised" in run("status", tmp_path).stdout
