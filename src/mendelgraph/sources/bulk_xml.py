"""The official bulk file `ghr-summaries.xml`, streamed: what it holds is read and forgotten summary by summary.

Its namespace carries the date of its schema, so names are matched without it. It has no causes, frequency or
references. `TopicIndex.xml`, the index of the same site, gives names and other names alone.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from mendelgraph.errors import InputError
from mendelgraph.records import ExternalId, Form, InheritanceCode, RefusalKind, RelatedCondition
from mendelgraph.sources.addresses import find_condition, find_gene, is_slug
from mendelgraph.sources.api_json import ROLES, make_gene
from mendelgraph.sources.drafts import Draft, digest, finish, refuse
from mendelgraph.sources.markup import find_children, find_items, find_text, local_name, read_blocks, stream_xml
from mendelgraph.sources.prose import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.sources.drafts import Item
    from mendelgraph.sources.markup import Element
    from mendelgraph.sources.streams import Body

READ = frozenset({"health-condition-summary", "gene-summary"})


def read_bulk(body: Body) -> Iterator[Item]:
    """Read the conditions and genes of a bulk file; other kinds of summary are counted and listed in one line each."""
    others: Counter[str] = Counter()
    for number, summary in enumerate(stream_xml(body.stream, level=1), start=1):
        kind = local_name(summary)
        if kind not in READ:
            others[kind] += 1
            continue
        document = f"{body.id}#{number}-{_slug(summary)}"
        try:
            yield from finish(_read_summary(summary, document), digest(_bytes(summary)))
        except InputError as error:
            yield refuse(document, f"line {summary.sourceline}, element {kind!r}: {error}")
    for kind, count in sorted(others.items()):
        yield refuse(f"{body.id}#{kind}", f"{count} of this kind: not a condition or a gene", RefusalKind.NOT_A_SOURCE)


def _bytes(element: Element) -> bytes:
    return etree.tostring(element, with_tail=False)


def _slug(summary: Element) -> str:
    url = _page(summary)
    slug = find_condition(url) or find_gene(url) or ""
    return slug if is_slug(slug.lower()) else local_name(summary)


def _page(element: Element) -> str:
    return clean(find_text(element, "ghr-page") or find_text(element, "ghr_page"))


def _read_summary(summary: Element, document: str) -> Draft:
    draft = Draft(document, Form.BULK_XML, _page(summary), name=find_text(summary, "name"))
    draft.symbol = clean(find_text(summary, "gene-symbol")) if local_name(summary) == "gene-summary" else ""
    draft.reviewed, draft.published = clean(find_text(summary, "reviewed")), clean(find_text(summary, "published"))
    draft.other_names = ["".join(item.itertext()) for item in find_items(summary, "synonym-list", "synonym")]
    for text in find_items(summary, "text-list", "text"):
        role = clean(find_text(text, "text-role"))
        if role not in ROLES:
            draft.notes.append(f"line {text.sourceline}: unknown text-role {role!r}, text left out")
            continue
        paragraphs = [part for html in find_children(text, "html") for part in read_blocks(html)]
        draft.prose.setdefault(ROLES[role], []).extend(paragraphs)
    patterns = find_items(summary, "inheritance-pattern-list", "inheritance-pattern")
    draft.inheritance = [InheritanceCode(*_pair(item, "code", "memo")) for item in patterns]
    draft.identifiers = [ExternalId(*_pair(item, "db", "key")) for item in find_items(summary, "db-key-list", "db-key")]
    genes = find_items(summary, "related-gene-list", "related-gene")
    draft.genes = [make_gene(find_text(item, "gene-symbol"), _page(item)) for item in genes]
    related = find_items(summary, "related-health-condition-list", "related-health-condition")
    draft.conditions = [
        RelatedCondition(clean(find_text(item, "name")), slug)
        for item in related
        if (slug := find_condition(_page(item)))
    ]
    return draft


def _pair(element: Element, first: str, second: str) -> tuple[str, str]:
    return clean(find_text(element, first)), clean(find_text(element, second))


def read_topics(body: Body) -> Iterator[Item]:
    """Read the conditions of `TopicIndex.xml`: a name and other names each; other topics are counted."""
    others = 0
    for number, topic in enumerate(stream_xml(body.stream, level=3), start=1):
        url = clean(find_text(topic, "url"))
        if find_condition(url) is None:
            others += 1
            continue
        document = f"{body.id}#{number}"
        draft = Draft(document, Form.BULK_XML, url, name=find_text(topic, "title"))
        names = [name for group in find_children(topic, "other_names") for name in group]
        draft.other_names = ["".join(name.itertext()) for name in names]
        try:
            yield from finish(draft, digest(_bytes(topic)))
        except InputError as error:
            yield refuse(document, f"line {topic.sourceline}: {error}")
    if others:
        yield refuse(f"{body.id}#topics", f"{others} topics that are no conditions", RefusalKind.NOT_A_SOURCE)
