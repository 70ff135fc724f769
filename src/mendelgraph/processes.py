"""How many processes share work on this machine."""

from __future__ import annotations

import os

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
