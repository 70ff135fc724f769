"""What a resolver's answer makes of a citation: the ids found, or why none is taken."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from mendelgraph.errors import RemoteError
from mendelgraph.fetch.access import TOOL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.records import Citation

MAX_URL = 4000
"""Characters of a question's address; servers commonly stop at 8,000."""

_PMID = re.compile(r"[1-9]\d{0,8}")
_PMCID = re.compile(r"PMC[1-9]\d{0,8}")


class Found(NamedTuple):
    """Hold the ids of the article with a DOI, and who says so: a row of the table of citations."""

    doi: str
    pmid: str
    pmcid: str
    source: str


class Refused(NamedTuple):
    """Hold a citation that no PMID was taken for, who answered, why, and the PMIDs that a curator may look at."""

    doi: str
    citation: str
    service: str
    reason: str
    candidates: str = ""


def refuse(citation: Citation, service: str, reason: str, candidates: Iterable[str] = ()) -> Refused:
    """Make a refusal."""
    return Refused(doi_of(citation), citation.text, service, reason, " ".join(candidates))


def doi_of(citation: Citation) -> str:
    """Return the DOI as printed, or an empty text."""
    return (citation.fields.doi or "") if citation.fields else ""


def read_pmid(value: object) -> str:
    """Return a PMID, which services give as a number or as a text, or an empty text for anything else.

    >>> read_pmid(11784876), read_pmid("11784876"), read_pmid("0"), read_pmid(None)
    ('11784876', '11784876', '', '')
    """
    return str(value) if not isinstance(value, bool) and _PMID.fullmatch(str(value)) else ""


def read_pmcid(value: object) -> str:
    """Return a PMCID without the version it may have, or an empty text.

    >>> read_pmcid("PMC4321643.1")
    'PMC4321643'
    """
    text = str(value).partition(".")[0]
    return text if _PMCID.fullmatch(text) else ""


def make_url(base: str, parameters: dict[str, str], contact: str) -> str:
    """Return the address of a question, with the tool and e-mail that NCBI asks for."""
    return f"{base}?{urlencode({**parameters, 'tool': TOOL, 'email': contact})}"


def read_json(data: bytes, where: str) -> dict[str, object]:
    """Read an answer that is a JSON object; raise RemoteError, with how it begins, for one that is not."""
    try:
        answer: object = json.loads(data)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise RemoteError(f"answered with something else than a JSON object: {excerpt(data)}", where=where)
    return answer


def excerpt(data: bytes) -> str:
    """Return the beginning of an answer, for a message."""
    return repr(" ".join(data[:200].decode("utf-8", "replace").split())[:80])


def make_batches(items: Iterable[str], size: int, room: int = MAX_URL) -> Iterator[list[str]]:
    """Cut items into batches of at most `size`, and of at most `room` characters as they stand in an address.

    >>> list(make_batches(["a", "b", "c"], 2))
    [['a', 'b'], ['c']]
    """
    batch: list[str] = []
    used = 0
    for item in items:
        length = len(urlencode({"": item})) + 2
        if batch and (len(batch) == size or used + length > room):
            yield batch
            batch, used = [], 0
        batch.append(item)
        used += length
    if batch:
        yield batch
