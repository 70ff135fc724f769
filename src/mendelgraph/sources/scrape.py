"""The scrape of condition pages of 2020 (github.com/suqingdong/medlineplus): one `item` a line of the site's index.

A page that the index names several times stands there as often, with another `abbr` (the index line) each time.
Paragraphs are joined without a space, references are PMIDs, and the links of the resources are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from mendelgraph.errors import InputError
from mendelgraph.records import Form, RelatedGene, Resource, Role
from mendelgraph.sources.addresses import find_condition, find_identifier, make_link
from mendelgraph.sources.drafts import Draft, Reference, digest, finish, refuse
from mendelgraph.sources.markup import find_children, find_items, find_text, local_name, stream_xml
from mendelgraph.sources.prose import clean, split_glued

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.sources.drafts import Item
    from mendelgraph.sources.markup import Element
    from mendelgraph.sources.streams import Body

PROSE = {
    "description": Role.DESCRIPTION,
    "frequency": Role.FREQUENCY,
    "causes": Role.CAUSES,
    "inheritance": Role.INHERITANCE,
}


def read_scrape(body: Body) -> Iterator[Item]:
    """Read a scrape, item by item; one that is broken does not take the others down."""
    for number, item in enumerate(stream_xml(body.stream, level=1), start=1):
        document = f"{body.id}#{number}"
        try:
            yield from finish(_read_item(item, document), digest(etree.tostring(item, with_tail=False)))
        except InputError as error:
            yield refuse(document, f"line {item.sourceline}: {error}")


def _read_item(item: Element, document: str) -> Draft:
    url = find_text(item, "url")
    if find_condition(url) is None:
        raise InputError(f"element 'item': {url!r} is not the address of a condition page")
    draft = Draft(document, Form.SCRAPE_XML, url, name=find_text(item, "term"))
    draft.other_names = _texts(item, "synonyms")
    draft.genes = [RelatedGene(clean(symbol)) for symbol in _texts(item, "related_genes")]
    for name, role in PROSE.items():
        draft.prose[role] = split_glued(find_text(item, name))
    draft.resources = [entry for group in find_children(item, "resources") for entry in _read_resources(group)]
    found = [find_identifier(entry.url) for entry in draft.resources if entry.url]
    draft.identifiers = [identifier for identifier in found if identifier]
    for pmid in _texts(item, "references"):
        if pmid.strip().isdecimal():
            draft.references.append(Reference(pmid=pmid.strip()))
        else:
            draft.notes.append(f"line {item.sourceline}: the reference {pmid!r} is not a PMID")
    return draft


def _texts(item: Element, name: str) -> list[str]:
    return [entry.text or "" for entry in find_items(item, name, "item")]


def _read_resources(group: Element) -> Iterator[Resource]:
    for heading in group:
        category = clean(local_name(heading).replace("_", " "))
        entries = find_children(heading, "item")
        if category and not entries:
            yield Resource(category)
        for entry in entries:
            yield Resource(category, clean(find_text(entry, "term")), make_link(find_text(entry, "href")))
