"""The W3C's tests of the SPARQL 1.1 Protocol, request by request, against a running server.

https://github.com/w3c/rdf-tests/tree/main/sparql/sparql11/protocol: the same requests and the same data graphs. This
service is read-only, so each request that updates is refused, whether its test expects that or not. A name in
parentheses says where a test here differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

import httpx
import pytest

from .conftest import Server, make_release, run_server

DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
D0, D1, D2, D3 = (DATA.format(number) for number in range(4))
GRAPHS = "\n".join(f"<{iri}> {{ <{iri}> a <http://xmlns.com/foaf/0.1/Document> }}" for iri in (D1, D2, D3))

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

BOOLEAN = {"application/sparql-results+json", "application/sparql-results+xml"}
TABULAR = BOOLEAN | {"text/csv", "text/tab-separated-values"}
RDF = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}

BOTH = f"ASK {{ <{D1}> a ?type . <{D2}> a ?type . }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{D1}> a ?type }} GRAPH ?g2 {{ <{D2}> a ?type }} }}"
FULL = f"ASK {{ <{D3}> a ?type GRAPH ?g1 {{ <{D1}> a ?type }} GRAPH ?g2 {{ <{D2}> a ?type }} }}"
FROM = f"ASK FROM <{D3}> {{ GRAPH ?g1 {{ <{D1}> a ?type }} GRAPH ?g2 {{ <{D2}> a ?type }} }}"


def graphs(**named: list[str]) -> str:
    return "?" + "&".join(f"{name.replace('_', '-')}={quote(iri, safe='')}" for name in named for iri in named[name])


class Case(NamedTuple):
    method: str
    address: str
    content_type: str | None = None
    body: bytes = b""
    types: set[str] = BOOLEAN
    answer: bool | None = True


DEFAULT_0 = graphs(default_graph_uri=[D0])

POSITIVE = {
    "query_post_form": Case("POST", DEFAULT_0, FORM, b"query=ASK%20%7B%7D"),
    "query_dataset_default_graphs_get": Case("GET", f"?query={quote(BOTH)}&{graphs(default_graph_uri=[D1, D2])[1:]}"),
    "query_dataset_default_graphs_post": Case("POST", graphs(default_graph_uri=[D1, D2]), QUERY, BOTH.encode()),
    "query_dataset_named_graphs_post": Case("POST", graphs(named_graph_uri=[D1, D2]), QUERY, NAMED.encode()),
    "query_dataset_named_graphs_get": Case("GET", f"?query={quote(NAMED)}&{graphs(named_graph_uri=[D1, D2])[1:]}"),
    "query_dataset_full": Case("POST", graphs(default_graph_uri=[D3], named_graph_uri=[D1, D2]), QUERY, FULL.encode()),
    "query_multiple_dataset (with its & not encoded)": Case(
        "POST", graphs(named_graph_uri=[D1, D2]), QUERY, FROM.encode()
    ),
    "query_get": Case("GET", f"?query=ASK%20%7B%7D&{DEFAULT_0[1:]}"),
    "query_content_type_select": Case("POST", DEFAULT_0, QUERY, b"SELECT (1 AS ?value) {}", TABULAR, None),
    "query_content_type_ask": Case("POST", DEFAULT_0, QUERY, b"ASK {}", BOOLEAN, None),
    "query_content_type_describe": Case("POST", DEFAULT_0, QUERY, b"DESCRIBE <http://example.org/>", RDF, None),
    "query_content_type_construct": Case("POST", DEFAULT_0, QUERY, b"CONSTRUCT { <s> <p> 1 } WHERE {}", RDF, None),
    "query_post_direct": Case("POST", DEFAULT_0, QUERY, b"ASK {}"),
}

CLEAR = b"update=CLEAR%20NAMED"
NEGATIVE = {
    "bad_query_method": Case("PUT", "?query=ASK%20%7B%7D"),
    "bad_multiple_queries": Case("GET", "?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D"),
    "bad_query_wrong_media_type": Case("POST", "", "text/plain", b"ASK {}"),
    "bad_query_missing_form_type": Case("POST", "", None, b"query=ASK%20%7B%7D"),
    "bad_query_missing_direct_type": Case("POST", "", None, b"ASK {}"),
    "bad_query_non_utf8": Case("POST", "", f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16")),
    "bad_query_syntax": Case("GET", "?query=ASK%20%7B"),
    "bad_update_get": Case("GET", "?update=CLEAR%20ALL"),
    "bad_multiple_updates": Case("POST", "", FORM, b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),
    "bad_update_wrong_media_type": Case("POST", "", "text/plain", b"CLEAR NAMED"),
    "bad_update_missing_form_type": Case("POST", "", None, CLEAR),
    "bad_update_non_utf8": Case("POST", "", f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16")),
    "bad_update_syntax": Case("POST", "", FORM, b"update=CLEAR%20XYZ"),
    "bad_update_dataset_conflict": Case("POST", "", FORM, CLEAR + b"&" + graphs(using_graph_uri=[D1])[1:].encode()),
    "update_dataset_default_graph (read-only)": Case("POST", graphs(using_graph_uri=[D1]), UPDATE, b"CLEAR ALL"),
    "update_dataset_default_graphs (read-only)": Case("POST", graphs(using_graph_uri=[D1, D2]), UPDATE, b"CLEAR ALL"),
    "update_dataset_named_graphs (read-only)": Case("POST", graphs(using_named_graph_uri=[D1]), UPDATE, b"CLEAR ALL"),
    "update_dataset_full (read-only)": Case(
        "POST", graphs(using_graph_uri=[D1], using_named_graph_uri=[D2]), UPDATE, b"CLEAR ALL"
    ),
    "update_post_form (read-only)": Case("POST", "", FORM, b"update=CLEAR%20ALL"),
    "update_post_direct (read-only)": Case("POST", "", UPDATE, b"CLEAR ALL"),
    "update_base_uri (read-only)": Case("POST", "", UPDATE, b"INSERT DATA { <a> <b> <c> }"),
}

STATUS = {
    "bad_query_method": 405,
    "bad_query_wrong_media_type": 415,
    "bad_query_missing_form_type": 415,
    "bad_query_missing_direct_type": 415,
    "bad_query_non_utf8": 415,
    "bad_update_wrong_media_type": 415,
    "bad_update_missing_form_type": 415,
    "bad_multiple_queries": 400,
    "bad_query_syntax": 400,
}
"""The rest is 403: an update at a service that takes none."""


SUITE = """
query_post_form query_dataset_default_graphs_get query_dataset_default_graphs_post query_dataset_named_graphs_post
query_dataset_named_graphs_get query_dataset_full query_multiple_dataset query_get query_content_type_select
query_content_type_ask query_content_type_describe query_content_type_construct update_dataset_default_graph
update_dataset_default_graphs update_dataset_named_graphs update_dataset_full update_post_form update_post_direct
update_base_uri query_post_direct bad_query_method bad_multiple_queries bad_query_wrong_media_type
bad_query_missing_form_type bad_query_missing_direct_type bad_query_non_utf8 bad_query_syntax bad_update_get
bad_multiple_updates bad_update_wrong_media_type bad_update_missing_form_type bad_update_non_utf8 bad_update_syntax
bad_update_dataset_conflict
"""
"""The entries of the suite's manifest, in its order."""


def test_every_test_of_the_suite_is_here() -> None:
    named = {name.partition(" ")[0] for name in (*POSITIVE, *NEGATIVE)}
    assert named == set(SUITE.split())
    assert len(named) == len(POSITIVE) + len(NEGATIVE) == 34


BEYOND = {
    "a form with its encoding": (Case("POST", "", f"{FORM}; charset=UTF-8", b"query=ASK%20%7B%7D"), 200),
    "a media type in capitals": (Case("POST", "", "Application/SPARQL-Query", b"ASK {}"), 200),
    "a plus for a space": (Case("GET", "?query=ASK+%7B%7D"), 200),
    "a query after other fields": (Case("GET", "?timeout=5&query=ASK%20%7B%7D&x="), 200),
    "GET without a query": (Case("GET", "?default-graph-uri=urn:a"), 200),
    "an empty query": (Case("GET", "?query="), 400),
    "two queries in a form": (Case("POST", "", FORM, b"query=ASK%20%7B%7D&query=ASK%20%7B%7D"), 400),
    "a query in the address and in a form": (Case("POST", "?query=ASK%20%7B%7D", FORM, b"query=ASK%20%7B%7D"), 400),
    "a query in the address and in the body": (Case("POST", "?query=ASK%20%7B%7D", QUERY, b"ASK {}"), 400),
    "a form without a query": (Case("POST", "", FORM, b"q=ASK%20%7B%7D"), 400),
    "an update as a query": (Case("POST", "", QUERY, b"CLEAR ALL"), 400),
    "an update beside a query": (Case("POST", "", FORM, b"query=ASK%20%7B%7D&update=CLEAR%20ALL"), 403),
    "a query and an update's dataset": (Case("GET", "?query=ASK%20%7B%7D&using-graph-uri=urn:a"), 403),
    "a graph that is no IRI": (Case("GET", "?query=ASK%20%7B%7D&named-graph-uri=a%20b"), 400),
    "no UTF-8": (Case("POST", "", QUERY, b'ASK { ?s ?p "\xff" }'), 400),
    "a method for graphs": (Case("DELETE", ""), 405),
}
"""What the protocol says (2.1 and 2.2 of its specification) where the suite has no test."""


@pytest.mark.parametrize("name", BEYOND)
def test_what_the_protocol_says_beyond_the_suite(name: str, w3c: Server) -> None:
    case, status = BEYOND[name]
    response = send(w3c, case)
    assert response.status_code == status, response.text
    assert status != 405 or response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("kind", sorted(RDF))
def test_the_service_describes_itself_in_every_form(kind: str, w3c: Server) -> None:
    with w3c.client(Accept=kind) as client:
        response = client.get("/sparql")
    assert response.headers["content-type"].startswith(kind)
    assert b"sparql-service-description#" in response.content


@pytest.mark.parametrize("address", ["", "?query=ASK%20%7B%7D", "?query=DESCRIBE%20%3Curn:a%3E"])
def test_a_form_that_there_is_not_is_refused_with_the_list(address: str, w3c: Server) -> None:
    with w3c.client(Accept="image/png") as client:
        response = client.get(f"/sparql{address}")
    assert response.status_code == 406
    assert "text/turtle" in response.json()["available"]


def test_head_is_get_without_a_body(w3c: Server) -> None:
    with w3c.client() as client:
        head, get = client.head("/sparql?query=ASK%20%7B%7D"), client.get("/sparql?query=ASK%20%7B%7D")
    assert (head.status_code, head.content) == (200, b"")
    assert {head.headers[name] == get.headers[name] for name in ("content-type", "content-length", "etag")} == {True}


@pytest.fixture(scope="module")
def w3c(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("w3c")
    release = make_release(folder / "release", GRAPHS)
    yield from run_server(release, folder / "log", "--workers", "1")


def send(server: Server, case: Case) -> httpx.Response:
    headers = {"Content-Type": case.content_type} if case.content_type else {}
    with server.client(**headers) as client:
        return client.request(case.method, f"/sparql/{case.address}", content=case.body or None)


@pytest.mark.parametrize("name", POSITIVE)
def test_what_the_protocol_allows(name: str, w3c: Server) -> None:
    case = POSITIVE[name]
    response = send(w3c, case)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].partition(";")[0] in case.types
    if case.answer is not None:
        assert response.json()["boolean"] is case.answer


@pytest.mark.parametrize("name", NEGATIVE)
def test_what_the_protocol_forbids(name: str, w3c: Server) -> None:
    response = send(w3c, NEGATIVE[name])
    assert response.status_code == STATUS.get(name, 403), response.text
    problem = response.json()
    assert (problem["status"], bool(problem["detail"])) == (response.status_code, True)


def test_the_test_as_it_is_encoded_names_one_graph_that_is_not_there(w3c: Server) -> None:
    """The suite's query_multiple_dataset writes `&` as %26, which makes one IRI of two; a server has to take it so."""
    one = quote(f"{D1}&named-graph-uri={D2}", safe="")
    response = send(w3c, Case("POST", f"?named-graph-uri={one}", QUERY, FROM.encode()))
    assert response.json()["boolean"] is False


def test_the_data_is_as_it_was_after_all_that(w3c: Server) -> None:
    assert send(w3c, POSITIVE["query_dataset_full"]).json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "dataset", "expected"),
    [
        (f"ASK {{ <{D1}> a ?t }}", {}, True),
        (f"ASK {{ <{D1}> a ?t }}", {"default_graph_uri": [D2]}, False),
        (f"ASK {{ <{D1}> a ?t }}", {"named_graph_uri": [D1]}, False),
        ("ASK { GRAPH ?g { ?s a ?t } }", {"default_graph_uri": [D1]}, False),
        (f"ASK FROM <{D1}> {{ <{D1}> a ?t }}", {"default_graph_uri": [D2]}, False),
        (f"ASK FROM <{D2}> {{ <{D1}> a ?t }}", {"default_graph_uri": [D1]}, True),
        (f"ASK FROM <{D1}> {{ <{D1}> a ?t }}", {}, True),
    ],
    ids=["all", "another default", "named only", "default only", "protocol wins", "protocol wins again", "FROM"],
)
def test_the_protocols_dataset_is_the_only_one(
    query: str, dataset: dict[str, list[str]], expected: bool, w3c: Server
) -> None:
    response = send(w3c, Case("POST", graphs(**dataset) if dataset else "", QUERY, query.encode()))
    assert response.json()["boolean"] is expected
