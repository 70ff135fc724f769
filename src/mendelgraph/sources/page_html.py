"""Page HTML: condition and gene pages in one frame, `div[data-bookmark]` a section.

The frame is that of the gene pages of 2025; condition pages use it with other bookmarks. The causes of a condition
page end in a box `.related-genes` of links, to gene pages of the site or, for a gene without one, to NCBI Gene.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError
from mendelgraph.records import Form, RefusalKind, RelatedCondition, RelatedGene, Resource, Role
from mendelgraph.sources.addresses import (
    find_chromosome,
    find_condition,
    find_entrez,
    find_gene,
    find_identifier,
    find_pmcid,
    find_pmid,
    is_slug,
    make_link,
)
from mendelgraph.sources.drafts import Draft, Reference, digest, finish, refuse
from mendelgraph.sources.markup import local_name, read_blocks, read_html, read_text
from mendelgraph.sources.prose import decode, find_control

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mendelgraph.sources.drafts import Item
    from mendelgraph.sources.markup import Element
    from mendelgraph.sources.streams import Body

PROSE = {role.value: role for role in (Role.DESCRIPTION, Role.FREQUENCY, Role.CAUSES, Role.INHERITANCE, Role.FUNCTION)}

_UPDATED = re.compile(r"Last updated ([A-Z][a-z]+ \d{1,2}, \d{4})")


def read_page_html(body: Body) -> Iterator[Item]:
    """Read the HTML of one condition or gene page."""
    data = body.stream.read_page()
    text = decode(data)
    root = read_html(text)
    url = _find_url(root)
    if not find_condition(url) and not find_gene(url):
        reason = (
            f"HTML of {url!r}, which is neither a condition page nor a gene page" if url else "HTML of another site"
        )
        yield refuse(body.id, reason, RefusalKind.NOT_A_SOURCE)
        return
    if "</html" not in text[-4096:].lower():
        raise InputError(f"line {text.count(chr(10)) + 1}: the page ends without </html>, so its end is missing")
    draft = Draft(body.id, Form.PAGE_HTML, url, published=_find_date(root))
    if control := find_control(text):
        draft.notes.append(f"line {text.count(chr(10), 0, text.index(control)) + 1}: control character removed")
    _read_title(root, draft)
    for section in root.iterfind(".//div[@data-bookmark]"):
        _read_section(section, draft)
    if not draft.prose:
        raise InputError("the page has no section: no div with a data-bookmark that is known")
    yield from finish(draft, digest(data))


def _find_url(root: Element) -> str:
    canonical = (link.get("href", "") for link in root.iterfind(".//link[@rel='canonical']"))
    printed = (read_text(span).removeprefix("URL of this page: ") for span in _by_class(root, "page-url"))
    return next(canonical, "") or next(printed, "")


def _find_date(root: Element) -> str | None:
    for span in root.iterfind(".//*[@id='lastupdate']"):
        if found := _UPDATED.search(read_text(span)):
            try:
                return datetime.strptime(found[1], "%B %d, %Y").date().isoformat()
            except ValueError as error:
                raise InputError(f"line {span.sourceline}: {found[1]!r} is no date") from error
    return None


def _read_title(root: Element, draft: Draft) -> None:
    title = next((read_text(heading) for heading in root.iter("h1")), "")
    if find_gene(draft.url):
        draft.symbol = title.removesuffix(" gene")
        draft.name = next((read_text(span) for span in _by_class(root, "alsocalled")), "") or title
        places = (find_chromosome(link.get("href", "")) for link in root.iter("a"))
        draft.chromosome = next((place for place in places if place), "")
    else:
        draft.name = title


def _read_section(section: Element, draft: Draft) -> None:
    bookmark = section.get("data-bookmark", "")
    if role := PROSE.get(bookmark):
        draft.prose[role] = read_blocks(section, _is_no_prose)
        draft.genes += _read_genes(section)
    elif reader := _LISTS.get(bookmark):
        reader(section, draft)


def _by_class(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iterfind(".//*[@class]") if name in element.get("class", "").split())


def _is_no_prose(element: Element) -> bool:
    classes = element.get("class", "").split()
    return local_name(element) == "h2" or "related-genes" in classes or "more-info-link" in classes


def _read_genes(section: Element) -> Iterator[RelatedGene]:
    for link in (link for box in _by_class(section, "related-genes") for link in box.iter("a")):
        url = make_link(link.get("href", ""))
        if url and (find_gene(url) or find_entrez(url)):
            yield RelatedGene(read_text(link), url, find_entrez(url))


def _read_conditions(section: Element, draft: Draft) -> None:
    draft.prose[Role.CONDITIONS] = read_blocks(section, _is_no_prose)
    for heading in section.iter("h3"):
        entry = heading.getparent()
        links = [] if entry is None else [make_link(link.get("href", "")) or "" for link in entry.iter("a")]
        slugs = [slug for link in links if (slug := find_condition(link)) and is_slug(slug)]
        draft.conditions += [RelatedCondition(read_text(heading), slug) for slug in slugs[:1]]


def _read_synonyms(section: Element, draft: Draft) -> None:
    draft.other_names = [read_text(item) for item in section.iter("li")]


def _read_resources(section: Element, draft: Draft) -> None:
    for part in _by_class(section, "mp-content"):
        heading = next((read_text(child) for child in part if local_name(child) in {"h2", "h3"}), "")
        links = [link for link in part.iter("a") if link.get("href")]
        entries = [Resource(heading, read_text(link), make_link(link.get("href", ""))) for link in links]
        draft.resources += entries or ([Resource(heading)] if heading else [])
    found = [find_identifier(entry.url) for entry in draft.resources if entry.url]
    draft.identifiers = [identifier for identifier in found if identifier]


def _read_references(section: Element, draft: Draft) -> None:
    for item in section.iter("li"):
        links = [make_link(link.get("href", "")) or "" for link in item.iter("a")]
        pmid = next((pmid for link in links if (pmid := find_pmid(link))), None)
        pmcid = next((pmcid for link in links if (pmcid := find_pmcid(link))), None)
        draft.references.append(Reference(read_text(item), pmid, pmcid))


_LISTS: dict[str, Callable[[Element, Draft], None]] = {
    Role.CONDITIONS.value: _read_conditions,
    "synonyms": _read_synonyms,
    Role.RESOURCES.value: _read_resources,
    Role.REFERENCES.value: _read_references,
}
