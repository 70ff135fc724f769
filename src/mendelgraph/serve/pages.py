"""Pages that only a server has: the query page with what its editor completes from, and what is said of a problem."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, Environment, PackageLoader

from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.graph.namespaces import VOID
from mendelgraph.queries import query_book, topics
from mendelgraph.serve.problems import TITLES
from mendelgraph.site.pages.questions import body
from mendelgraph.site.rendering import Head, Links, environment

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from mendelgraph.serve.library import Library
    from mendelgraph.serve.problems import Problem

STEM = "sparql"
SCRIPT = "assets/vendor/query.js"
FIRST = "catalogue"
"""The question that an editor without a query begins with."""


@cache
def templates() -> Environment:
    """Return the site's environment with this package's templates beside the site's own."""
    site = environment()
    return site.overlay(loader=ChoiceLoader([PackageLoader("mendelgraph.serve"), *filter(None, [site.loader])]))


def query_page(query: str, library: Library) -> bytes:
    """Render the query page; without a query it begins with a question of the book."""
    book = [(topic, [each for each in query_book().values() if each.topic == topic]) for topic in topics()]
    head = Head(STEM, f"{library.base}sparql", "Ask in SPARQL", "Ask this release in SPARQL.", downloads=False)
    text = query or body(query_book()[FIRST])
    return _render("query.html", head, library, book=book, query=text, editor=SCRIPT in library.assets)


def problem_page(path: str, problem: Problem, library: Library) -> bytes:
    """Render the page for an address (`path`, without its first slash) that means nothing, or no longer does."""
    near = [(stem, library.catalogue.label(library.iri_of(stem) or "")) for stem in _near(problem)]
    # The page's links are relative, so it has to know how deep it lies.
    head = Head(path, library.base, TITLES[problem.status], problem.detail, downloads=False)
    successor = problem.more.get("replaced_by", "")
    return _render("problem.html", head, library, problem=problem, near=near, successor=successor)


def _near(problem: Problem) -> list[str]:
    found = problem.more.get("near", [])
    return [str(each) for each in found] if isinstance(found, list) else []


def _render(template: str, head: Head, library: Library, **values: object) -> bytes:
    links = Links(head.stem, library.catalogue, library.setting.address)
    shared = {
        "head": head,
        "setting": library.setting,
        "catalogue": library.catalogue,
        "to": links.to,
        "file": links.file,
    }
    return templates().get_template(template).render(**shared, **values).encode()


def assist(library: Library) -> bytes:
    """Return what the editor needs as JSON: prefixes, the classes and properties in use, the book's queries."""
    value = {
        "prefixes": output_prefixes(),
        "classes": _used(VOID["class"], library),
        "properties": _used(VOID.property, library),
        "questions": {name: {"title": each.title, "query": body(each)} for name, each in query_book().items()},
    }
    return json.dumps(value, ensure_ascii=False).encode()


def _used(predicate: NamedNode, library: Library) -> list[dict[str, str]]:
    """Return the terms that the dataset's description counts, with their labels."""
    terms = sorted({quad.object.value for quad in library.store.quads_for_pattern(None, predicate, None, None)})  # type: ignore[union-attr]  # IRIs
    return [{"iri": iri, "label": library.catalogue.label(iri)} for iri in terms]
