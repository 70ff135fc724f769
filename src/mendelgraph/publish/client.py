"""A store asked politely: time-outs, retries with growing pauses, and errors that a person can read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple, Self

import httpx
from pyoxigraph import QueryBoolean

from mendelgraph.errors import RemoteError
from mendelgraph.rdf.results import read_results

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pyoxigraph import QuerySolutions

    from mendelgraph.publish.credentials import Credentials

RETRIED = frozenset({429, 502, 503, 504})
MAX_PAUSE = 60.0
SHOWN = 300
"""Characters of a store's own words that an error repeats."""


class Manners(NamedTuple):
    """Say how patient to be: seconds for an answer, and the pauses between tries."""

    time_limit: float = 120.0
    connect_limit: float = 10.0
    pauses: tuple[float, ...] = (1.0, 4.0, 16.0)
    sleep: Callable[[float], None] = time.sleep


class Client:
    """Send requests to one store. Every request sent here may be repeated: each says what shall be, not what to add."""

    def __init__(self, credentials: Credentials, manners: Manners) -> None:
        limits = httpx.Timeout(manners.time_limit, connect=manners.connect_limit)
        agent = {"User-Agent": "mendelgraph (+https://w3id.org/mendelgraph/)"}
        self._http = httpx.Client(auth=credentials.auth(), timeout=limits, headers=agent)
        self._credentials, self._manners = credentials, manners

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        content: bytes = b"",
        params: Mapping[str, str] | None = None,
        accepted: frozenset[int] = frozenset(),
    ) -> httpx.Response:
        """Send a request, again after a pause while the store is busy; `accepted` are statuses that are no failure.

        Raises RemoteError naming the address and what the store said.
        """
        for pause in (*self._manners.pauses, None):
            try:
                response = self._http.request(method, url, content=content, headers=dict(headers), params=params)
            except httpx.HTTPError as error:
                if pause is None or not isinstance(error, httpx.TransportError):
                    raise RemoteError(self._credentials.redact(f"no answer: {_reason(error)}"), where=url) from None
                self._manners.sleep(pause)
                continue
            if response.is_success or response.status_code in accepted:
                return response
            if pause is None or response.status_code not in RETRIED:
                raise RemoteError(self._credentials.redact(self._refusal(response)), where=url)
            self._manners.sleep(_asked_pause(response, pause))
        raise AssertionError("unreachable")

    def select(self, url: str, text: str) -> QuerySolutions:
        """Ask a SELECT; raise RemoteError as `send` does, and where the answer is no SPARQL JSON."""
        headers = {
            "Accept": "application/sparql-results+json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        response = self.send("POST", url, headers=headers, content=str(httpx.QueryParams({"query": text})).encode())
        try:
            answer = read_results(response.content)
        except (SyntaxError, ValueError, KeyError) as error:
            raise RemoteError(f"the answer is no SPARQL JSON: {error}", where=url) from None
        if isinstance(answer, QueryBoolean):
            raise RemoteError("the answer to a SELECT is a mere boolean", where=url)
        return answer

    def _refusal(self, response: httpx.Response) -> str:
        status = f"HTTP {response.status_code} {response.reason_phrase}".rstrip()
        if response.has_redirect_location:
            return f"{status}: moved to {response.headers['location']}; give that address if it is the store's own"
        if response.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
            given = "the store does not accept the credentials given" if self._credentials else "the store asks who"
            return (
                f"{status}: {given}; it wants MENDELGRAPH_USER and MENDELGRAPH_PASSWORD, or MENDELGRAPH_TOKEN,"
                " in the environment"
            )
        said = " ".join(response.text.split())[:SHOWN]
        return f"{status}: {said}" if said else status


def _reason(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return f"nothing came within the time limit ({type(error).__name__})"
    return " ".join(str(error).split())[:SHOWN] or type(error).__name__


def _asked_pause(response: httpx.Response, pause: float) -> float:
    """Return the pause that a busy store asks for in whole seconds, within reason, else our own."""
    asked = response.headers.get("retry-after", "")
    return min(MAX_PAUSE, max(pause, float(asked))) if asked.isdigit() else pause
