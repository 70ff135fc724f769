"""Condition records held as packed bytes, so that a hundred catalogues fit where one does as values.

A record of a short page takes 10 KB as values and 1 KB packed. Whoever goes through packed records gets each as a value
that nobody else holds; it takes a twentieth of a millisecond to make.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

from mendelgraph.records import (
    BookFields,
    Citation,
    CitationFields,
    ConditionRecord,
    Document,
    ExternalId,
    Form,
    InheritanceCode,
    PartialDate,
    RelatedGene,
    Resource,
    Role,
    Said,
    Section,
)

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Json = Any
LEVEL = 1
"""Of zlib: more would cost four times the time for a tenth of the size."""


def pack_record(record: ConditionRecord) -> bytes:
    """Return a record as packed JSON: values in the order of their fields, without names."""
    return zlib.compress(print_record(record).encode(), LEVEL)


def print_record(record: ConditionRecord) -> str:
    """Return a record as JSON, in one line."""
    return json.dumps(record, default=_list_fields, ensure_ascii=False)


def _list_fields(value: object) -> list[object]:
    """Return the fields of what is no tuple; tuples are written as lists anyway."""
    return [getattr(value, name) for name in type(value).__slots__]  # type: ignore[attr-defined]  # both have them


def unpack_record(packed: bytes) -> ConditionRecord:
    """Return the record that `pack_record` packed."""
    return make_record(json.loads(zlib.decompress(packed)))


def make_record(fields: Json) -> ConditionRecord:
    """Return the record that `print_record` printed, from its JSON."""
    slug, documents, names, other_names, *rest = fields
    return ConditionRecord(
        slug,
        tuple([Document(name, Form(form), *more) for name, form, *more in documents]),
        _said(names, str),
        _said(other_names, str),
        *(_said(items, make) for items, make in zip(rest, _MAKERS, strict=True)),
    )


def _said(items: Json, make: Callable[[Any], T]) -> tuple[Said[T], ...]:
    return tuple([Said(make(value), tuple(documents)) for value, documents in items])


def _make_citation(value: Json) -> Citation:
    text, fields, *rest = value
    return Citation(text, fields and _make_fields(fields), *rest)


def _make_fields(value: Json) -> CitationFields:
    found = CitationFields(*value)
    return found._replace(
        authors=tuple(found.authors),
        issued=found.issued and PartialDate(*found.issued),
        electronic=found.electronic and PartialDate(*found.electronic),
        errata=tuple(found.errata),
        book=found.book and _make_book(found.book),
        notes=tuple(found.notes),
    )


def _make_book(value: Json) -> BookFields:
    found = BookFields(*value)
    return found._replace(editors=tuple(found.editors))


_MAKERS: tuple[Callable[[Json], Any], ...] = (
    lambda value: Section(Role(value[0]), value[1]),
    lambda value: RelatedGene(*value),
    lambda value: InheritanceCode(*value),
    lambda value: ExternalId(*value),
    lambda value: Resource(*value),
    _make_citation,
)
"""What makes a value of each field of a record from `sections` on."""


class PackedRecords(Sequence[ConditionRecord]):
    """Records in their order, made anew from bytes each time that one is asked for."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._packed = packed

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, place: int) -> ConditionRecord: ...
    @overload
    def __getitem__(self, place: slice) -> PackedRecords: ...
    def __getitem__(self, place: int | slice) -> ConditionRecord | PackedRecords:
        if isinstance(place, slice):
            return PackedRecords(self._packed[place])
        return unpack_record(self._packed[place])
