"""NCBI's ID converter: the PMID and PMCID of a DOI, for articles in PubMed Central.

Its documentation (https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/) says: up to 200 ids of one type a question,
`format=json`. The answer is `{"status": "ok", "records": [{"requested-id", "doi", "pmid", "pmcid"}, …]}`; an article
that is not in PMC has `"status": "error"` and an `errmsg`. Since 2025 the PMID is a number, before it was a text. One
malformed id makes it refuse the whole question (400).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import RemoteError
from mendelgraph.fetch.access import RejectedError, ask
from mendelgraph.fetch.answers import excerpt, make_batches, make_url, read_json, read_pmcid, read_pmid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.fetch.download import Downloader

NAME = "NCBI ID converter"
MOST = 200

# A comma separates ids in the question, so a DOI that holds one cannot be asked for.
_ASKABLE = re.compile(r"10\.\d{4,9}/[^\s,]+")


class Converted(NamedTuple):
    """Hold the answer for a DOI: its ids, or `contradiction` where the answer is about another DOI."""

    pmid: str = ""
    pmcid: str = ""
    contradiction: str = ""


def is_askable(doi: str) -> bool:
    """Tell whether the converter can be asked for a DOI.

    >>> is_askable("10.1056/NEJMoa011262"), is_askable("10.1/a"), is_askable("10.1000/a,b")
    (True, False, False)
    """
    return bool(_ASKABLE.fullmatch(doi))


def convert(downloader: Downloader, dois: Iterable[str], base: str, contact: str) -> Iterator[dict[str, Converted]]:
    """Ask for DOIs, batch by batch, and yield what each batch's answers say, by DOI in lower case.

    A DOI that the converter does not know is not among them.
    """
    for batch in make_batches([doi for doi in dois if is_askable(doi)], MOST):
        yield _convert_batch(downloader, batch, base, contact)


def _convert_batch(downloader: Downloader, dois: list[str], base: str, contact: str) -> dict[str, Converted]:
    """Ask for one batch; where the question is refused as a whole, halve it until the malformed id stands alone."""
    url = make_url(base, {"ids": ",".join(dois), "idtype": "doi", "format": "json"}, contact)
    try:
        return read_conversion(ask(downloader, url), dois, base)
    except RejectedError:
        if len(dois) == 1:
            return {}
        middle = len(dois) // 2
        halves = (_convert_batch(downloader, half, base, contact) for half in (dois[:middle], dois[middle:]))
        return {doi: found for half in halves for doi, found in half.items()}


def read_conversion(data: bytes, dois: Iterable[str], where: str) -> dict[str, Converted]:
    """Read an answer; what it says of ids that were not asked for is left aside.

    >>> answer = b'{"status": "ok", "records": [{"requested-id": "10.1000/X", "doi": "10.1000/x", "pmid": 7}]}'
    >>> read_conversion(answer, ["10.1000/X"], "here")
    {'10.1000/x': Converted(pmid='7', pmcid='', contradiction='')}
    """
    records = read_json(data, where).get("records")
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise RemoteError(f"answered without a list of records: {excerpt(data)}", where=where)
    asked = {doi.lower() for doi in dois}
    found = {key: _judge(key, record) for record in records if (key := _key(record)) in asked}
    return {key: converted for key, converted in found.items() if converted != Converted()}


def _key(record: dict[str, object]) -> str:
    return str(record.get("requested-id") or record.get("doi") or "").lower()


def _judge(doi: str, record: dict[str, object]) -> Converted:
    if record.get("status") == "error" or record.get("errmsg"):
        return Converted()
    said = str(record.get("doi") or "")
    if said and said.lower() != doi:
        return Converted(contradiction=f"answers for another DOI, {said}")
    return Converted(read_pmid(record.get("pmid")), read_pmcid(record.get("pmcid")))
