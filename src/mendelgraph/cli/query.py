"""`mendelgraph query`: ask a release or an endpoint."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
from pyoxigraph import QueryBoolean, QueryResultsFormat

from mendelgraph import store
from mendelgraph.cli.memory import bounded_memory
from mendelgraph.errors import InputError
from mendelgraph.queries import Question, bind, find_question, read_question
from mendelgraph.queries.federation import read_services

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import QuerySolutions, Triple

ROW_FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
GRAPH_FORMATS = ("turtle", "ntriples", "jsonld")
FORMATS = ("table", *ROW_FORMATS, *GRAPH_FORMATS)


@click.command("query", epilog="Example: mendelgraph query conditions-of-gene -p symbol=GNAS")
@click.argument("name", required=False)
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="Give a parameter a value.")
@click.option("--file", "file", type=click.Path(path_type=Path), help="Ask the query in this file; - reads stdin.")
@click.option("--data", type=click.Path(path_type=Path), help="Ask this release folder or RDF file.")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL service instead.")
@click.option("--format", "answer_format", type=click.Choice(FORMATS), help="Default: table, or turtle for a graph.")
@click.option("--time-limit", type=float, default=60.0, show_default=True, help="Seconds that a query may take.")
@click.option("--federated", is_flag=True, help="Let SERVICE in the query ask other servers.")
@click.option("--services", type=click.Path(path_type=Path), help="Table of addresses to ask instead of the query's.")
@bounded_memory()
def command(
    name: str | None,
    parameters: tuple[str, ...],
    file: Path | None,
    data: Path | None,
    endpoint: str | None,
    answer_format: str | None,
    time_limit: float,
    services: Path | None,
    *,
    federated: bool,
) -> None:
    """Ask a question of the query book by its NAME, or a query of your own from a file or stdin (-).

    Without --data or --endpoint, the release in `dist` is asked, or the embedded catalogue where there is none.
    """
    question = _question(name, file)
    if data is not None and endpoint is not None:
        raise click.UsageError("give --data or --endpoint, not both")
    if not time_limit > 0:  # nor is NaN
        raise click.UsageError("--time-limit is a number of seconds above 0")
    text = bind(question, _values(parameters))
    chosen = _format(question, answer_format)
    own = file is not None or name == "-"
    # Questions of the book on a release of ours need no guard; what comes from outside runs in a process apart.
    apart = own or federated or (data is not None and not data.is_dir())
    limit = time_limit if apart or endpoint else None
    source = store.Source(data, endpoint, federated, limit, _services(services))
    if question.form.gives_graph:
        _write_graph(store.describe(text, source), chosen)
    else:
        _write_rows(store.select(text, source), chosen)


def _question(name: str | None, file: Path | None) -> Question:
    if (name is None) == (file is None):
        raise click.UsageError("give the name of a question (see `mendelgraph queries`), or --file, or - for stdin")
    if name is not None and name != "-":
        return find_question(name)
    if name == "-" or str(file) == "-":
        return read_question("stdin", _decode(_read_stdin(), "stdin"))
    try:
        return read_question(str(file), _decode(cast("Path", file).read_bytes(), str(file)))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(file)) from None


def _read_stdin() -> bytes:
    if sys.stdin is None:  # closed
        raise InputError("is closed; pipe a query into it, or give a file with --file", where="stdin")
    return sys.stdin.buffer.read()


def _services(file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    try:
        return read_services(_decode(file.read_bytes(), str(file)), where=str(file))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(file)) from None


def _decode(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 text (byte {error.start})", where=where) from None


def _values(parameters: tuple[str, ...]) -> dict[str, str]:
    for parameter in parameters:
        if "=" not in parameter:
            raise click.UsageError(f"-p takes NAME=VALUE, not {parameter!r}")
    return dict(cast("tuple[str, str]", parameter.split("=", 1)) for parameter in parameters)


def _format(question: Question, chosen: str | None) -> str:
    fitting = GRAPH_FORMATS if question.form.gives_graph else ("table", *ROW_FORMATS)
    if chosen is not None and chosen not in fitting:
        raise click.UsageError(f"a {question.form} cannot be written as {chosen}; formats: {', '.join(fitting)}")
    return chosen or fitting[0]


def _write_rows(answer: QuerySolutions | QueryBoolean, chosen: str) -> None:
    if chosen == "table":
        from mendelgraph.cli.table import write_table  # brings in rich

        write_table(answer)
        return
    written = cast("bytes", answer.serialize(format=ROW_FORMATS[chosen]))
    end = b"" if written.endswith(b"\n") else b"\n"
    sys.stdout.buffer.write(written + end)


def _write_graph(triples: Iterable[Triple], chosen: str) -> None:
    from pyoxigraph import Quad

    from mendelgraph.export import sort_quads, write

    write(sort_quads(Quad(*triple) for triple in triples), chosen, sys.stdout.buffer)
