"""A release arrives whole in stores that really run, and only what differs is sent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from itertools import count, takewhile
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions

from mendelgraph.errors import ConformanceError, InputError, RemoteError
from mendelgraph.exchange import Manners
from mendelgraph.publish import Credentials, choose_target, publication, publish, writers
from mendelgraph.publish.client import Client
from tests.publish.conftest import RunningStore
from tests.publish.releases import BASE, authors, graph_name, labels, write_release
from tests.publish.stores import by_updates, oxigraph_server
from tests.stand_in import Answer, StandIn

QUICK = Manners(time_limit=30, pauses=())


def load(store: RunningStore, release: Path) -> publication.Published:
    return publish(release, store.target, credentials=store.credentials, manners=QUICK)


def rows(store: RunningStore, text: str) -> list[tuple[str, ...]]:
    with Client(store.credentials, QUICK) as client:
        return [tuple(term.value for term in row) for row in client.select(store.target.query, text)]


def triples_in(store: RunningStore, graph: NamedNode) -> int:
    return len(rows(store, f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"))


def writer_of(store: RunningStore, client: Client) -> writers.Writer:
    if store.target.graph_store:
        return writers.GraphStoreWriter(client, store.target.graph_store)
    return writers.UpdateWriter(client, store.target.update)


def put(store: RunningStore, graph: NamedNode, ntriples: bytes) -> None:
    with Client(store.credentials, QUICK) as client:
        writer_of(store, client).replace(graph, ntriples)


def test_a_release_arrives_and_is_not_sent_twice(running: RunningStore, folder: Path) -> None:
    release = write_release(folder, labels("a"), labels("b", 5))
    first = load(running, release)
    again = load(running, release)
    assert (first.triples, first.union) == (9, True)
    assert (again.sent, again.kept, again.retired) == (0, 3, 0)
    assert triples_in(running, graph_name("b")) == 5


def test_a_next_release_replaces_what_changed_and_removes_what_is_gone(running: RunningStore, folder: Path) -> None:
    load(running, write_release(folder, labels("a"), labels("b"), labels("c")))
    done = load(running, write_release(folder, labels("a"), labels("b", text="another"), version="two"))
    assert (done.sent, done.kept, done.retired, done.version) == (1, 2, 1, "two")
    assert triples_in(running, graph_name("c")) == 0
    assert rows(running, f"SELECT DISTINCT ?name WHERE {{ GRAPH {graph_name('b')} {{ ?s ?p ?name }} }}") == [
        ("another",)
    ]


def test_graphs_of_others_stay(running: RunningStore, folder: Path) -> None:
    other = NamedNode("https://a.example/graph/theirs")
    put(running, other, b"<https://a.example/s> <https://a.example/p> <https://a.example/o> .\n")
    load(running, write_release(folder, labels("a")))
    load(running, write_release(folder, labels("b"), version="two"))
    assert triples_in(running, other) == 1


def test_graphs_of_ours_that_no_mark_names_are_found(running: RunningStore, folder: Path) -> None:
    load(running, write_release(folder, labels("a")))
    put(running, graph_name("stray"), b"<https://a.example/s> <https://a.example/p> <https://a.example/o> .\n")
    done = load(running, write_release(folder, labels("a")))
    assert (done.sent, done.retired, triples_in(running, graph_name("stray"))) == (0, 1, 0)


def test_graphs_are_counted_in_portions(running: RunningStore, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication, "COUNTED", 3)
    release = write_release(folder, *(labels(f"portion-{n}", n + 1) for n in range(8)))
    load(running, release)
    assert load(running, release).kept == 9


def test_a_store_that_lists_its_graphs_is_not_asked_about_every_statement(tmp_path: Path, folder: Path) -> None:
    """Beside all of UniProt such a question would not end."""
    asked: list[str] = []
    select = Client.select

    def listen(self: Client, url: str, text: str) -> QuerySolutions:
        asked.append(text)
        return select(self, url, text)

    with oxigraph_server(tmp_path) as to, pytest.MonkeyPatch.context() as patch:
        store = RunningStore("oxigraph", choose_target(to), Credentials())
        put(store, NamedNode("https://a.example/theirs"), b"<urn:x:s> <urn:x:p> <urn:x:o> .\n")
        patch.setattr(Client, "select", listen)
        publish(write_release(folder, labels("a")), choose_target(to), manners=QUICK)
    assert [text for text in asked if "?s ?p ?o" in text and "VALUES ?graph" not in text] == []


def test_what_somebody_changed_in_the_store_is_mended(running: RunningStore, folder: Path) -> None:
    release = write_release(folder, labels("a"), labels("b"))
    load(running, release)
    put(running, graph_name("a"), b"<https://a.example/s> <https://a.example/p> <https://a.example/o> .\n")
    done = load(running, release)
    assert (done.sent, triples_in(running, graph_name("a"))) == (1, 3)


def test_a_publication_that_was_cut_off_goes_on_where_it_stopped(
    running: RunningStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"written in {folder}"  # no other test left this in the store
    release = write_release(folder, *(labels(f"cut-{n}", text=text) for n in range(6)))
    kind = writers.GraphStoreWriter if running.target.graph_store else writers.UpdateWriter
    replace, calls = kind.replace, count()

    def fail_later(self: object, graph: NamedNode, ntriples: bytes) -> None:
        if next(calls) == 4:
            raise RemoteError("the line was cut")
        replace(self, graph, ntriples)  # type: ignore[arg-type]  # either writer

    monkeypatch.setattr(publication, "BATCH", 1)
    monkeypatch.setattr(kind, "replace", fail_later)
    with pytest.raises(RemoteError):
        load(running, release)
    monkeypatch.setattr(kind, "replace", replace)
    done = load(running, release)
    assert (done.sent + done.kept, done.kept >= 3) == (7, True)


def test_killed_in_the_middle_it_goes_on_where_it_stopped(server: RunningStore, folder: Path) -> None:
    text = f"written in {folder}"  # no other test left this in the store
    release = write_release(folder, *(labels(f"killed-{n}", text=text) for n in range(160)))
    environment = {"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"}
    if server.credentials:
        environment |= {
            "MENDELGRAPH_USER": server.credentials.user,
            "MENDELGRAPH_PASSWORD": server.credentials.password,
        }
    command = [sys.executable, "-c", "from mendelgraph.cli import main; main()", "publish", "--data", str(release)]
    target = ["--to", server.target.query.removesuffix("/query")]
    with subprocess.Popen([*command, *target], env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = list(takewhile(lambda line: "sent up to" not in line, process.stderr))
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL, said
    done = load(server, release)
    assert (done.sent + done.kept, done.kept >= publication.BATCH, done.sent > 0) == (161, True, True)
    assert all(triples_in(server, graph_name(f"killed-{n}")) == 3 for n in (0, 80, 159))


@pytest.mark.parametrize("by", ["graph-store", "updates", "updates in chunks"])
def test_a_reader_sees_the_old_graph_or_the_new_one(
    by: str, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the store runs a request as a transaction, as the Oxigraph server does."""
    if by == "updates in chunks":
        monkeypatch.setattr(writers, "CHUNK_LINES", 40)
    with oxigraph_server(tmp_path) as to:
        store = RunningStore("oxigraph", choose_target(to), Credentials())
        store = store if by == "graph-store" else store._replace(target=by_updates(store.target))
        load(store, write_release(folder, labels("seen", 200, text="0")))
        seen: set[tuple[tuple[str, ...], ...]] = set()
        done = threading.Event()

        def read() -> None:
            text = f"SELECT ?o (COUNT(*) AS ?n) {{ GRAPH {graph_name('seen')} {{ ?s ?p ?o }} }} GROUP BY ?o"
            while not done.is_set():
                seen.add(tuple(rows(store, text)))

        reader = threading.Thread(target=read)
        reader.start()
        for number in range(1, 20):
            load(store, write_release(folder, labels("seen", 200, text=str(number)), version=str(number)))
        done.set()
        reader.join()
    assert len(seen) > 3
    assert {(len(found), found[0][1]) for found in seen} == {(1, "200")}


def test_a_mark_never_outlives_the_graph_that_it_is_of(
    running: RunningStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store holds release two under release one's marks if marks are not taken away first."""
    one = write_release(folder, labels("a", text="one"))
    load(running, one)
    two = write_release(folder.with_name("two"), labels("a", text="two"))
    kind = writers.GraphStoreWriter if running.target.graph_store else writers.UpdateWriter
    monkeypatch.setattr(kind, "add", lambda *_: None)  # cut off before any mark was set
    load(running, two)
    monkeypatch.undo()
    assert load(running, one).sent == 1
    assert ("one",) in rows(running, f"SELECT ?name WHERE {{ GRAPH {graph_name('a')} {{ ?s ?p ?name }} }}")


def test_a_graph_that_did_not_arrive_is_named(
    running: RunningStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = writers.GraphStoreWriter if running.target.graph_store else writers.UpdateWriter
    replace = kind.replace

    def lose(self: object, graph: NamedNode, ntriples: bytes) -> None:
        lost = graph == graph_name("lost")
        replace(self, graph, ntriples.splitlines(keepends=True)[0] if lost else ntriples)  # type: ignore[arg-type]  # either

    monkeypatch.setattr(kind, "replace", lose)
    with pytest.raises(ConformanceError, match=r"graph/lost: 1 triples, the release has 3") as told:
        load(running, write_release(folder, labels("lost"), labels("a")))
    assert told.value.exit_code == 4


def test_a_graph_larger_than_an_update_arrives_whole_with_its_lists(
    server: RunningStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "CHUNK_LINES", 7)
    by_updates = server._replace(target=server.target._replace(graph_store=None))
    load(by_updates, write_release(folder, authors("listed", 12), [*labels("listed", 40)]))
    walk = f"""PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
      SELECT ?author WHERE {{ GRAPH {graph_name("listed")} {{
        <{BASE}listed> <http://purl.org/ontology/bibo/authorList> ?list . ?list rdf:rest*/rdf:first ?author }} }}"""
    assert len(rows(by_updates, walk)) == 12
    assert triples_in(by_updates, graph_name("listed")) == 65
    assert triples_in(by_updates, NamedNode(f"{graph_name('listed').value}#loading")) == 0


ROWS = '{"head": {"vars": ["graph", "hash", "triples", "kind"]}, "results": {"bindings": [%s]}}'
NUMBERS = {
    "no row": ("", ConformanceError),
    "a row of nothing, as rdflib's engine counts no graphs": (
        '{"triples": {"type": "literal", "value": "0"}}',
        ConformanceError,
    ),
    "no number": (
        '{"graph": {"type": "uri", "value": "urn:x"}, "triples": {"type": "literal", "value": "many"}}',
        RemoteError,
    ),
    "no count": ('{"graph": {"type": "uri", "value": "urn:x"}}', RemoteError),
}


@pytest.mark.parametrize(("row", "error"), NUMBERS.values(), ids=NUMBERS)
def test_what_a_store_counts_is_read_with_care(
    row: str, error: type[Exception], stand_in: StandIn, folder: Path
) -> None:
    headers = (("Content-Type", "application/sparql-results+json"),)
    stand_in.answers = [Answer(200, ROWS % "", headers), Answer(200, ROWS % row, headers)]
    with pytest.raises(error):
        publish(write_release(folder, labels("a")), choose_target(stand_in.address), manners=QUICK)


def test_a_store_without_union_is_told_of(tmp_path: Path, folder: Path) -> None:
    with oxigraph_server(tmp_path, union=False) as to:
        assert not publish(write_release(folder, labels("a")), choose_target(to)).union


def test_a_damaged_release_is_refused(folder: Path) -> None:
    write_release(folder, labels("a"))
    with (folder / "mendelgraph.nq").open("ab") as file:
        file.write(b"<urn:x:s> <urn:x:p> <urn:x:o> <urn:x:g> .\n")
    with pytest.raises(InputError, match="not the file that the manifest names"):
        publish(folder, choose_target("http://127.0.0.1:9/"))


def test_what_is_no_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no release"):
        publish(tmp_path, choose_target("http://127.0.0.1:9/"))


def test_chunks_lose_no_triple_and_keep_blank_nodes_together(monkeypatch: pytest.MonkeyPatch) -> None:
    from pyoxigraph import RdfFormat, serialize

    quads: list[Quad] = [*authors("x", 5), *labels("x", 20)]
    whole = serialize([quad.triple for quad in quads], format=RdfFormat.N_TRIPLES) or b""
    monkeypatch.setattr(writers, "CHUNK_LINES", 3)
    cut = writers.chunks(whole)
    assert sorted(b"".join(cut).splitlines()) == sorted(whole.splitlines())
    assert all(b"_:" not in chunk for chunk in cut[1:])
    assert max(len(chunk.splitlines()) for chunk in cut[1:]) == 3
    assert writers.chunks(b"") == []
