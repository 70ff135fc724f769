"""What the service says of itself and of its dataset, in any form of RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, parse

from mendelgraph.graph.iris import Minter
from mendelgraph.graph.service import describe_service
from mendelgraph.serve.answers import cached, combined
from mendelgraph.serve.media import RDF_FORMS, preferred
from mendelgraph.serve.problems import not_acceptable
from mendelgraph.site.downloads import write_download

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import Response

    from mendelgraph.serve.library import Library


def serve_description(request: Request, library: Library, endpoint: str) -> Response:
    """Describe the SPARQL service at an address."""
    return _serve(request, (Triple(*each) for each in describe_service(endpoint, library.size, Minter(library.base))))


def serve_void(request: Request, library: Library) -> Response:
    """Describe the dataset as the release's `void.ttl` does."""
    return _serve(request, (quad.triple for quad in parse(library.void, format=RdfFormat.TURTLE)))


def _serve(request: Request, triples: Iterable[Triple]) -> Response:
    form = preferred(combined(request, "accept"), RDF_FORMS)
    if form is None:
        raise not_acceptable(RDF_FORMS)
    return cached(request, write_download(triples, form.suffix), form.content_type, {"Vary": "Accept"})
