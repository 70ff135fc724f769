from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mendelgraph.errors import InputError
from mendelgraph.release import folder
from mendelgraph.release.folder import flush_ahead, replace_release
from mendelgraph.store import MANIFEST, QUADS


def manifest(version: str, *names: str) -> str:
    return json.dumps(
        {"version": version, "base": "https://kb.example/", "files": {name: {} for name in (QUADS, *names)}}
    )


def write(folder: Path, version: str, *names: str) -> None:
    with replace_release(folder) as scratch:
        for name in names:
            (scratch / name).write_text(version)
        (scratch / MANIFEST).write_text(manifest(version, *names))


def version_of(folder: Path) -> str:
    return str(json.loads((folder / MANIFEST).read_text())["version"])


def test_a_new_release_appears_whole(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "dist", "one")
    assert version_of(tmp_path / "deep" / "dist") == "one"


def test_the_old_release_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    write(tmp_path / "dist", "one", "extra")
    for name in (".kept", "store"):
        (tmp_path / "dist" / name).mkdir()
    (tmp_path / "dist" / ".DS_Store").touch()
    write(tmp_path / "dist", "two")
    assert [path.name for path in (tmp_path / "dist").iterdir()] == [MANIFEST]
    assert {path.name for path in tmp_path.iterdir()} == {"dist", ".dist.lock"}


def test_a_failing_build_leaves_the_old_release(tmp_path: Path) -> None:
    write(tmp_path / "dist", "one")
    with pytest.raises(RuntimeError, match="half way"), replace_release(tmp_path / "dist") as scratch:
        (scratch / MANIFEST).write_text(manifest("two"))
        raise RuntimeError("half way")
    assert version_of(tmp_path / "dist") == "one"
    assert {path.name for path in tmp_path.iterdir()} == {"dist", ".dist.lock"}


def test_an_exchange_that_the_system_refuses_falls_back_to_two_renames(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "dist", "one")
    monkeypatch.setattr("mendelgraph.release.folder._exchange", lambda one, other: False)
    write(tmp_path / "dist", "two")
    assert version_of(tmp_path / "dist") == "two"
    assert {path.name for path in tmp_path.iterdir()} == {"dist", ".dist.lock"}


def test_a_folder_that_is_no_release_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match="not a release"):
        write(tmp_path / "home", "one")
    assert (tmp_path / "home" / "thesis.txt").read_text() == "years of work"


STRANGERS = {
    "of a browser extension": {"manifest_version": 3, "name": "Tabs", "version": "1.0"},
    "of a web application": {"name": "Shop", "start_url": "/", "icons": []},
    "of a bundler": {"src/main.js": {"file": "assets/main.js", "src": "src/main.js"}},
    "of a list": ["mendelgraph.nq"],
    "of other data": {"version": "1", "base": "https://kb.example/", "files": {"data.csv": {}}},
    "without a base": {"version": "1", "files": {QUADS: {}}},
    "that is none": "mendelgraph.nq",
}


@pytest.mark.parametrize("content", STRANGERS.values(), ids=STRANGERS)
def test_a_folder_with_a_manifest_of_something_else_is_left_alone(tmp_path: Path, content: object) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / MANIFEST).write_text(json.dumps(content))
    (tmp_path / "home" / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match="not that of a release"):
        write(tmp_path / "home", "one")
    assert {path.name for path in (tmp_path / "home").iterdir()} == {MANIFEST, "thesis.txt"}


def test_a_manifest_that_is_torn_protects_the_folder(tmp_path: Path) -> None:
    write(tmp_path / "dist", "one")
    (tmp_path / "dist" / MANIFEST).write_text(manifest("one")[:-5])
    with pytest.raises(InputError, match="not that of a release"):
        write(tmp_path / "dist", "two")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["thesis.txt"], "holds 'thesis.txt' beside"),
        (["a", "b", "c", "d", "e"], "holds 'a', 'b', 'c' and 2 more beside"),
        ([".git"], "holds '.git' beside"),
    ],
)
def test_what_others_put_beside_a_release_is_not_lost(tmp_path: Path, names: list[str], said: str) -> None:
    write(tmp_path / "dist", "one")
    for name in names:
        (tmp_path / "dist" / name).write_text("years of work")
    with pytest.raises(InputError, match=said):
        write(tmp_path / "dist", "two")
    assert {path.name for path in (tmp_path / "dist").iterdir()} == {MANIFEST, *names}


def test_what_others_put_beside_a_release_during_a_build_is_not_lost(tmp_path: Path) -> None:
    write(tmp_path / "dist", "one")
    with pytest.raises(InputError, match="thesis"), replace_release(tmp_path / "dist") as scratch:
        (scratch / MANIFEST).write_text(manifest("two"))
        (tmp_path / "dist" / "thesis.txt").write_text("years of work")
    assert version_of(tmp_path / "dist") == "one"
    assert (tmp_path / "dist" / "thesis.txt").read_text() == "years of work"


NEIGHBOURS = {
    "g[1]": [".g1.building-7", ".g[1].building-x", ".g[1].building-"],
    "d*": [".dist.building-7", ".d.building-7"],
    "dist": [".dist.building-copy.building-7", ".dist.building-7.lock", "dist.building-7"],
}


@pytest.mark.parametrize(("name", "others"), NEIGHBOURS.items(), ids=NEIGHBOURS)
def test_the_next_build_removes_what_a_killed_one_left_and_nothing_of_others(
    tmp_path: Path, name: str, others: list[str]
) -> None:
    for each in (f".{name}.building-7", f".{name}.building-8-old", *others):
        (tmp_path / each).mkdir()
    write(tmp_path / name, "one")
    write(tmp_path / name, "two")
    assert {path.name for path in tmp_path.iterdir()} == {name, f".{name}.lock", *others}


def test_a_release_that_a_killed_build_put_aside_gets_its_name_back(tmp_path: Path) -> None:
    write(tmp_path / "dist", "one")
    (tmp_path / "dist").rename(tmp_path / ".dist.building-7-old")
    with pytest.raises(RuntimeError), replace_release(tmp_path / "dist"):
        raise RuntimeError
    assert version_of(tmp_path / "dist") == "one"


def test_a_second_rename_that_fails_undoes_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "dist", "one")
    monkeypatch.setattr(folder, "_exchange", lambda *_: False)
    with pytest.raises(InputError, match="cannot be written"), replace_release(tmp_path / "dist") as scratch:
        scratch.rmdir()
        monkeypatch.setattr(folder, "_flush", lambda _: None)
    assert version_of(tmp_path / "dist") == "one"
    assert {path.name for path in tmp_path.iterdir()} == {"dist", ".dist.lock"}


def test_what_an_engine_adds_to_a_folder_that_is_removed_goes_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, remove = iter(["000017.sst", "MANIFEST-000018"]), shutil.rmtree

    def add_to(path: Path, *, ignore_errors: bool) -> None:
        remove(path, ignore_errors=ignore_errors)
        for name in late:
            path.mkdir()
            (path / name).touch()
            break

    monkeypatch.setattr(shutil, "rmtree", add_to)
    with pytest.raises(RuntimeError), replace_release(tmp_path / "dist"):
        raise RuntimeError
    assert [path.name for path in tmp_path.iterdir()] == [".dist.lock"]
    assert not list(late)


def test_without_locks_nothing_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(InputError, match="without locks"):
        write(tmp_path / "dist", "one")


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_not_a_folder_is_refused(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "dist"
    if kind == "file":
        target.write_text("a file")
    else:
        (tmp_path / "elsewhere").mkdir()
        target.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="not a folder"):
        write(target, "one")


def test_builds_into_one_folder_exclude_each_other(tmp_path: Path) -> None:
    with (
        replace_release(tmp_path / "dist") as scratch,
        pytest.raises(InputError, match="another run"),
    ):
        (scratch / MANIFEST).write_text(manifest("one"))
        write(tmp_path / "dist", "two")


PARTS = [f"part-{number}" for number in range(5)]
LOOP = """
import sys
from pathlib import Path
from tests.release.test_folder import PARTS, write
folder = Path(sys.argv[1])
for number in range(1_000_000):
    write(folder, str(number), *PARTS)
    if number == 1:
        print("replacing", flush=True)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs an exchange in one step")
def test_killed_at_any_moment_the_release_is_whole(tmp_path: Path) -> None:
    write(tmp_path / "dist", "start", *PARTS)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", LOOP, str(tmp_path / "dist")]
    for attempt in range(10):
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as child:
            assert child.stdout
            assert child.stdout.readline() == b"replacing\n"
            time.sleep(0.01 + attempt * 0.013)
            child.kill()
        stamps = {(tmp_path / "dist" / part).read_text() for part in PARTS} | {version_of(tmp_path / "dist")}
        assert len(stamps) == 1
        assert len(list((tmp_path / "dist").iterdir())) == 6
    write(tmp_path / "dist", "end")
    assert {path.name for path in tmp_path.iterdir()} == {"dist", ".dist.lock"}


def test_every_file_and_folder_entry_is_on_disk_before_the_swap_and_the_swap_before_the_old_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events, flush, exchange, remove = list[str](), os.fsync, folder._exchange, shutil.rmtree

    def note(handle: int) -> None:
        events.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        flush(handle)

    def note_swap(one: Path, other: Path) -> bool:
        events.append("swap")
        return exchange(one, other)

    def note_removal(path: Path, *, ignore_errors: bool) -> None:
        events.append("removal")
        remove(path, ignore_errors=ignore_errors)

    write(tmp_path / "dist", "one")
    monkeypatch.setattr(os, "fsync", note)
    monkeypatch.setattr(folder, "_exchange", note_swap)
    monkeypatch.setattr(shutil, "rmtree", note_removal)
    with replace_release(tmp_path / "dist") as scratch:
        (scratch / "early").write_text("there before")
        with flush_ahead(scratch):
            (scratch / "store").mkdir()
            (scratch / "store" / "late").write_text("there in the end")
            (scratch / MANIFEST).write_text(manifest("two", "early"))
    before = set(events[: events.index("swap")])
    assert before == {"early", "late", "store", MANIFEST, scratch.name}
    assert events[events.index("swap") :] == ["swap", tmp_path.name, "removal"]


def test_what_a_disk_refuses_ahead_of_the_end_keeps_the_old_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "dist", "one")

    def refuse(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(InputError, match="Input/output"), replace_release(tmp_path / "dist") as scratch:
        monkeypatch.setattr(os, "fsync", refuse)
        with flush_ahead(scratch):
            (scratch / MANIFEST).write_text(manifest("two"))
    assert version_of(tmp_path / "dist") == "one"
    assert {path.name for path in tmp_path.iterdir()} == {"dist", ".dist.lock"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_an_input_error_and_keeps_the_old_release(tmp_path: Path) -> None:
    write(tmp_path / "dist", "one")
    with (
        pytest.raises(InputError, match="No space left"),
        replace_release(tmp_path / "dist"),
        Path("/dev/full").open("w") as full,
    ):
        full.write("x" * 100_000)
    assert version_of(tmp_path / "dist") == "one"
