"""The store of a release: what it holds, how it is asked, and what a hostile query cannot do to us."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from decimal import Decimal
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
import rdflib
from click.testing import CliRunner
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

import mendelgraph
from mendelgraph.cli import main
from mendelgraph.errors import InputError, RemoteError, UnknownNameError
from mendelgraph.export import sort_quads
from mendelgraph.queries.answers import Iri, read_value
from mendelgraph.rdf.bounded import run_bounded
from mendelgraph.store import QUADS, STORE, build_store, construct, load, open_store, opening, query
from mendelgraph.store.bounded import LIMITS, WORKER, run_query

EXAMPLE = Path(__file__).resolve().parents[1] / "docs" / "example-poh.trig"
POH = "https://w3id.org/mendelgraph/condition/progressive-osseous-heteroplasia"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    quads = sort_quads(parse(path=EXAMPLE, format=RdfFormat.TRIG))
    serialize(quads, output=folder / QUADS, format=RdfFormat.N_QUADS)
    build_store(folder / QUADS, folder / STORE)
    write_manifest(folder)
    return folder


def write_manifest(folder: Path) -> None:
    data = (folder / QUADS).read_bytes()
    written = {"files": {QUADS: {"bytes": len(data), "sha256": sha256(data).hexdigest()}}}
    (folder / opening.MANIFEST).write_text(json.dumps(written))


NOT_WHOLE = {
    "cut at a line's end": lambda data: b"".join(data.splitlines(keepends=True)[:90]),
    "cut in a line": lambda data: data[:5000],
    "longer": lambda data: data + data.splitlines(keepends=True)[0],
    "a byte changed": lambda data: data.replace(b"osseous", b"ossEous", 1),
    "empty": lambda data: b"",
}


@pytest.mark.parametrize("damage", NOT_WHOLE.values(), ids=NOT_WHOLE)
def test_a_release_that_is_not_whole_is_refused(
    damage: Callable[[bytes], bytes], release: Path, tmp_path: Path
) -> None:
    shutil.copytree(release, tmp_path / "dist")
    (tmp_path / "dist" / QUADS).write_bytes(damage((release / QUADS).read_bytes()))
    result = CliRunner().invoke(main, ["export", "--format", "nquads", "--data", str(tmp_path / "dist")])
    assert (result.exit_code, result.stdout) == (3, "")
    assert f"{tmp_path}/dist: {QUADS} is not the file that the manifest names" in result.stderr


def test_a_release_without_what_says_that_it_is_whole_is_refused(release: Path, tmp_path: Path) -> None:
    shutil.copytree(release, tmp_path / "dist")
    for content in ("", "{}", "[]", '{"files": {}}'):
        (tmp_path / "dist" / opening.MANIFEST).write_text(content)
        with pytest.raises(InputError, match=r"its manifest.json cannot be read"):
            opening.quads_of(tmp_path / "dist")
    (tmp_path / "dist" / opening.MANIFEST).unlink()
    with pytest.raises(InputError, match=r"its manifest.json cannot be read"):
        opening.quads_of(tmp_path / "dist")


def test_quads_that_are_none_are_named(tmp_path: Path) -> None:
    (tmp_path / QUADS).write_bytes(b"<urn:x:a> nonsense .\n")
    write_manifest(tmp_path)
    with pytest.raises(InputError, match=rf"^{tmp_path}/{QUADS}: cannot be read: "):
        list(opening.quads_of(tmp_path))


def test_the_store_holds_the_named_graphs_and_their_union(release: Path) -> None:
    quads = list(parse(path=EXAMPLE, format=RdfFormat.TRIG))
    ((union,),) = query(COUNT, data=release)
    ((named,),) = query("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }", data=release)
    assert (union, named) == (len({quad.triple for quad in quads}), len(set(quads)))


def test_a_blank_node_is_one_node_in_graph_and_union(release: Path) -> None:
    """bulk_load renames blank nodes at each call, which would tear a list's head from its cells."""
    authors = """
        PREFIX bibo: <http://purl.org/ontology/bibo/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?first WHERE { GRAPH ?g { ?article bibo:authorList ?list } ?list rdf:first ?first }"""
    assert "Shore EM" in {row[0] for row in query(authors, data=release)}


def test_bulk_load_still_renames_blank_nodes(tmp_path: Path) -> None:
    """A tripwire: when it keeps them, build_store can use it and be faster."""
    (tmp_path / "one.nq").write_text("<urn:x:a> <urn:x:b> _:c <urn:x:g> .\n")
    store = Store()
    store.bulk_load(path=tmp_path / "one.nq", format=RdfFormat.N_QUADS)
    assert [quad.object for quad in store] != [BlankNode("c")]


def test_a_store_is_opened_read_only(release: Path) -> None:
    store = open_store(release)
    with pytest.raises(RuntimeError, match="read-write"):
        store.add(Quad(NamedNode("urn:x:a"), NamedNode("urn:x:b"), Literal("c")))


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-*"])
def test_a_damaged_store_is_named(name: str, release: Path, tmp_path: Path) -> None:
    shutil.copytree(release, tmp_path / "dist")
    for path in (tmp_path / "dist" / STORE).glob(name):
        path.write_bytes(b"MANIFEST-nonsense")
    with pytest.raises(InputError, match=rf"^{tmp_path}/dist/{STORE}: the store is damaged; build the release "):
        open_store(tmp_path / "dist")


@pytest.mark.parametrize("name", [STORE, "nowhere"])
def test_a_store_is_opened_with_few_threads_on_a_machine_of_many_cores(
    name: str, release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine starts a thread for each core it sees; all the cores are there again, also where none was opened."""
    seen: list[int] = []
    cores = set(range(64))

    class Engine:
        @staticmethod
        def read_only(path: str) -> Store:
            seen.append(len(cores))
            return Store.read_only(path)

    def see(_: int, some: Iterable[int]) -> None:
        cores.clear()
        cores.update(some)

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(cores), raising=False)
    monkeypatch.setattr(os, "sched_setaffinity", see, raising=False)
    monkeypatch.setattr(opening, "Store", Engine)
    with nullcontext() if name == STORE else pytest.raises(InputError):
        assert len(opening.open_folder(release / name))
    assert (seen, cores) == ([2], set(range(64)))


class Swapped:
    """The engine as it opens a store while new releases take the folder's place: so many times, after or before."""

    def __init__(self, folder: Path, times: int, *, missed: bool) -> None:
        self.folder, self.left, self.missed = folder, times, missed

    def read_only(self, path: str) -> Store:
        if self.left:
            self.left -= 1
            (new := self.folder.with_name("new")).mkdir()
            store = Store(new)
            store.add(Quad(NamedNode("urn:x:new"), NamedNode("urn:x:b"), Literal(self.left)))
            del store
            if self.missed:
                shutil.rmtree(self.folder)
                try:
                    return Store.read_only(path)
                finally:
                    new.rename(self.folder)
            self.folder.rename(self.folder.with_name(f"old-{self.left}"))
            new.rename(self.folder)
        return Store.read_only(path)


@pytest.mark.parametrize("missed", [False, True], ids=["another is there", "none was there"])
def test_a_store_that_is_replaced_while_it_is_opened_is_opened_again(
    missed: bool, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(release / STORE, tmp_path / STORE)
    monkeypatch.setattr(opening, "Store", Swapped(folder, 3, missed=missed))
    assert [quad.object for quad in opening.open_folder(folder)] == [Literal(0)]


def test_a_store_that_is_replaced_all_the_time_is_given_up_on(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(release / STORE, tmp_path / STORE)
    monkeypatch.setattr(opening, "ATTEMPTS", 4)
    monkeypatch.setattr(opening, "Store", Swapped(folder, 9, missed=False))
    with pytest.raises(InputError, match="faster than it can be opened; try again"):
        opening.open_folder(folder)


def test_two_readers_do_not_disturb_each_other(release: Path) -> None:
    first, second = open_store(release), open_store(release)
    assert len(first) == len(second) > 0


@pytest.mark.parametrize("name", ["nowhere", "a-file"])
def test_what_is_no_release_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "a-file").mkdir()
    with pytest.raises(InputError, match="mendelgraph build"):
        open_store(tmp_path / name)
    with pytest.raises(InputError, match="mendelgraph build"):
        load(tmp_path / name)


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")  # rdflib's own `triples` uses it
def test_a_release_loads_as_an_rdflib_dataset(release: Path) -> None:
    dataset = load(release)
    quads = set(parse(path=EXAMPLE, format=RdfFormat.TRIG))
    assert sum(len(graph) for graph in dataset.graphs()) == len(quads)
    label = dataset.value(rdflib.URIRef(POH), rdflib.RDFS.label)
    assert label == rdflib.Literal("Progressive osseous heteroplasia", lang="en")
    assert dict(dataset.namespaces())["skos"] == rdflib.URIRef("http://www.w3.org/2004/02/skos/core#")


def test_the_public_names_are_these(release: Path) -> None:
    assert mendelgraph.query is query
    assert mendelgraph.load is load


def test_a_question_is_asked_by_name_with_parameters(release: Path) -> None:
    rows = query("condition-by-omim", data=release, omim=166350)
    assert rows.columns == ("condition", "name", "match")
    assert (Iri(POH), "Progressive osseous heteroplasia") in [row[:2] for row in rows]
    assert rows.as_dicts()[0]["condition"] == POH
    assert len(query("condition-by-omim", data=str(release), omim="100800")) == 0


def test_a_query_of_one_s_own_is_asked_as_text(release: Path) -> None:
    assert query("ASK { ?s ?p ?o }", data=release).rows == ((True,),)


def test_an_rdf_file_is_asked_like_a_release(release: Path) -> None:
    assert query(COUNT, data=EXAMPLE) == query(COUNT, data=release)
    assert query(COUNT, data=EXAMPLE, time_limit=30) == query(COUNT, data=release, time_limit=30)


def test_a_graph_is_asked_with_construct(release: Path) -> None:
    graph = construct("everything-about-condition", data=release, slug="progressive-osseous-heteroplasia")
    assert (rdflib.URIRef(POH), rdflib.RDFS.label, None) in graph
    described = construct(f"DESCRIBE <{POH}>", data=release, time_limit=30)
    assert (rdflib.URIRef(POH), rdflib.RDFS.label, None) in described


def test_rows_and_graphs_are_not_confused(release: Path) -> None:
    with pytest.raises(InputError, match="ask it with `construct`"):
        query("everything-about-condition", data=release)
    with pytest.raises(InputError, match="ask it with `query`"):
        construct("acronyms", data=release)


def test_an_unknown_question_is_answered_with_near_ones(release: Path) -> None:
    with pytest.raises(UnknownNameError, match="near: condition-by-omim"):
        query("condition-by-omin", data=release)


XSD = "http://www.w3.org/2001/XMLSchema#"
VALUES = [
    (None, None),
    (NamedNode("https://a.example/"), Iri("https://a.example/")),
    (BlankNode("c"), "_:c"),
    (Literal("a", language="en"), "a"),
    (Literal("01", datatype=NamedNode(XSD + "integer")), 1),
    (Literal("3.50", datatype=NamedNode(XSD + "decimal")), Decimal("3.50")),
    (Literal("true", datatype=NamedNode(XSD + "boolean")), True),
    (Literal("many", datatype=NamedNode(XSD + "integer")), "many"),
    (Literal("yes", datatype=NamedNode(XSD + "boolean")), "yes"),
    (Literal("2002-01", datatype=NamedNode(XSD + "gYearMonth")), "2002-01"),
]


@pytest.mark.parametrize(("term", "value"), VALUES, ids=str)
def test_a_term_becomes_a_python_value(term: object, value: object) -> None:
    assert read_value(term) == value
    assert type(read_value(term)) is type(value)


MALFORMED = [
    ("SELECT * WHERE { ?s ?p", "line 1, column 23: not SPARQL here"),
    ("SELECT * WHERE { ?s a foo:bar }", "a prefix that no PREFIX line declares"),
    ("SELECT * WHERE {\n  ?s ?p ?o .\n  FILTER(?o > )\n}", "line 4, column 2"),
]


@pytest.mark.parametrize(("text", "reason"), MALFORMED, ids=lambda value: value[:30])
@pytest.mark.parametrize("time_limit", [None, 30.0], ids=["here", "apart"])
def test_a_malformed_query_is_refused_with_its_place(
    text: str, reason: str, time_limit: float | None, release: Path
) -> None:
    with pytest.raises(InputError, match=reason):
        query(text, data=release, time_limit=time_limit)


HUNGRY = "SELECT (STRLEN(?v40) AS ?n) WHERE { BIND('0123456789' AS ?v0) " + "".join(
    f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1}) " for i in range(40)
)
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + "".join(f"?a{i} ?b{i} ?c{i} . " for i in range(8))


def test_a_query_that_never_ends_is_stopped(release: Path) -> None:
    with pytest.raises(InputError, match="the query: not done within 1 s"):
        query(ENDLESS + "}", data=release, time_limit=1)


def test_a_query_that_eats_memory_is_stopped(release: Path) -> None:
    small = LIMITS._replace(memory=1 << 30)
    with pytest.raises(InputError, match="needs more than 1024 MiB of memory"):
        run_query(HUNGRY + "}", release / STORE, "json", limits=small)


def ask_unguarded(text: str, release: Path, tmp_path: Path, *, federated: bool) -> bytes:
    """Run the worker without the guard before it: what a query does that slipped through."""
    (tmp_path / "query").write_text(text)
    arguments = [str(release / STORE), "json", "federated" if federated else ""]
    with (tmp_path / "query").open("rb") as data, run_bounded(WORKER, arguments, data, limits=LIMITS, where="q") as out:
        return out.read()


def test_a_query_that_crashes_the_engine_crashes_only_its_child(release: Path, tmp_path: Path) -> None:
    deep = "SELECT * WHERE { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }"
    with pytest.raises(InputError, match="crashed on it"):
        ask_unguarded(deep, release, tmp_path, federated=False)


class Endpoint(BaseHTTPRequestHandler):
    """Speak just enough of the SPARQL protocol: an answer is chosen by the path."""

    asked: ClassVar[list[tuple[str, str]]] = []
    answers: ClassVar = {
        "/rows": (200, "application/sparql-results+json"),
        "/graph": (200, "text/turtle"),
        "/busy": (503, "text/plain"),
        "/bad": (400, "text/plain"),
        "/broken": (500, "text/plain"),
        "/nonsense": (200, "application/sparql-results+json"),
    }
    bodies: ClassVar = {
        "/rows": b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"7","datatype":'
        b'"http://www.w3.org/2001/XMLSchema#integer"}}]}}',
        "/graph": f'<{POH}> <http://www.w3.org/2000/01/rdf-schema#label> "POH"@en .'.encode(),
        "/nonsense": b"<html>welcome</html>",
    }

    def do_GET(self) -> None:
        self.answer("GET")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer("POST")

    def answer(self, method: str) -> None:
        path = self.path.split("?")[0]
        self.asked.append((method, path))
        code, kind = self.answers[path]
        self.send_response(code)
        body = self.bodies.get(path, b"no reason given")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("mendelgraph.remote.PAUSES", (0.0, 0.0))
    Endpoint.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_engine_cannot_open_a_connection_unless_it_may(release: Path, tmp_path: Path, endpoint: str) -> None:
    text = f"SELECT ?n WHERE {{ SERVICE <{endpoint}/rows> {{ ?s ?p ?n }} }}"
    with pytest.raises(InputError, match="Too many open files"):
        ask_unguarded(text, release, tmp_path, federated=False)
    assert Endpoint.asked == []
    answer = json.loads(ask_unguarded(text, release, tmp_path, federated=True))
    assert [row["n"]["value"] for row in answer["results"]["bindings"]] == ["7"]
    assert [path for _, path in Endpoint.asked] == ["/rows"]


@pytest.fixture
def scattered(tmp_path: Path) -> Path:
    """Return a store of more files than the engine opens at first, as changing one again and again leaves it."""
    folder = tmp_path / "scattered" / STORE
    folder.parent.mkdir()
    for number in range(3):
        store = Store(folder)
        triple = (NamedNode(f"urn:x:s{number}"), NamedNode(f"urn:x:p{number}"), Literal(f"o{number}"))
        store.extend([Quad(*triple), Quad(*triple, NamedNode(f"urn:x:g{number}"))])
        store.flush()
        del store
    assert len(list(folder.glob("*.sst"))) > 16
    return folder


@pytest.mark.parametrize(
    "pattern", ["{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }", '{ ?s ?p "o1" } UNION { ?s <urn:x:p2> ?o }']
)
def test_a_store_of_many_files_is_read_behind_the_closed_door(scattered: Path, pattern: str) -> None:
    with run_query(f"SELECT ?s {{ {pattern} }}", scattered, "csv") as answer:
        found = answer.read().split()[1:]
    assert {f"urn:x:s{number}".encode() for number in (1, 2)} <= set(found)


def test_a_store_of_many_files_is_open_for_good(scattered: Path) -> None:
    """A new release takes its place and its files go, while others come under their names."""
    read = open_store(scattered.parent)
    said = sorted(map(str, read))
    names = [path.name for path in scattered.iterdir()]
    shutil.rmtree(scattered)
    scattered.mkdir()
    for name in names:
        (scattered / name).write_bytes(b"of another release")
    assert sorted(map(str, read)) == said
    for number in range(3):
        assert len(list(read.quads_for_pattern(None, NamedNode(f"urn:x:p{number}"), None, None))) == 2
        assert len(list(read.quads_for_pattern(None, None, Literal(f"o{number}"), DefaultGraph()))) == 1
    assert len(list(read.named_graphs())) == 3


def test_many_files_leave_no_room_for_a_connection(scattered: Path, tmp_path: Path, endpoint: str) -> None:
    text = f"SELECT ?n WHERE {{ SERVICE <{endpoint}/rows> {{ ?s ?p ?n }} }}"
    with pytest.raises(InputError, match="Too many open files"):
        ask_unguarded(text, scattered.parent, tmp_path, federated=False)
    assert Endpoint.asked == []


def test_a_remote_endpoint_is_asked_for_rows_and_graphs(endpoint: str) -> None:
    assert query("catalogue-size", endpoint=f"{endpoint}/rows").rows == ((7,),)
    graph = construct("everything-about-condition", endpoint=f"{endpoint}/graph")
    assert list(graph.objects()) == [rdflib.Literal("POH", lang="en")]


def test_a_long_query_is_posted(endpoint: str) -> None:
    query("acronyms", endpoint=f"{endpoint}/rows")
    query(f"SELECT * WHERE {{ VALUES ?x {{ {'<urn:x:y> ' * 300} }} }}", endpoint=f"{endpoint}/rows")
    assert [method for method, _ in Endpoint.asked] == ["GET", "POST"]


FAILURES = [
    ("/busy", RemoteError, "HTTP 503", 3),
    ("/broken", RemoteError, "HTTP 500", 1),
    ("/bad", InputError, "refuses the query", 1),
    ("/nonsense", RemoteError, "no SPARQL JSON", 1),
]


@pytest.mark.parametrize(("path", "kind", "reason", "times"), FAILURES, ids=lambda value: str(value)[:20])
def test_a_failing_endpoint_is_reported(
    path: str, kind: type[Exception], reason: str, times: int, endpoint: str
) -> None:
    with pytest.raises(kind, match=reason) as failed:
        query("acronyms", endpoint=endpoint + path)
    assert endpoint in str(failed.value)
    assert len(Endpoint.asked) == times


def test_an_endpoint_that_is_not_there_is_reported() -> None:
    with pytest.raises(RemoteError, match="no answer"):
        query("acronyms", endpoint="http://127.0.0.1:1/sparql")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/", "dist"])
def test_an_endpoint_is_a_web_address(address: str) -> None:
    with pytest.raises(InputError, match="begins with http"):
        query("acronyms", endpoint=address)
