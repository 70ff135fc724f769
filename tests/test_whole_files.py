"""A place of somebody's choosing gets a whole file or keeps what it had, whatever stands there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from mendelgraph.errors import InputError
from mendelgraph.whole_files import check_place, is_same_place, open_whole


def test_a_file_is_replaced_when_the_new_one_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "out.nt"
    place.write_text("old", encoding="utf-8")
    with open_whole(place) as out:
        out.write(b"new")
        assert place.read_text(encoding="utf-8") == "old"
    assert place.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [place]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    place = tmp_path / "out.nt"
    place.write_text("old", encoding="utf-8")

    def fail() -> None:
        with open_whole(place) as out:
            out.write(b"half")
            raise InputError("is bad")

    with pytest.raises(InputError, match="is bad"):
        fail()
    assert place.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing yet"])
def test_a_link_stays_and_its_target_is_written(there: bool, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    target, link, second = folder / "target.nt", tmp_path / "link.nt", tmp_path / "second.nt"
    link.symlink_to(Path("elsewhere") / "target.nt")
    second.symlink_to("link.nt")
    if there:
        target.write_text("old", encoding="utf-8")
    with open_whole(second) as out:
        out.write(b"new")
    assert (second.is_symlink(), link.is_symlink(), target.is_symlink()) == (True, True, False)
    assert target.read_text(encoding="utf-8") == "new"
    assert list(folder.iterdir()) == [target]


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    check_place(pipe)
    with open_whole(pipe) as out:
        out.write(b"new")
    reader.join(10)
    assert got == [b"new"]
    assert pipe.is_fifo()


def test_a_long_name_finds_room_beside_it(tmp_path: Path) -> None:
    place = tmp_path / ("ü" * 127)
    with open_whole(place) as out:
        out.write(b"new")
    assert list(tmp_path.iterdir()) == [place]


def test_who_may_read_the_old_file_may_read_the_new_one_and_nobody_else(tmp_path: Path) -> None:
    place = tmp_path / "patients.tsv"
    place.write_text("old", encoding="utf-8")
    place.chmod(0o600)
    with open_whole(place) as out:
        out.write(b"new")
    assert place.stat().st_mode & 0o777 == 0o600


BAD = {
    "a folder": ("folder", "Is a directory"),
    "no such folder": ("nowhere/out.nt", "No such file or directory"),
    "a file for a folder": ("file/out.nt", "Not a directory"),
    "a link in a circle": ("circle", "Too many levels of symbolic links"),
    "a link to nowhere": ("astray", "No such file or directory"),
}


@pytest.mark.parametrize(("name", "reason"), BAD.values(), ids=BAD)
def test_a_place_that_cannot_be_written_is_named_before_and_at_writing(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "astray").symlink_to("nowhere/x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match=rf"{name}: cannot be written: {reason}"):
        check_place(tmp_path / name)
    with pytest.raises(InputError, match=rf"{name}: cannot be written: "), open_whole(tmp_path / name):
        pass
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_takes_no_file_is_named_before(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="cannot be written: Permission denied"):
        check_place(tmp_path / "out.nt")


def test_one_file_is_known_by_all_its_names(tmp_path: Path) -> None:
    one, other, link = tmp_path / "one", tmp_path / "other", tmp_path / "link"
    link.symlink_to("one")
    assert is_same_place(one, link)  # before there is a file
    one.touch()
    assert is_same_place(one, link)
    assert not is_same_place(one, other)
    assert not is_same_place(Path(os.devnull), Path(os.devnull))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["SIGTERM", "SIGHUP"])
def test_a_process_that_is_told_to_end_leaves_nothing_half_written(number: signal.Signals, tmp_path: Path) -> None:
    code = f"""
import signal, time
from pathlib import Path
from mendelgraph.whole_files import open_whole
signal.signal({int(number)}, signal.SIG_DFL)  # who runs tests under nohup hands on that SIGHUP is ignored
with open_whole(Path({str(tmp_path / "out.nt")!r})) as out:
    out.write(b"half")
    print("ready", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        assert len(list(tmp_path.iterdir())) == 1
        started = time.monotonic()
        process.send_signal(number)
        assert process.wait(10) == 128 + number
        assert time.monotonic() - started < 10
    assert list(tmp_path.iterdir()) == []


def test_what_a_signal_did_before_it_does_again_after(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with open_whole(tmp_path / "out.nt"):
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with open_whole(tmp_path / "out.nt"):
            assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)
