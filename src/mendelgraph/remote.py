"""Questions asked of a remote SPARQL endpoint, through SPARQLWrapper."""

from __future__ import annotations

import time
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from SPARQLWrapper import CONSTRUCT, GET, JSON, POST, SELECT, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed, SPARQLWrapperException

from mendelgraph.errors import InputError, RemoteError
from mendelgraph.rdf import Syntax, read_quads_bytes
from mendelgraph.rdf.results import read_results

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPResponse

    from pyoxigraph import QueryBoolean, QuerySolutions, Triple

MAX_ANSWER = 256 << 20
MAX_GET = 2_000
"""Characters of a query that still fit into an address everywhere; longer ones are posted."""

RETRIED = frozenset({429, 502, 503, 504})
PAUSES = (1.0, 4.0)
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
    except (SyntaxError, ValueError, KeyError) as error:
        raise RemoteError(f"the answer is no SPARQL JSON: {error}", where=endpoint) from None


def describe(endpoint: str, text: str, *, time_limit: float = TIME_LIMIT) -> Iterator[Triple]:
    """Ask a CONSTRUCT or DESCRIBE; raise RemoteError, naming the endpoint, when it fails or answers nonsense."""
    answer = _ask(endpoint, text, GRAPH, time_limit)
    try:
        return (quad.triple for quad in read_quads_bytes(answer, Syntax.TURTLE, where=endpoint))
    except InputError as error:
        raise RemoteError(error.what, where=endpoint) from None


def _ask(endpoint: str, text: str, kind: Kind, time_limit: float) -> bytes:
    """Ask, again after a pause where the endpoint is busy; a query the endpoint refuses is an InputError."""
    check_address(endpoint)
    for pause in (*PAUSES, None):
        try:
            return _ask_once(endpoint, text, kind, time_limit)
        except HTTPError as error:
            error.close()
            if pause is None or error.code not in RETRIED:
                raise RemoteError(f"HTTP {error.code} {error.reason}", where=endpoint) from None
            time.sleep(pause)
        except EndPointInternalError as error:
            raise RemoteError(f"the endpoint failed: {_first_line(error)}", where=endpoint) from None
        except QueryBadFormed as error:
            raise InputError(f"the endpoint refuses the query: {_first_line(error)}", where=endpoint) from None
        except (URLError, SPARQLWrapperException, HTTPException, OSError) as error:
            if pause is None or not _was_cut(error):
                raise RemoteError(f"no answer: {_first_line(error)}", where=endpoint) from None
            time.sleep(pause)
    raise AssertionError("unreachable")


def check_address(address: str) -> None:
    """Raise InputError for what is no address of a web server, or holds a name or password, which is not repeated.

    >>> check_address("https://query.wikidata.org/sparql")
    """
    try:
        parts = urlsplit(address)
        named = parts.username is not None or parts.password is not None
    except ValueError:
        raise InputError("an endpoint's address that cannot be read as one") from None
    if named:
        raise InputError(
            "the endpoint's address holds a name or password, which lists of processes and logs would show; ask an"
            " endpoint that is open, or put one before it that is"
        )
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise InputError("an endpoint's address begins with http:// or https://", where=address)


def _was_cut(error: Exception) -> bool:
    """Tell a line that broke, which another try may mend, from a server that is not there or too slow."""
    cause = error.reason if isinstance(error, URLError) else error
    return isinstance(cause, ConnectionResetError | IncompleteRead | RemoteDisconnected)


def _ask_once(endpoint: str, text: str, kind: Kind, time_limit: float) -> bytes:
    wrapper = SPARQLWrapper(endpoint, agent="mendelgraph (https://w3id.org/mendelgraph/)")
    wrapper.setQuery(text)
    # It tells the form by any word of the comments that head a query, such as "copy" or "describe".
    wrapper.queryType = kind.form
    wrapper.setReturnFormat(kind.format)
    wrapper.addCustomHttpHeader("Accept", kind.accept)
    wrapper.setMethod(GET if len(text) <= MAX_GET else POST)
    wrapper.setTimeout(max(1, int(time_limit)))
    end = time.monotonic() + time_limit
    with wrapper.query().response as response:
        return b"".join(_pieces(response, endpoint, end))


def _pieces(response: HTTPResponse, endpoint: str, end: float) -> Iterator[bytes]:
    """Yield an answer in pieces, within its limits: a time-out of the socket alone never ends an answer that drips."""
    size = 0
    while piece := response.read1(1 << 16):
        size += len(piece)
        if size > MAX_ANSWER:
            raise RemoteError(f"the answer has more than {MAX_ANSWER >> 20} MiB; ask for less", where=endpoint)
        if time.monotonic() > end:
            raise RemoteError("the answer did not end within the time limit; ask for less", where=endpoint)
        yield piece


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:300]
