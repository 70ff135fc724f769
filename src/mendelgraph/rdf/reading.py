"""Quads of RDF files from outside. Parsing happens in a child process: see `mendelgraph.rdf.bounded` for why."""

from __future__ import annotations

import os
import stat
import tempfile
from typing import IO, TYPE_CHECKING

import pyoxigraph

from mendelgraph.errors import InputError
from mendelgraph.rdf.bounded import Limits, run_bounded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mendelgraph.rdf.syntax import Syntax

DEFAULT = Limits()
PARSER = "mendelgraph.rdf.parse_child"


def read_quads(
    path: Path, *, syntax: Syntax | None = None, limits: Limits = DEFAULT, blanks: str = "b"
) -> Iterator[pyoxigraph.Quad]:
    """Read a file of Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD, gzip or not, told by its content.

    Blank nodes are renamed `{blanks}0`, `{blanks}1`, … in the order they occur, so equal files give equal quads and
    files read with different `blanks` share none. The whole file is parsed before the first quad comes.

    Raises InputError naming file and place for whatever is no regular file, is malformed, hostile, has relative IRIs
    without a base or RDF 1.2 triple terms, or takes more than `limits`.
    """
    with open_regular(path) as data:
        return _parse(data, syntax, path.suffix, limits, blanks, where=str(path))


def read_quads_bytes(
    data: bytes,
    syntax: Syntax | None = None,
    *,
    where: str = "the text given",
    limits: Limits = DEFAULT,
    blanks: str = "b",
) -> Iterator[pyoxigraph.Quad]:
    """Read a text already in memory, as `read_quads` does; the syntax is told by the content where none is given."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        return _parse(file, syntax, "", limits, blanks, where=where)


def open_regular(path: Path) -> IO[bytes]:
    """Open without waiting for a pipe's other end, and refuse what is no regular file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be opened: {getattr(error, 'strerror', None) or error}", where=str(path)) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise InputError("is no regular file (a folder, pipe or device)", where=str(path))
    return os.fdopen(descriptor, "rb")


def _parse(
    data: IO[bytes], syntax: Syntax | None, extension: str, limits: Limits, blanks: str, *, where: str
) -> Iterator[pyoxigraph.Quad]:
    named = syntax.value if syntax else ""
    lines = run_bounded(PARSER, [named, extension.lower(), blanks], data, limits=limits, where=where)
    return _quads(lines)


def _quads(lines: IO[bytes]) -> Iterator[pyoxigraph.Quad]:
    with lines:
        yield from pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_QUADS)
