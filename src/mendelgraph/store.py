"""A release as a store: built from its N-Quads, opened read-only, asked in SPARQL.

Named graphs hold the layers of each record; the default graph holds their union, because asking all graphs at once
through the union option costs 1.2 to 3.4 times on everything but look-ups.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from pyoxigraph import DefaultGraph, Quad, QueryResultsFormat, RdfFormat, Store, parse, parse_query_results, serialize

from mendelgraph.errors import InputError
from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.queries import NAME, Question, bind, find_question, read_question
from mendelgraph.queries.answers import Rows, explain_syntax, read_rows
from mendelgraph.queries.bounded import LIMITS, run_query
from mendelgraph.queries.guard import check_query
from mendelgraph.rdf.reading import read_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Triple

QUADS = "mendelgraph.nq"
STORE = "store"
DEFAULT = Path("dist")


def build_store(nquads: Path, folder: Path) -> None:
    """Build the store of a release in a new folder: the named graphs, and their union in the default graph."""
    store = Store(folder)
    store.bulk_load(path=nquads, format=RdfFormat.N_QUADS)
    store.bulk_extend(Quad(*quad.triple) for quad in _named(nquads))
    store.optimize()
    store.flush()


def _named(nquads: Path) -> Iterator[Quad]:
    return (quad for quad in parse(path=nquads, format=RdfFormat.N_QUADS) if quad.graph_name != DefaultGraph())


def union_store(nquads: Path) -> Store:
    """Return a store in memory of an N-Quads file that we wrote, with the union in the default graph."""
    return fill_store(parse(path=nquads, format=RdfFormat.N_QUADS))


def fill_store(quads: Iterable[Quad]) -> Store:
    """Return a store in memory of these quads, with the union in the default graph."""
    store = Store()
    store.bulk_extend(each for quad in quads for each in (quad, Quad(*quad.triple)))
    return store


def open_folder(folder: Path) -> Store:
    """Open a store folder read-only; raise InputError where it holds no store."""
    try:
        return Store.read_only(str(folder))
    except OSError as error:
        raise InputError(f"no store can be opened there: {error}", where=str(folder)) from None


def open_store(release: Path) -> Store:
    """Open the store of a release read-only; raise InputError where the folder is no release."""
    return open_folder(store_of(release))


def store_of(release: Path) -> Path:
    """Return the folder of a release's store; raise InputError where the folder is no release."""
    if not (release / STORE).is_dir():
        raise InputError(
            f"is no release: it holds no folder `{STORE}`; make one with `mendelgraph build`", where=str(release)
        )
    return release / STORE


def load(release: Path | str) -> rdflib.Dataset:
    """Return a release as an rdflib Dataset: one named graph for each layer of each record."""
    from mendelgraph.rdf.bridge import dataset_of  # brings in rdflib

    return dataset_of(quads_of(Path(release)), output_prefixes())


def quads_of(release: Path) -> Iterator[Quad]:
    """Yield the quads of a release in the order of its file; raise InputError where the folder is no release."""
    if not (release / QUADS).is_file():
        raise InputError(f"is no release: it holds no {QUADS}; make one with `mendelgraph build`", where=str(release))
    return parse(path=release / QUADS, format=RdfFormat.N_QUADS)


class Source(NamedTuple):
    """Say whom to ask: a release folder or an RDF file (`data`), or the address of a SPARQL service (`endpoint`).

    With `time_limit` (seconds) the query runs in a process of its own that cannot harm this one; an endpoint is given
    up on after that time. `federated` lets SERVICE ask other servers.
    """

    data: Path | None = None
    endpoint: str | None = None
    federated: bool = False
    time_limit: float | None = None

    @property
    def path(self) -> Path:
        """Return the release or file to ask: the one given, else `dist` here, else the embedded catalogue."""
        if self.data is not None:
            return self.data
        if (DEFAULT / STORE).is_dir():
            return DEFAULT
        from mendelgraph.release import embedded_release  # builds it when it is first asked for

        return embedded_release()


def query(
    name_or_text: str,
    *,
    data: Path | str | None = None,
    endpoint: str | None = None,
    federated: bool = False,
    time_limit: float | None = None,
    **parameters: object,
) -> Rows:
    """Ask a question of the query book by its name, or a SELECT or ASK of your own, and return its rows.

    A name is lower-case words joined by hyphens; anything else is SPARQL. `data`, `endpoint`, `federated` and
    `time_limit` are those of `Source`; give a time limit with a query that you did not write.

    Raises UnknownNameError for an unknown question or parameter, InputError for a query or value that is malformed,
    RemoteError when the endpoint fails.
    """
    question = find(name_or_text)
    if question.form.gives_graph:
        raise InputError(f"a {question.form} gives a graph; ask it with `construct`", where=question.name)
    source = Source(None if data is None else Path(data), endpoint, federated, time_limit)
    return read_rows(select(bind(question, {name: str(value) for name, value in parameters.items()}), source))


def construct(
    name_or_text: str,
    *,
    data: Path | str | None = None,
    endpoint: str | None = None,
    federated: bool = False,
    time_limit: float | None = None,
    **parameters: object,
) -> rdflib.Graph:
    """Ask a CONSTRUCT or DESCRIBE, as `query` does, and return the graph."""
    from mendelgraph.rdf.bridge import graph_of  # brings in rdflib

    question = find(name_or_text)
    if not question.form.gives_graph:
        raise InputError(f"a {question.form} gives rows; ask it with `query`", where=question.name)
    source = Source(None if data is None else Path(data), endpoint, federated, time_limit)
    text = bind(question, {name: str(value) for name, value in parameters.items()})
    return graph_of(describe(text, source), output_prefixes())


def find(name_or_text: str) -> Question:
    """Return the question of the query book with this name, or the query itself as a question."""
    return find_question(name_or_text) if NAME.fullmatch(name_or_text) else read_question("the query", name_or_text)


def select(text: str, source: Source) -> QuerySolutions | QueryBoolean:
    """Run a SELECT or ASK; raise as `query` does."""
    check_query(text, federated=source.federated)
    if source.endpoint is not None:
        from mendelgraph.queries import remote  # brings in rdflib

        return remote.select(source.endpoint, text, time_limit=source.time_limit or remote.TIME_LIMIT)
    if source.time_limit is not None:
        return parse_query_results(_run_apart(text, source), format=QueryResultsFormat.JSON)
    return cast("QuerySolutions | QueryBoolean", _run_here(text, source))


def describe(text: str, source: Source) -> Iterable[Triple]:
    """Run a CONSTRUCT or DESCRIBE; raise as `query` does."""
    check_query(text, federated=source.federated)
    if source.endpoint is not None:
        from mendelgraph.queries import remote  # brings in rdflib

        return remote.describe(source.endpoint, text, time_limit=source.time_limit or remote.TIME_LIMIT)
    if source.time_limit is not None:
        return (quad.triple for quad in parse(_run_apart(text, source), format=RdfFormat.N_TRIPLES))
    return cast("QueryTriples", _run_here(text, source))


def _run_here(text: str, source: Source) -> QuerySolutions | QueryBoolean | QueryTriples:
    try:
        return open_data(source.path).query(text)
    except SyntaxError as error:
        raise explain_syntax(error, text) from None


def _run_apart(text: str, source: Source) -> bytes:
    limits = LIMITS._replace(seconds=source.time_limit or LIMITS.seconds)
    with (
        _safe_data(source.path) as data,
        run_query(text, data, "json", federated=source.federated, limits=limits) as answer,
    ):
        return answer.read()


def open_data(path: Path) -> Store:
    """Open a release's store, or read an RDF file into a store in memory."""
    return open_store(path) if path.is_dir() else fill_store(read_quads(path))


@contextmanager
def _safe_data(path: Path) -> Iterator[Path]:
    """Yield what a child process can open: a release's store, or an RDF file read and written anew as N-Quads."""
    if path.is_dir():
        yield store_of(path)
        return
    with tempfile.TemporaryDirectory() as folder:
        serialize(read_quads(path), output=Path(folder) / QUADS, format=RdfFormat.N_QUADS)
        yield Path(folder) / QUADS
