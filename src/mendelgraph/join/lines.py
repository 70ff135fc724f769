"""Somebody's file as lines of N-Quads: parsed whole by the guarded reader before any is used, and told of meanwhile."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from mendelgraph.rdf.bounded import Limits, run_bounded
from mendelgraph.rdf.reading import PARSER, open_regular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BLANKS = "b"
EVERY = 5.0
"""Seconds between two words on how far it is."""
COPIED = 1 << 20


def open_lines(path: Path, *, limits: Limits, progress: Callable[[float], None]) -> IO[bytes]:
    """Return a file of the N-Quads of a file in any syntax, gzip or not; `progress` is told the share that is read.

    Raises InputError as `read_quads` does.
    """
    with open_regular(path) as data:
        return _lines(data, path.suffix, limits, progress, where=str(path))


def keep_lines(stream: IO[bytes], *, where: str, limits: Limits, progress: Callable[[float], None]) -> IO[bytes]:
    """Return the lines of a stream as `open_lines` does; it is kept in a file, since some syntaxes are read twice."""
    with tempfile.TemporaryFile() as data:
        shutil.copyfileobj(stream, data, COPIED)
        data.seek(0)
        return _lines(data, "", limits, progress, where=where)


def _lines(data: IO[bytes], suffix: str, limits: Limits, progress: Callable[[float], None], *, where: str) -> IO[bytes]:
    with _watched(data, progress):
        return run_bounded(PARSER, ["", suffix.lower(), BLANKS], data, limits=limits, where=where)


@contextmanager
def _watched(data: IO[bytes], progress: Callable[[float], None]) -> Iterator[None]:
    """Tell how far a child has read: it shares the place in the file with the one who opened it."""
    descriptor, done = data.fileno(), threading.Event()
    size = os.fstat(descriptor).st_size

    def watch() -> None:
        while not done.wait(EVERY):
            progress(os.lseek(descriptor, 0, os.SEEK_CUR) / max(1, size))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
