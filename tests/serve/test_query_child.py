"""What a query child says, heard in this process: its own ends behind a closed door, where nothing can be measured."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, parse

from mendelgraph.serve.frames import HEAD, Frame, Kind, Splitter, read_frame
from mendelgraph.serve.query_child import Refusal, answer, send

S, P, G = (NamedNode(f"https://example.org/{name}") for name in "spg")
BASE = "https://example.org/"
ROWS = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"


@pytest.fixture
def store() -> Store:
    store = Store()
    store.extend([Quad(S, P, Literal("one")), Quad(S, P, Literal("two"), G)])
    return store


def ask(store: Store, query: str, **changed: object) -> tuple[str, bytes]:
    request = {"query": query, "rows": "csv", "graph": "turtle", "limit": 1_000_000, "default": [], "named": []}
    out = BytesIO()
    answer(store, request | changed, BASE, out)
    first, *parts = Splitter().feed(out.getvalue())
    if first.kind is Kind.WHOLE:
        assert parts == []
        form, _, data = first.body.partition(b"\n")
        return form.decode(), data
    assert first.kind is Kind.FORM
    assert {part.kind for part in parts} <= {Kind.DATA, Kind.END}
    return first.body.decode(), b"".join(part.body for part in parts)


@pytest.mark.parametrize(
    ("form", "begins"), [("csv", b"o\r\none"), ("tsv", b'?o\n"one"'), ("json", b"{"), ("xml", b"<?xml")]
)
def test_rows_come_in_the_form_asked_for(store: Store, form: str, begins: bytes) -> None:
    said, data = ask(store, ROWS, rows=form)
    assert said == form
    assert data.startswith(begins)


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml", "jsonld"])
def test_a_graph_comes_in_the_form_asked_for(store: Store, form: str) -> None:
    said, data = ask(store, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", graph=form)
    assert said == form
    if form == "jsonld":
        assert "one" in json.dumps(json.loads(data))
    else:
        from mendelgraph.serve.query_child import GRAPHS

        assert [quad.object.value for quad in parse(data, format=GRAPHS[form])] == ["one"]


def test_a_long_answer_comes_in_parts_of_which_none_is_lost(store: Store) -> None:
    store.extend(Quad(S, P, Literal(f"{number:06}" + "x" * 100)) for number in range(3_000))
    form, data = ask(store, ROWS)
    assert form == "csv"
    assert len(data) > 300_000
    assert [line[:6] for line in data.decode().split("\r\n")[1:-2]] == [f"{number:06}" for number in range(3_000)]


def test_a_dataset_is_that_of_the_request(store: Store) -> None:
    assert ask(store, ROWS, default=[G.value])[1] == b"o\r\ntwo\r\n"
    assert ask(store, "SELECT ?g { GRAPH ?g { ?s ?p ?o } }", named=[G.value])[1] == f"g\r\n{G.value}\r\n".encode()


@pytest.mark.parametrize(
    ("query", "changed", "status"),
    [("nonsense", {}, 400), (ROWS, {"rows": None}, 406), ("ASK {", {}, 400), (ROWS, {"limit": 3}, 413)],
    ids=["syntax", "form", "cut", "limit"],
)
def test_what_cannot_be_answered_is_refused(store: Store, query: str, changed: dict[str, object], status: int) -> None:
    with pytest.raises(Refusal) as caught:
        ask(store, query, **changed)
    assert caught.value.status == status
    assert caught.value.detail


def test_frames_are_read_one_after_another_to_the_end() -> None:
    out = BytesIO()
    send(out, Kind.DATA, b"ab")
    send(out, Kind.END)
    stream = BytesIO(out.getvalue())
    assert [read_frame(stream), read_frame(stream), read_frame(stream)] == [
        Frame(Kind.DATA, b"ab"),
        Frame(Kind.END),
        None,
    ]


@pytest.mark.parametrize("head", [HEAD.pack(b"?", 1), HEAD.pack(b"D", 2**31)], ids=["kind", "length"])
def test_what_is_no_frame_is_refused(head: bytes) -> None:
    with pytest.raises(ValueError, match="no frame of ours"):
        list(Splitter().feed(head))
    with pytest.raises(ValueError, match="no frame of ours"):
        read_frame(BytesIO(head))
