"""One process at a time writes into a folder, and a process that is gone holds no lock."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mendelgraph.errors import InputError
from mendelgraph.locks import lock_folder

HOLD = """
import sys, time
from pathlib import Path
from mendelgraph.locks import lock_folder
with lock_folder(Path(sys.argv[1]), Path(sys.argv[1]) / "lock") as locked:
    print(locked, flush=True)
    time.sleep(60)
"""


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    with holder, holder.stdout:
        assert holder.stdout.readline() == "True\n"
        with pytest.raises(InputError, match="another run is writing there"), lock_folder(tmp_path, tmp_path / "lock"):
            raise AssertionError("was let in")
        holder.send_signal(signal.SIGKILL)
        holder.wait(10)
        with lock_folder(tmp_path, tmp_path / "lock") as locked:
            assert locked


def test_the_file_of_a_lock_keeps_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("a marker")
    with lock_folder(tmp_path, tmp_path / "lock"):
        pass
    assert (tmp_path / "lock").read_text() == "a marker"


def test_a_lock_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with pytest.raises(InputError, match="the lock lock cannot be written: "), lock_folder(tmp_path, tmp_path / "lock"):
        raise AssertionError("was let in")
