"""PMIDs for citations that are printed without one: asked for, checked against the citation, and never guessed.

First the ID converter, by DOI; what it does not know, ECitMatch, by the fields of the citation, confirmed by ESummary.
An answer that contradicts the citation, or wavers, is refused and listed with its reason.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.fetch import converter, matcher
from mendelgraph.fetch.access import E_UTILITIES, ID_CONVERTER
from mendelgraph.fetch.answers import Found, Refused, doi_of, refuse
from mendelgraph.fetch.summaries import confirm, summarise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from mendelgraph.fetch.converter import Converted
    from mendelgraph.fetch.download import Downloader
    from mendelgraph.fetch.matcher import Match
    from mendelgraph.fetch.summaries import Summary
    from mendelgraph.records import Catalogue, Citation

Answer = Found | Refused


class Resolvers(NamedTuple):
    """Say where the resolvers are, and whom they may write to: NCBI asks every program for an e-mail address."""

    contact: str
    converter: str = ID_CONVERTER
    utilities: str = E_UTILITIES


def find_missing(catalogue: Catalogue, known: Collection[str] = ()) -> list[Citation]:
    """Return the citations without a PMID, each once, sorted; `known` are DOIs, in lower case, to leave out."""
    lists = (*(page.references for page in catalogue.conditions), *(page.references for page in catalogue.genes))
    cited = (said.value for said in chain.from_iterable(lists))
    missing = [one for one in cited if one.text and not one.pmid and doi_of(one).lower() not in known]
    distinct = {doi_of(one).lower() or one.text: one for one in sorted(missing, key=_order, reverse=True)}
    return sorted(distinct.values(), key=_order)


def _order(citation: Citation) -> tuple[str, str]:
    return doi_of(citation).lower(), citation.text


def resolve(downloader: Downloader, citations: Iterable[Citation], resolvers: Resolvers) -> Iterator[Answer]:
    """Yield an answer for each citation, as they come in.

    Raises RemoteError when a service fails; the answers before it stand.
    """
    waiting: dict[str, Citation] = {f"c{number}": one for number, one in enumerate(citations)}
    kept: dict[str, str] = {}
    for key, answer in _convert(downloader, waiting, resolvers):
        if answer.pmid or answer.contradiction:
            yield _converted(waiting.pop(key), answer)
        else:
            kept[key] = answer.pmcid
    yield from _match(downloader, waiting, kept, resolvers)


def _convert(
    downloader: Downloader, waiting: dict[str, Citation], resolvers: Resolvers
) -> Iterator[tuple[str, Converted]]:
    keys = {doi_of(citation).lower(): key for key, citation in waiting.items() if doi_of(citation)}
    for answers in converter.convert(downloader, list(keys), resolvers.converter, resolvers.contact):
        yield from ((keys[doi], answer) for doi, answer in answers.items())


def _converted(citation: Citation, answer: Converted) -> Answer:
    if answer.contradiction:
        return refuse(citation, converter.NAME, answer.contradiction)
    return Found(doi_of(citation), answer.pmid, answer.pmcid, converter.NAME)


def _match(
    downloader: Downloader, waiting: dict[str, Citation], pmcids: dict[str, str], resolvers: Resolvers
) -> Iterator[Answer]:
    asked = {key: line for key, one in waiting.items() if (line := matcher.make_line(one, key))}
    for key in sorted(waiting.keys() - asked.keys()):
        yield _unmatched(waiting[key], pmcids.get(key, ""), "too few fields could be read to ask with")
    for answers in matcher.match(downloader, asked, resolvers.utilities, resolvers.contact):
        pmids = [answer.pmid for answer in answers.values() if answer.pmid]
        summaries = summarise(downloader, pmids, resolvers.utilities, resolvers.contact)
        for key, answer in answers.items():
            yield _matched(waiting[key], answer, summaries.get(answer.pmid), pmcids.get(key, ""))


def _unmatched(citation: Citation, pmcid: str, reason: str, candidates: Iterable[str] = ()) -> Answer:
    """Refuse a PMID; a PMCID that the converter gave for the DOI stands without one."""
    if pmcid:
        return Found(doi_of(citation), "", pmcid, converter.NAME)
    return refuse(citation, matcher.NAME, reason, candidates)


def _matched(citation: Citation, answer: Match, summary: Summary | None, pmcid: str) -> Answer:
    if not answer.pmid:
        return _unmatched(citation, pmcid, answer.reason, answer.candidates)
    if summary is None:
        return _unmatched(citation, pmcid, "PubMed has no article of the PMID answered", [answer.pmid])
    verdict = confirm(citation, summary)
    if verdict.against:
        return _unmatched(citation, pmcid, verdict.against, [answer.pmid])
    if not doi_of(citation):
        reason = f"{verdict.confirmed}, but the citation prints no DOI, by which the table knows it"
        return refuse(citation, matcher.NAME, reason, [answer.pmid])
    return Found(doi_of(citation), answer.pmid, pmcid or summary.pmcid, f"{matcher.NAME}, {verdict.confirmed}")


def refuse_shared(answers: Iterable[Answer]) -> list[Answer]:
    """Refuse PMIDs that were found for several DOIs: at most one of them can be right.

    >>> [type(each).__name__ for each in refuse_shared([Found("10.1/a", "7", "", "x"), Found("10.1/b", "7", "", "x")])]
    ['Refused', 'Refused']
    """
    answers = list(answers)
    uses = Counter(each.pmid for each in answers if isinstance(each, Found) and each.pmid)
    return [_refuse_if_shared(each, uses) for each in answers]


def _refuse_if_shared(answer: Answer, uses: Counter[str]) -> Answer:
    if isinstance(answer, Found) and uses[answer.pmid] > 1:
        return Refused(answer.doi, "", answer.source, "the same PMID was found for another DOI too", answer.pmid)
    return answer
