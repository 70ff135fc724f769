"""A child that answers queries on one store, one after the other: `python -m … SECONDS MEMORY OUTPUT STORE BASE`.

Only `mendelgraph.serve.pool` runs it. It opens the store, then gives up the right to open any other file or socket,
because the engine follows SERVICE from compiled code where nothing of ours could look on.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QueryTriples, RdfFormat, serialize

from mendelgraph.errors import InputError
from mendelgraph.export.context import our_context
from mendelgraph.export.jsonld import our_frame, write_jsonld
from mendelgraph.export.order import sort_quads
from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.queries.answers import explain_syntax
from mendelgraph.rdf.bounded import confine
from mendelgraph.serve.frames import CHUNK, Frame, Kind, read_frame
from mendelgraph.store.opening import open_folder
from mendelgraph.store.worker import close_the_door

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, Store, Triple

ROWS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
FRESH = 1.0
"""Seconds for which the limit on a child's work holds for the next queries too."""
KEPT_LENGTH = 500
"""The longest description of a request whose reading is remembered: without graphs of its own, they are all alike."""
LAST = frozenset({Kind.READY, Kind.WHOLE, Kind.END, Kind.FAILED})
GRAPHS = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "rdfxml": RdfFormat.RDF_XML}


class Refusal(Exception):  # noqa: N818 - it is an answer
    """Refuse a query with the status of an HTTP answer."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


class Parts:
    """Pass what is written on, a short answer in one frame, a long one as frames of CHUNK bytes, up to a limit."""

    def __init__(self, out: IO[bytes], form: str, limit: int) -> None:
        self._out, self._form, self._left = out, form.encode(), limit
        self._held, self._begun = bytearray(), False

    def write(self, data: bytes) -> int:
        """Take bytes; raise Refusal where they are too many."""
        self._left -= len(data)
        if self._left < 0:
            raise Refusal(413, "the answer is larger than this service gives; ask for less, for example with LIMIT")
        self._held += data
        if len(self._held) >= CHUNK:
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """Wait for more: the engine flushes when it pleases."""

    def _pass_on(self) -> None:
        if not self._begun:
            send(self._out, Kind.FORM, self._form)
        self._begun = True
        send(self._out, Kind.DATA, bytes(self._held))
        self._held.clear()

    def end(self) -> None:
        """Pass on what is held, and say that this is all."""
        if self._begun:
            self._pass_on()
            send(self._out, Kind.END)
        else:
            send(self._out, Kind.WHOLE, self._form + b"\n" + self._held)


def send(out: IO[bytes], kind: Kind, body: bytes = b"") -> None:
    """Write a frame; the last one of an answer leaves at once, and what is before it with it."""
    out.write(Frame(kind, body).encoded())
    if kind in LAST:
        out.flush()


def answer(store: Store, request: dict[str, Any], base: str, out: IO[bytes]) -> None:
    """Run one query and write its answer as frames; raise Refusal where there is none."""
    result = _run(store, request, base)
    kind = "graph" if isinstance(result, QueryTriples) else "rows"
    form = request[kind]
    if form is None:
        raise Refusal(406, kind)
    parts = Parts(out, form, request["limit"])
    if isinstance(result, QueryTriples):
        _write_graph(result, form, cast("BinaryIO", parts))
    else:
        result.serialize(cast("BinaryIO", parts), ROWS[form])
    parts.end()


def _run(store: Store, request: dict[str, Any], base: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    dataset: dict[str, Any] = {}
    if request["default"] or request["named"]:
        dataset = {
            "default_graph": [NamedNode(iri) for iri in request["default"]],
            "named_graphs": [NamedNode(iri) for iri in request["named"]],
        }
    try:
        return store.query(request["query"], base_iri=base, **dataset)
    except SyntaxError as error:
        raise Refusal(400, explain_syntax(error, request["query"]).what) from None


def _write_graph(triples: QueryTriples, form: str, out: BinaryIO) -> None:
    if form == "jsonld":
        # Trees need the whole graph at hand; the memory limit bounds it.
        write_jsonld(sort_quads(Quad(*triple) for triple in cast("list[Triple]", triples)), out)
    elif form == "ntriples":
        triples.serialize(out, GRAPHS[form])
    else:
        serialize(triples, output=out, format=GRAPHS[form], prefixes=_prefixes())


@cache
def _prefixes() -> dict[str, str]:
    return output_prefixes()


def read_request(body: bytes) -> dict[str, Any]:
    r"""Read the body of an ASK.

    >>> read_request(b'{"rows": "csv"}\nASK {}')
    {'rows': 'csv', 'query': 'ASK {}'}
    """
    about, _, query = body.partition(b"\n")
    return {**(_read_about if len(about) > KEPT_LENGTH else _kept_about)(about), "query": query.decode()}


def _read_about(about: bytes) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(about))


_kept_about = lru_cache(maxsize=64)(_read_about)


def renew_limit(limited: float, seconds: float) -> float:
    """Limit the work on a query where that was not done just before; return when it was done last.

    Three calls into the system for each query are a tenth of what a look-up takes.
    """
    now = time.monotonic()
    if now - limited < FRESH:
        return limited
    limit_time(seconds + FRESH)
    return now


def work_in_batches() -> None:
    """Let this process be woken without taking the processor from who wakes it.

    The server then hands out and sends all that it has at hand before it has to wait, and on a busy machine answers
    more look-ups.
    """
    with suppress(AttributeError, OSError):  # Linux alone has it
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def limit_time(seconds: float) -> None:
    """Let the system end this process after so much more work, in case nobody is left who would."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # absent on Windows

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds * 2) + 2, hard))


def main(arguments: list[str]) -> None:
    """Open the store and answer until stdin ends."""
    folder, base = confine(arguments)
    source, out = sys.stdin.buffer, sys.stdout.buffer
    our_frame(our_context())  # read now, while files can still be opened
    _prefixes()
    store = open_folder(Path(folder))
    work_in_batches()
    close_the_door(Path(folder))
    send(out, Kind.READY)
    limited = float("-inf")
    while frame := read_frame(source):
        request = read_request(frame.body)
        limited = renew_limit(limited, request["seconds"])
        try:
            answer(store, request, base, out)
        except Refusal as refusal:
            _fail(out, refusal.status, refusal.detail)
        except MemoryError:
            _fail(out, 503, "the query needs more memory than it may use")
        except (InputError, OSError, RuntimeError, ValueError) as error:
            _fail(out, 503, f"the engine gave up: {error}")


def _fail(out: IO[bytes], status: int, detail: str) -> None:
    send(out, Kind.FAILED, json.dumps({"status": status, "detail": detail[:4000]}).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
