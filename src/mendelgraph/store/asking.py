"""Ask a release, an RDF file or an endpoint."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, cast

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from mendelgraph.errors import InputError, RemoteError
from mendelgraph.queries import NAME, Question, bind, find_question, read_question
from mendelgraph.queries.answers import Rows, explain_syntax, read_rows
from mendelgraph.queries.federation import map_services, push_values, services_of
from mendelgraph.queries.guard import check_query
from mendelgraph.store.bounded import LIMITS, run_query
from mendelgraph.store.opening import STORE, open_data, safe_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import rdflib
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Triple

DEFAULT = Path("dist")
GAVE_UP, TOO_SLOW = "the engine gave up: ", "not done within "
"""What the child that runs a query says where SERVICE fails (`store.worker`), and where it does not end in time."""
SHOWN = 300


class Source(NamedTuple):
    """Say whom to ask: a release folder or an RDF file (`data`), or the address of a SPARQL service (`endpoint`).

    With `time_limit` (seconds) the query runs in a process of its own that cannot harm this one; an endpoint is given
    up on after that time. `federated` lets SERVICE ask other servers, at the addresses that `services` puts in the
    place of those in the query; such a query always has a time limit.
    """

    data: Path | None = None
    endpoint: str | None = None
    federated: bool = False
    time_limit: float | None = None
    services: Mapping[str, str] = MappingProxyType({})

    @property
    def path(self) -> Path:
        """Return the release or file to ask: the one given, else `dist` here, else the embedded catalogue."""
        if self.data is not None:
            return self.data
        if (DEFAULT / STORE).is_dir():
            return DEFAULT
        # By name: in the flow of data a release comes after the store, which only falls back on it.
        return cast("Path", import_module("mendelgraph.release").embedded_release())


def query(
    name_or_text: str,
    *,
    data: Path | str | None = None,
    endpoint: str | None = None,
    federated: bool = False,
    time_limit: float | None = None,
    services: Mapping[str, str] = MappingProxyType({}),
    **parameters: object,
) -> Rows:
    """Ask a question of the query book by its name, or a SELECT or ASK of your own, and return its rows.

    A name is lower-case words joined by hyphens; anything else is SPARQL. `data`, `endpoint`, `federated`,
    `time_limit` and `services` are those of `Source`; give a time limit with a query that you did not write.

    Raises UnknownNameError for an unknown question or parameter, InputError for a query or value that is malformed,
    RemoteError when the endpoint, or a service that the query asks, fails or is too slow.
    """
    question = find(name_or_text)
    if question.form.gives_graph:
        raise InputError(f"a {question.form} gives a graph; ask it with `construct`", where=question.name)
    source = Source(None if data is None else Path(data), endpoint, federated, time_limit, services)
    return read_rows(select(bind(question, {name: str(value) for name, value in parameters.items()}), source))


def construct(
    name_or_text: str,
    *,
    data: Path | str | None = None,
    endpoint: str | None = None,
    federated: bool = False,
    time_limit: float | None = None,
    services: Mapping[str, str] = MappingProxyType({}),
    **parameters: object,
) -> rdflib.Graph:
    """Ask a CONSTRUCT or DESCRIBE, as `query` does, and return the graph."""
    from mendelgraph.export.prefixes import output_prefixes  # brings in all exports
    from mendelgraph.rdf.bridge import graph_of  # brings in rdflib

    question = find(name_or_text)
    if not question.form.gives_graph:
        raise InputError(f"a {question.form} gives rows; ask it with `query`", where=question.name)
    source = Source(None if data is None else Path(data), endpoint, federated, time_limit, services)
    text = bind(question, {name: str(value) for name, value in parameters.items()})
    return graph_of(describe(text, source), output_prefixes())


def find(name_or_text: str) -> Question:
    """Return the question of the query book with this name, or the query itself as a question."""
    return find_question(name_or_text) if NAME.fullmatch(name_or_text) else read_question("the query", name_or_text)


def select(text: str, source: Source) -> QuerySolutions | QueryBoolean:
    """Run a SELECT or ASK; raise as `query` does."""
    check_query(text, federated=source.federated)
    text = _addressed(text, source)
    if source.endpoint is not None:
        from mendelgraph import remote  # brings in rdflib

        return remote.select(source.endpoint, text, time_limit=source.time_limit or remote.TIME_LIMIT)
    if source.time_limit is not None or source.federated:
        return parse_query_results(_run_apart(text, source), format=QueryResultsFormat.JSON)
    return cast("QuerySolutions | QueryBoolean", _run_here(text, source))


def describe(text: str, source: Source) -> Iterable[Triple]:
    """Run a CONSTRUCT or DESCRIBE; raise as `query` does."""
    check_query(text, federated=source.federated)
    text = _addressed(text, source)
    if source.endpoint is not None:
        from mendelgraph import remote  # brings in rdflib

        return remote.describe(source.endpoint, text, time_limit=source.time_limit or remote.TIME_LIMIT)
    if source.time_limit is not None or source.federated:
        return (quad.triple for quad in parse(_run_apart(text, source), format=RdfFormat.N_TRIPLES))
    return cast("QueryTriples", _run_here(text, source))


def _addressed(text: str, source: Source) -> str:
    """Tell a federated question whom to ask, and about what."""
    if not source.federated:
        return text
    from mendelgraph.remote import check_address  # brings in rdflib

    for address in services_of(map_services(text, source.services)):
        check_address(address)

    def ask(local: str) -> list[object]:
        found = cast("QuerySolutions", select(local, source._replace(federated=False)))
        return [solution[0] for solution in found]

    return push_values(map_services(text, source.services), ask)


def _run_here(text: str, source: Source) -> QuerySolutions | QueryBoolean | QueryTriples:
    try:
        return open_data(source.path).query(text)
    except SyntaxError as error:
        raise explain_syntax(error, text) from None


def _run_apart(text: str, source: Source) -> bytes:
    limits = LIMITS._replace(seconds=source.time_limit or LIMITS.seconds)
    try:
        with (
            safe_data(source.path) as data,
            run_query(text, data, "json", federated=source.federated, limits=limits) as answer,
        ):
            return answer.read()
    except InputError as error:
        services = services_of(text) if source.federated else ()
        fault = _fault_of_services(error.what, limits.seconds) if services else ""
        if fault:
            raise RemoteError(fault, where=", ".join(services)) from None
        raise


def _fault_of_services(what: str, seconds: float) -> str:
    """Tell in words why a query that asks others came to nothing; empty where that was the query's own fault."""
    if what.startswith(GAVE_UP):
        return f"the service failed: {' '.join(what.removeprefix(GAVE_UP).split())[:SHOWN]}"
    if what.startswith(TOO_SLOW):
        return f"no answer within {seconds:g} s; the service is slow, or the question is large: give more time"
    return ""
