"""What a resource heading stands for where the page's form lost its link: the address that alignment can supply.

Addresses are of the forms seen in pages that kept their links. Searches are by the condition's name, as the source's
own are. Patient organisations are supplied only through an entry of theirs that Mondo links (NORD), never guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote_plus

from mendelgraph.alignments import Mapping, Match, SuppliedResource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mendelgraph.facts import StatedRecord


class Heading(NamedTuple):
    """Say how a heading is recognised (words, lower case) and what it leads to: an entity's page, or a search."""

    words: str
    prefix: str
    address: str


HEADINGS = (
    Heading("genetic testing", "UMLS", "https://www.ncbi.nlm.nih.gov/gtr/conditions/{}/"),
    Heading("rare diseases information", "GARD", "https://rarediseases.info.nih.gov/diseases/{}"),
    Heading("omim", "OMIM", "https://omim.org/entry/{}"),
    Heading("patient support", "NORD", "https://rarediseases.org/?p={}"),
    Heading("pubmed", "", "https://pubmed.ncbi.nlm.nih.gov/?term={}"),
    Heading("clinicaltrials", "", "https://clinicaltrials.gov/search?cond={}"),
)


def supply_resources(stated: StatedRecord, mappings: Iterable[Mapping], name: str) -> tuple[SuppliedResource, ...]:
    """Supply a resource for every heading that kept no link, in the order of the page; `name` is searched for."""
    linked = {fact.resource.category for fact in stated.resources if fact.resource.url}
    lost = dict.fromkeys(fact.resource.category for fact in stated.resources if not fact.resource.url)
    targets = tuple(mappings)
    found = (_supply(category, targets, name) for category in lost if category not in linked)
    return tuple(resource for resource in found if resource)


def _supply(category: str, mappings: tuple[Mapping, ...], name: str) -> SuppliedResource | None:
    heading = next((row for row in HEADINGS if row.words in category.lower()), None)
    if heading is None:
        return None
    if not heading.prefix:
        return SuppliedResource(category, heading.address.format(quote_plus(f'"{name}"')), None, name)
    entity = _only_entity(heading.prefix, mappings)
    if entity is None:
        return None
    local = entity.target.local.lstrip("0") if heading.prefix == "GARD" else entity.target.local
    return SuppliedResource(category, heading.address.format(local), entity.target, entity.label or name)


def _only_entity(prefix: str, mappings: tuple[Mapping, ...]) -> Mapping | None:
    """Return the one entity of this vocabulary that the condition matches: the exact one, else an only close one."""
    found = [mapping for mapping in mappings if mapping.target.prefix == prefix and not mapping.refused]
    for match in (Match.EXACT, Match.CLOSE):
        of_kind = [mapping for mapping in found if mapping.match is match]
        if of_kind:
            return of_kind[0] if len(of_kind) == 1 else None
    return None
