"""A release folder is written beside the old one and swapped in whole, or not at all.

The new folder is made under a name of its own in the same parent folder, flushed to disk, and exchanged with the old
one by one system call (`renameat2` with RENAME_EXCHANGE on Linux, `renamex_np` with RENAME_SWAP on macOS). Killed at
any moment, a build leaves either the old release or the new one under the release's name; what lies around from a
killed build is removed by the next. Builds into one folder exclude each other by an advisory lock.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError
from mendelgraph.locks import lock_folder
from mendelgraph.release.kept import FOLDER
from mendelgraph.store import MANIFEST, QUADS, STORE
from mendelgraph.whole_files import ending_in_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNLISTED = frozenset({MANIFEST, STORE, FOLDER, ".DS_Store"})
"""What a manifest does not list of its release, and what a Mac leaves in any folder that was looked at."""

ATTEMPTS = 10
"""How often a folder is removed that files are added to; what then is still there, the next build removes."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def replace_release(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to write a release into; put it in the place of `folder` when the block ends well.

    Raises InputError where `folder` holds something that is not a release, cannot be written, or is being built by
    another process. If the block raises, or the process is told to end, `folder` stays as it was.
    """
    folder = folder.absolute()
    try:
        _refuse_strangers(folder)
        with _make_scratch(folder) as scratch:
            yield scratch
            _flush(scratch)
            _refuse_strangers(folder)  # again: a build takes its time
            _swap(scratch, folder)
            _flush_one(folder.parent)  # before the old release, which is the scratch folder now, is removed
    except OSError as error:
        raise InputError(f"the release cannot be written: {error}", where=str(folder)) from error


@contextmanager
def _make_scratch(folder: Path) -> Iterator[Path]:
    """Yield a folder beside the release's that nobody else has, and remove it in the end, whatever it holds then."""
    with lock_folder(folder, folder.with_name(f".{folder.name}.lock")) as locked, ending_in_order():
        if not locked:
            raise InputError("lies on a file system without locks; build elsewhere and copy it", where=str(folder))
        _clear_up(folder)
        scratch = folder.with_name(f".{folder.name}.building-{os.getpid()}")
        try:
            scratch.mkdir()
            yield scratch
        finally:
            _remove(scratch)


def _remove(folder: Path) -> None:
    """Remove a folder to which a store's engine may add files for a moment yet, where it is stopped at its work."""
    for _ in range(ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            break
        time.sleep(0.1)


def _refuse_strangers(folder: Path) -> None:
    """Raise InputError where anything lies in the folder that would be lost with the release there."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InputError("is not a folder; name another with -o", where=str(folder))
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if not names:
        return
    if MANIFEST not in names:
        what = f"holds files but no {MANIFEST}, so it is not a release and is left alone; name another folder with -o"
        raise InputError(what, where=str(folder))
    strange = sorted(names - _listed(folder) - UNLISTED)
    if strange:
        named = ", ".join(map(repr, strange[:3])) + (f" and {len(strange) - 3} more" if strange[3:] else "")
        what = f"holds {named} beside a release, and is left alone; move that, or name another folder with -o"
        raise InputError(what, where=str(folder))


def _listed(folder: Path) -> set[str]:
    """Return the files that the manifest of a release lists; raise InputError where it is no manifest of ours."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        files = set(manifest["files"]) if manifest["version"] and manifest["base"] else set()
    except (OSError, ValueError, TypeError, KeyError):
        files = set()
    if QUADS not in files:
        what = f"its {MANIFEST} is not that of a release, so it is left alone; name another folder with -o"
        raise InputError(what, where=str(folder))
    return files


def _clear_up(folder: Path) -> None:
    """Remove what builds that were killed left; an old release that one of them had put aside gets its name back."""
    ours = re.compile(rf"\.{re.escape(folder.name)}\.building-[0-9]+(-old)?")
    for path in sorted(folder.parent.iterdir()):
        found = ours.fullmatch(path.name)
        if found and found[1] and not folder.exists():
            path.rename(folder)
        elif found:
            shutil.rmtree(path, ignore_errors=True)


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
        # No exchange on this system: the old folder steps aside under a name that the next build knows.
        aside = folder.with_name(f".{folder.name}.building-{os.getpid()}-old")
        try:
            folder.rename(aside)
            new.rename(folder)
        finally:
            if not folder.exists():
                aside.rename(folder)
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
