"""`mendelgraph publish` as a person meets it: what it says where, how it ends, how it takes up what was cut off."""

from __future__ import annotations

import re
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode

from mendelgraph.cli import main
from mendelgraph.cli import publish as command
from mendelgraph.errors import RemoteError
from mendelgraph.publish import publication, writers
from tests.publish.conftest import RunningStore
from tests.publish.releases import labels, write_release
from tests.publish.stores import free_port, oxigraph_server

SECRETS = {
    "MENDELGRAPH_USER": {"MENDELGRAPH_USER": "curator-7", "MENDELGRAPH_PASSWORD": "pa55-w0rd-of-mine"},
    "MENDELGRAPH_TOKEN": {"MENDELGRAPH_TOKEN": "t0ken-of-mine"},
}


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, ["publish", *map(str, arguments)])


def run_at(store: RunningStore, release: Path, *options: str) -> Result:
    """Publish to a store that runs, by the address and the credentials that its users know."""
    who = store.credentials
    environment = {"MENDELGRAPH_USER": who.user, "MENDELGRAPH_PASSWORD": who.password} if who else {}
    return run("--to", store.target.query.removesuffix("/query"), "--data", release, *options, **environment)


def test_it_says_where_to_and_what_is_in_place(server: RunningStore, folder: Path) -> None:
    text = f"written in {folder}"  # no other test left this in the store
    release = write_release(folder, labels("told", text=text), labels("too", text=text))
    first, second = run_at(server, release), run_at(server, release)
    assert (first.exit_code, second.exit_code) == (0, 0), first.stderr + second.stderr
    assert re.fullmatch(
        r"release one: 7 statements in place \([23] graphs sent, [01] as they were, \d+ removed\)\n", first.stdout
    )
    assert second.stdout == "release one: 7 statements in place (0 graphs sent, 3 as they were, 0 removed)\n"
    assert f"publishing graphs to {server.target.graph_store}, counting at {server.target.query}\n" in first.stderr
    assert "counting …" in first.stderr
    assert "note:" not in first.stderr


def test_updates_alone_will_do(server: RunningStore, folder: Path) -> None:
    release = write_release(folder, labels("updated", text=f"written in {folder}"))
    ran = run_at(server, release, "--update", server.target.update)
    assert ran.exit_code == 0, ran.stderr
    assert ran.stderr.startswith(f"publishing updates to {server.target.update}, ")
    assert "release one: 4 statements in place" in ran.stdout


def test_cut_off_it_ends_with_5_and_goes_on_where_it_stopped(
    server: RunningStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = write_release(folder, *(labels(f"off-{n}", text=f"written in {folder}") for n in range(6)))
    replace, calls = writers.GraphStoreWriter.replace, count()

    def fail_later(self: writers.GraphStoreWriter, graph: NamedNode, ntriples: bytes) -> None:
        if next(calls) == 4:
            raise RemoteError("the line was cut", where="the store")
        replace(self, graph, ntriples)

    monkeypatch.setattr(publication, "BATCH", 1)
    monkeypatch.setattr(writers.GraphStoreWriter, "replace", fail_later)
    cut = run_at(server, release)
    assert (cut.exit_code, cut.stdout) == (5, "")
    assert cut.stderr.endswith("mendelgraph: the store: the line was cut\n")
    assert "sent up to https://w3id.org/mendelgraph/graph/off-" in cut.stderr
    monkeypatch.setattr(writers.GraphStoreWriter, "replace", replace)
    whole = run_at(server, release)
    assert whole.exit_code == 0, whole.stderr
    sent, kept = map(int, re.findall(r"(\d+) (?:graphs sent|as they were)", whole.stdout))
    assert (sent + kept, kept >= 3, sent >= 3) == (7, True, True)


def test_a_store_that_hides_named_graphs_is_told_of_and_no_failure(tmp_path: Path, folder: Path) -> None:
    with oxigraph_server(tmp_path, union=False) as to:
        ran = run("--to", to, "--data", write_release(folder, labels("a")))
    assert ran.exit_code == 0, ran.stderr
    assert "in place" in ran.stdout
    assert "note: this store does not show named graphs" in ran.stderr


@pytest.mark.parametrize("environment", SECRETS.values(), ids=SECRETS)
def test_credentials_are_in_nothing_that_is_written(environment: dict[str, str], tmp_path: Path, folder: Path) -> None:
    with oxigraph_server(tmp_path) as to:
        ran = run("--to", to, "--data", write_release(folder, labels("a")), **environment)
    assert ran.exit_code == 0, ran.stderr
    assert [secret for secret in environment.values() if secret in ran.output + ran.stderr] == []


GONE = f"http://127.0.0.1:{free_port()}/"
REFUSED = {
    "an address without http": (["--to", "localhost:7878"], 3, "localhost:7878"),
    "another protocol": (["--to", "ftp://store.example/"], 3, "ftp://store.example/"),
    "an address of updates that is none": (["--to", GONE, "--update", "here"], 3, "here"),
    "no address": ([], 2, "Missing option '--to'"),
    "a limit of nothing": (["--to", GONE, "--time-limit", "0"], 2, "--time-limit"),
    "a release that is none": (["--to", GONE, "--data", "no-such-folder"], 3, "no-such-folder"),
}


@pytest.mark.parametrize(("options", "code", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_before_anything_is_asked(options: list[str], code: int, said: str) -> None:
    ran = run(*options)
    assert (ran.exit_code, ran.stdout) == (code, "")
    assert said in ran.stderr


def test_half_a_pair_of_credentials_is_refused(folder: Path) -> None:
    ran = run("--to", GONE, "--data", write_release(folder, labels("a")), MENDELGRAPH_USER="curator-7")
    assert (ran.exit_code, ran.stdout) == (3, "")
    assert "only MENDELGRAPH_USER is set" in ran.stderr


def test_a_store_that_is_not_there_is_tried_again_and_ends_with_5(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(command, "Manners", partial(command.Manners, sleep=pauses.append))
    ran = run("--to", GONE, "--data", write_release(folder, labels("a")))
    assert (ran.exit_code, ran.stdout) == (5, "")
    assert re.search(rf"mendelgraph: {GONE}\S*: no answer: .*refused", ran.stderr)
    assert pauses == [1.0, 4.0, 16.0]


def test_help_names_the_variables_and_asks_nothing(folder: Path) -> None:
    ran = run("--to", GONE, "--help")
    assert ran.exit_code == 0
    assert all(name in ran.stdout for name in ("MENDELGRAPH_USER", "MENDELGRAPH_PASSWORD", "MENDELGRAPH_TOKEN"))
    assert "Example: mendelgraph publish --to " in ran.stdout
