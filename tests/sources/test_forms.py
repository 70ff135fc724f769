"""Every form in which a page exists gives the same record, as far as the form carries it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.records import (
    ConditionRecord,
    ExternalId,
    Form,
    InheritanceCode,
    RefusalKind,
    RelatedGene,
    Resource,
    Role,
    Section,
)
from mendelgraph.resources import resources
from mendelgraph.sources import read
from tests.sources.pages import FORMS, HEADINGS, WITH_ALL_PROSE, Page, page_of, read_record, to_bulk

CONDITIONS = sorted((resources() / "data" / "conditions").glob("*.txt"))
PROSE_OF = {name: tuple(HEADINGS) if name in WITH_ALL_PROSE else (Role.DESCRIPTION,) for name in FORMS}


def sections(record: ConditionRecord, roles: tuple[Role, ...]) -> dict[Role, list[str]]:
    return {role: [section.text for section in record.prose(role)] for role in roles}


def letters(texts: dict[Role, list[str]]) -> dict[Role, str]:
    return {role: "".join("".join(parts).split()) for role, parts in texts.items()}


def values(said: tuple[object, ...]) -> set[object]:
    return {each.value for each in said}  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_gives_the_name_the_other_names_and_the_prose(form: str) -> None:
    page = Page()
    record = read_record(FORMS[form](page))
    assert (record.slug, record.name) == (page.slug, page.name)
    assert values(record.other_names) == set(page.other_names)
    expected = {role: ["\n\n".join(page.paragraphs(role))] for role in PROSE_OF[form]}
    assert sections(record, PROSE_OF[form]) == expected


@pytest.mark.parametrize("form", ["api-json", "api-json-2020-bare", "bulk-xml"])
def test_a_data_file_gives_codes_keys_genes_and_dates(form: str) -> None:
    record = read_record(FORMS[form](Page()))
    assert values(record.inheritance) == {InheritanceCode("ad", "Autosomal dominant")}
    assert values(record.identifiers) == {ExternalId("OMIM", "166350"), ExternalId("GTR", "C0334041")}
    assert values(record.genes) == {
        RelatedGene("GNAS", "https://medlineplus.gov/genetics/gene/gnas/"),
        RelatedGene("BMP1", "https://www.ncbi.nlm.nih.gov/gene/649", "649"),
    }
    assert (record.documents[0].reviewed, record.documents[0].published) == ("2019-11", "2020-08-18")


def test_html_gives_what_its_links_hold() -> None:
    record = read_record(FORMS["page-html"](Page()))
    assert values(record.identifiers) == {
        ExternalId("GTR", "C0334041"),
        ExternalId("GARD", "109"),
        ExternalId("OMIM", "166350"),
    }
    assert {gene.symbol: gene.entrez for gene in values(record.genes)} == {"GNAS": None, "BMP1": "649"}  # type: ignore[attr-defined]
    assert [said.value.pmid for said in record.references] == ["11784876"]
    assert record.documents[0].published == "2025-05-04"


def test_html_gives_both_links_of_a_reference() -> None:
    free = '<a href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC77/">Free article on PubMed Central</a>'
    second = f"Citation on PubMed</a> or {free}"
    html = FORMS["page-html"](Page()).replace(b"Citation on PubMed</a>", second.encode())
    ((citation,),) = [[said.value for said in read_record(html).references]]
    assert (citation.text, citation.pmid, citation.pmcid) == (Page().references[0][0], "11784876", "PMC77")
    assert (citation.on_pubmed, citation.free_in_pmc) == (True, True)


def test_the_scrape_and_html_give_the_same_resources() -> None:
    scrape, html = (read_record(FORMS[form](Page())) for form in ("scrape-xml", "page-html"))
    assert values(scrape.resources) == values(html.resources)
    assert values(scrape.identifiers) == values(html.identifiers)


def test_text_gives_the_headings_whose_links_it_lost() -> None:
    record = read_record(FORMS["page-text"](Page()))
    assert values(record.resources) == {Resource(row[0]) for row in Page().resources}


def test_medquad_gives_its_authors_concepts_and_titles_without_links() -> None:
    record = read_record(FORMS["medquad-xml"](Page()))
    assert values(record.identifiers) == {ExternalId("UMLS", "C0334041")}
    assert Resource("Genetic Testing Information", "Registry: toes") in values(record.resources)
    assert "Palliative Care" not in {resource.category for resource in values(record.resources)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", FORMS)
def test_every_item_of_a_list_stands_on_a_line_of_its_section(form: str) -> None:
    record = read_record(FORMS[form](Page()))
    lines = {said.value.role: said.value.text.split("\n") for said in record.sections if not said.value.role.is_prose}
    assert lines[Role.TITLE] == [record.name]
    for role, said in {
        Role.OTHER_NAMES: record.other_names,
        Role.RELATED_GENES: record.genes,
        Role.INHERITANCE_PATTERNS: record.inheritance,
        Role.IDENTIFIERS: record.identifiers,
        Role.RESOURCES: record.resources,
    }.items():
        assert sorted(lines.get(role, [])) == sorted(str(each.value) for each in said), role
    for reference in record.references:
        shown = reference.value.text or f"PMID {reference.value.pmid}"
        assert any(line.startswith(shown) for line in lines[Role.REFERENCES])


@pytest.mark.parametrize("path", CONDITIONS, ids=lambda path: path.stem)
@pytest.mark.parametrize("form", FORMS)
def test_an_embedded_page_printed_in_another_form_is_read_the_same(form: str, path: Path) -> None:
    text = read_record(path.read_bytes())
    record = read_record(FORMS[form](page_of(text)))
    assert (record.slug, record.name) == (text.slug, text.name)
    assert values(record.other_names) == values(text.other_names)
    roles = PROSE_OF[form]
    if form == "scrape-xml":  # It has no mark of a paragraph that ends without a stop.
        assert letters(sections(record, roles)) == letters(sections(text, roles))
    else:
        assert sections(record, roles) == sections(text, roles)
    if form == "page-html":
        assert {said.value.text for said in record.references} == {said.value.text for said in text.references}


WORDS = st.sampled_from(
    [*"abc", "toes", "bone,", "(hard)", '"stone,"', "person's", "R&D", "<5", "Behçet", "α-helix", "1:2"]
)
SENTENCES = st.lists(WORDS, min_size=2, max_size=8).map(lambda words: f"Then {' '.join(words)} end.")
PARAGRAPHS = st.lists(st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=3).map(tuple)
NAMES = st.text(alphabet="abcdeéßñ'\"&<>() -/,1αβ", min_size=3, max_size=20).map(
    lambda text: f"Toe {' '.join(text.split())}x"
)
PAGES = st.builds(
    Page,
    slug=st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True),
    name=NAMES,
    prose=st.tuples(*(st.tuples(st.just(role), PARAGRAPHS) for role in HEADINGS)),
    other_names=st.lists(NAMES, max_size=4, unique=True).map(tuple),
    genes=st.just(Page().genes),
    codes=st.just(Page().codes),
    keys=st.just(Page().keys),
    resources=st.just(Page().resources),
    references=st.just(Page().references),
)


@given(page=PAGES)
def test_every_form_gives_the_same_record(page: Page) -> None:
    records = {form: read_record(printed(page)) for form, printed in FORMS.items()}
    for form, record in records.items():
        assert (record.slug, record.name) == (page.slug, page.name), form
        assert values(record.other_names) == set(page.other_names), form
        expected = {role: ["\n\n".join(page.paragraphs(role))] for role in PROSE_OF[form]}
        assert sections(record, PROSE_OF[form]) == expected, form


def test_forms_of_one_page_merge_into_one_record(put: Callable[[dict[str, bytes]], Path]) -> None:
    catalogue = read(put({form: printed(Page()) for form, printed in FORMS.items()}))
    (record,) = catalogue.conditions
    assert {document.form for document in record.documents} == set(Form)
    assert [name.value for name in record.names] == [Page().name]
    assert len(record.names[0].documents) == len(Form)
    assert len(record.references) == 1
    assert record.references[0].value.pmid == "11784876"
    ((name, kind, reason),) = catalogue.refusals
    assert (name, kind, reason) == ("api-json-2020-bare", RefusalKind.DUPLICATE, "says the same as api-json")
    assert catalogue.disagreements == ()


def test_prose_of_all_forms_is_one_section(put: Callable[[dict[str, bytes]], Path]) -> None:
    (record,) = read(put({form: printed(Page()) for form, printed in FORMS.items()})).conditions
    for role in HEADINGS:
        assert len(list(record.prose(role))) == 1
    assert Section(Role.FREQUENCY, "It is rare.") in {said.value for said in record.sections}


def test_the_names_of_a_data_file_need_no_fixed_namespace() -> None:
    old = to_bulk(Page()).replace(
        b"https://medlineplus.gov/download/ghr-summaries-20250602", b"https://ghr.nlm.nih.gov/x"
    )
    assert read_record(old).name == Page().name
