"""Standard streams that may be closed or full: an answer that is lost is an error, a message that is lost is not."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from errno import EBADF
from io import BufferedWriter, FileIO, TextIOWrapper, UnsupportedOperation
from stat import S_ISREG
from typing import TYPE_CHECKING, TextIO

from mendelgraph.errors import InputError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _Stream(FileIO):
    """Write to a descriptor; where that fails, say so at every try until the program ends."""

    _ended = False

    def write(self, data: ReadableBuffer, /) -> int:
        if not self._ended:
            try:
                return super().write(data) or 0
            except (BrokenPipeError, BlockingIOError):
                raise  # the reader has enough, which is no fault; or it is not ready yet
            except OSError as error:
                self._fail(error)
        return memoryview(data).nbytes

    def seekable(self) -> bool:
        """Tell whether there are places; devices claim so without keeping any, and archives rely on it."""
        return S_ISREG(os.fstat(self.fileno()).st_mode) and super().seekable()

    def tell(self) -> int:
        """Return the place, or raise OSError where there is none."""
        if not self.seekable():
            raise UnsupportedOperation("tell")
        return super().tell()

    def _fail(self, error: OSError) -> None:
        atexit.register(self._end)
        what = "is closed" if error.errno == EBADF else f"cannot be written: {error.strerror}"
        raise InputError(what, where="standard output") from None

    def _end(self) -> None:
        """Swallow what buffers still hold when the interpreter closes them: its failure has been told."""
        self._ended = True


class _Quiet(_Stream):
    """Lose messages without a word, for there is nowhere to say it."""

    def _fail(self, error: OSError) -> None:
        del error


def guard_streams() -> None:
    """Let a closed or full standard output raise InputError where it is written to, and standard error nothing.

    A stream that the caller replaced, as tests do, is left as it is.
    """
    _occupy_closed()
    if sys.stdout is sys.__stdout__:
        sys.stdout = _guard(sys.stdout, _Stream(1, "w", closefd=False))
    if sys.stderr is sys.__stderr__:
        sys.stderr = _guard(sys.stderr, _Quiet(2, "w", closefd=False), line_buffering=True)


def _occupy_closed() -> None:
    """Take the numbers of closed streams: the next file opened would get them, and answers be written into it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)  # the lowest free number; not for writing, so that an answer is missed


def _guard(stream: TextIO | None, raw: _Stream, *, line_buffering: bool = False) -> TextIO:
    """Put a guarded stream in the place of one that is closed, a file or a pipe; a terminal is never full."""
    if isinstance(stream, TextIOWrapper) and stream.isatty():
        stream.reconfigure(errors="backslashreplace")
        return stream
    encoding = stream.encoding if stream else "utf-8"
    return TextIOWrapper(BufferedWriter(raw), encoding, "backslashreplace", line_buffering=line_buffering)


def flush_output() -> None:
    """Write out what standard output still holds, while there is somebody who tells of a failure."""
    with suppress(ValueError):  # closed by whoever replaced it
        sys.stdout.flush()
