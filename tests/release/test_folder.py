from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mendelgraph.errors import InputError
from mendelgraph.release.folder import flush_ahead, replace_release
from mendelgraph.store import MANIFEST


def write(folder: Path, text: str) -> None:
    with replace_release(folder) as scratch:
        (scratch / MANIFEST).write_text(text)


def test_a_new_release_appears_whole(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "dist", "one")
    assert (tmp_path / "deep" / "dist" / MANIFEST).read_text() == "one"


def test_the_old_release_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    write(tmp_path / "dist", "one")
    (tmp_path / "dist" / "extra").write_text("gone after the swap")
    write(tmp_path / "dist", "two")
    assert [path.name for path in (tmp_path / "dist").iterdir()] == [MANIFEST]
    assert {path.name for path in tmp_path.iterdir()} == {"dist", ".dist.lock"}


def test_a_failing_build_leaves_the_old_release(tmp_path: Path) -> None:
    write(tmp_path / "dist", "one")
    with pytest.raises(RuntimeError, match="half way"), replace_release(tmp_path / "dist") as scratch:
        (scratch / MANIFEST).write_text("two")
        raise RuntimeError("half way")
    assert (tmp_path / "dist" / MANIFEST).read_text() == "one"
    assert {path.name for path in tmp_path.iterdir()} == {"dist", ".dist.lock"}


def test_an_exchange_that_the_system_refuses_falls_back_to_two_renames(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "dist", "one")
    monkeypatch.setattr("mendelgraph.release.folder._exchange", lambda one, other: False)
    write(tmp_path / "dist", "two")
    assert (tmp_path / "dist" / MANIFEST).read_text() == "two"
    assert {path.name for path in tmp_path.iterdir()} == {"dist", ".dist.lock"}


def test_a_folder_that_is_no_release_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match="not a release"):
        write(tmp_path / "home", "one")
    assert (tmp_path / "home" / "thesis.txt").read_text() == "years of work"


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
        pytest.raises(InputError, match="another build"),
    ):
        (scratch / MANIFEST).write_text("one")
        write(tmp_path / "dist", "two")


LOOP = """
import sys
from pathlib import Path
from mendelgraph.release.folder import replace_release
from mendelgraph.store import MANIFEST
folder = Path(sys.argv[1])
for number in range(1_000_000):
    with replace_release(folder) as scratch:
        for part in range(5):
            (scratch / f"part-{part}").write_text(str(number))
        (scratch / MANIFEST).write_text(str(number))
    if number == 1:
        print("replacing", flush=True)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs an exchange in one step")
def test_killed_at_any_moment_the_release_is_whole(tmp_path: Path) -> None:
    write(tmp_path / "dist", "start")
    for part in range(5):
        (tmp_path / "dist" / f"part-{part}").write_text("start")
    for attempt in range(10):
        with subprocess.Popen([sys.executable, "-c", LOOP, str(tmp_path / "dist")], stdout=subprocess.PIPE) as child:
            assert child.stdout
            assert child.stdout.readline() == b"replacing\n"
            time.sleep(0.01 + attempt * 0.013)
            child.kill()
        stamps = {path.read_text() for path in (tmp_path / "dist").iterdir()}
        assert len(stamps) == 1
        assert len(list((tmp_path / "dist").iterdir())) == 6
    write(tmp_path / "dist", "end")
    assert {path.name for path in tmp_path.iterdir()} == {"dist", ".dist.lock"}


def test_every_file_is_on_disk_before_the_swap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events, flush = list[str](), os.fsync

    def note(handle: int) -> None:
        events.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        flush(handle)

    monkeypatch.setattr(os, "fsync", note)
    monkeypatch.setattr("mendelgraph.release.folder._exchange", lambda *_: events.append("swap"))
    write(tmp_path / "dist", "one")
    events.clear()
    with replace_release(tmp_path / "dist") as scratch:
        (scratch / "early").write_text("there before")
        with flush_ahead(scratch):
            (scratch / MANIFEST).write_text("two")
    last = len(events) - events[::-1].index("swap") - 1
    assert {"early", MANIFEST} <= set(events[:last])


def test_what_a_disk_refuses_ahead_of_the_end_keeps_the_old_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "dist", "one")

    def refuse(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(InputError, match="Input/output"), replace_release(tmp_path / "dist") as scratch:
        monkeypatch.setattr(os, "fsync", refuse)
        with flush_ahead(scratch):
            (scratch / MANIFEST).write_text("two")
    assert (tmp_path / "dist" / MANIFEST).read_text() == "one"
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
    assert (tmp_path / "dist" / MANIFEST).read_text() == "one"
