"""Documents over HTTP: what a browser, curl, a client and a crawler get at the same address."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from .conftest import BASE, Server, make_release, run_server

POH = "condition/progressive-osseous-heteroplasia"
TYPES = {
    ".html": "text/html",
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
DATA = {suffix: kind for suffix, kind in TYPES.items() if suffix != ".html"}


SYNTAX = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
}
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
TRIPLES = ox.NamedNode("http://rdfs.org/ns/void#triples")
SD = "http://www.w3.org/ns/sparql-service-description#"


def read(data: bytes, suffix: str) -> set[ox.Triple]:
    """Return the triples of a text; lists count by their length alone, because their cells have no names."""
    triples = {quad.triple for quad in ox.parse(data, format=SYNTAX[suffix])}
    return {each for each in triples if not isinstance(each.subject, ox.BlankNode | ox.Triple)}


def says(triples: set[ox.Triple], subject: str, predicate: ox.NamedNode) -> list[object]:
    return [each.object for each in triples if each.subject == ox.NamedNode(subject) and each.predicate == predicate]


@pytest.mark.parametrize("suffix", TYPES)
def test_a_thing_leads_to_its_document_in_the_form_asked_for(suffix: str, client: httpx.Client) -> None:
    response = client.get(f"/{POH}", headers={"Accept": TYPES[suffix]})
    assert response.status_code == 303
    assert response.headers["location"] == f"/{POH}{suffix}"
    assert "Accept" in response.headers["vary"]
    document = client.get(response.headers["location"])
    assert document.status_code == 200
    assert document.headers["content-type"].startswith(TYPES[suffix])


@pytest.mark.parametrize("suffix", DATA)
def test_every_form_says_the_same(suffix: str, client: httpx.Client) -> None:
    plain = read(client.get(f"/{POH}.nt").content, ".nt")
    other = read(client.get(f"/{POH}{suffix}").content, suffix)
    assert {(each.subject, each.predicate) for each in other} == {(each.subject, each.predicate) for each in plain}
    assert len(other) == len(plain) > 100
    assert says(other, BASE + POH, LABEL)


def test_a_gene_of_another_namespace_has_its_document_too(client: httpx.Client) -> None:
    response = client.get("/id/hgnc/4392", headers={"Accept": "text/turtle"})
    assert (response.status_code, response.headers["location"]) == (303, "/id/hgnc/4392.ttl")
    assert "GNAS" in client.get("/id/hgnc/4392.ttl").text


def test_what_lies_below_a_condition_is_told_in_its_document(client: httpx.Client) -> None:
    response = client.get(f"/{POH}/name/POH", headers={"Accept": "text/html"})
    assert (response.status_code, response.headers["location"]) == (303, f"/{POH}.html#name/POH")


def test_links_name_the_other_forms_the_thing_and_the_licence(client: httpx.Client) -> None:
    link = client.get(f"/{POH}.html").headers["link"]
    assert f'</{POH}.ttl>; rel="alternate"; type="text/turtle"' in link
    assert f'<{BASE}{POH}>; rel="describes"' in link
    assert 'rel="license"' in link


def test_what_is_accepted_by_nobody_is_refused_with_the_list(client: httpx.Client) -> None:
    response = client.get(f"/{POH}", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert response.json()["available"] == list(TYPES.values())


@pytest.mark.parametrize("suffix", TYPES)
def test_head_is_get_without_a_body(suffix: str, client: httpx.Client) -> None:
    head, get = client.head(f"/{POH}{suffix}"), client.get(f"/{POH}{suffix}")
    assert head.content == b""
    for name in ("content-type", "etag", "link", "cache-control"):
        assert head.headers[name] == get.headers[name]


def test_a_tag_saves_the_body(client: httpx.Client) -> None:
    first = client.get(f"/{POH}.ttl")
    again = client.get(f"/{POH}.ttl", headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(f"/{POH}.ttl", headers={"If-None-Match": '"other"'}).status_code == 200
    assert "max-age" in first.headers["cache-control"]


@pytest.mark.parametrize(("accepted", "packed"), [("gzip", True), ("gzip;q=0", False), ("identity", False)])
def test_bodies_are_packed_for_who_wants_that(accepted: str, packed: bool, client: httpx.Client) -> None:
    with client.stream("GET", f"/{POH}.ttl", headers={"Accept-Encoding": accepted}) as response:
        body = b"".join(response.iter_raw())
        assert (response.headers.get("content-encoding") == "gzip") is packed
        assert "Accept-Encoding" in response.headers["vary"]
    text = gzip.decompress(body) if packed else body
    assert b"Progressive osseous heteroplasia" in text


def test_any_page_may_read_the_answers(client: httpx.Client) -> None:
    response = client.get(f"/{POH}.ttl", headers={"Origin": "https://other.example"})
    assert response.headers["access-control-allow-origin"] == "*"
    preflight = client.options(
        "/sparql",
        headers={
            "Origin": "https://other.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-headers"] == "*"
    assert "POST" in preflight.headers["access-control-allow-methods"]


def test_an_address_that_means_nothing_suggests_what_is_near(client: httpx.Client) -> None:
    response = client.get("/condition/progressive-oseous-heteroplasia")
    assert response.status_code == 404
    assert POH in response.json()["near"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_documents_are_read_only(method: str, client: httpx.Client) -> None:
    response = client.request(method, f"/{POH}")
    assert response.status_code == 405
    assert "GET" in response.headers["allow"]


def test_the_release_files_are_there(client: httpx.Client, release: Path) -> None:
    manifest = json.loads((release / "manifest.json").read_bytes())
    assert client.get("/manifest.json").json() == manifest
    with client.stream("GET", "/mendelgraph.nq.gz") as response:
        assert int(response.headers["content-length"]) == manifest["files"]["mendelgraph.nq.gz"]["bytes"]


@pytest.mark.parametrize("suffix", TYPES)
def test_the_home_page_is_the_dataset_for_who_wants_data(suffix: str, client: httpx.Client) -> None:
    response = client.get("/", headers={"Accept": TYPES[suffix]})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(TYPES[suffix])
    assert "Accept" in [each.strip() for each in response.headers["vary"].split(",")]
    assert response.headers["content-location"] == f"/index{suffix}"
    assert client.get(f"/index{suffix}").content == response.content
    if suffix in DATA:
        graph = read(response.content, suffix)
        assert ox.NamedNode("http://www.w3.org/ns/dcat#Dataset") in says(graph, f"{BASE}dataset", TYPE)


@pytest.mark.parametrize("name", ["mendelgraph.nq.gz", "void.ttl", "manifest.json"])
def test_a_tag_saves_the_download_of_a_file(name: str, client: httpx.Client) -> None:
    first = client.head(f"/{name}")
    assert first.headers["etag"].startswith('"' if name.endswith(".gz") else 'W/"')
    assert "max-age" in first.headers["cache-control"]
    again = client.get(f"/{name}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_large_file_is_not_packed_again(client: httpx.Client, release: Path) -> None:
    with client.stream("GET", "/mendelgraph.nq", headers={"Accept-Encoding": "gzip"}) as response:
        assert response.headers["content-encoding"] == "gzip"
        assert response.headers["content-type"] == "application/n-quads"
        assert "Accept-Encoding" in response.headers["vary"]
        assert b"".join(response.iter_raw()) == (release / "mendelgraph.nq.gz").read_bytes()
    with client.stream("GET", "/mendelgraph.nq", headers={"Accept-Encoding": "identity"}) as response:
        assert "content-encoding" not in response.headers
        assert b"".join(response.iter_raw()) == (release / "mendelgraph.nq").read_bytes()


def test_a_broken_download_goes_on_where_it_stopped(client: httpx.Client, release: Path) -> None:
    whole = (release / "mendelgraph.nq.gz").read_bytes()
    tag = client.head("/mendelgraph.nq.gz").headers["etag"]
    rest = client.get("/mendelgraph.nq.gz", headers={"Range": "bytes=1000-", "If-Range": tag})
    assert (rest.status_code, rest.content) == (206, whole[1000:])
    assert client.get("/mendelgraph.nq.gz", headers={"Range": "bytes=1000-", "If-Range": '"old"'}).status_code == 200


def test_several_lines_of_one_field_count_as_one(server: Server) -> None:
    """RFC 9110, 5.3: what a client accepts may come on several lines."""
    fields = [("Accept", "text/html;q=0.1"), ("Accept", "text/turtle"), ("Accept", "application/ld+json;q=0.5")]
    response = httpx.get(f"{server.url}/{POH}", headers=fields)
    assert response.headers["location"] == f"/{POH}.ttl"


@pytest.mark.parametrize(("suffix", "kind"), list(DATA.items()))
def test_the_dataset_is_described_at_the_well_known_place(suffix: str, kind: str, client: httpx.Client) -> None:
    response = client.get("/.well-known/void", headers={"Accept": kind})
    assert response.headers["content-type"].startswith(kind)
    graph = read(response.content, suffix)
    assert ox.NamedNode("http://www.w3.org/ns/dcat#Dataset") in says(graph, f"{BASE}dataset", TYPE)


def test_the_service_describes_itself(client: httpx.Client) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = read(response.content, ".ttl")
    service = f"{BASE}sparql"
    assert ox.NamedNode(f"{SD}Service") in says(graph, service, TYPE)
    assert says(graph, service, ox.NamedNode(f"{SD}supportedLanguage")) == [ox.NamedNode(f"{SD}SPARQL11Query")]
    count = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()
    (said,) = says(graph, f"{service}#default-graph", TRIPLES)
    assert str(said.value) == count["results"]["bindings"][0]["n"]["value"]  # type: ignore[attr-defined]  # a literal


def test_the_query_page_is_where_it_says_that_it_is(client: httpx.Client) -> None:
    shown = client.get("/sparql", params={"query": "ASK { ?seen ?p ?o }"}, headers={"Accept": "text/html"})
    assert f'<link rel="canonical" href="{BASE}sparql.html">' in shown.text
    assert "ASK { ?seen ?p ?o }" in shown.text
    response = client.get("/sparql.html")
    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")


RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}


@pytest.mark.parametrize("kind", RESULTS)
def test_rows_come_in_every_form(kind: str, client: httpx.Client) -> None:
    query = "SELECT ?s ?label { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?s ?label LIMIT 50"
    response = client.get("/sparql", params={"query": query}, headers={"Accept": kind})
    assert response.headers["content-type"].startswith(kind)
    solutions = ox.parse_query_results(response.content, format=RESULTS[kind])
    assert isinstance(solutions, ox.QuerySolutions)
    assert len(list(solutions)) == 50


def test_rows_come_as_csv(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": "SELECT (1 AS ?n) {}"}, headers={"Accept": "text/csv"})
    assert response.text.split() == ["n", "1"]


@pytest.mark.parametrize("suffix", DATA)
@pytest.mark.parametrize("form", ["CONSTRUCT", "DESCRIBE"])
def test_graphs_come_in_every_form(form: str, suffix: str, client: httpx.Client) -> None:
    iri = f"<{BASE}{POH}>"
    query = f"DESCRIBE {iri}" if form == "DESCRIBE" else f"CONSTRUCT {{ {iri} ?p ?o }} WHERE {{ {iri} ?p ?o }}"
    response = client.get("/sparql", params={"query": query}, headers={"Accept": DATA[suffix]})
    assert response.headers["content-type"].startswith(DATA[suffix])
    graph = read(response.content, suffix)
    assert says(graph, BASE + POH, LABEL)


def test_a_form_that_this_kind_of_answer_does_not_have_is_refused_with_the_list(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, headers={"Accept": "text/csv"})
    assert response.status_code == 406
    assert response.json()["available"] == list(DATA.values())


def test_a_long_answer_streams_and_is_whole(client: httpx.Client) -> None:
    count = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()
    rows = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert "content-length" not in rows.headers
    assert str(len(rows.json()["results"]["bindings"])) == count["results"]["bindings"][0]["n"]["value"]


def test_the_parsers_message_says_where_a_query_is_wrong(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": "SELECT * {\n ?s ?p }"})
    assert response.status_code == 400
    assert "line 2" in response.json()["detail"]


def test_the_log_says_what_was_done_and_not_what_was_asked(server: Server, client: httpx.Client) -> None:
    client.get("/search", params={"q": "a-secret-illness"})
    line = server.logged("/search")
    assert (line["method"], line["status"]) == ("GET", 200)
    assert set(line) == {"time", "client", "method", "path", "status", "bytes", "type", "seconds", "agent"}
    assert "a-secret-illness" not in server.log.read_text()


@pytest.fixture(scope="module")
def retiring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server below a path, whose release says what it retired."""
    folder = tmp_path_factory.mktemp("retired")
    release = make_release(folder / "release", f"<{BASE}graph/x> {{ <{BASE}> <urn:b> <urn:c> }}")
    rows = ("slug\tlabel\tlast\tsuccessor", "old\tOld\t1\tnew", 'gone\tA "quoted\t1\t')
    (release / "retired.tsv").write_text("".join(f"{row}\n" for row in rows))
    yield from run_server(release, folder / "log", "--workers", "1", "--root-path", "/below")


@pytest.mark.parametrize("path", ["condition/old", "condition/old.ttl"])
def test_what_was_retired_is_gone_and_names_its_successor(path: str, retiring: Server) -> None:
    with retiring.client() as client:
        response = client.get(f"/{path}")
    assert response.status_code == 410
    assert response.json()["replaced_by"] == f"{BASE}condition/new"
    assert 'rel="successor-version"' in response.headers["link"]


def test_what_was_retired_without_a_successor_is_gone(retiring: Server) -> None:
    with retiring.client() as client:
        assert client.get("/condition/gone").status_code == 410


def test_a_proxy_may_serve_it_below_a_path(retiring: Server) -> None:
    with retiring.client() as client:
        link = client.get("/index.ttl").headers["link"]
    assert "</below/index.html>" in link
