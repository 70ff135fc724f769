"""A whole written site: links that hold, nothing from elsewhere, credit everywhere, untouched when nothing changed."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html
from pyoxigraph import Literal, RdfFormat, Triple
from pyoxigraph import parse as parse_rdf

from mendelgraph.errors import InputError
from mendelgraph.graph.describe_sections import CREDIT, NOTICE
from mendelgraph.site.ledger import load_ledger, save_ledger
from mendelgraph.site.writing import MARKER, write_site

if TYPE_CHECKING:
    from mendelgraph.site.catalogue import Catalogue

LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data", "embed": "src"}
LOADING_RELS = {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "modulepreload", "manifest"}
AT = "/mendelgraph/"
"""The path of the base IRI, from which the one page links that is shown at any address."""
POH = "condition/progressive-osseous-heteroplasia"


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def parse(page: Path) -> html.HtmlElement:
    return html.fromstring(page.read_bytes())


def test_there_is_a_page_for_everything(site: Path, catalogue: Catalogue) -> None:
    missing = [stem for stem in catalogue.addresses.pages.values() if not (site / f"{stem}.html").is_file()]
    assert missing == []
    assert {*catalogue.conditions, *catalogue.genes, *catalogue.cited_by} <= set(catalogue.addresses.pages)


def test_every_link_within_the_site_leads_to_a_file_and_its_fragment_to_an_element(site: Path) -> None:
    trees = {page.relative_to(site).as_posix(): parse(page) for page in pages(site)}
    ids = {name: {element.get("id") for element in tree.iter() if element.get("id")} for name, tree in trees.items()}
    broken = []
    for name, tree in trees.items():
        for href in set(tree.xpath("//@href")) | set(tree.xpath("//@src")):
            if urlsplit(href).scheme:
                continue
            target = urlsplit(urljoin(f"https://site.example{AT}{name}", href))
            path = target.path.removeprefix(AT)
            if not (site / path).is_file() or (target.fragment and target.fragment not in ids[path]):
                broken.append((name, href))
    assert broken == []


def test_ids_are_unique_on_every_page(site: Path) -> None:
    for page in pages(site):
        twice = [name for name, count in Counter(parse(page).xpath("//@id")).items() if count > 1]
        assert not twice, (page, twice)


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    for page in pages(site):
        tree = parse(page)
        loaded = [element.get(LOADS[element.tag]) for element in tree.iter(*LOADS)]
        loaded += [
            link.get("href") for link in tree.iter("link") if LOADING_RELS & set((link.get("rel") or "").split())
        ]
        assert not [each for each in loaded if each and urlsplit(each).netloc], page
    for sheet in site.rglob("*.css"):
        text = sheet.read_text()
        assert "url(" not in text
        assert "@import" not in text


def test_credit_and_notice_stand_on_every_page(site: Path) -> None:
    for page in pages(site):
        text = parse(page).text_content()
        assert CREDIT in text, page
        assert NOTICE in text, page


def test_no_link_runs_a_script(site: Path) -> None:
    for page in pages(site):
        schemes = {urlsplit(href).scheme for href in parse(page).xpath("//@href")}
        assert schemes <= {"", "http", "https"}, page


def test_a_second_run_touches_nothing(release: Path, tmp_path: Path) -> None:
    first = write_site(release, tmp_path / "site")
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*") if path.is_file()}
    again = write_site(release, tmp_path / "site")
    assert (first.changed, again.changed, again.removed) == (first.files, 0, 0)
    assert stamps == {path: path.stat().st_mtime_ns for path in stamps}


def test_a_folder_that_holds_something_else_is_left_alone(release: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(InputError, match="left alone"):
        write_site(release, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_what_a_release_dropped_goes_from_the_site(site: Path, release: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(site, tmp_path / "copy", copy_function=shutil.copy2)
    (copy / "condition/long-gone.html").write_text("old")
    (copy / "index.html").write_text("changed by hand")
    account = load_ledger(copy)
    save_ledger(replace(account, planned=frozenset({"condition/long-gone.html"})), copy)
    written = write_site(release, copy)
    assert (written.removed, written.changed, written.made) == (1, 1, 1)
    assert not (copy / "condition/long-gone.html").exists()
    assert (copy / MARKER).is_file()


def read(site: Path, suffix: str) -> set[Triple]:
    syntax = RdfFormat.from_extension(suffix.removeprefix("."))
    return {quad.triple for quad in parse_rdf((site / (POH + suffix)).read_bytes(), syntax)}


def test_the_downloads_of_a_condition_say_the_same_in_every_format(site: Path) -> None:
    whole = read(site, ".nt")
    named = {triple for triple in whole if "_:" not in str(triple)}
    assert len(named) > 1000
    for suffix in (".ttl", ".rdf", ".jsonld"):
        found = read(site, suffix)
        assert {triple for triple in found if "_:" not in str(triple)} == named, suffix
        assert len(found) == len(whole), suffix


def test_every_triple_of_a_condition_stands_on_its_page(site: Path, catalogue: Catalogue) -> None:
    tree = parse(site / f"{POH}.html")
    shown = {element.text_content() for element in tree.xpath("//section[contains(@class, 'data')]//dd")}
    links = set(tree.xpath("//section[contains(@class, 'data')]//dd/a/@href"))
    anchors = set(tree.xpath("//div[@class='block']/@id"))
    root = f"{catalogue.base}{POH}/"
    for triple in read(site, ".nt"):
        if isinstance(triple.object, Literal):
            assert any(each.startswith(triple.object.value) for each in shown), triple
        if str(triple.object).startswith(f"<{root}"):
            assert f"#{str(triple.object)[1:-1].removeprefix(root)}" in links, triple
        if str(triple.subject).startswith(f"<{root}"):
            assert str(triple.subject)[1:-1].removeprefix(root) in anchors, triple


def test_the_sitemap_lists_every_page(site: Path, catalogue: Catalogue) -> None:
    tree = etree.parse(site / "sitemap.xml")
    found = tree.xpath("//s:loc/text()", namespaces={"s": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    assert sorted(found) == sorted(f"{catalogue.base}{stem}.html" for stem in catalogue.addresses.pages.values())
    assert (site / "robots.txt").read_text().endswith("sitemap.xml\n")


def test_the_description_of_the_dataset_is_at_the_well_known_place(site: Path, release: Path) -> None:
    assert (site / ".well-known/void").read_bytes() == (release / "void.ttl").read_bytes()


def test_head_of_a_page(site: Path, catalogue: Catalogue) -> None:
    tree = parse(site / f"{POH}.html")
    alternates = {link.get("type"): link.get("href") for link in tree.xpath("//link[@rel='alternate']")}
    assert set(alternates) == {"text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"}
    assert tree.xpath("string(//link[@rel='canonical']/@href)") == f"{catalogue.base}{POH}.html"
    assert tree.xpath("string(//meta[@property='og:title']/@content)") == "Progressive osseous heteroplasia"
    assert tree.xpath("//html/@lang") == ["en"]
    image = str(tree.xpath("string(//meta[@property='og:image']/@content)"))
    assert (site / image.removeprefix(catalogue.base)).is_file()


def test_the_search_index_finds_names_genes_and_identifiers(site: Path) -> None:
    text = (site / "assets/search-index.js").read_text()
    rows = json.loads(text.removeprefix("self.mendelgraphIndex=").removesuffix(";\n"))
    words = {word for kind, name, stem, more in rows for word in (name, *more)}
    assert {"POH", "GNAS", "OMIM:166350", "MONDO:0008153", "HGNC:4392", "Osteoma cutis"} <= words
    assert all((site / f"{stem}.html").is_file() for _, _, stem, _ in rows)
