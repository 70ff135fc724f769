"""`/sparql`: the SPARQL 1.1 Protocol over HTTP."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import Response, StreamingResponse

from mendelgraph.serve.answers import cached
from mendelgraph.serve.media import HTML, RDF_FORMS, ROW_FORMS, form_named, offers
from mendelgraph.serve.negotiation import choose_named
from mendelgraph.serve.problems import Problem, not_acceptable
from mendelgraph.serve.protocol import read_get, read_post

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from mendelgraph.serve.pool import Answer, Pool
    from mendelgraph.serve.protocol import Asked
    from mendelgraph.serve.settings import Settings

ALLOWED = "GET, HEAD, POST, OPTIONS"
PREFERENCES = {"Cache-Control": "public, no-cache", "Vary": "Accept"}


async def read_body(request: Request, settings: Settings) -> bytes:
    """Read a request's body; raise Problem 413 or 408 where it is too large or too slow."""
    limit = settings.request_limit
    too_large = Problem(413, f"a request of more than {limit:,} bytes", headers={"Connection": "close"})
    told = request.headers.get("content-length", "0")
    if told.isdigit() and int(told) > limit:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(settings.read_limit):
            async for part in request.stream():
                body += part
                if len(body) > limit:
                    raise too_large
    except TimeoutError:
        raise Problem(408, "the request's body did not come in time", headers={"Connection": "close"}) from None
    return bytes(body)


async def read_query(request: Request, settings: Settings) -> Asked | None:
    """Return what is asked, or None where a GET brings no query."""
    query_string: bytes = request.scope["query_string"]
    if request.method in {"GET", "HEAD"}:
        return read_get(query_string)
    if request.method != "POST":
        raise Problem(405, f"{request.method} is not part of the protocol", headers={"Allow": ALLOWED})
    content_type = request.headers.get("content-type")
    return read_post(query_string, content_type, await read_body(request, settings))


def wants_page(request: Request) -> bool:
    """Tell whether a browser asks for the query page: HTML is what it likes best of all that there is here."""
    if "format" in request.query_params:
        return False
    every = {HTML.media_type: "html", **offers(ROW_FORMS), **offers(RDF_FORMS)}
    accept = request.headers.get("accept")
    return request.method in {"GET", "HEAD"} and accept is not None and _likes_html(accept, every)


def _likes_html(accept: str, every: dict[str, str]) -> bool:
    """`*/*` likes everything alike and is no wish for a page."""
    return "html" in accept.lower() and choose_named(accept, every) == "html"


def accepted(request: Request) -> str | None:
    """Return what a client accepts; `format`, for those who can only follow a link, counts more than the header."""
    named = {form.name: form.media_type for form in (*ROW_FORMS, *RDF_FORMS)}
    chosen = request.query_params.get("format")
    if chosen is not None and chosen not in named:
        raise Problem(400, f"format is one of {', '.join(named)}")
    return f"{named[chosen]}, */*;q=0.1" if chosen else request.headers.get("accept")


async def answer_query(request: Request, asked: Asked, pool: Pool) -> Response:
    """Run a query and return its answer in the form that the client likes best."""
    accept = accepted(request)
    rows, graph = choose_named(accept, offers(ROW_FORMS)), choose_named(accept, offers(RDF_FORMS))
    if rows is None and graph is None:
        raise not_acceptable([form.media_type for form in (*ROW_FORMS, *RDF_FORMS)])
    answer = await _ask(request, asked, rows, graph, pool)
    form = form_named(answer.spool.form, (*ROW_FORMS, *RDF_FORMS))
    if answer.spool.ended:
        body = b"".join([part async for part in answer.spool.parts()])
        answer.close()
        return cached(request, body, form.content_type, PREFERENCES)
    return _Streamed(answer, form.content_type)


async def _ask(request: Request, asked: Asked, rows: str | None, graph: str | None, pool: Pool) -> Answer:
    """Ask, and stop the query when the client hangs up."""
    asking = asyncio.create_task(pool.ask(asked, rows, graph))
    leaving = asyncio.create_task(_until_gone(request))
    try:
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return asking.result() if asking.done() else _hung_up()
    except Problem as problem:
        raise _in_words(problem) from None
    finally:
        for task in (asking, leaving):
            if not task.done():
                task.cancel()


def _hung_up() -> Answer:
    raise Problem(408, "the client hung up")


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _in_words(problem: Problem) -> Problem:
    """Spell out a child's 406, which names only what kind of answer there would be."""
    if problem.status != 406:
        return problem
    forms = RDF_FORMS if problem.detail == "graph" else ROW_FORMS
    return not_acceptable([form.media_type for form in forms])


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
        finally:
            self._answer.close()


def options() -> Response:
    """Say what is allowed."""
    return Response(status_code=204, headers={"Allow": ALLOWED})
