"""Two processes on loopback give the statements of the single-machine build, whatever is lost on the way."""

from __future__ import annotations

import errno
import fcntl
import gc
import json
import os
import signal
import sys
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from dask import config
from distributed import Client, LocalCluster

from mendelgraph.cli import main
from mendelgraph.cluster import build_parts, building, running
from mendelgraph.cluster.building import MARKER, own_folder
from mendelgraph.cluster.part import write_whole
from mendelgraph.cluster.rest import Rest
from mendelgraph.cluster.running import connect, make_parts
from mendelgraph.errors import ConformanceError, InputError, RemoteError
from mendelgraph.release import build, ledger
from mendelgraph.resources import resources
from mendelgraph.validation import Finding, Severity
from tests.test_processes import check_ended, run_driver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.cluster.part import MadePart

# What ends late in these tests are threads and tasks of Dask's own.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]

DATE = "2026-11-01"
PAGE = resources() / "data" / "conditions" / "rotor-syndrome.txt"


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("single") / "dist"
    build(output=folder, release=DATE)
    return folder


@pytest.fixture(scope="module")
def cluster() -> LocalCluster:
    # Without a limit of memory: a share of this machine's says nothing of what a part may take.
    address = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(n_workers=2, threads_per_worker=1, memory_limit=None, **address) as running:
        yield running
    gc.collect()  # what Dask leaves lying about is picked up here, and not in somebody else's test


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let progress be told at every record."""
    monkeypatch.setattr(ledger, "EVERY", 0.0)


def silent(_: str) -> None:
    """Hear nothing of progress."""


def lines(folder: Path, pattern: str) -> list[bytes]:
    return sorted(line for path in folder.glob(pattern) for line in path.read_bytes().splitlines())


def test_the_parts_hold_the_lines_of_the_single_machine_build(
    cluster: LocalCluster, single: Path, tmp_path: Path, often: None
) -> None:
    said: list[str] = []
    built = build_parts(
        output=tmp_path / "parts",
        scheduler=cluster.scheduler_address,
        release=DATE,
        records=4,
        progress=said.append,
    )
    assert lines(built.folder, "part-*.nq") == lines(single, "mendelgraph.nq")
    told = json.loads((built.folder / "parts.json").read_text(encoding="utf-8"))
    assert told["conditions"] == json.loads((single / "manifest.json").read_text(encoding="utf-8"))["conditions"]
    assert [path.name for path in sorted(built.folder.iterdir())] == [MARKER, *sorted(told["parts"]), "parts.json"]
    for name, row in told["parts"].items():
        assert sha256((built.folder / name).read_bytes()).hexdigest() == row["sha256"]
    assert built.statements == len(lines(single, "mendelgraph.nq"))
    assert built.parts == 6
    assert len(said) == built.conditions == 19
    assert said[-1] == "19 of 19 records, 0 s left"


def test_parts_may_come_in_any_order(cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backwards: list[str] = []

    def turn_round(*arguments: Any) -> Iterator[MadePart]:
        for part in sorted(make_parts(*arguments), reverse=True, key=lambda part: part.file.name):
            backwards.append(part.file.name)
            yield part

    monkeypatch.setattr(building, "make_parts", turn_round)
    built = build_parts(output=tmp_path / "parts", scheduler=cluster.scheduler_address, records=4)
    assert backwards == [f"part-0000{number}.nq" for number in (4, 3, 2, 1, 0)]
    undated = build(output=tmp_path / "dist")  # its version is a hash of all records in their order
    assert built.version == undated.version
    assert lines(built.folder, "part-*.nq") == lines(undated.folder, "mendelgraph.nq")


def test_a_lost_workers_part_is_made_by_another(
    cluster: LocalCluster, single: Path, tmp_path: Path, often: None
) -> None:
    lost: list[int] = []

    def kill_one(_: str) -> None:
        if not lost:
            with Client(cluster) as client:
                lost.append(min(client.run(os.getpid).values()))
            os.kill(lost[0], signal.SIGKILL)

    built = build_parts(
        output=tmp_path / "parts", scheduler=cluster.scheduler_address, release=DATE, records=1, progress=kill_one
    )
    assert lost
    assert lines(built.folder, "part-*.nq") == lines(single, "mendelgraph.nq")
    assert [path.name for path in built.folder.glob(".*")] == [MARKER]


def test_a_part_that_kills_every_worker_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        os._exit(1)

    monkeypatch.setattr(running, "make_part", die)
    with (
        config.set({"distributed.scheduler.allowed-failures": 0}),
        connect(None, 1) as client,
        pytest.raises(RemoteError, match="mendelgraph-part-0"),
    ):
        list(make_parts(client, [[]], None, tmp_path))


def test_processes_of_this_machine_do_without_a_scheduler(tmp_path: Path) -> None:
    built = build_parts([PAGE], output=tmp_path / "parts", workers=1)
    build([PAGE], output=tmp_path / "dist")
    assert lines(tmp_path / "parts", "part-*.nq") == lines(tmp_path / "dist", "mendelgraph.nq")
    assert built.version == json.loads((tmp_path / "dist" / "manifest.json").read_text(encoding="utf-8"))["version"]


def test_what_breaks_a_shape_gets_no_list(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = building.make_rest

    def find_fault(*args: object) -> Rest:
        fault = Finding("urn:x", None, None, Severity.VIOLATION, "a fault", "urn:shape", "urn:component")
        return make(*args)._replace(findings=(fault,))

    monkeypatch.setattr(building, "make_rest", find_fault)
    with pytest.raises(ConformanceError, match="urn:x : a fault"):
        build_parts([PAGE], output=tmp_path / "parts", scheduler=cluster.scheduler_address)
    assert not (tmp_path / "parts" / "parts.json").exists()
    assert sorted(path.name for path in (tmp_path / "parts").glob("part-*")) == ["part-00000.nq", "part-00001.nq"]


@pytest.mark.parametrize("severity", list(Severity), ids=lambda severity: severity.name)
def test_a_condition_that_breaks_a_shape_gets_no_list(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, severity: Severity
) -> None:
    def find_fault(*arguments: Any) -> Iterator[MadePart]:
        fault = Finding("urn:x", None, None, severity, "a fault", "urn:shape", "urn:component")
        for part in make_parts(*arguments):
            records = ((told, added._replace(findings=(fault,))) for told, added in part.records)
            yield part._replace(records=tuple(records))

    monkeypatch.setattr(building, "make_parts", find_fault)
    broken = severity is Severity.VIOLATION
    with pytest.raises(ConformanceError, match="urn:x : a fault") if broken else nullcontext():
        build_parts([PAGE], output=tmp_path / "parts", scheduler=cluster.scheduler_address)
    assert (tmp_path / "parts" / "parts.json").exists() is not broken


def test_the_command_tells_what_it_made(cluster: LocalCluster, tmp_path: Path) -> None:
    options = ["--scheduler", cluster.scheduler_address, "-o", str(tmp_path / "parts")]
    ran = CliRunner().invoke(main, ["cluster", str(PAGE), *options])
    assert ran.exit_code == 0, ran.stderr
    assert ran.stdout.startswith("1 conditions, ")
    assert json.loads((tmp_path / "parts" / "parts.json").read_text(encoding="utf-8"))["conditions"]


def test_no_scheduler_is_an_error_of_the_remote_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PATIENCE", 0.2)
    with pytest.raises(RemoteError, match="no Dask scheduler answers"):
        build_parts([PAGE], output=tmp_path / "parts", scheduler="tcp://127.0.0.1:1")


STRANGERS = {
    "a thesis": ["thesis.doc"],
    "a list of spare parts": ["parts.json"],
    "parts of somebody else's": ["part-00000.nq", "part-00001.nq"],
    "a thesis beside our parts": [MARKER, "part-00000.nq", "thesis.doc"],
    "what begins like a scratch file": [MARKER, ".party-plans"],
}


@pytest.mark.parametrize("names", STRANGERS.values(), ids=STRANGERS)
def test_a_folder_of_other_things_is_left_alone(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_text("years of work", encoding="utf-8")
    with pytest.raises(InputError, match=r"left alone|is no part of a build"), own_folder(tmp_path, silent):
        raise AssertionError("was let in")
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == dict.fromkeys(
        names, "years of work"
    )


def test_parts_of_an_earlier_build_go(tmp_path: Path) -> None:
    for name in (MARKER, "part-00000.nq", "part-00099.nq", "parts.json", ".part-00001.nq.abc", ".parts.json.x_1"):
        (tmp_path / name).touch()
    with own_folder(tmp_path, silent) as folder:
        assert [path.name for path in folder.iterdir()] == [MARKER]


def test_builds_into_one_folder_exclude_each_other(tmp_path: Path) -> None:
    with own_folder(tmp_path / "parts", silent) as folder:
        (folder / "part-00000.nq").touch()
        with pytest.raises(InputError, match="another run"):
            build_parts([PAGE], output=folder, workers=1)
        assert (folder / "part-00000.nq").exists()
    with own_folder(tmp_path / "parts", silent):
        pass


def test_a_date_of_issue_is_written_in_one_way(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="write YYYY-MM-DD"):
        build_parts(output=tmp_path / "parts", release="20260201")
    assert not (tmp_path / "parts").exists()


def test_a_folder_without_locks_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    said = list[str]()
    with own_folder(tmp_path, said.append):
        assert len(said) == 1
    assert "no locks" in said[0]


@pytest.mark.parametrize("what", ["altered", "gone"])
def test_a_part_that_somebody_else_wrote_gets_no_list(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """As where two builds write into one folder that has no locks."""
    folder = tmp_path / "parts"

    def write_over(*arguments: Any) -> Rest:
        part = folder / "part-00000.nq"
        if what == "gone":
            part.unlink()
        else:
            part.write_bytes(part.read_bytes()[:-1] + b" ")
        return make(*arguments)

    make = building.make_rest
    monkeypatch.setattr(building, "make_rest", write_over)
    with pytest.raises(InputError, match=r"part-00000\.nq"):
        build_parts([PAGE], output=folder, scheduler=cluster.scheduler_address)
    assert not (folder / "parts.json").exists()


# Two processes of Dask's make the parts, each record slowly, and tell who they are.
DRIVER = """
import os, time
from pathlib import Path
from mendelgraph.cli import main
from mendelgraph.cluster import building, part
make, building.PART = part.make_condition, 1
def make_slowly(*arguments):
    (Path(os.environ["STARTED"]) / str(os.getpid())).touch()
    time.sleep(0.2)
    return make(*arguments)
part.make_condition = make_slowly
if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=lambda number: number.name)
def test_a_build_that_is_ended_leaves_no_process(tmp_path: Path, number: signal.Signals) -> None:
    with run_driver(DRIVER, tmp_path, "cluster", "-o", str(tmp_path / "parts"), count=1) as (parent, workers):
        check_ended(parent, workers, number)
    with own_folder(tmp_path / "parts", silent) as folder:
        assert [path.name for path in folder.iterdir()] == [MARKER]


def test_a_part_is_whole_or_not_there(tmp_path: Path) -> None:
    def fail() -> None:
        with write_whole(tmp_path / "part-00000.nq") as out:
            out.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert not list(tmp_path.iterdir())
