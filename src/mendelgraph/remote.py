"""Questions asked of a remote SPARQL endpoint, through SPARQLWrapper."""

from __future__ import annotations

import time
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from pyoxigraph import QueryResultsFormat, parse_query_results
from SPARQLWrapper import GET, JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed, SPARQLWrapperException

from mendelgraph.errors import InputError, RemoteError
from mendelgraph.rdf import Syntax, read_quads_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QueryBoolean, QuerySolutions, Triple

MAX_ANSWER = 256 << 20
MAX_GET = 2_000
"""Characters of a query that still fit into an address everywhere; longer ones are posted."""

RETRIED = frozenset({429, 502, 503, 504})
PAUSES = (1.0, 4.0)
TIME_LIMIT = 60.0


def select(endpoint: str, text: str, *, time_limit: float = TIME_LIMIT) -> QuerySolutions | QueryBoolean:
    """Ask a SELECT or ASK; raise RemoteError, naming the endpoint, when it fails or answers nonsense."""
    answer = _ask(endpoint, text, JSON, time_limit)
    try:
        return parse_query_results(answer, format=QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise RemoteError(f"the answer is no SPARQL JSON: {error}", where=endpoint) from None


def describe(endpoint: str, text: str, *, time_limit: float = TIME_LIMIT) -> Iterator[Triple]:
    """Ask a CONSTRUCT or DESCRIBE; raise RemoteError, naming the endpoint, when it fails or answers nonsense."""
    answer = _ask(endpoint, text, TURTLE, time_limit)
    try:
        return (quad.triple for quad in read_quads_bytes(answer, Syntax.TURTLE, where=endpoint))
    except InputError as error:
        raise RemoteError(error.what, where=endpoint) from None


def _ask(endpoint: str, text: str, answer_format: str, time_limit: float) -> bytes:
    """Ask, again after a pause where the endpoint is busy; a query the endpoint refuses is an InputError."""
    if urlsplit(endpoint).scheme not in {"http", "https"}:
        raise InputError("an endpoint's address begins with http:// or https://", where=endpoint)
    for pause in (*PAUSES, None):
        try:
            return _ask_once(endpoint, text, answer_format, time_limit)
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
            raise RemoteError(f"no answer: {_first_line(error)}", where=endpoint) from None
    raise AssertionError("unreachable")


def _ask_once(endpoint: str, text: str, answer_format: str, time_limit: float) -> bytes:
    wrapper = SPARQLWrapper(endpoint, agent="mendelgraph (https://w3id.org/mendelgraph/)")
    wrapper.setQuery(text)
    wrapper.setReturnFormat(answer_format)
    wrapper.setMethod(GET if len(text) <= MAX_GET else POST)
    wrapper.setTimeout(max(1, int(time_limit)))
    with wrapper.query().response as response:
        answer: bytes = response.read(MAX_ANSWER + 1)
    if len(answer) > MAX_ANSWER:
        raise RemoteError(f"the answer has more than {MAX_ANSWER >> 20} MiB; ask for less", where=endpoint)
    return answer


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:300]
