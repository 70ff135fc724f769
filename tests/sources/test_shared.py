"""The shared real inputs, as they are, in one run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from mendelgraph.records import Catalogue, ConditionRecord, Form, RefusalKind, Role
from mendelgraph.sources import read
from tests.sources.pages import page_of, read_record, to_html, to_medquad


@pytest.fixture(scope="module")
def catalogue(shared: Path) -> Catalogue:
    return read(shared / "medlineplus")


@pytest.fixture(scope="module")
def by_slug(catalogue: Catalogue) -> dict[str, ConditionRecord]:
    return {record.slug: record for record in catalogue.conditions}


def test_every_file_gives_a_record_or_is_listed(catalogue: Catalogue, shared: Path) -> None:
    read_files = {
        d.id.partition("#")[0] for record in (*catalogue.conditions, *catalogue.genes) for d in record.documents
    }
    listed = {r.document.partition("#")[0] for r in catalogue.refusals if r.kind is not RefusalKind.DUPLICATE}
    top = shared / "medlineplus"
    assert read_files | listed == {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}
    assert not read_files & listed


def test_every_document_of_every_form_is_there(catalogue: Catalogue) -> None:
    forms = Counter(document.form for record in catalogue.conditions for document in record.documents)
    assert forms == {Form.MEDQUAD_XML: 923, Form.SCRAPE_XML: 6, Form.API_JSON: 2, Form.PAGE_TEXT: 1}
    assert [gene.symbol for gene in catalogue.genes] == ["AAAS"]
    assert Counter(refusal.kind for refusal in catalogue.refusals) == {
        RefusalKind.NOT_A_SOURCE: 5,
        RefusalKind.DUPLICATE: 3,
    }


def test_the_seed_page_is_whole(by_slug: dict[str, ConditionRecord]) -> None:
    record = by_slug["progressive-osseous-heteroplasia"]
    assert record.name == "Progressive osseous heteroplasia"
    assert (len(record.names), len(record.other_names), len(record.references)) == (1, 8, 8)
    assert all(len(said.documents) == 2 for said in record.other_names)
    assert all(said.value.fields for said in record.references)
    assert sum(said.value.free_in_pmc for said in record.references) == 3
    assert len(list(record.prose(Role.DESCRIPTION))) == 2, "the wording changed over the years"
    assert len(list(record.prose(Role.INHERITANCE))) == 1
    assert next(record.prose(Role.CAUSES)).text.count("\n\n") == 2
    assert len([said for said in record.resources if not said.value.label]) == 4


def test_the_seed_page_printed_as_html_is_read_the_same(shared: Path) -> None:
    text = read_record((shared / "medlineplus/seed/progressive-osseous-heteroplasia.txt").read_bytes())
    for printed in (to_html, to_medquad):
        record = read_record(printed(page_of(text)))
        assert record.name == text.name
        assert [said.value for said in record.other_names] == [said.value for said in text.other_names]
        for role in (Role.DESCRIPTION, Role.FREQUENCY, Role.CAUSES, Role.INHERITANCE):
            assert list(record.prose(role)) == list(text.prose(role))


def test_the_gene_page_is_whole(catalogue: Catalogue) -> None:
    (gene,) = catalogue.genes
    assert gene.names[0].value == "aladin WD repeat nucleoporin"
    assert (len(gene.other_names), len(gene.references), len(gene.resources)) == (8, 12, 5)
    assert all(said.value.pmid and said.value.fields for said in gene.references)
    assert [said.value.slug for said in gene.conditions] == ["triple-a-syndrome"]
    assert [str(said.value) for said in gene.identifiers] == ["NCBI Gene 8086", "OMIM 605378"]
    assert gene.documents[0].published == "2025-08-22"
    assert gene.chromosome[0].value == "12"


def test_the_api_records_are_whole(by_slug: dict[str, ConditionRecord]) -> None:
    bones, alzheimer = by_slug["osteogenesis-imperfecta"], by_slug["alzheimer-disease"]
    assert Counter(said.value.entrez is None for said in bones.genes) == {True: 3, False: 14}
    assert {said.value.code for said in bones.inheritance} == {"ad", "ar", "xr"}
    assert {said.value.database for said in alzheimer.identifiers} >= {"Orphanet", "GeneReviews", "GTR", "ICD-10-CM"}
    assert (bones.documents[0].reviewed, bones.documents[0].published) == ("2019-11", "2020-08-18")
    assert alzheimer.name == "Alzheimer disease"
    assert len(list(bones.prose(Role.DESCRIPTION))) == 2
    assert next(bones.prose(Role.DESCRIPTION)).text.count("\n\n") == 3


def test_the_scrape_is_whole(by_slug: dict[str, ConditionRecord]) -> None:
    record = by_slug["zellweger-spectrum-disorder"]
    assert len(record.genes) == 13
    assert all(said.value.pmid and not said.value.text for said in record.references)
    assert "GARD 7917" in {str(said.value) for said in record.identifiers}
    assert next(record.prose(Role.CAUSES)).text.count("\n\n") == 2


def test_medquad_loses_no_name_and_no_concept(catalogue: Catalogue, shared: Path) -> None:
    from lxml import etree

    lines = {d.id: record for record in catalogue.conditions for d in record.documents}
    for path in sorted((shared / "medlineplus/medquad-ghr").glob("*.xml")):
        root, record = etree.parse(path).getroot(), lines[f"medquad-ghr/{path.name}"]
        names = {" ".join(item.text.split()).casefold() for item in root.iter("Synonym") if item.text}
        assert names <= {said.value.casefold() for said in record.other_names}, path.name
        concepts = {item.text for item in root.iter("CUI")}
        assert concepts <= {said.value.key for said in record.identifiers if said.value.database == "UMLS"}, path.name
        assert {Role.DESCRIPTION, Role.FREQUENCY, Role.CAUSES, Role.INHERITANCE} <= {
            s.value.role for s in record.sections
        }


def test_no_text_holds_mojibake_or_double_spaces(catalogue: Catalogue) -> None:
    for record in (*catalogue.conditions, *catalogue.genes):
        for said in record.sections:
            assert "â\x80" not in said.value.text
            assert "  " not in said.value.text
            assert "\xa0" not in said.value.text
