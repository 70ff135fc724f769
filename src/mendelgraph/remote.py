"""Questions asked of a remote SPARQL endpoint: SPARQLWrapper words the request, `exchange` sends it."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, NamedTuple, cast

import httpx
from SPARQLWrapper import CONSTRUCT, GET, JSON, POST, SELECT, TURTLE, SPARQLWrapper

from mendelgraph import exchange
from mendelgraph.errors import InputError, RemoteError
from mendelgraph.exchange import Exchange, Manners, Reply, one_line
from mendelgraph.rdf import Syntax, read_quads_bytes
from mendelgraph.rdf.results import read_results

if TYPE_CHECKING:
    from collections.abc import Iterator
    from urllib.request import Request

    from pyoxigraph import QueryBoolean, QuerySolutions, Triple

MAX_ANSWER = 256 << 20
MAX_ADDRESS = 4_000
"""Bytes of an address that pass everywhere (RFC 9110, 4.1, wants 8,000); what makes a longer one is posted."""

PAUSES = (1.0, 4.0)
BROKEN = (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)
"""A line that broke is tried again; an endpoint that is not there is told of at once."""
TIME_LIMIT = 60.0


class Kind(NamedTuple):
    """Say what is asked for: a form of query, a format, and how the format is asked for."""

    form: str
    format: str
    accept: str


ROWS = Kind(SELECT, JSON, "application/sparql-results+json")
GRAPH = Kind(CONSTRUCT, TURTLE, "application/n-triples, text/turtle;q=0.9")
"""N-Triples are Turtle too; Virtuoso's own Turtle writes a double as a decimal."""


def select(endpoint: str, text: str, *, time_limit: float = TIME_LIMIT) -> QuerySolutions | QueryBoolean:
    """Ask a SELECT or ASK; raise RemoteError, naming the endpoint, when it fails or answers nonsense."""
    answer = _ask(endpoint, text, ROWS, time_limit)
    try:
        return read_results(answer)
    except ValueError as error:
        raise RemoteError(one_line(str(error)), where=endpoint) from None


def describe(endpoint: str, text: str, *, time_limit: float = TIME_LIMIT) -> Iterator[Triple]:
    """Ask a CONSTRUCT or DESCRIBE; raise RemoteError, naming the endpoint, when it fails or answers nonsense."""
    answer = _ask(endpoint, text, GRAPH, time_limit)
    try:
        return (quad.triple for quad in read_quads_bytes(answer, Syntax.TURTLE, where=endpoint))
    except InputError as error:
        raise RemoteError(error.what, where=endpoint) from None


def check_address(address: str) -> None:
    """Raise InputError for what is no address of a web server, or holds a name or password, which is not repeated.

    >>> check_address("https://query.wikidata.org/sparql")
    """
    exchange.check_address(
        address, of="an endpoint", instead="ask an endpoint that is open, or put one before it that is"
    )


def _ask(endpoint: str, text: str, kind: Kind, time_limit: float) -> bytes:
    """Ask, again after a pause where the endpoint is busy; a query the endpoint refuses is an InputError."""
    check_address(endpoint)
    request = _Wording(endpoint, text, kind).request()
    manners = Manners(time_limit, pauses=PAUSES, whole=True, broken=BROKEN, max_size=MAX_ANSWER)
    with Exchange(httpx.Client(verify=ssl.create_default_context(), follow_redirects=True), manners) as sending:
        reply = sending.send(
            request.get_method(),
            request.full_url,
            headers=dict(request.header_items()),
            content=cast("bytes | None", request.data) or b"",
            where=endpoint,
        )
    if reply.status == httpx.codes.BAD_REQUEST:
        raise InputError(f"the endpoint refuses the query: {reply.words() or reply.title}", where=endpoint)
    if not reply.accepted:
        raise RemoteError(_refusal(reply), where=endpoint)
    return reply.body


def _refusal(reply: Reply) -> str:
    title, said = one_line(reply.title), reply.words()
    if reply.status in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        title = (
            f"{title}: the endpoint asks who, and this command sends no name, password or token; ask an endpoint that"
            " is open, or put one before it that is"
        )
    return f"{title}: {said}" if said else title


class _Wording(SPARQLWrapper):
    """Word a request as SPARQLWrapper does, by GET where the address stays short."""

    def __init__(self, endpoint: str, text: str, kind: Kind) -> None:
        super().__init__(endpoint, agent=exchange.AGENT)
        self.setQuery(text)
        # It tells the form by any word of the comments that head a query, such as "copy" or "describe".
        self.queryType = kind.form
        self.setReturnFormat(kind.format)
        self.addCustomHttpHeader("Accept", kind.accept)

    def request(self) -> Request:
        """Return the request, unsent: SPARQLWrapper would read what a failing server says without bound."""
        self.setMethod(GET)
        request = self._createRequest()
        if len(request.full_url) <= MAX_ADDRESS:
            return request
        self.setMethod(POST)
        return self._createRequest()
