"""How many processes share work on this machine, and that none is left when the work ends."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 61
"""The processes of a pool that Windows can wait for."""


def count_processes(items: int, worth: int) -> int:
    """Return how many processes to start: one a core, but each with enough to do.

    Below `worth` items one process is quicker than two.

    >>> count_processes(99, 100)
    1
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, 2 * items // worth, MOST))


@contextmanager
def open_pool(processes: int, start: Callable[..., None], *arguments: object) -> Iterator[ProcessPoolExecutor]:
    """Yield a pool of fresh processes, each of which begins with `start(*arguments)`; what waits at the end is dropped.

    None outlives this process, however it ends: a pool of the standard library would wait for more work for ever.
    """
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _start, (start, arguments))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _start(start: Callable[..., None], arguments: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends Ctrl-C to all: the parent ends its pool in order
    Thread(target=_end_with_parent, daemon=True).start()
    start(*arguments)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
