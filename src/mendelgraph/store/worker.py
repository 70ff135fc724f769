"""The child that runs one query: `python -m … SECONDS MEMORY OUTPUT DATA FORMAT FEDERATED`, the query on stdin.

Only `mendelgraph.store.bounded` runs it.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store

from mendelgraph.errors import InputError
from mendelgraph.queries.answers import explain_syntax
from mendelgraph.rdf.bounded import confine, refuse
from mendelgraph.store.files import OPEN, count_unopened
from mendelgraph.store.opening import open_folder, union_store

FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}


def _open(data: Path) -> Store:
    return open_folder(data) if data.is_dir() else union_store(data)


def close_the_door(folder: Path) -> None:
    """Forbid any further file or socket: the engine follows SERVICE from Rust, where no audit hook sees it.

    Of a store's folder, as many more may be opened as the engine has yet to open (`store.files`), mostly none.
    """
    with suppress(ImportError, ValueError, OSError):
        import resource  # absent on Windows

        missing = count_unopened(folder)
        for _ in range(_last_open()):
            os.dup(0)
        limit = _last_open() + 1 + missing if missing else 3
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))


def _last_open() -> int:
    return max(int(name) for name in os.listdir(OPEN))  # noqa: PTH208 - numbers, not paths


def main(arguments: list[str]) -> None:
    """Run the query on stdin as the arguments say."""
    data, answer_format, federated = confine(arguments)
    text = sys.stdin.buffer.read().decode()
    try:
        folder = Path(data)
        store = _open(folder)
        if not federated:
            close_the_door(folder)
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
