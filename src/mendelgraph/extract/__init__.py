"""From records to stated facts: rules in readable tables, each fact with its receipts.

`sentences` cuts the text, the `*_rules` modules hold the tables, the modules beside them apply them, `listed` takes
what a page lists rather than says. Nothing here asks a vocabulary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.extract.frequency import frequency_facts
from mendelgraph.extract.genes import gene_facts
from mendelgraph.extract.inheritance import inheritance_facts
from mendelgraph.extract.listed import (
    identifier_facts,
    reference_facts,
    resource_facts,
    unknown_codes,
    with_coded_modes,
    with_listed_genes,
)
from mendelgraph.extract.names import gene_name_facts, name_facts
from mendelgraph.extract.origin import origin_facts, with_copies
from mendelgraph.extract.qualifiers import qualifier_facts
from mendelgraph.facts import StatedGene, StatedRecord

if TYPE_CHECKING:
    from mendelgraph.records import ConditionRecord, GeneRecord

__all__ = ["extract", "extract_gene", "unknown_codes"]


def extract(record: ConditionRecord) -> StatedRecord:
    """State what a record's texts and lists say, each fact once, with every place that says it.

    Facts are in the order of first mention. Nothing is inferred: no vocabulary is asked and no symbol is resolved.

    >>> from mendelgraph.records import ConditionRecord, Document, Form, Role, Said, make_section
    >>> text = "Mutations in the QRST1 gene cause grey hair."
    >>> record = ConditionRecord(
    ...     "grey-hair",
    ...     (Document("a.txt", Form.PAGE_TEXT, ""),),
    ...     (Said("Grey hair", ("a.txt",)),),
    ...     sections=(Said(make_section(Role.CAUSES, [text]), ("a.txt",)),),
    ... )
    >>> [(fact.symbol, fact.role.value, fact.sole_cause) for fact in extract(record).genes]
    [('QRST1', 'causes', True)]
    """
    told = gene_facts(record)
    origins = origin_facts(record, told)
    return StatedRecord(
        record=record,
        names=name_facts(record),
        genes=with_listed_genes(record, with_copies(told, origins)),
        inheritance=with_coded_modes(record, inheritance_facts(record)),
        qualifiers=qualifier_facts(record),
        origins=origins,
        frequencies=frequency_facts(record),
        identifiers=identifier_facts(record),
        resources=resource_facts(record),
        references=reference_facts(record),
    )


def extract_gene(record: GeneRecord) -> StatedGene:
    """State what a gene page lists, with the lines where it stands; its prose is not read for facts."""
    return StatedGene(
        record=record,
        names=gene_name_facts(record),
        identifiers=identifier_facts(record),
        resources=resource_facts(record),
        references=reference_facts(record),
    )
