"""Records of one condition or gene, joined: every value once, with all the documents that said it.

Joining only unites sets, so it is associative, commutative and idempotent; what is then one thing said in several
ways is the business of `sources.settle`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.records import ConditionRecord, GeneRecord
from mendelgraph.sources.ordering import (
    gather,
    order_items,
    order_names,
    order_references,
    order_sections,
    sort_documents,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mendelgraph.sources.ordering import Common


def merge_conditions(records: Iterable[ConditionRecord]) -> ConditionRecord:
    """Join records of one slug; raise ValueError for none or for several slugs."""
    joined = list(records)
    (slug,) = {record.slug for record in joined}
    if len(joined) == 1:
        return joined[0]
    return ConditionRecord(
        slug=slug,
        genes=gather((said for record in joined for said in record.genes), order_items),
        inheritance=gather((said for record in joined for said in record.inheritance), order_items),
        **_join(joined),
    )


def merge_genes(records: Iterable[GeneRecord]) -> GeneRecord:
    """Join records of one symbol; raise ValueError for none or for several symbols."""
    joined = list(records)
    (symbol,) = {record.symbol for record in joined}
    if len(joined) == 1:
        return joined[0]
    return GeneRecord(
        symbol=symbol,
        conditions=gather((said for record in joined for said in record.conditions), order_items),
        chromosome=gather((said for record in joined for said in record.chromosome), order_items),
        **_join(joined),
    )


def _join(records: Sequence[ConditionRecord] | Sequence[GeneRecord]) -> Common:
    documents = sort_documents(document for record in records for document in record.documents)
    return {
        "documents": documents,
        "names": gather((said for record in records for said in record.names), order_names(documents)),
        "other_names": gather((said for record in records for said in record.other_names), order_names(documents)),
        "sections": gather((said for record in records for said in record.sections), order_sections(documents)),
        "identifiers": gather((said for record in records for said in record.identifiers), order_items),
        "resources": gather((said for record in records for said in record.resources), order_items),
        "references": gather((said for record in records for said in record.references), order_references),
    }
