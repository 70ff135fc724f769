"""A lock by which one process at a time writes into a folder."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO


@contextmanager
def lock_folder(folder: Path, file: Path) -> Iterator[bool]:
    """Hold the advisory lock of a folder, which is that of a file; the kernel drops it when the process ends, however.

    Yield False where the file system has no locks, as some have none that machines share. Raises InputError where
    another process has the lock, or the file cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = file.open("ab")
    except OSError as error:
        raise InputError(f"the lock {file.name} cannot be written: {error}", where=str(folder)) from error
    with handle:
        yield _take(handle, folder)


def _take(handle: IO[bytes], folder: Path) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise InputError("another run is writing there; wait for it", where=str(folder)) from error
    except OSError:
        return False
    return True
