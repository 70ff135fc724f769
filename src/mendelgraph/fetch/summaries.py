"""NCBI's ESummary: what PubMed itself says of an article, by which a match is confirmed or refused.

`esummary.fcgi?db=pubmed&retmode=json` (https://www.ncbi.nlm.nih.gov/books/NBK25499/) answers `{"result": {"uids": […],
"PMID": {…}}}`; of an article we read `articleids` (`idtype` doi, pmc), `pubdate`, `epubdate`, `volume`, `pages`,
`sortfirstauthor` and `authors`. One that does not exist has `error`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import RemoteError
from mendelgraph.fetch.access import ask
from mendelgraph.fetch.answers import doi_of, excerpt, make_batches, make_url, read_json, read_pmcid
from mendelgraph.fetch.matcher import first_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mendelgraph.fetch.download import Downloader
    from mendelgraph.records import Citation

MOST = 200
BY_DOI = "its DOI confirmed by PubMed"
BY_FIELDS = "its year, volume, first page and first author confirmed by PubMed"


class Summary(NamedTuple):
    """Hold what PubMed says of an article; `years` are those of print and of first appearance."""

    doi: str = ""
    pmcid: str = ""
    years: frozenset[str] = frozenset()
    volume: str = ""
    page: str = ""
    author: str = ""


class Verdict(NamedTuple):
    """Say by what an article is confirmed to be the one cited, or what speaks against it."""

    confirmed: str = ""
    against: str = ""


def summarise(downloader: Downloader, pmids: Iterable[str], base: str, contact: str) -> dict[str, Summary]:
    """Return what PubMed says of each article; one that it does not have is not among them."""
    summaries: dict[str, Summary] = {}
    for batch in make_batches(sorted(set(pmids), key=int), MOST):
        question = {"db": "pubmed", "retmode": "json", "id": ",".join(batch)}
        answer = ask(downloader, make_url(f"{base}esummary.fcgi", question, contact))
        summaries.update(read_summaries(answer, batch, base))
    return summaries


def read_summaries(data: bytes, pmids: Iterable[str], where: str) -> dict[str, Summary]:
    """Read an answer; raise RemoteError for one that is no list of summaries."""
    result = read_json(data, where).get("result")
    if not isinstance(result, dict):
        raise RemoteError(f"answered without summaries: {excerpt(data)}", where=where)
    items = {pmid: result.get(pmid) for pmid in pmids}
    return {pmid: _read(item) for pmid, item in items.items() if isinstance(item, dict) and "error" not in item}


def _read(item: dict[str, object]) -> Summary:
    listed = item.get("articleids")
    pairs = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    ids = {str(entry.get("idtype")): str(entry.get("value")) for entry in pairs}
    years = (re.match(r"\d{4}", str(item.get(name) or "")) for name in ("pubdate", "epubdate"))
    return Summary(
        doi=ids.get("doi", ""),
        pmcid=read_pmcid(ids.get("pmc")),
        years=frozenset(found[0] for found in years if found),
        volume=str(item.get("volume") or ""),
        page=first_page(str(item.get("pages") or "")),
        author=str(item.get("sortfirstauthor") or ""),
    )


def confirm(citation: Citation, summary: Summary) -> Verdict:
    """Hold an article against a citation: the DOIs decide, and where PubMed has none, all of the fields.

    >>> from mendelgraph.sources.citations import parse_citation
    >>> cited = parse_citation("Doe J. Marble bones? J Bone. 2002 Jan;34(2):99-106.")
    >>> confirm(cited, Summary(years=frozenset({"2002"}), volume="34", page="99", author="Roe J")).against
    'PubMed has another first author, Roe J'
    """
    doi = doi_of(citation)
    if doi and summary.doi:
        same = doi.lower() == summary.doi.lower()
        return Verdict(confirmed=BY_DOI) if same else Verdict(against=f"PubMed has another DOI, {summary.doi}")
    return _compare_fields(citation, summary)


def _compare_fields(citation: Citation, summary: Summary) -> Verdict:
    fields = citation.fields
    if fields is None or fields.issued is None:
        return Verdict(against="the citation has no fields to compare")
    author = fields.authors[0] if fields.authors else ""
    compared = (
        ("year", str(fields.issued.year) in summary.years, " and ".join(sorted(summary.years))),
        ("volume", _fold(fields.volume or "") == _fold(summary.volume), summary.volume),
        ("first page", _fold(first_page(fields.pages)) == _fold(summary.page), summary.page),
        ("first author", _fold(author) == _fold(summary.author), summary.author),
    )
    against = [f"another {name}, {said or 'none'}" for name, same, said in compared if not same]
    return Verdict(against=f"PubMed has {', '.join(against)}") if against else Verdict(confirmed=BY_FIELDS)


def _fold(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return " ".join("".join(char for char in letters if not unicodedata.combining(char)).casefold().split())
