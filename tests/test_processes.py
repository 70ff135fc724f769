"""No process of a pool outlives the one that started it, however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")

# Each process of the pool writes its id, and then works at what it has, a tenth of a second each.
POOL = """
import os, sys, time
from pathlib import Path
from mendelgraph.processes import open_pool
from mendelgraph.whole_files import ending_in_order
def start(folder):
    (folder / str(os.getpid())).touch()
def work(number):
    time.sleep(0.1)
    return number
if __name__ == "__main__":
    with ending_in_order(), open_pool(2, start, Path(sys.argv[1])) as pool:
        for _ in pool.map(work, range(400)):
            pass
"""


def is_alive(process: int) -> bool:
    """Tell a process that runs from one that is gone, or that nobody has asked for its end."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def await_end(processes: set[int], seconds: float = 20) -> set[int]:
    """Return those of the processes that are still there after a while."""
    deadline = time.monotonic() + seconds
    while (left := set(filter(is_alive, processes))) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def children_of(process: int) -> set[int]:
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return {int(child) for children in threads for child in children.read_text().split()}


def await_workers(parent: subprocess.Popen[bytes], folder: Path, count: int = 2) -> set[int]:
    """Return all children of a process, once its workers have written their ids into the folder."""
    deadline = time.monotonic() + 60
    while len(list(folder.iterdir())) < count:
        assert parent.poll() is None
        assert time.monotonic() < deadline, "the workers never started"
        time.sleep(0.05)
    found = children_of(parent.pid)
    assert {int(path.name) for path in folder.iterdir()} < found, "there is the tracker of resources as well"
    return found


@contextmanager
def run_driver(
    code: str, place: Path, *arguments: str, count: int = 2
) -> Iterator[tuple[subprocess.Popen[bytes], set[int]]]:
    """Yield a process that runs a program of ours, and its children, which touch their ids in `$STARTED`; end all."""
    script, started = place / "driver.py", place / "started"
    script.write_text(code)
    started.mkdir()
    command = [sys.executable, str(script), *arguments]
    parent = subprocess.Popen(command, env={**os.environ, "STARTED": str(started)}, start_new_session=True)
    try:
        yield parent, await_workers(parent, started, count)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(parent.pid, signal.SIGKILL)


def check_ended(parent: subprocess.Popen[bytes], workers: set[int], number: signal.Signals) -> None:
    """Send a process a signal, and see that it ends as it should and leaves nobody."""
    parent.send_signal(number)
    assert parent.wait(30) == (-number if number == signal.SIGKILL else 128 + number)
    assert await_end(workers) == set()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
@pytest.mark.parametrize("whom", ["the parent", "all"])
def test_no_worker_outlives_its_parent(tmp_path: Path, number: signal.Signals, whom: str) -> None:
    script, folder = tmp_path / "pool.py", tmp_path / "started"
    script.write_text(POOL)
    folder.mkdir()
    parent = subprocess.Popen(
        [sys.executable, str(script), str(folder)], start_new_session=True, stderr=subprocess.PIPE
    )
    try:
        workers = await_workers(parent, folder)
        if whom == "all":
            os.killpg(parent.pid, number)
        else:
            parent.send_signal(number)
        _, said = parent.communicate(timeout=20)
        assert parent.returncode == {signal.SIGTERM: 128 + signal.SIGTERM}.get(number, -number)
        assert await_end(workers) == set()
        if (whom, number) != ("all", signal.SIGTERM):  # the library may say that a task was dropped as its worker died
            assert said.count(b"Traceback") == (number == signal.SIGINT), "the workers said something, too"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(parent.pid, signal.SIGKILL)
