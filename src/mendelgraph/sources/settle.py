"""One thing said in several ways becomes one item, in the words of the most trusted document.

A joined record (`sources.merge`) is settled once, when everything has been read, so the order of reading never shows.
What documents say against each other is the business of `sources.disagreements`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from mendelgraph.records import Said
from mendelgraph.sources.ordering import gather, list_documents, order_items, order_names, order_trust
from mendelgraph.sources.references import settle_references

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from mendelgraph.records import ConditionRecord, Document, GeneRecord, RelatedGene
    from mendelgraph.sources.ordering import Order

T = TypeVar("T")


def settle_condition(record: ConditionRecord) -> ConditionRecord:
    """Return the record with names, genes, codes and references said in several ways made one."""
    trust = order_trust(record.documents)
    return replace(
        record,
        names=settle_names(record.names, record.documents),
        other_names=settle_names(record.other_names, record.documents),
        genes=_settle_genes(record.genes, trust),
        inheritance=gather(_fold(record.inheritance, trust, lambda row: row.code), order_items),
        references=settle_references(record.references, trust),
    )


def settle_gene(record: GeneRecord) -> GeneRecord:
    """Return the record with names and references said in several ways made one."""
    return replace(
        record,
        names=settle_names(record.names, record.documents),
        other_names=settle_names(record.other_names, record.documents),
        references=settle_references(record.references, order_trust(record.documents)),
    )


def name_key(name: str) -> str:
    """Return what two spellings of one name share: case does not count, nor do the letters that MedQuAD lost.

    Greek letters count, although it lost those too: the names of a page can differ in nothing else.

    >>> name_key("Alström syndrome"), name_key("α-thalassemia")
    ('alstrm syndrome', 'α-thalassemia')
    """
    kept = "".join(char for char in unicodedata.normalize("NFC", name) if char.isascii() or not _was_lost(char))
    return " ".join(kept.casefold().split()) or name


def _was_lost(char: str) -> bool:
    return unicodedata.category(char)[0] in "MP" or unicodedata.name(char, "").startswith("LATIN")


def _fold(said: Iterable[Said[T]], trust: Callable[[Said[T]], Order], key: Callable[[T], Hashable]) -> list[Said[T]]:
    groups: dict[Hashable, list[Said[T]]] = {}
    for each in sorted(said, key=trust):
        groups.setdefault(key(each.value), []).append(each)
    return [Said(group[0].value, list_documents(group)) for group in groups.values()]


def settle_names(names: tuple[Said[str], ...], documents: tuple[Document, ...]) -> tuple[Said[str], ...]:
    """Make one of the spellings of a name: that of the most trusted document."""
    return gather(_fold(names, order_trust(documents), name_key), order_names(documents))


def _settle_genes(
    genes: tuple[Said[RelatedGene], ...], trust: Callable[[Said[RelatedGene]], Order]
) -> tuple[Said[RelatedGene], ...]:
    """Make one row of a symbol's rows, unless they hold different NCBI Gene ids."""
    groups: dict[str, list[Said[RelatedGene]]] = {}
    for each in sorted(genes, key=lambda said: (not said.value.entrez, not said.value.url, trust(said))):
        groups.setdefault(each.value.symbol, []).append(each)
    settled: list[Said[RelatedGene]] = []
    for rows in groups.values():
        agree = len({row.value.entrez for row in rows if row.value.entrez}) <= 1
        settled += [Said(rows[0].value, list_documents(rows))] if agree else rows
    return gather(settled, order_items)
