"""Run a command and measure it: wall time, CPU time with its children, and the memory of the whole process tree."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INTERVAL = 0.05
"""Seconds between two looks at the tree."""


class Measured(NamedTuple):
    """Hold what a run took: seconds of wall and CPU, the most bytes in memory of the tree and of its first process.

    `peak_other` is that of the largest of the other processes.

    Memory that processes share is counted once for each of them, so `peak` errs upwards.
    """

    seconds: float
    cpu: float
    peak: int
    peak_first: int
    peak_other: int = 0


class FailedRunError(Exception):
    """Say that a measured command failed; its last lines are the message."""


def run_measured(command: Sequence[str], log: Path, *, env: Mapping[str, str] | None = None) -> Measured:
    """Run a command to its end, its output in `log`; raise FailedRunError where it fails."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with log.open("wb") as out:
        # The command is the benchmark's own.
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=env)  # noqa: S603
        peak = peak_first = peak_other = 0
        while process.poll() is None:
            sizes = [resident(pid) for pid in process_tree(process.pid)]
            peak_first = max(peak_first, highest(process.pid))
            peak = max(peak, peak_first, sum(sizes))
            peak_other = max(peak_other, *sizes[1:], 0)
            time.sleep(INTERVAL)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise FailedRunError(f"{' '.join(command)}: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(seconds, cpu, peak, peak_first, peak_other)


def process_tree(pid: int) -> list[int]:
    """Return a process and all below it, itself first."""
    found = [pid]
    for parent in found:
        for tasks in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, tasks.read_text().split())
            except OSError:
                continue
    return found


def resident(pid: int) -> int:
    """Return the bytes of a process that are in memory; 0 for one that has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def highest(pid: int) -> int:
    """Return the most bytes that a process had in memory since its program began; 0 for one that has ended.

    Not `ru_maxrss`, which remembers the process that it was forked from: here that is the benchmark itself.
    """
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0
