"""The application: routes, what wraps them, and what lives as long as the server."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.responses import Response
from starlette.routing import Route

from mendelgraph.serve.answers import cached, combined
from mendelgraph.serve.descriptions import serve_void
from mendelgraph.serve.documents import read_path, serve_document, serve_file
from mendelgraph.serve.edition import Shelf
from mendelgraph.serve.endpoint import PATHS, Endpoint, serve_page
from mendelgraph.serve.gates import Forwarded, Gate, Gzip, Log
from mendelgraph.serve.lookups import JSON, serve_health, serve_search
from mendelgraph.serve.media import HTML, file_type
from mendelgraph.serve.pages import assist, problem_page
from mendelgraph.serve.problems import TITLES, Problem, problem_response
from mendelgraph.serve.reconciling import (
    serve_flyout,
    serve_preview,
    serve_properties,
    serve_reconcile,
    serve_suggest,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from mendelgraph.serve.library import Library
    from mendelgraph.serve.settings import Settings

READING = ["GET", "HEAD"]
MISSING = {404, 410}


class Service:
    """Answer each kind of request from the release that is served just now."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.shelf = Shelf(settings)

    @property
    def library(self) -> Library:
        """Return the documents of the release that is served."""
        return self.shelf.current.library

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Run the workers, and look for new releases, while the server runs."""
        await self.shelf.start()
        watch = asyncio.create_task(self.shelf.watch())
        try:
            yield
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch
            await self.shelf.close()

    async def page(self, request: Request) -> Response:
        """Show the query page at the address that it calls its own."""
        return serve_page(request, self.library)

    async def assist(self, request: Request) -> Response:
        """Tell the editor what to complete from."""
        return cached(request, assist(self.library), JSON)

    async def void(self, request: Request) -> Response:
        """Describe the dataset."""
        return serve_void(request, self.library)

    async def reconcile(self, request: Request) -> Response:
        """Answer OpenRefine."""
        return await serve_reconcile(request, self.library, self.settings)

    async def suggest(self, request: Request) -> Response:
        """Complete a name for OpenRefine."""
        return serve_suggest(request, self.library)

    async def properties(self, request: Request) -> Response:
        """Say what OpenRefine can fetch."""
        return serve_properties(request)

    async def flyout(self, request: Request) -> Response:
        """Show an entity in OpenRefine."""
        return serve_flyout(request, self.library)

    async def preview(self, request: Request) -> Response:
        """Show an entity in a frame."""
        return serve_preview(request, self.library)

    async def search(self, request: Request) -> Response:
        """Answer a search."""
        return serve_search(request, self.library)

    async def health(self, _: Request) -> Response:
        """Say how the service is."""
        return serve_health(self.library, self.shelf.current.pool)

    async def document(self, request: Request) -> Response:
        """Answer for whatever else there is: a file of the release, a document, a thing."""
        name, library = read_path(request), self.library
        if name in library.assets:
            return cached(request, library.assets[name], file_type(name))
        if name in library.files:
            return serve_file(request, name, library)
        return await serve_document(request, library)

    async def tell(self, request: Request, problem: Exception) -> Response:
        """Tell a problem: to a browser that reads pages, a missing document as a page."""
        told = problem if isinstance(problem, Problem) else Problem(500, "")
        if told.status in MISSING and "text/html" in (combined(request, "accept") or ""):
            page = problem_page(read_path(request), told, self.library)
            return Response(page, told.status, {"Cache-Control": "no-store", **told.headers}, HTML.media_type)
        return problem_response(told)


class Crossing:
    """Send what asks the endpoint there, and all else on: routes and their wrapping cost more than a look-up."""

    def __init__(self, endpoint: ASGIApp, others: ASGIApp, root_path: str) -> None:
        self._endpoint, self._others = endpoint, others
        self._paths = {root_path + path for path in PATHS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        is_asked = scope["type"] == "http" and scope["path"] in self._paths
        await (self._endpoint if is_asked else self._others)(scope, receive, send)


def make_app(settings: Settings, log: TextIO = sys.stderr) -> ASGIApp:
    """Make the application; raise InputError where the folder is no release."""
    service = Service(settings)
    endpoint = Endpoint(settings, lambda: service.shelf.current)
    guarded = ServerErrorMiddleware(endpoint, handler=_tell_bug)
    crossing = Crossing(guarded, _routes(service), settings.root_path)
    return Forwarded(Log(Gate(Gzip(crossing), settings.url_limit), log))


def _routes(service: Service) -> Starlette:
    return Starlette(
        routes=[
            Route("/sparql.html", service.page, methods=READING),
            Route("/sparql/assist.json", service.assist, methods=READING),
            Route("/search", service.search, methods=READING),
            Route("/reconcile", service.reconcile, methods=[*READING, "POST"]),
            Route("/reconcile/", service.reconcile, methods=[*READING, "POST"]),
            Route("/reconcile/suggest/{kind}", service.suggest, methods=READING),
            Route("/reconcile/properties", service.properties, methods=READING),
            Route("/reconcile/flyout", service.flyout, methods=READING),
            Route("/reconcile/preview", service.preview, methods=READING),
            Route("/health", service.health, methods=READING),
            Route("/.well-known/void", service.void, methods=READING),
            Route("/{path:path}", service.document, methods=READING),
        ],
        exception_handlers={Problem: service.tell, HTTPException: _tell_http, Exception: _tell_bug},
        lifespan=service.lifespan,
    )


async def _tell_http(_: Request, error: Exception) -> Response:
    """Tell Starlette's own refusals (404, 405) as ours."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(getattr(error, "headers", None) or {})
    return problem_response(
        Problem(status if status in TITLES else 400, str(getattr(error, "detail", "")), headers=headers)
    )


async def _tell_bug(_: Request, _error: Exception) -> Response:
    return problem_response(Problem(500, "the fault is on this side, and is in the server's log"))
