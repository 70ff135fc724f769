"""Records of one condition or gene, joined: every value once, with all the documents that said it.

Joining only unites sets, so it is associative, commutative and idempotent; what is then one thing said in several
ways is the business of `sources.settle`.
"""

from __future__ import annotations

from itertools import chain
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
    from collections.abc import Iterable


def merge_conditions(records: Iterable[ConditionRecord]) -> ConditionRecord:
    """Join records of one slug; raise ValueError for none or for several slugs."""
    joined = list(records)
    (slug,) = {record.slug for record in joined}
    documents = sort_documents(document for record in joined for document in record.documents)
    return ConditionRecord(
        slug=slug,
        documents=documents,
        names=gather(chain.from_iterable(record.names for record in joined), order_names(documents)),
        other_names=gather(chain.from_iterable(record.other_names for record in joined), order_names(documents)),
        sections=gather(chain.from_iterable(record.sections for record in joined), order_sections(documents)),
        genes=gather(chain.from_iterable(record.genes for record in joined), order_items),
        inheritance=gather(chain.from_iterable(record.inheritance for record in joined), order_items),
        identifiers=gather(chain.from_iterable(record.identifiers for record in joined), order_items),
        resources=gather(chain.from_iterable(record.resources for record in joined), order_items),
        references=gather(chain.from_iterable(record.references for record in joined), order_references),
    )


def merge_genes(records: Iterable[GeneRecord]) -> GeneRecord:
    """Join records of one symbol; raise ValueError for none or for several symbols."""
    joined = list(records)
    (symbol,) = {record.symbol for record in joined}
    documents = sort_documents(document for record in joined for document in record.documents)
    return GeneRecord(
        symbol=symbol,
        documents=documents,
        names=gather(chain.from_iterable(record.names for record in joined), order_names(documents)),
        other_names=gather(chain.from_iterable(record.other_names for record in joined), order_names(documents)),
        sections=gather(chain.from_iterable(record.sections for record in joined), order_sections(documents)),
        conditions=gather(chain.from_iterable(record.conditions for record in joined), order_items),
        identifiers=gather(chain.from_iterable(record.identifiers for record in joined), order_items),
        resources=gather(chain.from_iterable(record.resources for record in joined), order_items),
        references=gather(chain.from_iterable(record.references for record in joined), order_references),
        chromosome=gather(chain.from_iterable(record.chromosome for record in joined), order_items),
    )
