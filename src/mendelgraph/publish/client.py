"""A store asked politely, in its own tongue, by somebody who may have a name: errors say what the store said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import httpx
from pyoxigraph import QueryBoolean

from mendelgraph.errors import RemoteError
from mendelgraph.exchange import Exchange, Manners, Reply, one_line
from mendelgraph.rdf.results import read_results

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import QuerySolutions

    from mendelgraph.publish.credentials import Credentials


class Client:
    """Send requests to one store. Every request sent here may be repeated: each says what shall be, not what to add."""

    def __init__(self, credentials: Credentials, manners: Manners) -> None:
        self._exchange = Exchange(httpx.Client(auth=credentials.auth()), manners, redact=credentials.redact)
        self._credentials = credentials

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._exchange.__exit__()

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        content: bytes = b"",
        params: Mapping[str, str] | None = None,
        accepted: frozenset[int] = frozenset(),
    ) -> Reply:
        """Send a request, again after a pause while the store is busy; `accepted` are statuses that are no failure.

        Raises RemoteError naming the address and what the store said.
        """
        reply = self._exchange.send(method, url, headers=headers, content=content, params=params)
        if reply.accepted or reply.status in accepted:
            return reply
        raise RemoteError(self._refusal(reply), where=url)

    def select(self, url: str, text: str) -> QuerySolutions:
        """Ask a SELECT; raise RemoteError as `send` does, and where the answer is no SPARQL JSON."""
        headers = {
            "Accept": "application/sparql-results+json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        reply = self.send("POST", url, headers=headers, content=str(httpx.QueryParams({"query": text})).encode())
        try:
            answer = read_results(reply.body)
        except ValueError as error:
            raise RemoteError(one_line(str(error), self._credentials.redact), where=url) from None
        if isinstance(answer, QueryBoolean):
            raise RemoteError("the answer to a SELECT is a mere boolean", where=url)
        return answer

    def _refusal(self, reply: Reply) -> str:
        redact = self._credentials.redact
        title = one_line(reply.title, redact)
        if "location" in reply.headers and httpx.codes.is_redirect(reply.status):
            location = one_line(reply.headers["location"], redact)
            return f"{title}: moved to {location}; give that address if it is the store's own"
        if reply.status in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
            given = "the store does not accept the credentials given" if self._credentials else "the store asks who"
            return (
                f"{title}: {given}; it wants MENDELGRAPH_USER and MENDELGRAPH_PASSWORD, or MENDELGRAPH_TOKEN,"
                " in the environment"
            )
        said = reply.words(redact)
        return f"{title}: {said}" if said else title
