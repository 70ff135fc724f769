"""The written site in a real browser, opened from a folder: as people meet it offline."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

POH = "condition/progressive-osseous-heteroplasia.html"
PAGES = {
    "home": "index.html",
    "condition": POH,
    "gene": "id/hgnc/4392.html",
    "article": "id/doi/10.2147/_t_a_c_g._s51064.html",
    "mode": "id/hp/0000006.html",
    "source": "id/medlineplus/condition/progressive-osseous-heteroplasia/index.html",
    "vocabulary": "ontology.html",
    "term": "ontology/_23_frequency.html",
    "query": "query/names-in-conflict.html",
    "queries": "browse/queries.html",
    "conditions": "conditions.html",
    "dataset": "dataset.html",
    "genes": "browse/genes.html",
    "inheritance": "browse/inheritance.html",
    "articles": "browse/articles.html",
}
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def opened(
    browser: Browser, address: str, *, scheme: str = "light", size: dict[str, int] = DESKTOP, here: str = "file:"
) -> Iterator[Page]:
    """Open a page, and hold it to asking nobody else and saying no error."""
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    yield page
    assert [url for url in asked if not url.startswith((here, "data:"))] == []
    assert errors == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_barrier(name: str, scheme: str, browser: Browser, axe: str, site: Path) -> None:
    with opened(browser, (site / PAGES[name]).as_uri(), scheme=scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    told = [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found["violations"]]
    assert told == []


@pytest.fixture(scope="module")
def hosted(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site below the path of its base IRI, as a static host does."""
    root = tmp_path_factory.mktemp("host")
    (root / "mendelgraph").symlink_to(site)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/mendelgraph/"
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_for_wrong_addresses_has_no_barrier_and_its_style(
    scheme: str, browser: Browser, axe: str, hosted: str
) -> None:
    with opened(browser, f"{hosted}404.html", scheme=scheme, here=hosted) as page:
        assert page.evaluate("getComputedStyle(document.querySelector('.brand')).display") == "flex"
        page.evaluate(axe)
        assert page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"] == []
        page.get_by_role("link", name="all conditions").click()
        assert page.locator("h1").inner_text() == "All conditions"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("poh", "Progressive osseous heteroplasia"),
        ("osteoma cut", "Progressive osseous heteroplasia"),
        ("omim:166350", "Progressive osseous heteroplasia"),
        ("gnas", "GNAS"),
        ("alstrom", "Alström syndrome"),
    ],
)
def test_search_as_you_type_from_a_folder(typed: str, wanted: str, browser: Browser, site: Path) -> None:
    with opened(browser, (site / "index.html").as_uri()) as page:
        page.get_by_label("Search a condition").press_sequentially(typed)
        first = page.locator(".found a").first
        first.wait_for()
        assert wanted in first.inner_text()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"(condition|hgnc)/"))
        assert page.locator("h1").inner_text() == wanted


def test_a_receipt_opens_by_keyboard_and_by_hover(browser: Browser, site: Path) -> None:
    with opened(browser, (site / POH).as_uri()) as page:
        button = page.locator(".origin .proof")
        receipt = page.locator(f"#{button.get_attribute('popovertarget')}")
        assert not receipt.is_visible()
        button.focus()
        page.keyboard.press("Enter")
        assert "paternal copy" in receipt.locator("mark").inner_text()
        assert receipt.is_visible()
        page.keyboard.press("Escape")
        assert not receipt.is_visible()
        button.hover()
        receipt.wait_for(state="visible")
        page.mouse.move(2, 2)
        receipt.wait_for(state="hidden")


def test_the_drawing_settles_and_its_nodes_lead_on(browser: Browser, site: Path) -> None:
    with opened(browser, (site / POH).as_uri()) as page:
        graph = page.locator("svg.graph")
        assert graph.get_attribute("data-settled") in {"forces", None}
        assert graph.locator("line").count() >= 3
        graph.locator("a.gene").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("hgnc/4392"))


def test_a_link_into_folded_data_unfolds_it(browser: Browser, site: Path) -> None:
    with opened(browser, (site / POH).as_uri() + "#name/POH") as page:
        block = page.locator("[id='name/POH']")
        block.wait_for(state="visible")
        assert "name/POH" in block.inner_text()


COPIED = {
    "dd a[href^='#name/']": "https://w3id.org/mendelgraph/condition/progressive-osseous-heteroplasia/name/",
    "dd a[href$='hgnc/4392.html']": "http://identifiers.org/hgnc/4392",
    "dd a[href$='conditions.html']": "https://w3id.org/mendelgraph/conditions",
    "dd a[href$='hp/0000006.html']": "http://purl.obolibrary.org/obo/HP_0000006",
    "dd a[href^='https://w3id.org/biolink']": "https://w3id.org/biolink/vocab/",
    "dt a[href$='_23resource.html']": "https://w3id.org/mendelgraph/ontology#resource",
    "dd a[href*='id/doi/']": "https://doi.org/10.",
}


@pytest.mark.parametrize(("what", "iri"), COPIED.items(), ids=COPIED.values())
def test_every_iri_can_be_copied(what: str, iri: str, browser: Browser, site: Path) -> None:
    with opened(browser, (site / POH).as_uri()) as page:
        page.evaluate("""() => { document.execCommand = () => true;
            navigator.clipboard.writeText = (text) => { self.copied = text; return Promise.resolve(); }; }""")
        page.locator("details.layer-stated summary").click()
        page.locator(f"details.layer-stated {what}").first.focus()
        page.wait_for_function("self.mendelgraphPrefixes")
        page.locator(".block button.copy").click()
        page.wait_for_function("self.copied")
        assert page.evaluate("self.copied").startswith(iri)


def test_the_iri_of_the_page_can_be_copied(browser: Browser, site: Path) -> None:
    with opened(browser, (site / POH).as_uri()) as page:
        page.evaluate("navigator.clipboard.writeText = (text) => { self.copied = text; return Promise.resolve(); }")
        page.locator(".iri .copy").click()
        assert page.evaluate("self.copied") == f"https://w3id.org/mendelgraph/{POH.removesuffix('.html')}"


def test_everything_can_be_reached_by_keyboard(browser: Browser, site: Path) -> None:
    """The first stop skips to the content; a slash goes to the search; Escape closes it; stops follow the page."""
    with opened(browser, (site / POH).as_uri()) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "q"
        page.keyboard.type("gnas")
        page.locator(".found a").first.wait_for()
        page.keyboard.press("Escape")
        assert not page.locator(".found").is_visible()
        stops = page.evaluate("""() => [...document.querySelectorAll('main a[href], main button, main summary')]
            .filter((each) => each.checkVisibility() && !each.closest('svg')).length""")
        page.evaluate("document.querySelector('#content').focus()")
        seen = set()
        for _ in range(stops):
            page.keyboard.press("Tab")
            seen.add(page.evaluate("document.activeElement.closest('main') ? document.activeElement.outerHTML : ''"))
        assert len(seen) > stops * 0.8


def test_the_page_is_whole_without_scripts(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / POH).as_uri())
    assert page.locator("svg.graph a").count() >= 3
    page.locator(".origin .proof").click()
    assert page.locator(".origin .receipt mark").is_visible()
    context.close()


def test_no_page_is_wider_than_a_phone(browser: Browser, site: Path) -> None:
    for path in PAGES.values():
        with opened(browser, (site / path).as_uri(), size=PHONE) as page:
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


@pytest.mark.parametrize("name", PAGES)
def test_screenshots_are_kept(name: str, browser: Browser, site: Path, artefacts: Path) -> None:
    for scheme, size, label in (("light", DESKTOP, "desktop"), ("dark", PHONE, "phone")):
        with opened(browser, (site / PAGES[name]).as_uri(), scheme=scheme, size=size) as page:
            page.screenshot(path=artefacts / f"{name}-{label}-{scheme}.png")
            assert (artefacts / f"{name}-{label}-{scheme}.png").stat().st_size > 10_000


@pytest.mark.parametrize("name", ["home", "condition"])
def test_screenshots_in_the_dark(name: str, browser: Browser, site: Path, artefacts: Path) -> None:
    with opened(browser, (site / PAGES[name]).as_uri(), scheme="dark") as page:
        page.screenshot(path=artefacts / f"{name}-desktop-dark.png")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 26)"


def test_screenshots_of_what_opens(browser: Browser, site: Path, artefacts: Path) -> None:
    with opened(browser, (site / POH).as_uri()) as page:
        page.locator(".origin .proof").click()
        page.locator(".origin .receipt").wait_for(state="visible")
        page.screenshot(path=artefacts / "receipt-desktop-light.png")
    with opened(browser, (site / "index.html").as_uri()) as page:
        page.get_by_label("Search a condition").press_sequentially("poh")
        page.locator(".found a").first.wait_for()
        page.screenshot(path=artefacts / "search-desktop-light.png")


def test_screenshots_of_a_printed_condition(browser: Browser, site: Path, artefacts: Path) -> None:
    """On paper the words stand beneath each statement, addresses behind links, and nothing that asks to be clicked."""
    with opened(browser, (site / POH).as_uri()) as page:
        page.emulate_media(media="print")
        assert page.locator(".origin .receipt mark").is_visible()
        assert page.locator("td .proof").first.is_visible()
        assert page.locator(".iri span").is_visible()
        for hidden in (".top nav", ".search", ".downloads", ".origin .proof", "details:not([open]) > summary", ".hint"):
            assert not page.locator(hidden).first.is_visible(), hidden
        page.screenshot(path=artefacts / "condition-print.png", full_page=True)


def test_screenshots_hold_the_card_of_shared_links(browser: Browser, site: Path, artefacts: Path) -> None:
    with opened(browser, (site / "index.html").as_uri(), size={"width": 1200, "height": 630}) as page:
        page.screenshot(path=artefacts / "card.png")
    assert (artefacts / "card.png").stat().st_size > 10_000
