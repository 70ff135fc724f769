"""One part of a build, made by whatever process is given it: the N-Quads of some records, and what is told of them."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.release.pipeline import make_condition
from mendelgraph.release.records import make_ready
from mendelgraph.release.workers import make_context

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import IO

    from mendelgraph.graph.counts import Counts
    from mendelgraph.release.kept import Kept
    from mendelgraph.release.pipeline import Context, Task
    from mendelgraph.release.workers import Settings
    from mendelgraph.validation import Finding


class PartFile(NamedTuple):
    """Tell of a file of N-Quads."""

    name: str
    sha256: str
    bytes: int
    quads: int


class Told(NamedTuple):
    """Hold what stays in memory to the end of a build: a record's slug, its key, and the hash of each of its layers."""

    slug: str
    key: str
    layers: Mapping[str, str]


class Added(NamedTuple):
    """Hold what is added up of a record when its part is there, and then forgotten."""

    counts: Counts
    shared: frozenset[bytes]
    findings: tuple[Finding, ...]


class MadePart(NamedTuple):
    """Tell of a part that stands in its file, and of each record in it what need not be read again."""

    file: PartFile
    records: tuple[tuple[Told, Added], ...]


def part_name(number: int) -> str:
    """Return the name of a part's file; sorted by name, the parts are in the order of their graphs.

    >>> part_name(12)
    'part-00012.nq'
    """
    return f"part-{number:05}.nq"


def make_part(number: int, tasks: Sequence[Task], settings: Settings, folder: Path) -> MadePart:
    """Make the records of a part and write them to its file in `folder`, which all machines see under this path."""
    context = _context(settings)
    made = [make_ready(*make_condition(task, context)) for task in tasks]
    file = write_part(number, (bytes(each.parts.quads.plain) for each in made), folder)
    return MadePart(file, tuple(_tell(task.record.slug, each.kept) for task, each in zip(tasks, made, strict=True)))


def _tell(slug: str, kept: Kept) -> tuple[Told, Added]:
    piece = kept.piece
    return Told(slug, piece.key, piece.layers), Added(kept.counts, kept.shared, piece.findings)


def write_part(number: int, nquads: Iterable[bytes], folder: Path) -> PartFile:
    """Write a part's file and tell of it."""
    name, text = part_name(number), b"".join(nquads)
    with write_whole(folder / name) as out:
        out.write(text)
    return PartFile(name, sha256(text).hexdigest(), len(text), text.count(b"\n"))


@lru_cache(maxsize=1)
def _context(settings: Settings) -> Context:
    """Open vocabulary and shapes once in each process."""
    return make_context(settings)


@contextmanager
def write_whole(path: Path) -> Iterator[IO[bytes]]:
    """Write beside the file under a name that no other process has, and rename: under its own name it is always whole.

    Two machines may make the same part, where one was thought lost. They write the same bytes, so either may come last.
    """
    with ExitStack() as undo:
        out = undo.enter_context(NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False))
        undo.callback(Path(out.name).unlink)
        yield out
        out.flush()
        os.fsync(out.fileno())
        Path(out.name).replace(path)
        undo.pop_all()
        out.close()
