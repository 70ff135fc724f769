"""The one order of documents and of what they said, so that the order of reading never shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypedDict, TypeVar

from mendelgraph.records import Document, Form, Role, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mendelgraph.records import Citation, ExternalId, Resource, Section

T = TypeVar("T")

_TRUST = {form: place for place, form in enumerate(Form)}
_ROLES = {role: place for place, role in enumerate(Role)}

Order = tuple[object, ...]


class Common(TypedDict):
    """Hold the fields that the record of a condition and that of a gene have in common."""

    documents: tuple[Document, ...]
    names: tuple[Said[str], ...]
    other_names: tuple[Said[str], ...]
    sections: tuple[Said[Section], ...]
    identifiers: tuple[Said[ExternalId], ...]
    resources: tuple[Said[Resource], ...]
    references: tuple[Said[Citation], ...]


def rank(document: Document) -> Order:
    """Return the place of a document in the order of trust: by form, the most recent first, then by id."""
    newest = max((_date(document.published), _date(document.reviewed)))
    return (_TRUST[document.form], tuple(-part for part in newest), document.id, repr(document))


def _date(text: str | None) -> tuple[int, int, int]:
    year, month, day, *_ = [int(part) for part in re.findall(r"\d+", text or "")[:3]] + [0, 0, 0]
    return year, month, day


def sort_documents(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return the distinct documents, the most trusted first."""
    return tuple(sorted(set(documents), key=rank))


def order_names(documents: tuple[Document, ...]) -> Callable[[Said[str]], Order]:
    """Order names by the best document that says them."""
    place = _places(documents)
    return lambda said: (_best(said, place), said.value)


def order_sections(documents: tuple[Document, ...]) -> Callable[[Said[Section]], Order]:
    """Order sections by role, then by the best document that has them."""
    place = _places(documents)
    return lambda said: (_ROLES[said.value.role], _best(said, place), said.value.text)


def order_items(said: Said[T]) -> Order:
    """Order what stands in a list by its text."""
    return (str(said.value).casefold(), str(said.value), repr(said.value))


def order_references(said: Said[Citation]) -> Order:
    """Order references by their text, as the pages do, those known by a PMID alone behind them."""
    citation = said.value
    return (not citation.text, citation.text.casefold(), int(citation.pmid or 0), repr(citation))


def _places(documents: tuple[Document, ...]) -> dict[str, int]:
    return {document.id: place for place, document in reversed(list(enumerate(documents)))}


def _best(said: Said[T], place: dict[str, int]) -> int:
    return min(place.get(document, len(place)) for document in said.documents)


def order_trust(documents: tuple[Document, ...]) -> Callable[[Said[T]], Order]:
    """Order anything by the best document that says it."""
    place = _places(documents)
    return lambda said: (_best(said, place), repr(said.value))


def list_documents(said: Iterable[Said[T]]) -> tuple[str, ...]:
    """Return the ids of the documents that said any of these."""
    return tuple(sorted({document for each in said for document in each.documents}))


def gather(said: Iterable[Said[T]], order: Callable[[Said[T]], Order]) -> tuple[Said[T], ...]:
    """Return each distinct value once, with all the documents that said it, in order."""
    documents: dict[T, set[str]] = {}
    for each in said:
        documents.setdefault(each.value, set()).update(each.documents)
    united = (Said(value, tuple(sorted(ids))) for value, ids in documents.items())
    return tuple(sorted(united, key=order))
