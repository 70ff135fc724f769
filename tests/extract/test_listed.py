from __future__ import annotations

from dataclasses import replace

import pytest

from mendelgraph.extract import extract, unknown_codes
from mendelgraph.facts import GeneRole, Mode
from mendelgraph.records import (
    Citation,
    ConditionRecord,
    Document,
    ExternalId,
    Form,
    InheritanceCode,
    RelatedGene,
    Resource,
    Role,
    Said,
    make_section,
)
from tests.extract.grey_hair import DOCUMENT, page, record

HERE = (DOCUMENT.id,)
MEDQUAD = Document("0000001.xml", Form.MEDQUAD_XML, "1" * 64)


def said(value: object, *documents: str) -> Said:  # type: ignore[type-arg]  # any kind of item
    return Said(value, documents or HERE)


def check(stated: object, record_: ConditionRecord) -> None:
    sections = {item.value.sha256: item.value.text for item in record_.sections}
    for receipt in stated.receipts:  # type: ignore[attr-defined]  # facts of every kind
        assert sections[receipt.section][receipt.start : receipt.end] == receipt.quote


def test_that_a_listed_gene_joins_the_sentence_that_names_it() -> None:
    told = page(causes="Mutations in the QRST1 gene cause grey hair.")
    rows = [RelatedGene("QRST1", "https://example.org/gene/1", "1"), RelatedGene("QRST2")]
    listed = make_section(Role.RELATED_GENES, [str(row) for row in rows])
    full = replace(told, sections=(*told.sections, said(listed)), genes=tuple(said(row) for row in rows))
    causing, other = extract(full).genes
    assert (causing.symbol, causing.role, causing.entrez) == ("QRST1", GeneRole.CAUSES, "1")
    assert [receipt.role for receipt in causing.receipts] == [Role.CAUSES, Role.RELATED_GENES]
    assert (other.symbol, other.role, other.receipts[0].quote) == ("QRST2", GeneRole.LISTED, "QRST2")
    check(causing, full)


@pytest.mark.parametrize(
    ("code", "mode"),
    [
        ("ac", Mode.SEMIDOMINANT),
        ("ad", Mode.AUTOSOMAL_DOMINANT),
        ("ar", Mode.AUTOSOMAL_RECESSIVE),
        ("m", Mode.MITOCHONDRIAL),
        ("x", Mode.X_LINKED),
        ("xd", Mode.X_LINKED_DOMINANT),
        ("xr", Mode.X_LINKED_RECESSIVE),
        ("y", Mode.Y_LINKED),
        ("n", Mode.SPORADIC),
        ("u", Mode.UNKNOWN),
    ],
)
def test_that_a_coded_pattern_is_a_mode_with_its_row_as_receipt(code: str, mode: Mode) -> None:
    row = InheritanceCode(code, "as the page words it")
    full = replace(record(make_section(Role.INHERITANCE_PATTERNS, [str(row)])), inheritance=(said(row),))
    (fact,) = extract(full).inheritance
    assert (fact.mode, fact.form, fact.receipts[0].quote) == (mode, None, f"{code} as the page words it")


def test_that_an_unknown_code_states_nothing_and_is_named() -> None:
    row = InheritanceCode("zz", "odd")
    full = replace(record(make_section(Role.INHERITANCE_PATTERNS, [str(row)])), inheritance=(said(row),))
    assert extract(full).inheritance == ()
    assert unknown_codes(full) == ("zz",)


def test_that_a_code_is_a_further_receipt_of_what_the_prose_says() -> None:
    row = InheritanceCode("ad", "Autosomal dominant")
    prose = page(inheritance="It is inherited in an autosomal dominant pattern.")
    listed = said(make_section(Role.INHERITANCE_PATTERNS, [str(row)]))
    (fact,) = extract(replace(prose, sections=(*prose.sections, listed), inheritance=(said(row),))).inheritance
    assert [receipt.role for receipt in fact.receipts] == [Role.INHERITANCE, Role.INHERITANCE_PATTERNS]


def test_that_identifiers_know_who_gave_them() -> None:
    ids = [ExternalId("OMIM", "1"), ExternalId("UMLS", "C1")]
    sections = (
        said(make_section(Role.IDENTIFIERS, ["OMIM 1"])),
        said(make_section(Role.IDENTIFIERS, ["OMIM 1", "UMLS C1"]), MEDQUAD.id),
    )
    full = replace(
        record(),
        documents=(DOCUMENT, MEDQUAD),
        sections=sections,
        identifiers=(said(ids[0], DOCUMENT.id, MEDQUAD.id), said(ids[1], MEDQUAD.id)),
    )
    both, alone = extract(full).identifiers
    assert (both.assigner, len(both.receipts)) == ("NLM", 2)
    assert (alone.assigner, [receipt.quote for receipt in alone.receipts]) == ("MedQuAD", ["UMLS C1"])


def test_references_and_resources() -> None:
    citation = Citation("Doe J. Hair. J Hair. 2001.", pmid="7")
    lost = Citation("", pmid="8")
    resource = Resource("Patient Support", "Hair Club")
    full = replace(
        record(
            make_section(Role.REFERENCES, [f"{citation.text} Citation on PubMed", "PMID 8"]),
            make_section(Role.RESOURCES, [str(resource)]),
        ),
        references=(said(citation), said(lost)),
        resources=(said(resource),),
    )
    stated = extract(full)
    assert [fact.receipts[0].quote for fact in stated.references] == [
        "Doe J. Hair. J Hair. 2001. Citation on PubMed",
        "PMID 8",
    ]
    assert stated.resources[0].receipts[0].quote == "Patient Support | Hair Club"


def test_that_the_name_stands_in_the_title_else_where_the_text_says_it_first() -> None:
    titled = record(make_section(Role.TITLE, ["grey hair"]), make_section(Role.DESCRIPTION, ["On grey hair."]))
    assert [(r.role, r.quote) for r in extract(titled).names[0].receipts] == [(Role.TITLE, "grey hair")]
    untitled = page(description="On ungrey hair. On Grey Hair.", causes="Grey hair has one cause.")
    (receipt,) = extract(untitled).names[0].receipts
    assert (receipt.role, receipt.quote, receipt.start) == (Role.DESCRIPTION, "Grey Hair", 19)
    assert extract(page(description="On hair.")).names[0].receipts == ()


def test_that_one_fact_of_two_texts_has_two_receipts() -> None:
    old = make_section(Role.CAUSES, ["Mutations in the QRST1 gene cause grey hair."])
    new = make_section(Role.CAUSES, ["Variants in the QRST1 gene cause grey hair."])
    (fact,) = extract(record(old, new)).genes
    assert [receipt.section for receipt in fact.receipts] == [old.sha256, new.sha256]
