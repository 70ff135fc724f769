"""Search, and the Reconciliation API 0.2: its answers keep to what the specification says of their shape."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mendelgraph.serve.search import CONDITION, GENE, Item, build_index, search

POH = "condition/progressive-osseous-heteroplasia"
FOP = "condition/fibrodysplasia-ossificans-progressiva"
DISEASE = "https://w3id.org/biolink/vocab/Disease"
GENES = "https://w3id.org/biolink/vocab/Gene"

Json = dict[str, Any]


def shape(required: str, **properties: Json) -> Json:
    return {"type": "object", "required": required.split(), "properties": properties}


def many(items: Json) -> Json:
    return {"type": "array", "items": items}


TEXT = {"type": "string"}
NAMED = shape("id name", id=TEXT, name=TEXT, description=TEXT)
TEMPLATE = {"type": "string", "pattern": r"\{\{id\}\}"}
SERVICE = shape("service_url service_path", service_url=TEXT, service_path=TEXT)
FLYOUT = {"type": "string", "pattern": r"\$\{id\}"}
CANDIDATE = shape(
    "id name score",
    id=TEXT,
    name=TEXT,
    description=TEXT,
    score={"type": "number", "minimum": 0, "maximum": 100},
    match={"type": "boolean"},
    type=many(NAMED),
    features=many(shape("id value", id=TEXT, value={"type": ["number", "boolean"]})),
)
CELL = {
    "oneOf": [
        {**NAMED, "additionalProperties": False},
        *({**shape(key, **{key: {"type": kind}}), "additionalProperties": False} for key, kind in
          (("str", "string"), ("float", "number"), ("int", "integer"))),
    ]
}  # fmt: skip

SHAPES = {
    "manifest": shape(
        "versions name identifierSpace schemaSpace",
        versions={"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
        name=TEXT,
        identifierSpace={"type": "string", "pattern": "^https?://"},
        schemaSpace={"type": "string", "pattern": "^https?://"},
        documentation=TEXT,
        defaultTypes={**many(NAMED), "uniqueItems": True},
        view=shape("url", url=TEMPLATE),
        preview=shape("url width height", url=TEMPLATE, width={"type": "integer"}, height={"type": "integer"}),
        suggest=shape(
            "entity property type",
            entity={**SERVICE, "properties": {**SERVICE["properties"], "flyout_service_path": FLYOUT}},
            property=SERVICE,
            type=SERVICE,
        ),
        extend=shape("propose_properties", propose_properties=SERVICE, property_settings=many({"type": "object"})),
    ),
    "results": {"type": "object", "additionalProperties": shape("result", result=many(CANDIDATE))},
    "suggestions": shape(
        "result", result=many({**NAMED, "properties": {**NAMED["properties"], "notable": many(TEXT)}})
    ),
    "properties": shape("type limit properties", type=TEXT, limit={"type": "integer"}, properties=many(NAMED)),
    "extension": shape(
        "meta rows",
        meta=many(NAMED),
        rows={"type": "object", "additionalProperties": {"type": "object", "additionalProperties": many(CELL)}},
    ),
}
"""All that the specification's own JSON schemas ask of an answer, some of it more strictly, and what OpenRefine needs
beyond that. Compared one by one with those at https://reconciliation-api.github.io/specs/0.2/schemas/: manifest,
reconciliation-result-batch, suggest-entities-response, suggest-properties-response, suggest-types-response, type,
data-extension-response.
"""


def valid(answer: httpx.Response, name: str) -> Any:
    assert answer.status_code == 200, answer.text
    Draft202012Validator(SHAPES[name]).validate(answer.json())
    return answer.json()


def ask(client: httpx.Client, **queries: Json) -> Json:
    found: Json = valid(client.post("/reconcile", data={"queries": json.dumps(queries)}), "results")
    return {key: found[key]["result"] for key in queries}


def test_the_manifest(client: httpx.Client) -> None:
    manifest = valid(client.get("/reconcile"), "manifest")
    assert valid(client.post("/reconcile"), "manifest") == manifest


def test_a_column_of_names_finds_its_conditions(client: httpx.Client) -> None:
    found = ask(
        client,
        q0={"query": "Progressive osseous heteroplasia"},
        q1={"query": "progressive oseous heteroplasia"},
        q2={"query": "GNAS", "type": GENES, "limit": 1},
        q3={"query": "myositis ossificans progressiva"},
        q4={"query": "OMIM:166350"},
        q5={"query": "zzz"},
    )
    assert next((each["id"], each["match"]) for each in found["q0"]) == (POH, True)
    assert next((each["id"], each["match"]) for each in found["q1"]) == (POH, False)
    assert [each["name"] for each in found["q2"]] == ["GNAS"]
    assert {each["id"] for each in found["q3"][:2]} == {POH, FOP}
    assert not any(each["match"] for each in found["q3"])
    assert found["q4"][0]["id"] == POH
    assert found["q5"] == []


def test_another_column_decides_between_namesakes(client: httpx.Client) -> None:
    name = "myositis ossificans progressiva"
    by_gene = {gene: {"query": name, "properties": [{"pid": "gene", "v": gene}]} for gene in ("GNAS", "ACVR1")}
    found = ask(client, **by_gene)
    assert {gene: candidates[0]["id"] for gene, candidates in found.items()} == {"GNAS": POH, "ACVR1": FOP}
    assert {"id": "gene", "value": True} in found["GNAS"][0]["features"]


def test_another_column_may_hold_entities_by_their_ids(client: httpx.Client) -> None:
    query = {"query": "myositis ossificans progressiva", "properties": [{"pid": "gene", "v": {"id": "id/hgnc/4392"}}]}
    assert ask(client, a=query)["a"][0]["id"] == POH


def test_a_batch_comes_by_get_too(client: httpx.Client) -> None:
    response = client.get("/reconcile", params={"queries": '{"a": {"query": "POH", "type": ["' + DISEASE + '"]}}'})
    assert valid(response, "results")["a"]["result"][0]["id"] == POH


@pytest.mark.parametrize(
    ("queries", "status"),
    [
        ("nonsense", 400),
        ("[]", 400),
        ('{"a": {}}', 400),
        ('{"a": "b"}', 400),
        ("[" * 100_000, 400),
        (r'{"\ud800": {"query": "x"}}', 400),
        (r'{"a": {"query": "x\udfff"}}', 400),
        (r'{"a": {"query": "x", "properties": [{"pid": "\ud800", "v": "x"}]}}', 400),
        (json.dumps({str(number): {"query": "a"} for number in range(101)}), 413),
    ],
    ids=[
        "no JSON",
        "a list",
        "an empty query",
        "a text",
        "nested",
        "half a key",
        "half a name",
        "half a column",
        "too many",
    ],
)
def test_a_batch_that_is_none_is_refused(queries: str, status: int, client: httpx.Client) -> None:
    response = client.post("/reconcile", data={"queries": queries})
    assert response.status_code == status
    assert response.json()["detail"]


NESTED = {
    "queries": '{"a": {"query": %s}}',
    "extend": '{"ids": [%s], "properties": []}',
}


@pytest.mark.parametrize("field", NESTED)
def test_a_value_nested_to_any_depth_is_answered_or_refused(field: str, client: httpx.Client) -> None:
    for depth in range(860, 1000, 10):
        text = NESTED[field] % ("[" * depth + "]" * depth)
        assert client.post("/reconcile", data={field: text}).status_code in {200, 400}


@pytest.mark.parametrize("extend", [r'{"ids": ["\ud800"], "properties": [{"id": "\ud800"}]}', "[]", "{}"])
def test_a_request_for_columns_that_is_none_is_refused(extend: str, client: httpx.Client) -> None:
    response = client.post("/reconcile", data={"extend": extend})
    assert response.status_code == 400
    assert response.json()["detail"]


def test_a_character_of_two_halves_is_one(client: httpx.Client) -> None:
    response = client.post("/reconcile", data={"queries": r'{"\ud83e\uddec": {"query": "\ud83e\uddec"}}'})
    assert valid(response, "results") == {"\N{DNA DOUBLE HELIX}": {"result": []}}


@pytest.mark.parametrize(
    "query",
    [
        {"query": "POH", "limit": -1, "type": 7, "properties": 5},
        {"query": "POH", "limit": float("inf"), "type": [{"id": []}, {}]},
        {"query": "POH", "properties": [{"pid": "x", "v": [None, {"id": "a"}]}]},
        {"query": "a" * 100_000},
        {"query": "", "properties": [{"pid": "name", "v": "POH"}]},
    ],
)
def test_odd_queries_get_an_answer(query: Json, client: httpx.Client) -> None:
    assert isinstance(ask(client, a=query)["a"], list)


@pytest.mark.parametrize(
    ("kind", "prefix", "expected"),
    [
        ("entity", "progr", POH),
        ("entity", "gna", "id/hgnc/4392"),
        ("type", "gene", GENES),
        ("property", "inh", "inheritance"),
    ],
)
def test_suggestions(kind: str, prefix: str, expected: str, client: httpx.Client) -> None:
    answer = valid(client.get(f"/reconcile/suggest/{kind}", params={"prefix": prefix}), "suggestions")
    assert expected in [each["id"] for each in answer["result"]]


VALID_QUERIES: dict[str, Json] = {
    "a type": {"query": "POH", "type": DISEASE},
    "types, strictly": {"query": "POH", "type": [DISEASE, GENES], "type_strict": "any"},
    "a limit with a fraction": {"query": "POH", "limit": 3.0},
    "properties alone": {"properties": [{"pid": "name", "v": "POH"}]},
    "a number": {"query": "POH", "properties": [{"pid": "name", "v": 7}]},
    "a truth value": {"query": "POH", "properties": [{"pid": "name", "v": True}]},
    "another entity": {"query": "POH", "properties": [{"pid": "gene", "v": {"id": "id/hgnc/4392", "name": "GNAS"}}]},
    "several values": {"query": "POH", "properties": [{"pid": "gene", "v": ["GNAS", {"id": "id/hgnc/4392"}]}]},
}
"""What reconciliation-query-batch.json, and data-extension-query.json beside it, let a client send."""


@pytest.mark.parametrize("name", VALID_QUERIES)
def test_what_the_schema_of_queries_allows_is_answered(name: str, client: httpx.Client) -> None:
    found = ask(client, a=VALID_QUERIES[name])["a"]
    assert POH in [each["id"] for each in found]


def test_suggestions_go_on_where_the_last_ones_ended(client: httpx.Client) -> None:
    def suggested(cursor: int) -> list[str]:
        response = client.get("/reconcile/suggest/entity", params={"prefix": "a", "cursor": cursor})
        return [each["id"] for each in valid(response, "suggestions")["result"]]

    first, next_ones = suggested(0), suggested(10)
    assert suggested(4)[:6] == first[4:]
    assert len(first) == 10
    assert not set(first) & set(next_ones)


def test_as_many_properties_are_proposed_as_asked_for(client: httpx.Client) -> None:
    proposed = valid(client.get("/reconcile/properties", params={"type": DISEASE, "limit": 2}), "properties")
    assert (proposed["limit"], len(proposed["properties"])) == (2, 2)


def test_a_suggestion_of_nothing_is_refused(client: httpx.Client) -> None:
    assert client.get("/reconcile/suggest/planet", params={"prefix": "a"}).status_code == 404


def test_further_columns(client: httpx.Client) -> None:
    proposed = valid(client.get("/reconcile/properties", params={"type": DISEASE}), "properties")
    assert "gene" in [each["id"] for each in proposed["properties"]]
    query = {"ids": [POH, "nowhere"], "properties": [{"id": "gene"}, {"id": "identifier"}, {"id": "unknown"}]}
    answer = valid(client.post("/reconcile", data={"extend": json.dumps(query)}), "extension")
    assert answer["rows"][POH]["gene"] == [{"id": "id/hgnc/4392", "name": "GNAS"}]
    assert {"str": "OMIM:166350"} in answer["rows"][POH]["identifier"]
    assert answer["rows"]["nowhere"] == {"gene": [], "identifier": []}


def test_previews_are_small_pages_that_a_frame_may_show(client: httpx.Client) -> None:
    response = client.get("/reconcile/preview", params={"id": POH})
    assert "Progressive osseous heteroplasia" in response.text
    assert "frame-ancestors" not in response.headers["content-security-policy"]
    flyout = client.get("/reconcile/flyout", params={"id": POH}).json()
    assert (flyout["id"], "<h1" in flyout["html"]) == (POH, True)
    assert client.get("/reconcile/preview", params={"id": "<script>"}).status_code == 404


def test_search_completes_names(client: httpx.Client) -> None:
    first, *_ = client.get("/search", params={"q": "osteoma c"}).json()["results"]
    assert (first["page"], first["name"]) == (f"/{POH}.html", "Osteoma cutis")
    assert client.get(first["page"]).status_code == 200
    kinds = {each["kind"] for each in client.get("/search", params={"q": "a", "kind": GENE}).json()["results"]}
    assert kinds == {GENE}


FOUND = {
    POH: [
        "https://medlineplus.gov/genetics/condition/progressive-osseous-heteroplasia/",
        "http://ghr.nlm.nih.gov/condition/progressive-osseous-heteroplasia",
        "ghr:progressive-osseous-heteroplasia",
        "OMIM:166350",
        "http://purl.uniprot.org/mim/166350",
        "http://www.ncbi.nlm.nih.gov/medgen/C0334041",
    ],
    "id/hgnc/4392": [
        "https://medlineplus.gov/genetics/gene/gnas/",
        "https://medlineplus.gov/genetics/gene/gnas",
        "https://ghr.nlm.nih.gov/gene/GNAS#conditions",
        "https://search.clinicalgenome.org/kb/genes/HGNC:4392",
        "http://bio2rdf.org/ncbigene:2778",
    ],
}


@pytest.mark.parametrize(("stem", "query"), [(stem, query) for stem, queries in FOUND.items() for query in queries])
def test_search_finds_what_an_address_or_an_identifier_of_others_names(
    stem: str, query: str, client: httpx.Client
) -> None:
    first, *_ = client.get("/search", params={"q": query}).json()["results"]
    assert (first["page"], first["score"]) == (f"/{stem}.html", 100.0)


@pytest.mark.parametrize(
    "query",
    ["https://medlineplus.gov/genetics/gene/nosuch/", "https://medlineplus.gov/genetics/gene/", "https://gene/gnas/"],
)
def test_an_address_of_nothing_here_is_no_exact_find(query: str, client: httpx.Client) -> None:
    assert all(each["score"] < 100 for each in client.get("/search", params={"q": query}).json()["results"])


@pytest.mark.parametrize("params", [{}, {"q": "a", "kind": "planet"}])
def test_a_search_that_says_too_little_is_refused(params: dict[str, str], client: httpx.Client) -> None:
    assert client.get("/search", params=params).status_code == 400


@pytest.mark.parametrize("limit", ["0", "-1", "x", "9" * 500, "٣"])
def test_odd_limits_do_no_harm(limit: str, client: httpx.Client) -> None:
    assert client.get("/search", params={"q": "a", "limit": limit}).status_code == 200


ITEMS = [
    Item("a", "urn:a", CONDITION, "Ménière disease", ("Endolymphatic hydrops",), ("OMIM:156000",)),
    Item("b", "urn:b", CONDITION, "Alpha-thalassemia", ("α-thalassaemia", "AT")),
    Item("c", "urn:c", GENE, "AT", (), ("HGNC:1",)),
]
INDEX = build_index(ITEMS)


@pytest.mark.parametrize(
    ("query", "stems"),
    [
        ("meniere's disease", ["a"]),
        ("MENIERE DISEASE", ["a"]),
        ("156000", ["a"]),
        ("omim:156000", ["a"]),
        ("α thalassemia", ["b"]),
        ("at", ["c", "b"]),
        ("hydrops", ["a"]),
        ("thalasemia alpha", ["b"]),
        ("", []),
        ("%%%", []),
    ],
)
def test_names_are_found_however_they_are_spelt(query: str, stems: list[str]) -> None:
    assert [hit.item.stem for hit in search(INDEX, query)] == stems


@given(st.text())
def test_any_text_can_be_searched(query: str) -> None:
    hits = search(INDEX, query)
    assert sorted(hits, key=lambda hit: -hit.score) == hits
    assert all(0 < hit.score <= 100 for hit in hits)
    assert len({hit.item for hit in hits}) == len(hits)
