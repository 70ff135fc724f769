"""`/sparql`: the SPARQL 1.1 Protocol over HTTP."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from mendelgraph.queries.guard import SHORT
from mendelgraph.serve.answers import cached, combined, entity_tag, matches
from mendelgraph.serve.cache import Kept, Key
from mendelgraph.serve.descriptions import serve_description
from mendelgraph.serve.media import HTML, RDF_FORMS, ROW_FORMS, form_named, preferred
from mendelgraph.serve.pages import query_page
from mendelgraph.serve.problems import HUNG_UP, Problem, not_acceptable, problem_response
from mendelgraph.serve.protocol import read_get, read_post, screen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from mendelgraph.serve.edition import Edition
    from mendelgraph.serve.library import Library
    from mendelgraph.serve.pool import Answer
    from mendelgraph.serve.protocol import Asked
    from mendelgraph.serve.settings import Settings

LOG = logging.getLogger("mendelgraph.serve")
PATHS = frozenset({"/sparql", "/sparql/"})
READING = frozenset({"GET", "HEAD"})
ALLOWED = "GET, HEAD, POST, OPTIONS"
PREFERENCES = {"Cache-Control": "public, no-cache", "Vary": "Accept"}
_PREFERENCES = tuple((name.lower().encode(), value.encode()) for name, value in PREFERENCES.items())
EVERY_FORM = (HTML, *ROW_FORMS, *RDF_FORMS)
GONE = "the client hung up"
WATCHED_AFTER = 0.05
"""Seconds after which it is watched whether a client still waits: most answers are there before that."""


class Endpoint:
    """Answer queries, describe the service, show the query page. Plain ASGI, because this is where speed counts."""

    def __init__(self, settings: Settings, edition: Callable[[], Edition]) -> None:
        self._settings, self._edition = settings, edition

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request or refuse it."""
        request = Request(scope, receive)
        response: ASGIApp
        try:
            response = await self._respond(request)
        except Problem as problem:
            response = problem_response(problem)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> ASGIApp:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ALLOWED})
        accept = combined(request, "accept")
        if _wants_page(request, accept):
            return serve_page(request, self._edition().library)
        asked = await read_query(request, self._settings)
        edition = self._edition()
        if asked is None:
            return serve_description(request, edition.library, f"{edition.library.url}/sparql")
        return await _answer(request, asked, _accepted(request, accept), edition)


def serve_page(request: Request, library: Library) -> Response:
    """Show the query page, with the query of the address in it."""
    page = query_page(request.query_params.get("query", ""), library)
    return cached(request, page, HTML.content_type, {"Vary": "Accept"})


async def _screen(query: str) -> None:
    """Screen a query; a long one, which takes up to a second, where it holds nobody up."""
    if len(query) > SHORT:
        await run_in_threadpool(screen, query)
    else:
        screen(query)


async def read_body(request: Request, settings: Settings) -> bytes:
    """Read a request's body; raise Problem 413 or 408 where it is too large or too slow."""
    limit = settings.request_limit
    too_large = Problem(413, f"a request of more than {limit:,} bytes", headers={"Connection": "close"})
    told = request.headers.get("content-length", "0")
    if told.isdigit() and int(told) > limit:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(settings.patience):
            async for part in request.stream():
                body += part
                if len(body) > limit:
                    raise too_large
    except TimeoutError:
        raise Problem(408, "the request's body did not come in time", headers={"Connection": "close"}) from None
    except ClientDisconnect:
        raise Problem(HUNG_UP, GONE) from None
    return bytes(body)


async def read_query(request: Request, settings: Settings) -> Asked | None:
    """Return what is asked, or None where a GET brings no query."""
    query_string: bytes = request.scope["query_string"]
    if request.method in READING:
        return read_get(query_string)
    if request.method != "POST":
        raise Problem(405, f"{request.method} is not part of the protocol", headers={"Allow": ALLOWED})
    content_type = request.headers.get("content-type")
    return read_post(query_string, content_type, await read_body(request, settings))


def _wants_page(request: Request, accept: str | None) -> bool:
    """Tell whether a browser asks for the query page: HTML is what it likes best of all that there is here.

    `*/*` likes everything alike and is no wish for a page.
    """
    if accept is None or "html" not in accept.lower():
        return False
    if request.method not in READING or "format" in request.query_params:
        return False
    return preferred(accept, EVERY_FORM) == HTML


def _accepted(request: Request, accept: str | None) -> str | None:
    """Return what a client accepts; `format`, for those who can only follow a link, counts more than the header."""
    chosen = request.query_params.get("format") if b"format" in request.scope["query_string"] else None
    if chosen is None:
        return accept
    named = {form.name: form.media_type for form in (*ROW_FORMS, *RDF_FORMS)}
    if chosen not in named:
        raise Problem(400, f"format is one of {', '.join(named)}")
    return f"{named[chosen]}, */*;q=0.1"


async def _answer(request: Request, asked: Asked, accept: str | None, edition: Edition) -> ASGIApp:
    """Run a query, or find its answer kept, and return it in the form that the client likes best."""
    rows, graph = preferred(accept, ROW_FORMS), preferred(accept, RDF_FORMS)
    if rows is None and graph is None:
        raise not_acceptable((*ROW_FORMS, *RDF_FORMS))
    key = Key(asked, rows and rows.name, graph and graph.name)
    kept = edition.cache.get(key)
    if kept is None:
        await _screen(asked.query)
        answer = await _ask(request, key, edition)
        form = form_named(answer.spool.form)
        body = answer.spool.whole
        if body is None:
            return _Streamed(answer, form.content_type)
        answer.close()
        kept = Kept(form.name, body, entity_tag(body, form.content_type))
        edition.cache.put(key, kept)
    if matches(combined(request, "if-none-match"), kept.tag):
        return Response(status_code=304, headers={**PREFERENCES, "ETag": kept.tag})
    return _Whole(kept)


async def _ask(request: Request, key: Key, edition: Edition) -> Answer:
    """Ask, and stop the query when the client hangs up."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert task is not None  # noqa: S101 - a request is answered in a task
    watcher = _Watcher(request.receive, task)
    timer = loop.call_later(WATCHED_AFTER, watcher.start)
    try:
        return await edition.pool.ask(key.asked, key.rows, key.graph)
    except Problem as problem:
        raise _in_words(problem) from None
    except asyncio.CancelledError:
        if watcher.saw_it and task.uncancel() == 0:
            raise Problem(HUNG_UP, GONE) from None
        raise
    finally:
        timer.cancel()
        watcher.stop()


class _Watcher:
    """Cancel a task when the client for whom it works hangs up."""

    def __init__(self, receive: Receive, task: asyncio.Task[object]) -> None:
        self._receive, self._task = receive, task
        self._watch: asyncio.Task[None] | None = None
        self.saw_it = False

    def start(self) -> None:
        """Begin to watch."""
        self._watch = asyncio.get_running_loop().create_task(self._until_gone())

    def stop(self) -> None:
        """Watch no longer."""
        if self._watch is not None:
            self._watch.cancel()

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.saw_it = True
        self._task.cancel()


def _in_words(problem: Problem) -> Problem:
    """Spell out a child's 406, which names only what kind of answer there would be."""
    if problem.status != 406:
        return problem
    return not_acceptable(RDF_FORMS if problem.detail == "graph" else ROW_FORMS)


class _Whole:
    """Send an answer that is at hand: what Starlette's own response says, put together without looking at it twice."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send it."""
        kept = self._kept
        fields = [
            *_PREFERENCES,
            (b"etag", kept.tag.encode()),
            (b"content-type", form_named(kept.form).content_type.encode()),
            (b"content-length", b"%d" % len(kept.body)),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": fields})
        await send({"type": "http.response.body", "body": kept.body})


class _Streamed(StreamingResponse):
    """Send an answer while it comes, and give it back however that ends."""

    def __init__(self, answer: Answer, content_type: str) -> None:
        super().__init__(self._parts(answer), headers={**PREFERENCES, "Content-Type": content_type})
        self._answer = answer

    @staticmethod
    async def _parts(answer: Answer) -> AsyncIterator[bytes]:
        async for part in answer.spool.parts():
            yield part

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; a problem that comes up on the way cuts the connection, so that no half answer looks whole."""
        try:
            await super().__call__(scope, receive, send)
        except Problem as problem:
            LOG.warning("an answer was cut off: %s", problem.detail)
        finally:
            self._answer.close()
