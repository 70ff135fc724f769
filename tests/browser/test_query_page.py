"""The query page in a real browser: a question from the book, its rows, the page that one leads to, chart and link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from mendelgraph.queries import query_book
from mendelgraph.release import embedded_release
from mendelgraph.site.pages.questions import body
from mendelgraph.site.writing import STATIC
from tests.browser.conftest import PATIENCE
from tests.serve.conftest import Server, run_server

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = pytest.mark.skipif(
    not (STATIC / "vendor" / "query.js").is_file(), reason="the editor is not bundled; run scripts/build-web"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from run_server(embedded_release(), tmp_path_factory.mktemp("browser") / "log")


@pytest.fixture
def page(browser: playwright.Browser, server: Server) -> Iterator[playwright.Page]:
    """A page that keeps account of errors and of requests to anybody else, and fails the test for them."""
    shown = browser.new_page(viewport={"width": 1300, "height": 1100}, base_url=server.url)
    shown.set_default_timeout(PATIENCE)
    trouble: list[str] = []
    shown.on("pageerror", lambda error: trouble.append(str(error)))
    shown.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    shown.on("request", lambda request: None if is_here(request.url, server) else trouble.append(request.url))
    yield shown
    shown.close()
    assert trouble == []


def is_here(url: str, server: Server) -> bool:
    return url.startswith((server.url, "data:", "blob:"))


def choose(page: playwright.Page, name: str) -> None:
    page.evaluate("for (const each of document.querySelectorAll('#book details')) each.open = true")
    page.click(f"#book a[data-name={name}]")


def test_a_question_from_the_book_leads_to_the_page_of_a_condition(page: playwright.Page, artefacts: Path) -> None:
    page.goto("/sparql")
    page.wait_for_selector(".CodeMirror")
    choose(page, "conditions-of-gene")
    link = page.locator("#results tbody a", has_text="progressive-osseous-heteroplasia").first
    link.wait_for()
    page.screenshot(path=artefacts / "query-page.png")
    assert page.locator("#results tbody tr").count() >= 3
    with page.expect_popup() if link.get_attribute("target") == "_blank" else page.expect_navigation() as opened:
        link.click()
    there = opened.value if isinstance(opened.value, playwright.Page) else page
    there.wait_for_load_state()
    assert urlsplit(there.url).path == "/condition/progressive-osseous-heteroplasia.html"
    assert there.locator("h1").inner_text() == "Progressive osseous heteroplasia"


def test_the_address_carries_the_query_and_runs_it(page: playwright.Page) -> None:
    page.goto("/sparql")
    page.wait_for_selector(".CodeMirror")
    choose(page, "catalogue-size")
    page.wait_for_selector("#results tbody tr")
    query = parse_qs(urlsplit(page.url).query)["query"][0]
    assert query == body(query_book()["catalogue-size"])
    page.goto(page.url)
    page.wait_for_selector("#results tbody tr")
    assert page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()") == query


def test_numbers_are_drawn_as_a_chart(page: playwright.Page, artefacts: Path) -> None:
    page.goto("/sparql")
    page.wait_for_selector(".CodeMirror")
    choose(page, "catalogue-size")
    page.wait_for_selector("#results tbody tr")
    page.click(".select_chart")
    page.wait_for_selector("svg.chart rect")
    page.screenshot(path=artefacts / "query-chart.png")
    assert page.locator("svg.chart rect").count() > 5


def test_an_answer_can_be_downloaded(page: playwright.Page) -> None:
    page.goto("/sparql")
    page.wait_for_selector(".CodeMirror")
    choose(page, "conditions-of-gene")
    page.wait_for_selector("#results tbody tr")
    with page.expect_download() as download:
        page.click(".yasr_downloadIcon")
    assert "progressive-osseous-heteroplasia" in download.value.path().read_text()


def test_classes_and_properties_of_this_release_are_completed(page: playwright.Page) -> None:
    page.goto("/sparql")
    page.wait_for_selector(".CodeMirror")
    page.evaluate(
        """() => { const editor = document.querySelector('.CodeMirror').CodeMirror;
        editor.setValue('PREFIX mg: <https://w3id.org/mendelgraph/ontology#>\\nSELECT * WHERE { ?s mg:causal');
        editor.setCursor(1, 100); editor.focus(); }"""
    )
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hints li")
    assert "mg:causalAlleleOrigin" in page.locator(".CodeMirror-hints").inner_text()


def test_missing_prefixes_are_filled_in(page: playwright.Page) -> None:
    page.goto("/sparql")
    page.wait_for_selector(".CodeMirror")
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT * { ?s skos:exactMatch ?o }')")
    page.click("#prefixes")
    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert text.startswith("PREFIX skos: <http://www.w3.org/2004/02/skos/core#>")


def test_what_the_server_refuses_is_shown(browser: playwright.Browser, server: Server) -> None:
    shown = browser.new_page(base_url=server.url)
    shown.set_default_timeout(PATIENCE)
    shown.goto("/sparql?query=SELECT%20*%20%7B%20nonsense")
    shown.wait_for_selector("#results .yasr_results")
    shown.wait_for_function("document.querySelector('#results').innerText.includes('line 1')")
    shown.close()


def test_without_scripts_the_page_is_a_form(browser: playwright.Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=server.url)
    shown = context.new_page()
    shown.goto("/sparql")
    shown.fill("textarea", "SELECT (1 AS ?one) {}")
    shown.select_option("select", "xml")
    shown.click("button[type=submit]")
    assert "<sparql" in shown.content() or "one" in shown.content()
    context.close()
