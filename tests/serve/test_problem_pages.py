"""What a browser is shown where there is nothing, and what the editor of the query page completes from."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

import httpx
import pytest
from lxml import html

from mendelgraph.queries import query_book

from .conftest import BASE, Server, make_release, run_server

POH = "condition/progressive-osseous-heteroplasia"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def links(response: httpx.Response) -> dict[str, str]:
    """Return the links of a page, each text with the address that a browser goes to."""
    tree = html.fromstring(response.content)
    return {each.text_content(): urljoin(str(response.url), each.get("href")) for each in tree.xpath("//a[@href]")}


@pytest.mark.parametrize("wrong", ["condition/progresive-osseous-heteroplasia", "condition/progressive_osseous.html"])
def test_a_wrong_address_is_a_page_that_leads_to_what_was_meant(wrong: str, client: httpx.Client) -> None:
    response = client.get(f"/{wrong}", headers=BROWSER)
    assert (response.status_code, response.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert response.headers["cache-control"] == "no-store"
    assert "Did you mean" in response.text
    meant = links(response)["Progressive osseous heteroplasia"]
    assert meant == urljoin(str(client.base_url), f"{POH}.html")
    assert client.get(meant).status_code == 200
    assert client.get(links(response)["all conditions"]).status_code == 200


def test_an_address_like_nothing_here_suggests_nothing(client: httpx.Client) -> None:
    response = client.get("/%3Ci%3Ezzzq", headers=BROWSER)
    assert response.status_code == 404
    assert "Did you mean" not in response.text
    assert "<i>" not in response.text


@pytest.fixture(scope="module")
def retiring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("retired")
    release = make_release(folder / "release", f"<urn:g> {{ <{BASE}condition/new> <urn:b> 1 }}")
    rows = ("slug\tlabel\tlast\tsuccessor", "old\tOld\t1\tnew", "gone\tGone\t1\t")
    (release / "retired.tsv").write_text("".join(f"{row}\n" for row in rows))
    yield from run_server(release, folder / "log", "--workers", "1")


def test_what_is_gone_is_a_page_that_names_what_took_its_place(retiring: Server) -> None:
    with retiring.client(**BROWSER) as client:
        old, gone = client.get("/condition/old"), client.get("/condition/gone")
    assert (old.status_code, gone.status_code) == (410, 410)
    assert f"{BASE}condition/new" in links(old)
    assert "What took its place" in old.text
    assert "What took its place" not in gone.text


def test_the_editor_completes_from_what_the_release_uses(client: httpx.Client) -> None:
    told = client.get("/sparql/assist.json").json()
    labels = {each["iri"]: each["label"] for each in told["properties"]}
    assert labels["https://w3id.org/mendelgraph/ontology#causalAlleleOrigin"] == "causal allele origin"
    assert "https://w3id.org/mendelgraph/ontology#Frequency" in {each["iri"] for each in told["classes"]}
    assert told["prefixes"]["skos"] == "http://www.w3.org/2004/02/skos/core#"
    assert set(told["questions"]) == set(query_book())
    assert client.post("/sparql", data={"query": told["questions"]["acronyms"]["query"]}).status_code == 200
