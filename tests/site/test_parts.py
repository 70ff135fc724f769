"""Parts of the site that the embedded catalogue does not show: an undated release, articles that conditions share."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mendelgraph.site.crawlers import write_robots, write_sitemap
from mendelgraph.site.neighbours import MOST, neighbourhood


@pytest.mark.parametrize(("issued", "dated"), [("", False), ("2026-11-01", True)])
def test_a_sitemap_is_dated_where_the_release_is(issued: str, dated: bool) -> None:
    pages = SimpleNamespace(pages={"b": "condition/b", "a": "condition/a"})
    setting = SimpleNamespace(catalogue=SimpleNamespace(addresses=pages, issued=issued), address="https://x.example/")
    written = write_sitemap(setting).decode()  # type: ignore[arg-type]  # what it reads of one
    assert written.index("https://x.example/condition/a.html") < written.index("https://x.example/condition/b.html")
    assert (f"<lastmod>{issued}</lastmod>" in written, "lastmod" in written) == (dated, dated)
    assert b"https://x.example/sitemap.xml" in write_robots(setting)  # type: ignore[arg-type]


def catalogue(**others: list[str]) -> SimpleNamespace:
    return SimpleNamespace(
        label=lambda iri: f"label of {iri}",
        by_condition={},
        by_gene={},
        works={"one": list(others)},
        cited_by={work: ["one", *conditions] for work, conditions in others.items()},
        titles={"shared": "A shared article"},
    )


def test_an_article_that_others_cite_leads_to_them() -> None:
    found = neighbourhood("one", catalogue(shared=["two"], own=[]))  # type: ignore[arg-type]  # what it reads of one
    assert [(node.iri, node.kind) for node in found.nodes] == [
        ("one", "condition"),
        ("shared", "article"),
        ("two", "condition"),
    ]
    assert [(edge.source, edge.target) for edge in found.edges] == [("one", "shared"), ("shared", "two")]


def test_what_would_crowd_a_drawing_is_counted_instead() -> None:
    found = neighbourhood("one", catalogue(shared=[f"c{number:03}" for number in range(60)]))  # type: ignore[arg-type]
    assert (len(found.nodes), found.left_out) == (MOST, 62 - MOST)
    assert all(edge.target in {node.iri for node in found.nodes} for edge in found.edges)
