"""References to one article, found across documents: by DOI, by PMID, or by title, journal, year and pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.records import Said
from mendelgraph.sources.ordering import gather, list_documents, order_references

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from mendelgraph.records import Citation
    from mendelgraph.sources.ordering import Order


def settle_references(
    references: tuple[Said[Citation], ...], trust: Callable[[Said[Citation]], Order]
) -> tuple[Said[Citation], ...]:
    """Make one of the references to one article, unless their ids are against each other."""
    settled: list[Said[Citation]] = []
    for group in group_references(references):
        if any(len(values) > 1 for values in collect_ids(group).values()):
            settled += group
        else:
            settled.append(_join_references(group, trust))
    return gather(settled, order_references)


def _join_references(group: list[Said[Citation]], trust: Callable[[Said[Citation]], Order]) -> Said[Citation]:
    best = min(group, key=lambda said: (not said.value.text, not said.value.fields, trust(said))).value
    citation = best._replace(
        pmid=next((said.value.pmid for said in group if said.value.pmid), None),
        pmcid=next((said.value.pmcid for said in group if said.value.pmcid), None),
        on_pubmed=any(said.value.on_pubmed for said in group),
        free_in_pmc=any(said.value.free_in_pmc for said in group),
    )
    return Said(citation, list_documents(group))


def group_references(references: Iterable[Said[Citation]]) -> list[list[Said[Citation]]]:
    """Return the references in groups that share an id or the article's title, journal, year and pages."""
    groups: list[tuple[set[Hashable], list[Said[Citation]]]] = []
    for said in references:
        keys, members = set(_reference_keys(said.value)), [said]
        apart = []
        for group in groups:
            if group[0] & keys:
                keys |= group[0]
                members += group[1]
            else:
                apart.append(group)
        groups = [*apart, (keys, members)]
    return [members for _, members in groups]


def _reference_keys(citation: Citation) -> Iterator[Hashable]:
    fields = citation.fields
    if citation.pmid:
        yield "pmid", citation.pmid
    if fields and fields.doi:
        yield "doi", fields.doi.lower()
    if fields and fields.issued:
        words = (_letters(text) for text in (fields.title, fields.journal, fields.volume or "", fields.pages or ""))
        yield "article", (*words, fields.issued.year)
    elif citation.text:
        yield "text", _letters(re.sub(r"\bdoi:\s*\S+", "", citation.text))


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))


def collect_ids(group: list[Said[Citation]]) -> dict[str, dict[str, list[Said[Citation]]]]:
    """Return the DOIs, PMIDs and PMC ids of a group, and who gives each."""
    ids: dict[str, dict[str, list[Said[Citation]]]] = {"doi": {}, "pmid": {}, "pmcid": {}}
    for said in group:
        fields = said.value.fields
        found = {"doi": fields.doi if fields else None, "pmid": said.value.pmid, "pmcid": said.value.pmcid}
        for kind, value in found.items():
            if value:
                ids[kind].setdefault(value.lower() if kind == "doi" else value, []).append(said)
    return ids
