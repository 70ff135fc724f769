"""The child that runs one query: `python -m … SECONDS MEMORY OUTPUT DATA FORMAT FEDERATED`, the query on stdin.

Only `mendelgraph.store.bounded` runs it.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from itertools import islice
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryResultsFormat, QueryTriples, RdfFormat, Store

from mendelgraph.errors import InputError
from mendelgraph.queries.answers import explain_syntax
from mendelgraph.rdf.bounded import confine, refuse
from mendelgraph.store.opening import open_folder, union_store

FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
TOUCHED = 300
"""Quads that are looked at, at most, to have the engine open its files."""


def _open(data: Path) -> Store:
    return open_folder(data) if data.is_dir() else union_store(data)


def close_the_door(store: Store, folder: Path) -> None:
    """Forbid any further file or socket: the engine follows SERVICE from Rust, where no audit hook sees it.

    Of a store's folder, as many more may be opened as the engine has yet to open: at first it opens sixteen files (its
    `kInitialLoadLimit`), and each of the others when a query needs it.
    """
    with suppress(ImportError, ValueError, OSError):
        import resource  # absent on Windows

        missing = _count_unopened(store, folder)
        for _ in range(_last_open()):
            os.dup(0)
        limit = _last_open() + 1 + missing if missing else 3
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))


def _last_open() -> int:
    return max(int(name) for name in os.listdir("/proc/self/fd"))  # noqa: PTH208 - numbers, not paths


def _count_unopened(store: Store, folder: Path) -> int:
    """Count the store's files that are not open, after looking things up wherever that may open one."""
    for quad in islice(store, TOUCHED):
        if not _unopened(folder):
            break
        _touch(store, quad)
    return _unopened(folder)


def _unopened(folder: Path) -> int:
    links = (f"/proc/self/fd/{name}" for name in os.listdir("/proc/self/fd"))  # noqa: PTH208 - numbers, not paths
    opened = {os.path.realpath(link) for link in links}
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


def main(arguments: list[str]) -> None:
    """Run the query on stdin as the arguments say."""
    data, answer_format, federated = confine(arguments)
    text = sys.stdin.buffer.read().decode()
    try:
        folder = Path(data)
        store = _open(folder)
        if not federated:
            close_the_door(store, folder)
        answer = store.query(text)
        if isinstance(answer, QueryTriples):
            answer.serialize(sys.stdout.buffer, RdfFormat.N_TRIPLES)
        else:
            answer.serialize(sys.stdout.buffer, FORMATS[answer_format])
        sys.stdout.buffer.flush()
    except SyntaxError as error:
        refuse(explain_syntax(error, text).what)
    except InputError as error:
        refuse(str(error))
    except MemoryError:
        refuse("the query needs more memory than it may use")
    except (OSError, RuntimeError, ValueError) as error:
        refuse(f"the engine gave up: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
