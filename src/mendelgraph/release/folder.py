"""A release folder is written beside the old one and swapped in whole, or not at all.

The new folder is made under a name of its own in the same parent folder, flushed to disk, and exchanged with the old
one by one system call (`renameat2` with RENAME_EXCHANGE on Linux, `renamex_np` with RENAME_SWAP on macOS). Killed at
any moment, a build leaves either the old release or the new one under the release's name; what lies around from a
killed build is removed by the next. Builds into one folder exclude each other by an advisory lock.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError
from mendelgraph.store import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def replace_release(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to write a release into; put it in the place of `folder` when the block ends well.

    Raises InputError where `folder` holds something that is not a release, cannot be written, or is being built by
    another process. If the block raises, `folder` stays as it was.
    """
    folder = folder.absolute()
    _refuse_strangers(folder)
    with _lock(folder):
        _remove_leftovers(folder)
        scratch = folder.with_name(f".{folder.name}.building-{os.getpid()}")
        try:
            scratch.mkdir()
            yield scratch
            _flush(scratch)
            _swap(scratch, folder)
        except OSError as error:
            raise InputError(f"the release cannot be written: {error}", where=str(folder)) from error
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _refuse_strangers(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InputError("is not a folder; name another with -o", where=str(folder))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise InputError(
            f"holds files but no {MANIFEST}, so it is not a release and is left alone; name another folder with -o",
            where=str(folder),
        )


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Hold the advisory lock of a release folder; the kernel drops it when the process ends, however it ends."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        handle = (folder.parent / f".{folder.name}.lock").open("wb")
    except OSError as error:
        raise InputError(f"the release cannot be written: {error}", where=str(folder)) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InputError("another build is writing this release; wait for it", where=str(folder)) from error
        yield


def _remove_leftovers(folder: Path) -> None:
    for leftover in folder.parent.glob(f".{folder.name}.building-*"):
        shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def flush_ahead(folder: Path) -> Iterator[None]:
    """Force to disk what is in a folder already, while the block writes the rest, which is little."""
    with ThreadPoolExecutor(1) as thread:
        flushed = thread.submit(_flush, folder)
        yield
        flushed.result()


def _flush(folder: Path) -> None:
    """Force files and folder entries to disk, so that a power cut cannot leave a swapped-in half release."""
    with ThreadPoolExecutor() as threads:  # a disk takes many such orders in the time of one
        list(threads.map(_flush_one, (folder, *sorted(folder.rglob("*")))))


def _flush_one(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:  # it went meanwhile
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swap(new: Path, folder: Path) -> None:
    if not folder.exists():
        new.rename(folder)
    elif not _exchange(new, folder):
        # No exchange on this system: the old folder steps aside under a name that the next build removes.
        aside = folder.with_name(f".{folder.name}.building-{os.getpid()}-old")
        folder.rename(aside)
        new.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; return False where system or file system cannot."""
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        return int(libc.renamex_np(os.fsencode(one), os.fsencode(other), _RENAME_EXCHANGE)) == 0
    if not hasattr(libc, "renameat2"):
        return False
    return (
        int(libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)))
        == 0
    )
