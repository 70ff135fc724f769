"""The store of a release: built from its N-Quads, opened read-only, asked in SPARQL.

Named graphs hold the layers of each record; the default graph holds their union, because asking all graphs at once
through the union option costs 1.2 to 3.4 times on everything but look-ups.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Quad, QueryResultsFormat, RdfFormat, Store, parse, parse_query_results, serialize

from mendelgraph.errors import InputError
from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.queries import NAME, Question, bind, find_question, read_question
from mendelgraph.queries.answers import Rows, explain_syntax, read_rows
from mendelgraph.queries.bounded import LIMITS, run_query_bytes
from mendelgraph.queries.guard import check_query
from mendelgraph.rdf.reading import read_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

QUADS = "mendelgraph.nq"
STORE = "store"
DEFAULT = Path("dist")


def build_store(nquads: Path, folder: Path) -> None:
    """Build the store of a release in a new folder: the named graphs, and their union in the default graph."""
    store = Store(folder)
    store.bulk_load(path=nquads, format=RdfFormat.N_QUADS)
    store.bulk_extend(Quad(*quad.triple) for quad in _quads_of(nquads))
    store.optimize()
    store.flush()


def _quads_of(nquads: Path) -> Iterator[Quad]:
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
    if not (release / STORE).is_dir():
        raise InputError(
            f"is no release: it holds no folder `{STORE}`; make one with `mendelgraph build`", where=str(release)
        )
    return open_folder(release / STORE)


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

    A name is lower-case words joined by hyphens; anything else is SPARQL. `data` is a release folder or an RDF file
    (none: `dist` in the current folder if that is a release, else the embedded catalogue); `endpoint` is the address of
    a remote SPARQL service instead. With `time_limit` (seconds) the query runs in a process of its own that cannot
    harm this one; do that with a query you did not write. `federated` lets SERVICE ask other servers.

    Raises UnknownNameError for an unknown question or parameter, InputError for a query or value that is malformed,
    RemoteError when the endpoint fails.
    """
    question = find(name_or_text)
    if question.form.gives_graph:
        raise InputError(f"a {question.form} gives a graph; ask it with `construct`", where=f"question {question.name}")
    text = bind(question, {name: str(value) for name, value in parameters.items()})
    check_query(text, federated=federated)
    if endpoint is not None:
        from mendelgraph.queries.remote import select  # brings in rdflib

        return read_rows(select(endpoint, text))
    if time_limit is not None:
        return read_rows(select_bounded(text, data_path(data), federated=federated, seconds=time_limit))
    return read_rows(select_here(text, open_data(data_path(data))))


def construct(
    name_or_text: str,
    *,
    data: Path | str | None = None,
    endpoint: str | None = None,
    federated: bool = False,
    **parameters: object,
) -> rdflib.Graph:
    """Ask a CONSTRUCT or DESCRIBE, as `query` does, and return the graph."""
    from mendelgraph.rdf.bridge import graph_of  # brings in rdflib

    question = find(name_or_text)
    if not question.form.gives_graph:
        raise InputError(f"a {question.form} gives rows; ask it with `query`", where=f"question {question.name}")
    text = bind(question, {name: str(value) for name, value in parameters.items()})
    check_query(text, federated=federated)
    if endpoint is not None:
        from mendelgraph.queries.remote import describe  # brings in rdflib

        return graph_of(describe(endpoint, text), output_prefixes())
    return graph_of(construct_here(text, open_data(data_path(data))), output_prefixes())


def load(release: Path | str) -> rdflib.Dataset:
    """Return a release as an rdflib Dataset: one named graph for each layer of each record."""
    from mendelgraph.rdf.bridge import dataset_of  # brings in rdflib

    nquads = Path(release) / QUADS
    if not nquads.is_file():
        raise InputError(f"is no release: it holds no {QUADS}; make one with `mendelgraph build`", where=str(release))
    return dataset_of(parse(path=nquads, format=RdfFormat.N_QUADS), output_prefixes())


def find(name_or_text: str) -> Question:
    """Return the question of the query book with this name, or the query itself as a question."""
    return find_question(name_or_text) if NAME.fullmatch(name_or_text) else read_question("of your own", name_or_text)


def data_path(data: Path | str | None) -> Path:
    """Return the release folder or RDF file to ask: the one given, else `dist`, else the embedded catalogue."""
    if data is not None:
        return Path(data)
    if (DEFAULT / STORE).is_dir():
        return DEFAULT
    from mendelgraph.release import embedded_release  # builds only when nothing else is there

    return embedded_release()


def open_data(path: Path) -> Store:
    """Open a release's store, or read an RDF file into a store in memory."""
    return open_store(path) if path.is_dir() else fill_store(read_quads(path))


def select_here(text: str, store: Store) -> QuerySolutions | QueryBoolean:
    """Run a SELECT or ASK in this process; raise InputError for a malformed query."""
    return _run(text, store)  # type: ignore[return-value]  # the caller knows the form


def construct_here(text: str, store: Store) -> QueryTriples:
    """Run a CONSTRUCT or DESCRIBE in this process; raise InputError for a malformed query."""
    return _run(text, store)  # type: ignore[return-value]  # the caller knows the form


def _run(text: str, store: Store) -> QuerySolutions | QueryBoolean | QueryTriples:
    try:
        return store.query(text)
    except SyntaxError as error:
        raise explain_syntax(error, text) from None


def select_bounded(text: str, path: Path, *, federated: bool, seconds: float) -> QuerySolutions | QueryBoolean:
    """Run a SELECT or ASK in a child process; raise InputError when it is malformed, dies or is too slow."""
    with safe_source(path) as source:
        limits = LIMITS._replace(seconds=seconds)
        answer = run_query_bytes(text, source, "json", federated=federated, limits=limits)
    return parse_query_results(answer, format=QueryResultsFormat.JSON)


@contextmanager
def safe_source(path: Path) -> Iterator[Path]:
    """Yield what a child process can open: a release's store, or an RDF file read and written anew as N-Quads."""
    if path.is_dir():
        if not (path / STORE).is_dir():
            raise InputError(f"is no release: it holds no folder `{STORE}`", where=str(path))
        yield path / STORE
        return
    with tempfile.TemporaryDirectory() as folder:
        serialize(read_quads(path), output=Path(folder) / QUADS, format=RdfFormat.N_QUADS)
        yield Path(folder) / QUADS
