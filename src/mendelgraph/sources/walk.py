"""The files below the sources given, by name; nothing is opened here, and links to folders are not followed."""

from __future__ import annotations

import os
import stat
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.records import Refusal, RefusalKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


class File(NamedTuple):
    """Hold a regular file and the id that its document has: its path relative to the source given."""

    id: str
    path: Path


def walk(paths: Sequence[Path]) -> list[File | Refusal]:
    """Return the files below the paths in the order of their ids, and a refusal for each thing that is no file.

    Where files of several sources would have one id, each has its whole path instead.
    """
    found = dict.fromkeys(item for path in paths for item in _walk_source(path))
    files = [item for item in found if isinstance(item, File)]
    uses = Counter(file.id for file in files)
    unique = [file if uses[file.id] == 1 else File(print_path(file.path), file.path) for file in files]
    refusals = [item for item in found if isinstance(item, Refusal)]
    return sorted([*unique, *refusals], key=lambda item: (item[0], str(item[1]), item))


def print_path(path: Path) -> str:
    r"""Return a path as text that any file can hold: POSIX separators, odd bytes and control characters escaped.

    >>> print_path(Path("a/b\n.txt"))
    'a/b\\n.txt'
    """
    text = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def _walk_source(path: Path) -> Iterator[File | Refusal]:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield _refuse(path, RefusalKind.BROKEN, f"cannot be read: {error.strerror or error}")
        return
    if stat.S_ISDIR(mode):
        yield from _walk_folder(path)
    elif stat.S_ISREG(mode):
        yield File(print_path(Path(path.name)), path)
    else:
        yield _refuse(path, RefusalKind.BROKEN, f"{_kind(mode)}: not opened; give a file or a folder")


def _walk_folder(top: Path) -> Iterator[File | Refusal]:
    pending = [top]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                names = sorted(drop_notes({entry.name for entry in entries}))
        except OSError as error:
            shown = Path(top.name) if folder == top else folder.relative_to(top)
            yield _refuse(shown, RefusalKind.BROKEN, f"folder cannot be read: {error.strerror or error}")
            continue
        for name in names:
            item = _look(folder / name, top)
            if isinstance(item, Path):
                pending.append(item)
            else:
                yield item


def drop_notes(names: Collection[str]) -> set[str]:
    """Return the names in a folder without the notes that `mendelgraph fetch` leaves beside the files it fetched.

    Those of an interrupted download go together: it is no source before it is whole.

    >>> sorted(drop_notes({"poh.html", "poh.html.fetched.json", "bulk.xml.part", "bulk.xml.part.json", "b.part"}))
    ['b.part', 'poh.html']
    """
    noted = {f"{name}.fetched.json" for name in names}
    noted |= {f"{name}.json" for name in names if name.endswith(".part")}
    parts = {name for name in names if name.endswith(".part") and f"{name}.json" in names}
    return set(names) - noted - parts


def _look(path: Path, top: Path) -> Path | File | Refusal:
    name = path.relative_to(top)
    try:
        linked = path.is_symlink()
        mode = path.stat().st_mode
    except OSError as error:
        reason = error.strerror or str(error)
        return _refuse(name, RefusalKind.BROKEN, f"{'link' if path.is_symlink() else 'file'} leads nowhere: {reason}")
    if stat.S_ISREG(mode):
        return File(print_path(name), path)
    if not stat.S_ISDIR(mode):
        return _refuse(name, RefusalKind.NOT_A_SOURCE, f"{_kind(mode)}: not opened")
    if linked:
        return _refuse(name, RefusalKind.NOT_A_SOURCE, "link to a folder: not followed; give that folder as a source")
    if path.name.startswith("."):
        return _refuse(name, RefusalKind.NOT_A_SOURCE, "hidden folder: not looked into")
    return path


def _kind(mode: int) -> str:
    kinds = {stat.S_IFIFO: "pipe", stat.S_IFSOCK: "socket", stat.S_IFBLK: "device", stat.S_IFCHR: "device"}
    return kinds.get(stat.S_IFMT(mode), "no regular file")


def _refuse(path: Path, kind: RefusalKind, reason: str) -> Refusal:
    return Refusal(print_path(path), kind, reason)
