"""Who asks, where, and where an answer may not lead: the addresses and manners that every fetch of ours shares.

An answer is taken from the host that was asked and from no other: a page that has moved to another host is a decision
for a person. Vocabularies, whose official addresses are meant to redirect (OBO PURLs), have a client of their own.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import httpx

from mendelgraph.errors import RemoteError
from mendelgraph.fetch.download import TRANSIENT, Downloader, Limits, make_client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.fetch.download import Clock

MEDLINEPLUS = "https://medlineplus.gov/"
"""Pages, records and the bulk file (https://medlineplus.gov/about/developers/geneticsdatafilesapi/)."""

ID_CONVERTER = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/"
"""DOI to PMID, of articles in PMC (https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/)."""

E_UTILITIES = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
"""ECitMatch and ESummary (https://www.ncbi.nlm.nih.gov/books/NBK25499/)."""

PROJECT = "https://w3id.org/mendelgraph/"
TOOL = "mendelgraph"
GONE = frozenset({404, 410})


class GoneError(RemoteError):
    """Report that nothing is at an address (404, 410)."""


class RejectedError(RemoteError):
    """Report that a server refuses this very request (any other 4xx that waiting does not mend)."""


@contextmanager
def open_downloader(
    contact: str | None = None, limits: Limits | None = None, clock: Clock | None = None
) -> Iterator[Downloader]:
    """Yield a downloader that names the project and whom to ask about it, and stays on the host it asks.

    `contact` is an address a server's keeper can write to; without one, the project's own address is given.
    """
    with _make_client(contact, limits) as client:
        yield Downloader(client, limits, clock)


def _make_client(contact: str | None, limits: Limits | None) -> httpx.Client:
    client = make_client(limits or Limits())
    client.headers["User-Agent"] += f" (+{PROJECT}{f'; mailto:{contact}' if contact else ''})"
    client.event_hooks = {"response": [_refuse_status, _refuse_leaving]}
    return client


def _refuse_status(response: httpx.Response) -> None:
    status = response.status_code
    said = f"answered {status} {response.reason_phrase}"
    if status in GONE:
        raise GoneError(f"{said}: nothing is there", where=str(response.url))
    if response.is_client_error and status not in TRANSIENT and status != httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        raise RejectedError(f"{said}: the request was refused", where=str(response.url))


def _refuse_leaving(response: httpx.Response) -> None:
    if response.has_redirect_location:
        target = response.url.join(response.headers["Location"])
        if target.netloc != response.url.netloc:
            raise RemoteError(
                f"redirects to another host, {target}; not followed: look whether that is the new address",
                where=str(response.url),
            )


def ask(downloader: Downloader, url: str) -> bytes:
    """Return the body that a service answers a question with; raise RemoteError as the downloader does."""
    with TemporaryDirectory() as folder:
        return downloader.fetch(url, Path(folder) / "answer").path.read_bytes()
