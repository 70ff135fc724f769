"""The files of an open store: the engine opens the first sixteen, and each of the others when a query needs it.

Who goes on reading while a new release takes the place of the old one, or may open nothing any more, needs them all
open before: under a file's name there would be another file by then, or none.
"""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

TOUCHED = 300
"""Quads that are looked at, at most, to have the engine open its files."""
OPEN = Path("/proc/self/fd")
"""Where Linux lists what this process has open."""


def open_files(store: Store, folder: Path) -> int:
    """Look things up until the engine has all files of a store open; return how many it has not, mostly none.

    Raises RuntimeError or OSError where a file is damaged or gone. Where no system tells what is open, none is missing.
    """
    for quad in islice(store, TOUCHED):
        if not count_unopened(folder):
            break
        _touch(store, quad)
    return count_unopened(folder)


def count_unopened(folder: Path) -> int:
    """Count the files of a store that this process has not open."""
    if not OPEN.is_dir():
        return 0
    opened = {os.path.realpath(OPEN / name) for name in os.listdir(OPEN)}  # noqa: PTH208 - numbers, not paths
    return sum(os.path.realpath(path) not in opened for path in folder.glob("*.sst"))


def _touch(store: Store, quad: Quad) -> None:
    """Look up the parts of a quad in each index: what stands in which file depends on hashes, so any quads will do."""
    graph = quad.graph_name
    named = [part for part in (*quad.triple, graph) if isinstance(part, NamedNode)]
    for where in (None, DefaultGraph(), graph):
        next(store.quads_for_pattern(None, None, quad.object, where), None)
        for part in named:
            next(store.quads_for_pattern(part, None, None, where), None)
            next(store.quads_for_pattern(None, part, None, where), None)
            next(store.quads_for_pattern(None, None, part, where), None)
    for part in named:
        store.contains_named_graph(part)
