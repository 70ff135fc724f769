"""The order of a publication: see what is there, send what differs, remove what is retired, count.

The store itself remembers what was loaded: the graph `{base}graph/publication` holds the hash of each graph that
arrived whole. A mark is taken away before its graph is touched and set after it arrived, so that a publication that
was cut off at any moment is taken up where it stopped by running it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from mendelgraph.errors import ConformanceError, RemoteError
from mendelgraph.exchange import Manners
from mendelgraph.graph.namespaces import DCAT, RDF, SCHEMA
from mendelgraph.publish.client import Client
from mendelgraph.publish.credentials import Credentials
from mendelgraph.publish.graphs import read_graphs, read_info
from mendelgraph.publish.writers import GraphStoreWriter, UpdateWriter, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from mendelgraph.graph.iris import Minter
    from mendelgraph.publish.graphs import ReleaseGraph
    from mendelgraph.publish.target import Target

BATCH = 50
"""Graphs between two writings of marks: so many are sent again at most after an interruption."""
COUNTED = 500
"""Graphs that are counted by one question, some 50 KB long."""
SHOWN = 10
POLITE = Manners()
ANONYMOUS = Credentials()


class Published(NamedTuple):
    """Say what a publication did: graphs sent, left as they were, and removed; `union` as in `sees_union`."""

    version: str
    sent: int
    kept: int
    retired: int
    triples: int
    union: bool


class _Work(NamedTuple):
    """Hold what a publication needs at every step."""

    client: Client
    query: str
    writer: Writer
    mint: Minter

    @property
    def marks(self) -> NamedNode:
        return self.mint.publication_graph()


def publish(
    release: Path,
    target: Target,
    *,
    credentials: Credentials = ANONYMOUS,
    manners: Manners = POLITE,
    progress: Callable[[str], None] = lambda _: None,
) -> Published:
    """Load a release into a store so that it holds exactly the release's graphs below the release's base.

    Graphs that the store already holds are left alone, those that no release has any more are removed, and graphs of
    others are not touched.

    Raises InputError where the folder is no whole release, RemoteError where the store fails, ConformanceError where
    the store holds other counts afterwards.
    """
    info = read_info(release)
    with Client(credentials, manners) as client:
        url = target.graph_store
        writer: Writer = GraphStoreWriter(client, url) if url else UpdateWriter(client, target.update)
        work = _Work(client, target.query, writer, info.mint)
        wanted = {graph.name: (graph.triples, graph.sha256) for graph in read_graphs(release)}
        marks = _read_marks(work)
        counts = _count_graphs(work, {*wanted, *marks, *_find_graphs(work)})
        kept = {
            name for name, (count, sha256) in wanted.items() if (counts.get(name), marks.get(name)) == (count, sha256)
        }
        _forget_others(work, {name: marks[name] for name in kept}, marks)
        _send(work, release, kept, progress)
        retired = {*counts, *marks} - {*wanted, work.marks}
        for name in sorted(retired, key=str):
            writer.drop(name)
        progress("counting")
        arrived = _count_graphs(work, {*wanted, *retired})
        _verify(target, {name: count for name, (count, _) in wanted.items()}, arrived)
        total = sum(count for count, _ in wanted.values())
        return Published(info.version, len(wanted) - len(kept), len(kept), len(retired), total, sees_union(work))


def _read_marks(work: _Work) -> dict[NamedNode, str]:
    text = f"SELECT ?graph ?hash WHERE {{ GRAPH {work.marks} {{ ?graph {SCHEMA.sha256} ?hash }} }}"
    rows = ((row["graph"], row["hash"]) for row in work.client.select(work.query, text))
    return {
        graph: hashed.value for graph, hashed in rows if isinstance(graph, NamedNode) and isinstance(hashed, Literal)
    }


def _find_graphs(work: _Work) -> set[NamedNode]:
    """Find the graphs below the base: what stands there is ours, as the minter alone names it.

    A store that lists its graphs (Oxigraph) is asked for the list, which costs nothing however much others keep beside
    it. Virtuoso gives one empty row instead, and only a look at every statement tells.
    """
    below = f"FILTER(STRSTARTS(STR(?graph), {Literal(work.marks.value.removesuffix('publication'))}))"
    listed = bool(_graphs_of(work, "SELECT ?graph WHERE { GRAPH ?graph {} } LIMIT 1"))
    pattern = "" if listed else "?s ?p ?o"
    return _graphs_of(work, f"SELECT ?graph WHERE {{ GRAPH ?graph {{ {pattern} }} {below} }} GROUP BY ?graph")


def _graphs_of(work: _Work, text: str) -> set[NamedNode]:
    # A row may have no graph: rdflib's engine and Virtuoso give such a one where others give none.
    return {row["graph"] for row in work.client.select(work.query, text) if isinstance(row["graph"], NamedNode)}


def _count_graphs(work: _Work, graphs: Iterable[NamedNode]) -> dict[NamedNode, int]:
    """Count the triples of graphs; those without any are left out."""
    counts: dict[NamedNode, int] = {}
    ordered = sorted(graphs, key=str)
    for names in (ordered[at : at + COUNTED] for at in range(0, len(ordered), COUNTED)):
        text = (
            f"SELECT ?graph (COUNT(*) AS ?triples) WHERE {{ VALUES ?graph {{ {' '.join(map(str, names))} }}"
            " GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
        )
        rows = [row for row in work.client.select(work.query, text) if isinstance(row["graph"], NamedNode)]
        try:
            counts |= {row["graph"]: int(row["triples"].value) for row in rows}
        except (AttributeError, ValueError):
            raise RemoteError("what it answers to a question for a number is none", where=work.query) from None
    return counts


def _forget_others(work: _Work, kept: Mapping[NamedNode, str], marks: Mapping[NamedNode, str]) -> None:
    """Take away the marks of all graphs that are about to change."""
    if kept and len(kept) < len(marks):
        work.writer.replace(work.marks, _write_marks(kept))
    elif marks and not kept:
        work.writer.drop(work.marks)


def _send(work: _Work, release: Path, kept: set[NamedNode], progress: Callable[[str], None]) -> None:
    """Send the graphs that differ; the description of the dataset comes last, for it says that all is there."""
    sent: dict[NamedNode, str] = {}
    last: list[ReleaseGraph] = []
    for graph in read_graphs(release):
        if graph.name in kept:
            continue
        if graph.name == work.mint.dataset_graph():
            last.append(graph)
            continue
        work.writer.replace(graph.name, graph.ntriples)
        sent[graph.name] = graph.sha256
        if len(sent) == BATCH:
            work.writer.add(work.marks, _write_marks(sent))
            progress(f"sent up to {graph.name.value}")
            sent.clear()
    for graph in last:
        work.writer.replace(graph.name, graph.ntriples)
        sent[graph.name] = graph.sha256
    if sent:
        work.writer.add(work.marks, _write_marks(sent))


def _write_marks(marks: Mapping[NamedNode, str]) -> bytes:
    triples = (Triple(name, SCHEMA.sha256, Literal(sha256)) for name, sha256 in sorted(marks.items(), key=str))
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _verify(target: Target, wanted: Mapping[NamedNode, int], found: Mapping[NamedNode, int]) -> None:
    """Raise ConformanceError where a graph holds another number of triples than in the release."""
    wrong = [
        f"{name.value}: {found.get(name, 0):,} triples, the release has {wanted.get(name, 0):,}"
        for name in sorted({*wanted, *found}, key=str)
        if found.get(name, 0) != wanted.get(name, 0)
    ]
    if wrong:
        more = [f"and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []
        what = f"{len(wrong)} graphs did not arrive whole; publish again to send them anew"
        raise ConformanceError("\n  ".join([what, *wrong[:SHOWN], *more]), where=target.query)


def sees_union(work: _Work) -> bool:
    """Tell whether a query that names no graph sees the release, as the questions of the query book need."""
    text = f"SELECT ?kind WHERE {{ {work.mint.dataset()} {RDF.type} ?kind . FILTER(?kind = {DCAT.Dataset}) }} LIMIT 1"
    return any(True for _ in work.client.select(work.query, text))
