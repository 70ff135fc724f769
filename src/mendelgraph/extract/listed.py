"""What a page lists rather than says: genes, coded patterns, identifiers, resources, references.

An item's receipt is its line in the list section of its role that comes from one of the item's own documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.facts import (
    GeneFact,
    GeneRole,
    IdentifierFact,
    InheritanceFact,
    Mode,
    ReferenceFact,
    ResourceFact,
    make_receipt,
)
from mendelgraph.records import Form, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mendelgraph.facts import Receipt
    from mendelgraph.records import ConditionRecord, GeneRecord, Said, Section, T

# The codes of the page's own inheritance list, as the data README gives them with their meaning and use.
CODES = {
    "ac": Mode.SEMIDOMINANT,
    "ad": Mode.AUTOSOMAL_DOMINANT,
    "ar": Mode.AUTOSOMAL_RECESSIVE,
    "m": Mode.MITOCHONDRIAL,
    "x": Mode.X_LINKED,
    "xd": Mode.X_LINKED_DOMINANT,
    "xr": Mode.X_LINKED_RECESSIVE,
    "y": Mode.Y_LINKED,
    "n": Mode.SPORADIC,
    "u": Mode.UNKNOWN,
}
NLM, MEDQUAD = "NLM", "MedQuAD"


def receipts_of_item(
    record: ConditionRecord | GeneRecord, role: Role, said: Said[T], *lines: str
) -> tuple[Receipt, ...]:
    """Return where an item stands: its line in the sections of `role` that its own documents gave.

    `lines` are the ways in which a document may print it; a line is compared without regard to case, for documents of
    one page differ in it, and may go on after the item, as "Citation on PubMed" follows a reference.
    """
    return tuple(
        make_receipt(section, *span)
        for section in _sections_of(record, role, said.documents)
        if (span := _span_of(section.text, lines)) is not None
    )


def _sections_of(record: ConditionRecord | GeneRecord, role: Role, documents: tuple[str, ...]) -> Iterator[Section]:
    for said in record.sections:
        if said.value.role is role and not set(documents).isdisjoint(said.documents):
            yield said.value


def _span_of(text: str, lines: Sequence[str]) -> tuple[int, int] | None:
    r"""Return the offsets of the first line of a text that is one of `lines`, else that begins with one of them.

    >>> _span_of("POH\nOsteoma cutis", ["osteoma cutis"])
    (4, 17)
    """
    wanted = [line.casefold() for line in lines if line]
    begins = None
    start = 0
    for candidate in text.split("\n"):
        folded = candidate.casefold()
        if folded in wanted:
            return start, start + len(candidate)
        if begins is None and any(folded.startswith(f"{line} ") for line in wanted):
            begins = start, start + len(candidate)
        start += len(candidate) + 1
    return begins


def with_listed_genes(record: ConditionRecord, told: Sequence[GeneFact]) -> tuple[GeneFact, ...]:
    """Join the page's gene list to the genes of its prose; a gene that no sentence tells of is LISTED."""
    listed: dict[str, GeneFact] = {}
    for said in record.genes:
        gene = said.value
        fact = listed.get(gene.symbol) or GeneFact(gene.symbol, GeneRole.LISTED, ())
        listed[gene.symbol] = fact._replace(
            receipts=fact.receipts + receipts_of_item(record, Role.RELATED_GENES, said, str(gene)),
            entrez=fact.entrez or gene.entrez,
            url=fact.url or gene.url,
        )
    joined = tuple(_with_link(fact, listed.pop(fact.symbol, None)) for fact in told)
    return joined + tuple(listed.values())


def _with_link(fact: GeneFact, row: GeneFact | None) -> GeneFact:
    if row is None:
        return fact
    return fact._replace(receipts=fact.receipts + row.receipts, entrez=row.entrez, url=row.url)


def with_coded_modes(record: ConditionRecord, told: Sequence[InheritanceFact]) -> tuple[InheritanceFact, ...]:
    """Join the page's coded list to the modes of its prose. A code that is not in CODES states nothing.

    The row is a further receipt of a mode that the prose states of the whole condition.
    """
    joined = list(told)
    for said in record.inheritance:
        mode = CODES.get(said.value.code)
        if mode is None:
            continue
        receipts = receipts_of_item(record, Role.INHERITANCE_PATTERNS, said, str(said.value))
        place = next((n for n, fact in enumerate(joined) if fact.mode is mode and fact.form is None), None)
        if place is None:
            joined.append(InheritanceFact(mode, receipts))
        else:
            joined[place] = joined[place]._replace(receipts=joined[place].receipts + receipts)
    return tuple(joined)


def unknown_codes(record: ConditionRecord) -> tuple[str, ...]:
    """Return the codes of the page's inheritance list that no mode is known for, for the caller to report."""
    return tuple(sorted({said.value.code for said in record.inheritance} - CODES.keys()))


def identifier_facts(record: ConditionRecord | GeneRecord) -> tuple[IdentifierFact, ...]:
    """Return the identifiers that the page lists; those that MedQuAD alone gives were added by its authors."""
    forms = {document.id: document.form for document in record.documents}
    return tuple(
        IdentifierFact(
            said.value,
            MEDQUAD if {forms[name] for name in said.documents} == {Form.MEDQUAD_XML} else NLM,
            receipts_of_item(record, Role.IDENTIFIERS, said, str(said.value)),
        )
        for said in record.identifiers
    )


def resource_facts(record: ConditionRecord | GeneRecord) -> tuple[ResourceFact, ...]:
    """Return the entries of "Additional Information & Resources"."""
    return tuple(
        ResourceFact(said.value, receipts_of_item(record, Role.RESOURCES, said, str(said.value)))
        for said in record.resources
    )


def reference_facts(record: ConditionRecord | GeneRecord) -> tuple[ReferenceFact, ...]:
    """Return the references; one whose text a form lost stands there as its PMID."""
    return tuple(
        ReferenceFact(
            said.value,
            receipts_of_item(record, Role.REFERENCES, said, said.value.text, f"PMID {said.value.pmid}"),
        )
        for said in record.references
    )
