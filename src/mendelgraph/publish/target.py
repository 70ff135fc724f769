"""The addresses of a store: where it is asked, where it is changed, where whole graphs are put."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from mendelgraph.exchange import check_address

if TYPE_CHECKING:
    from collections.abc import Callable


class Target(NamedTuple):
    """Hold a store's addresses; without `graph_store`, graphs are written by SPARQL updates."""

    query: str
    update: str
    graph_store: str | None


class Layout(NamedTuple):
    """Say how the addresses of a kind of store follow from the one that its users know."""

    store: str
    path: re.Pattern[str]
    make: Callable[[str, str], Target]


LAYOUTS = (
    Layout("Oxigraph server", re.compile(""), lambda _, to: Target(f"{to}/query", f"{to}/update", f"{to}/store")),
    Layout(
        "Virtuoso",
        re.compile("/sparql(-auth)?"),
        lambda root, _: Target(f"{root}/sparql", f"{root}/sparql-auth", f"{root}/sparql-graph-crud-auth"),
    ),
    Layout(
        "RDF4J and GraphDB",
        re.compile(r"(/[^/]+)?/repositories/[^/]+"),
        lambda _, to: Target(to, f"{to}/statements", f"{to}/rdf-graphs/service"),
    ),
    Layout(
        "Apache Jena Fuseki",
        re.compile(r"/[^/]+"),
        lambda _, to: Target(f"{to}/sparql", f"{to}/update", f"{to}/data"),
    ),
    Layout("one address for everything (Blazegraph, Neptune)", re.compile(".*"), lambda _, to: Target(to, to, None)),
)
"""The first row whose pattern fits the path decides; each is that store's documented default."""


def choose_target(
    to: str, *, query: str | None = None, update: str | None = None, graph_store: str | None = None
) -> Target:
    """Return the addresses of the store at `to`; those that are given go before those that follow from the layout.

    With `update` and no `graph_store`, graphs are written by updates.

    Raises InputError for what is no address of a web server, or has a name and password in it.

    >>> choose_target("http://localhost:7878/")
    Target(query='http://localhost:7878/query', update='http://localhost:7878/update', graph_store='http://localhost:7878/store')
    """
    for address in (to, query, update, graph_store):
        if address is not None:
            check_address(
                address, of="a store", instead="give them in MENDELGRAPH_USER and MENDELGRAPH_PASSWORD instead"
            )
    parts = urlsplit(to)
    root = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
    path = parts.path.rstrip("/")
    layout = next(row for row in LAYOUTS if row.path.fullmatch(path))
    found = layout.make(root, root + path)
    return Target(query or found.query, update or found.update, graph_store or (None if update else found.graph_store))
