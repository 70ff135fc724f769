"""The written site in a real browser, opened from a folder: as people meet it offline."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

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
}
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def opened(browser: Browser, address: str, *, scheme: str = "light", size: dict[str, int] = DESKTOP) -> Iterator[Page]:
    """Open a page, and hold it to asking nobody else and saying no error."""
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    yield page
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
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


def test_every_iri_can_be_copied(browser: Browser, site: Path) -> None:
    with opened(browser, (site / POH).as_uri()) as page:
        page.evaluate("""() => { document.execCommand = () => true;
            navigator.clipboard.writeText = (text) => { self.copied = text; return Promise.resolve(); }; }""")
        page.locator(".iri .copy").click()
        assert page.evaluate("self.copied") == (
            "https://w3id.org/mendelgraph/condition/progressive-osseous-heteroplasia"
        )
        page.locator("details.layer-stated summary").click()
        page.locator("details.layer-stated dd a[href^='#name/']").first.focus()
        page.locator(".block button.copy").click()
        assert page.evaluate("self.copied").startswith(
            "https://w3id.org/mendelgraph/condition/progressive-osseous-heteroplasia/name/"
        )


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


@pytest.mark.parametrize("name", ["home", "condition", "gene", "query", "term"])
def test_screenshots_are_kept(name: str, browser: Browser, site: Path, artefacts: Path) -> None:
    for scheme in ("light", "dark"):
        for size, label in ((DESKTOP, "desktop"), (PHONE, "phone")):
            with opened(browser, (site / PAGES[name]).as_uri(), scheme=scheme, size=size) as page:
                page.screenshot(path=artefacts / f"{name}-{label}-{scheme}.png")
    with opened(browser, (site / PAGES[name]).as_uri()) as page:
        page.emulate_media(media="print")
        page.screenshot(path=artefacts / f"{name}-print.png", full_page=True)
    assert (artefacts / f"{name}-print.png").stat().st_size > 10_000


def test_screenshots_hold_the_card_of_shared_links(browser: Browser, site: Path, artefacts: Path) -> None:
    with opened(browser, (site / "index.html").as_uri(), size={"width": 1200, "height": 630}) as page:
        page.screenshot(path=artefacts / "card.png")
    assert (artefacts / "card.png").stat().st_size > 10_000
