"""A bound on memory for commands that ask a store in this process, where nothing else could stop the engine.

Of a damaged store the engine hands out the same error for ever, and a query that counts or sorts gathers them
(oxigraph 0.5; a test tells when it no longer does).
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mendelgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 4 << 30
"""Bytes; on the whole real catalogue no question of the query book takes more than 63 MB (measured)."""
EVERY = 0.2
_PAGES = Path("/proc/self/statm")


@contextmanager
def bounded_memory() -> Iterator[None]:
    """End the process with a message and the exit code of a bad input when it takes too much memory in the block.

    Where no system tells how much that is, there is no bound.
    """
    ended = threading.Event()
    if _PAGES.is_file():
        threading.Thread(target=_watch, args=(ended,), daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def _watch(ended: threading.Event) -> None:
    while not ended.wait(EVERY):
        if int(_PAGES.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") > MEMORY:
            told = f"took more than {MEMORY >> 20:,} MiB of memory; is its store damaged? Build the release again"
            click.echo(f"mendelgraph: {InputError(told, where='the release')}", err=True)
            os._exit(InputError.exit_code)  # nothing milder reaches an engine that never comes back
