"""NCBI's ECitMatch: the PMID of a citation by journal, year, volume, first page and first author.

The form is in "The E-utilities In-Depth" (https://www.ncbi.nlm.nih.gov/books/NBK25499/): `ecitmatch.cgi` with
`db=pubmed`, `retmode=xml` and `bdata`, lines of `journal|year|volume|first page|author|key|` between carriage returns.
The answer is plain text, each line with its PMID appended, or `NOT_FOUND`, `NOT_FOUND;INVALID_JOURNAL`,
`AMBIGUOUS (5 citations)` or `AMBIGUOUS 26315901,25768914`; a line without a match may have lost a field, and a line
without a journal ends the answer. It weighs the fields and may answer with an article of another author or year
(cyanheads/pubmed-mcp-server, issues 35, 40 and 193), so no PMID of its is taken before `summaries` has confirmed it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import RemoteError
from mendelgraph.fetch.access import ask
from mendelgraph.fetch.answers import excerpt, make_batches, make_url, read_pmid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mendelgraph.fetch.download import Downloader
    from mendelgraph.records import Citation

NAME = "NCBI ECitMatch"
MOST = 100


class Match(NamedTuple):
    """Hold the answer for a citation: a PMID, or the reason why there is none and the PMIDs it wavers between."""

    pmid: str = ""
    reason: str = ""
    candidates: tuple[str, ...] = ()


def make_line(citation: Citation, key: str) -> str | None:
    """Return the line to ask with, or None where the citation has too few fields to be told from others.

    >>> from mendelgraph.sources.citations import parse_citation
    >>> make_line(parse_citation("Doe J. Marble bones? J Bone. 2002 Jan;34(2):99-106."), "c1")
    'J Bone|2002|34|99|Doe J|c1|'
    """
    fields = citation.fields
    if fields is None or fields.book or not fields.authors or not fields.issued or not fields.volume:
        return None
    page = first_page(fields.pages)
    parts = (fields.journal, str(fields.issued.year), fields.volume, page, fields.authors[0], key)
    return f"{'|'.join(_plain(part) for part in parts)}|" if all(parts) else None


def first_page(pages: str | None) -> str:
    """Return the first page of a span.

    >>> first_page("1788-96"), first_page("e103"), first_page(None)
    ('1788', 'e103', '')
    """
    return re.split(r"[-–,;]", pages or "")[0].strip()


def _plain(text: str) -> str:
    return " ".join(text.replace("|", " ").split())


def match(downloader: Downloader, lines: Mapping[str, str], base: str, contact: str) -> Iterator[dict[str, Match]]:
    """Ask with lines by their keys, batch by batch, and yield each batch's answers by key."""
    keys = {line: key for key, line in lines.items()}
    for batch in make_batches(keys, MOST):
        question = {"db": "pubmed", "retmode": "xml", "bdata": "\r".join(batch)}
        data = ask(downloader, make_url(f"{base}ecitmatch.cgi", question, contact))
        answers = read_matches(data, base)
        yield {keys[line]: answers.get(keys[line], Match(reason="no answer for this citation")) for line in batch}


def read_matches(data: bytes, where: str) -> dict[str, Match]:
    r"""Read an answer; raise RemoteError for one that is no list of citations.

    >>> read_matches(b"j bone|2002|34|99|doe j|c1|4711\nj bone|2002|34|100|c2|NOT_FOUND\n", "here")["c1"]
    Match(pmid='4711', reason='', candidates=())
    """
    lines = [line.split("|") for line in data.decode("utf-8", "replace").splitlines() if line.strip()]
    if any(len(parts) < 3 for parts in lines):
        raise RemoteError(f"answered with something else than citations: {excerpt(data)}", where=where)
    return {parts[-2].strip(): _judge(parts[-1].strip()) for parts in lines}


def _judge(said: str) -> Match:
    if pmid := read_pmid(said):
        return Match(pmid)
    candidates = re.findall(r"\d+", said) if "(" not in said else []
    return Match(reason=said or "no PMID", candidates=tuple(candidates))
