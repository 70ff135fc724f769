"""What one document says, on its way to a record: every reader fills a draft, and one place cleans and checks it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from mendelgraph.errors import InputError
from mendelgraph.records import (
    Citation,
    ConditionRecord,
    Document,
    ExternalId,
    GeneRecord,
    InheritanceCode,
    Refusal,
    RefusalKind,
    RelatedCondition,
    RelatedGene,
    Resource,
    Role,
    Said,
    Section,
    make_section,
)
from mendelgraph.sources.addresses import find_condition, find_gene, is_slug, is_symbol, make_link
from mendelgraph.sources.citations import parse_citation
from mendelgraph.sources.ordering import gather, order_items, order_names, order_references, order_sections
from mendelgraph.sources.prose import clean, find_control

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mendelgraph.records import Form
    from mendelgraph.sources.ordering import Common, Order

T = TypeVar("T")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
Item = ConditionRecord | GeneRecord | Refusal

INHERITANCE_CODES = frozenset({"ac", "ad", "ar", "m", "x", "xd", "xr", "y", "n", "u"})
"""The codes in a harvest of all 1,302 conditions."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Hold a reference as printed, marks and all, and the ids that its links gave."""

    text: str = ""
    pmid: str | None = None
    pmcid: str | None = None

    @property
    def line(self) -> str:
        """Return the reference as a line of the list section."""
        return self.text or f"PMID {self.pmid}"

    @property
    def citation(self) -> Citation:
        """Return the reference, read."""
        if not self.text:
            return Citation("", None, self.pmid, self.pmcid, on_pubmed=self.pmid is not None)
        return parse_citation(self.text, pmid=self.pmid, pmcid=self.pmcid)


@dataclass(slots=True)
class Draft:
    """Hold what one document says, in the order and the words of the document."""

    id: str
    form: Form
    url: str
    name: str = ""
    symbol: str = ""
    chromosome: str = ""
    reviewed: str | None = None
    published: str | None = None
    other_names: list[str] = field(default_factory=list)
    prose: dict[Role, list[str]] = field(default_factory=dict)
    genes: list[RelatedGene] = field(default_factory=list)
    conditions: list[RelatedCondition] = field(default_factory=list)
    inheritance: list[InheritanceCode] = field(default_factory=list)
    identifiers: list[ExternalId] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def digest(data: bytes) -> str:
    """Return the SHA-256 of a document's bytes."""
    return sha256(data).hexdigest()


def finish(draft: Draft, sha: str) -> Iterator[Item]:
    """Yield the record of a draft, and a refusal for each part of it that could not be taken as it stands.

    Raises InputError where there is no record without a guess: no name, or an address that holds no proper slug.
    """
    yield _finish_gene(draft, sha) if find_gene(draft.url) else _finish_condition(draft, sha)
    for note in _check(draft):
        yield Refusal(draft.id, RefusalKind.BROKEN, f"{draft.url}: {note}")


def _finish_condition(draft: Draft, sha: str) -> ConditionRecord:
    slug = find_condition(draft.url)
    if slug is None or not is_slug(slug):
        raise InputError(f"the address {draft.url!r} holds no slug of lower-case letters, digits and hyphens")
    document = _document(draft, sha)
    return ConditionRecord(
        slug=slug,
        genes=_say(document, draft.genes, order_items),
        inheritance=_say(document, draft.inheritance, order_items),
        **_common(draft, document),
    )


def _finish_gene(draft: Draft, sha: str) -> GeneRecord:
    page = find_gene(draft.url) or ""
    symbol = clean(draft.symbol) or page.upper()
    if not is_symbol(symbol) or page.lower() != symbol.lower():
        raise InputError(f"the gene symbol {symbol!r} is not that of the address {draft.url!r}")
    document = _document(draft, sha)
    return GeneRecord(
        symbol=symbol,
        conditions=_say(document, draft.conditions, order_items),
        chromosome=_say(document, [draft.chromosome] if draft.chromosome else [], order_items),
        **_common(draft, document),
    )


def _common(draft: Draft, document: Document) -> Common:
    if not clean(draft.name):
        raise InputError(f"{draft.url}: the name is empty")
    names = order_names((document,))
    return {
        "documents": (document,),
        "names": _say(document, [clean(draft.name)], names),
        "other_names": _say(document, [name for printed in draft.other_names if (name := clean(printed))], names),
        "sections": _say(document, _sections(draft), order_sections((document,))),
        "identifiers": _say(document, draft.identifiers, order_items),
        "resources": _say(document, draft.resources, order_items),
        "references": _say(document, [reference.citation for reference in draft.references], order_references),
    }


def _say(document: Document, values: Iterable[T], order: Callable[[Said[T]], Order]) -> tuple[Said[T], ...]:
    """Put a document's name to what it says."""
    return gather((Said(value, (document.id,)) for value in values), order)


def _document(draft: Draft, sha: str) -> Document:
    reviewed, published = (text if text and is_date(text) else None for text in (draft.reviewed, draft.published))
    return Document(draft.id, draft.form, sha, make_link(draft.url), reviewed, published)


def is_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day in ISO 8601.

    >>> is_date("2019-11"), is_date("2019-13")
    (True, False)
    """
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def _sections(draft: Draft) -> list[Section]:
    lists: dict[Role, list[str]] = {
        Role.TITLE: [draft.name],
        **draft.prose,
        Role.OTHER_NAMES: draft.other_names,
        Role.RELATED_GENES: [str(gene) for gene in draft.genes],
        Role.INHERITANCE_PATTERNS: [str(code) for code in draft.inheritance],
        Role.IDENTIFIERS: [str(identifier) for identifier in draft.identifiers],
        Role.RESOURCES: [str(resource) for resource in draft.resources],
        Role.REFERENCES: [reference.line for reference in draft.references],
    }
    cleaned = {role: [line for part in parts if (line := clean(part))] for role, parts in lists.items()}
    return [make_section(role, parts) for role, parts in cleaned.items() if parts]


def _check(draft: Draft) -> Iterator[str]:
    yield from draft.notes
    for row in draft.inheritance:
        if row.code not in INHERITANCE_CODES:
            yield f"unknown inheritance code {row.code!r} ({row.memo}): kept as it stands, no mode is taken from it"
    for field_name, text in {"reviewed": draft.reviewed, "published": draft.published}.items():
        if text and not is_date(text):
            yield f"{field_name}: {text!r} is no date, left out"
    texts: dict[str, list[str]] = {
        "name": [draft.name],
        "other names": draft.other_names,
    }
    texts.update({role.value: parts for role, parts in draft.prose.items()})
    for where, parts in texts.items():
        for part in parts:
            if control := find_control(part):
                yield f"{where}: control character U+{ord(control):04X} in {_excerpt(part)!r} removed"


def _excerpt(text: str) -> str:
    return re.sub(r"\s+", " ", text)[:60]


def refuse(document: str, reason: str, kind: RefusalKind = RefusalKind.BROKEN) -> Refusal:
    """Make a refusal."""
    return Refusal(document, kind, reason)
