"""From sources to a folder of parts: the same statements as the release of one machine, in many files."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from mendelgraph.cluster.part import write_whole
from mendelgraph.cluster.rest import Gathered, make_rest
from mendelgraph.cluster.running import connect, make_parts
from mendelgraph.errors import InputError
from mendelgraph.graph import DEFAULT_BASE
from mendelgraph.graph.versions import check_date
from mendelgraph.locks import lock_folder
from mendelgraph.release.build import read_sources, refuse_violations
from mendelgraph.release.ledger import Pace
from mendelgraph.release.tasks import make_tasks
from mendelgraph.release.workers import Settings, make_context
from mendelgraph.validation import default_engine
from mendelgraph.whole_files import ending_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mendelgraph.cluster.part import PartFile
    from mendelgraph.cluster.rest import Rest
    from mendelgraph.records import Refusal

LIST = "parts.json"
MARKER = ".mendelgraph-parts"
"""The file by which a folder is known as one of parts: without it nothing in a folder is ever removed."""
MARK = b"Written by mendelgraph, which removes its parts from this folder before it writes others.\n"
_PARTS = r"(part-[0-9]{5,}\.nq|parts\.json)"
_SCRATCH = re.compile(rf"\.{_PARTS}\..+")
_OURS = re.compile(rf"{_PARTS}|{_SCRATCH.pattern}")
PART = 100
"""Records of a part: seconds of work, and no more is lost with a worker."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Name a folder of parts, and tell what is in it."""

    folder: Path
    version: str
    parts: int
    conditions: int
    statements: int
    refusals: tuple[Refusal, ...]


def build_parts(
    sources: Sequence[Path | str] = (),
    *,
    output: Path | str,
    scheduler: str | None = None,
    workers: int = 2,
    vocabulary: Path | str | None = None,
    base: str = DEFAULT_BASE,
    release: str | None = None,
    records: int = PART,
    progress: Callable[[str], None] = lambda _: None,
) -> Parts:
    """Build `part-00000.nq` and so on from sources; sorted, their lines are those of a release's `mendelgraph.nq`.

    `scheduler` is the address of a Dask scheduler, whose workers see `output` and `vocabulary` under the same paths;
    None: `workers` processes of this machine. `parts.json` is written last: a folder without it is no whole build.
    `progress` hears now and then how many conditions are made, and how long the others will take.

    Raises InputError where no source can be read, or the folder holds something else or is written by others too,
    ConformanceError where a record breaks a shape (its parts stay for a look, without `parts.json`), RemoteError where
    the cluster fails.
    """
    check_date(release)
    reading = read_sources(sources)
    catalogue = reading.catalogue
    settings = Settings(base, Path(vocabulary).absolute() if vocabulary else None, default_engine())
    context = make_context(settings)
    tasks = make_tasks(reading, context.mint)
    own = own_folder(Path(output), progress)
    with own as folder, connect(scheduler, workers) as client, Gathered(folder) as gathered:
        pace = Pace(len(tasks), progress)
        shares = (tasks[start : start + records] for start in range(0, len(tasks), records))
        for part in make_parts(client, shares, settings, folder):
            gathered.add(part)
            for _ in part.records:
                pace.step()
        rest = make_rest(gathered, catalogue.genes, context, folder, release)
        refuse_violations([*gathered.violations, *rest.findings])
        files = [*gathered.files, rest.file]
        check_files(folder, files)
        write_list(folder, files, {told.slug: told.layers for told in gathered.told}, rest, base)
    return Parts(
        Path(output), rest.version, len(files), len(tasks), sum(file.quads for file in files), catalogue.refusals
    )


@contextmanager
def own_folder(folder: Path, progress: Callable[[str], None]) -> Iterator[Path]:
    """Yield the folder, empty of an earlier build's parts and closed to others; refuse one that holds anything else."""
    folder = folder.absolute()
    try:
        _refuse_strangers(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARKER).write_bytes(MARK)
        with lock_folder(folder, folder / MARKER) as locked, ending_in_order():
            if not locked:
                progress(f"{folder}: its file system has no locks; see to it that no other build writes there")
            _remove(folder, _OURS)
            yield folder
            _remove(folder, _SCRATCH)
    except OSError as error:
        raise InputError(f"the parts cannot be written: {error}", where=str(folder)) from error


def _refuse_strangers(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    if names and MARKER not in names:
        what = f"holds files but no {MARKER}, so it is no folder of parts and is left alone; name another with -o"
        raise InputError(what, where=str(folder))
    strange = [name for name in names if name != MARKER and not _OURS.fullmatch(name)]
    if strange:
        raise InputError(f"holds {strange[0]!r}, which is no part of a build; name another folder", where=str(folder))


def _remove(folder: Path, which: re.Pattern[str]) -> None:
    """Remove parts, but first the list: without it nothing is whole."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name != LIST):
        if which.fullmatch(path.name):
            path.unlink(missing_ok=True)


def check_files(folder: Path, files: Iterable[PartFile]) -> None:
    """Raise InputError where a part is no longer as it was written: somebody else writes into the folder."""
    for told in files:
        with (folder / told.name).open("rb") as file:
            if file_digest(file, "sha256").hexdigest() != told.sha256:
                what = f"{told.name} is not what was written; does another build write there? Build again"
                raise InputError(what, where=str(folder))


def write_list(
    folder: Path, files: Sequence[PartFile], conditions: Mapping[str, Mapping[str, str]], rest: Rest, base: str
) -> None:
    """Write `parts.json`: each file with its hash, each condition with those of its layers, as a release's manifest."""
    told = {
        "version": rest.version,
        "base": base,
        "parts": {file.name: {"sha256": file.sha256, "bytes": file.bytes, "quads": file.quads} for file in files},
        "conditions": conditions,
    }
    with write_whole(folder / LIST) as out:
        out.write((json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode())
