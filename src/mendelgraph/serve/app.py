"""The application: routes, what wraps them, and what lives as long as the server."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TextIO

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from mendelgraph.serve.answers import cached
from mendelgraph.serve.descriptions import serve_description, serve_void
from mendelgraph.serve.documents import read_path, serve_document
from mendelgraph.serve.endpoint import answer_query, options, read_query, wants_page
from mendelgraph.serve.gates import Gate, Gzip, Log
from mendelgraph.serve.library import Library
from mendelgraph.serve.lookups import JSON, serve_health, serve_search
from mendelgraph.serve.media import HTML, file_type
from mendelgraph.serve.pages import assist, problem_page, query_page
from mendelgraph.serve.pool import Pool
from mendelgraph.serve.problems import TITLES, Problem, problem_response
from mendelgraph.serve.reconciling import (
    serve_flyout,
    serve_preview,
    serve_properties,
    serve_reconcile,
    serve_suggest,
)
from mendelgraph.store.opening import store_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from mendelgraph.serve.settings import Settings

READING = ["GET", "HEAD"]
METHODS = [*READING, "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]
"""Of `/sparql`, which answers those of no use with what the protocol allows."""
MISSING = {404, 410}
EXPOSED = ["ETag", "Link", "Location", "Retry-After"]


class Service:
    """Hold the open release and the workers, and answer each kind of request."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.library = Library(settings.data, settings.url)
        self.url = self.library.url
        self.pool = Pool(store_of(settings.data), self.library.base, settings)

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Run the workers while the server runs."""
        await run_in_threadpool(self.library.warm)
        await self.pool.start()
        try:
            yield
        finally:
            await self.pool.close()

    async def sparql(self, request: Request) -> Response:
        """Answer a query, describe the service, or show the query page."""
        if request.method == "OPTIONS":
            return options()
        if wants_page(request):
            page = query_page(request.query_params.get("query", ""), self.library)
            return cached(request, page, HTML.content_type, {"Vary": "Accept"})
        asked = await read_query(request, self.settings)
        if asked is None:
            return serve_description(request, self.library, f"{self.url}/sparql")
        return await answer_query(request, asked, self.pool)

    async def assist(self, request: Request) -> Response:
        """Tell the editor what to complete from."""
        return cached(request, assist(self.library), JSON)

    async def void(self, request: Request) -> Response:
        """Describe the dataset."""
        return serve_void(request, self.library)

    async def reconcile(self, request: Request) -> Response:
        """Answer OpenRefine."""
        return await serve_reconcile(request, self.library, self.settings, self.url)

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
        return serve_health(self.library, self.pool)

    async def document(self, request: Request) -> Response:
        """Answer for whatever else there is: a file of the release, a document, a thing."""
        name = read_path(request)
        if name in self.library.assets:
            return cached(request, self.library.assets[name], file_type(name))
        if name in self.library.files:
            return FileResponse(self.library.release / name, media_type=file_type(name))
        return await serve_document(request, self.library)

    async def tell(self, request: Request, problem: Exception) -> Response:
        """Tell a problem: to a browser that reads pages, a missing document as a page."""
        told = problem if isinstance(problem, Problem) else Problem(500, "")
        if told.status in MISSING and "text/html" in request.headers.get("accept", ""):
            page = problem_page(read_path(request), told, self.library)
            return Response(page, told.status, {"Cache-Control": "no-store", **told.headers}, HTML.media_type)
        return problem_response(told)


def make_app(settings: Settings, log: TextIO = sys.stderr) -> Starlette:
    """Make the application; raise InputError where the folder is no release."""
    service = Service(settings)
    return Starlette(
        routes=[
            Route("/sparql", service.sparql, methods=METHODS),
            Route("/sparql/", service.sparql, methods=METHODS),
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
        middleware=[
            Middleware(Log, out=log),
            Middleware(Gate, url_limit=settings.url_limit),
            Middleware(
                CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"], expose_headers=EXPOSED
            ),
            Middleware(Gzip),
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
