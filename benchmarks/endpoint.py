"""Our endpoint side by side with other SPARQL servers on the same release: `python -m benchmarks.endpoint RELEASE`.

Each question goes to ours and to the bare Oxigraph server in turn, several times around, then to each of the others,
over the same number of connections; the median counts.
Ours runs with its default settings, which keep answers for who asks again, and once more with nothing kept
(`--cache-limit 0`), so that every request is run by a worker. All have to answer the same rows.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import click
import httpx
from pyoxigraph import BlankNode, DefaultGraph, QuerySolutions, RdfFormat, Store, parse, serialize

from benchmarks.endpoint_load import CONNECTIONS, SLOWEST, Load, round_seconds, send
from benchmarks.endpoint_questions import GRAPH, make_questions
from benchmarks.endpoint_servers import AbsentServer, is_idle, ours, oxigraph, rdflib_endpoint, virtuoso
from benchmarks.endpoint_versions import find_versions
from benchmarks.environment import add_load, describe_machine
from benchmarks.serving_section import NOTHING_KEPT
from mendelgraph.errors import MendelgraphError
from mendelgraph.rdf.results import read_results
from mendelgraph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from benchmarks.endpoint_questions import Question
    from benchmarks.endpoint_servers import Running

    Start = Callable[[], AbstractContextManager[Running]]

ROUNDS = 3
YARDSTICK = "oxigraph serve"
ENVIRONMENT = Path(".venv-rdflib-endpoint")
"""Where rdflib-endpoint is installed, in the folder that this runs in."""


class Row(NamedTuple):
    """Hold what one server did with one question.

    Requests a second, their ratio to the bare Oxigraph server's, milliseconds of CPU for a request, whether the answer
    is Oxigraph's, seconds of the first request, alone; `rate` None where the server fails on the question.
    """

    question: str
    server: str
    rate: float | None
    ratio: float | None
    cpu: float
    same: bool
    alone: float = 0.0


class Answer(NamedTuple):
    """Hold the rows of an answer (None: the server fails), and the seconds that it took."""

    rows: Counter[object] | None
    seconds: float = 0.0


class Tried(NamedTuple):
    """Hold what one server did with one question before it is compared: its first answer, and its loads."""

    question: str
    server: str
    answer: Answer
    loads: tuple[Load, ...]

    @property
    def rate(self) -> float | None:
        """Return the requests a second in the middle of all rounds."""
        return median(load.rate for load in self.loads) if self.loads else None


def measure_endpoints(release: Path, seconds: float, *, environment: Path = ENVIRONMENT) -> list[Row]:
    """Measure every installed server with every question, `seconds` a round; absent ones are named on stderr."""
    store = open_store(release)
    questions = make_questions(store)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        triples = _write_triples(store, folder / "default.nt")
        groups = _groups(release, triples, folder, environment.absolute())
        tried = [each for group in groups for each in _try(group, questions, seconds, folder)]
    bare = {each.question: each for each in tried if each.server == YARDSTICK}
    order = [question.name for question in questions]
    return sorted(
        (_compare(each, bare.get(each.question)) for each in tried), key=lambda row: order.index(row.question)
    )


def record_endpoints(release: Path, seconds: float) -> dict[str, object]:
    """Measure every installed server, and return all that the page says of it."""
    machine = describe_machine()
    rows = [row._asdict() for row in measure_endpoints(release, seconds)]
    load = {"connections": CONNECTIONS, "rounds": ROUNDS, "seconds": round_seconds(seconds)}
    return {"machine": add_load(machine), "versions": find_versions(ENVIRONMENT), **load, "rows": rows}


def _groups(release: Path, triples: Path, folder: Path, environment: Path) -> list[list[Start]]:
    """Return who runs together: ours and the yardstick take turns; the others may go on with what nobody waits for."""
    kept_nothing = partial(ours, release, folder, "--cache-limit", "0", name=NOTHING_KEPT)
    return [
        [partial(oxigraph, release, folder), partial(ours, release, folder), kept_nothing],
        [partial(virtuoso, triples, folder)],
        [partial(rdflib_endpoint, triples, folder, environment)],
    ]


def _try(starts: list[Start], questions: list[Question], seconds: float, folder: Path) -> list[Tried]:
    """Ask some servers; one that goes on with what nobody waits for any more is started anew."""
    tried: list[Tried] = []
    with ExitStack() as running:
        servers = list(_start(starts, running))
        for question in questions:
            if not all(is_idle(server) for server in servers):
                running.close()
                servers = list(_start(starts, running))
            print(f"{', '.join(server.name for server in servers)}: {question.name}", file=sys.stderr)  # noqa: T201 - progress
            answers = {server: _answer(question, server) for server in servers}
            able = [server for server in servers if answers[server].rows is not None]
            loads = [{server: send(question, server, seconds, folder) for server in able} for _ in range(ROUNDS)]
            tried += [
                Tried(question.name, server.name, answer, tuple(load[server] for load in loads if server in load))
                for server, answer in answers.items()
            ]
    return tried


def _start(starts: list[Start], running: ExitStack) -> Iterator[Running]:
    for start in starts:
        try:
            yield running.enter_context(start())
        except AbsentServer as absent:
            print(f"absent: {absent}", file=sys.stderr)  # noqa: T201 - progress of a script


def _compare(tried: Tried, bare: Tried | None) -> Row:
    ratio = tried.rate / bare.rate if bare and bare.rate and tried.rate is not None else None
    cpu = median(load.cpu for load in tried.loads) if tried.loads else 0.0
    same = bare is not None and tried.answer.rows == bare.answer.rows and not any(load.failed for load in tried.loads)
    return Row(tried.question, tried.server, tried.rate, ratio, cpu, same, tried.answer.seconds)


def _write_triples(store: Store, path: Path) -> Path:
    quads = store.quads_for_pattern(None, None, None, DefaultGraph())
    serialize((quad.triple for quad in quads), output=path, format=RdfFormat.N_TRIPLES)
    return path


def _answer(question: Question, server: Running) -> Answer:
    """Ask a question's first text, and return the rows whatever their order."""
    params, headers = {"query": question.texts[0]}, {"Accept": question.accept}
    try:
        response = httpx.get(server.address, params=params, headers=headers, timeout=SLOWEST)
    except httpx.TimeoutException:
        return Answer(None)
    if not response.is_success:
        return Answer(None)
    return Answer(_rows(question, response.content), response.elapsed.total_seconds())


def _rows(question: Question, content: bytes) -> Counter[object]:
    if question.accept == GRAPH:
        quads = parse(content, format=RdfFormat.N_TRIPLES)
        return Counter((str(quad.subject), str(quad.predicate), _cell(quad.object)) for quad in quads)
    found = read_results(content)
    if not isinstance(found, QuerySolutions):
        raise TypeError(f"{question.name}: no rows")
    return Counter(tuple(map(_cell, row)) for row in found)


def _cell(term: object) -> str:
    """Return a term as text; names of blank nodes are each server's own, and so is xsd:string written out."""
    return "_" if isinstance(term, BlankNode) else str(term).removesuffix("^^<http://www.w3.org/2001/XMLSchema#string>")


def as_markdown(rows: list[Row]) -> str:
    """Return the rows as a table: a line a question, a pair of columns a server."""
    servers = list(dict.fromkeys(row.server for row in rows))
    lines = ["| question | " + " | ".join(servers) + " |", "|---|" + "---:|" * len(servers)]
    for question in dict.fromkeys(row.question for row in rows):
        cells = {row.server: _shown(row) for row in rows if row.question == question}
        lines.append(f"| {question} | " + " | ".join(cells.get(server, "") for server in servers) + " |")
    failing = f"fails: an error, or no answer within {SLOWEST} s."
    told = f"Requests a second over {CONNECTIONS} connections, in brackets the ratio to the bare Oxigraph server"
    return "\n".join(
        [f"{told} and milliseconds of CPU a request. * other rows, or some requests refused. {failing}", "", *lines]
    )


def _shown(row: Row) -> str:
    if row.rate is None:
        return "fails"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}; "
    return f"{row.rate:,.0f} ({ratio}{row.cpu:.2f} ms){'' if row.same else ' *'}"


@click.command()
@click.argument("release", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("seconds", type=click.FloatRange(min=0), default=3.0)
def command(release: Path, seconds: float) -> None:
    """Measure every installed server on RELEASE, SECONDS a round of each question, and print a table."""
    try:
        click.echo(as_markdown(measure_endpoints(release, seconds)))
    except (AbsentServer, MendelgraphError) as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    command()
