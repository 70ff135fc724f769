"""Files at places of somebody's choosing: written whole or not at all, whatever stands there."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from mendelgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def open_whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside `path` that takes its place when it is whole; a link stays, and its target is replaced.

    What is no regular file, such as a pipe or a device, is written into. On failure, and when the process is told to
    end, nothing is left behind. Raises InputError where the place cannot be written.
    """
    try:
        with _beside(path) if _is_replaceable(path) else path.open("wb") as out:
            yield out
    except OSError as error:
        raise _unwritable(path, error) from None


def check_place(path: Path) -> None:
    """Raise InputError where `open_whole` could write nothing, before hours of work are lost for it."""
    try:
        folder = Path(os.path.realpath(path)).parent if _is_replaceable(path) else path
        folder.stat()
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise _unwritable(path, error) from None


def is_same_place(one: Path, other: Path) -> bool:
    """Tell whether two names are of one file, there or not yet; what is written into can be shared, and is none."""
    try:
        if not (_is_replaceable(one) and _is_replaceable(other)):
            return False
        return os.path.realpath(one) == os.path.realpath(other) or one.samefile(other)
    except OSError:
        return False


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let a signal that would end the process at once end it by an exception, unless somebody else looks after it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = [number for number in ENDINGS if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _is_replaceable(path: Path) -> bool:
    """Tell a regular file, or a place where none is yet, from a pipe or device; raise OSError for a folder."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return True
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return stat.S_ISREG(mode)


@contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    with place_beside(path) as scratch, scratch.open("wb") as out:
        yield out


@contextmanager
def place_beside(path: Path) -> Iterator[Path]:
    """Yield the name of a file beside `path` that takes its place when the block ends well, and else is removed.

    A link stays, and its target is replaced; a file that is there passes its mode on.
    """
    target = Path(os.path.realpath(path))
    scratch = target.with_name(f".{target.name[:50]}.{os.getpid()}")
    with ending_in_order():
        try:
            scratch.touch()
            if target.exists():
                shutil.copymode(target, scratch)
            yield scratch
            scratch.replace(target)
        finally:
            scratch.unlink(missing_ok=True)


def _end(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def _unwritable(path: Path, error: OSError) -> InputError:
    return InputError(f"cannot be written: {error.strerror or error}", where=str(path))
