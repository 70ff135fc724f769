"""Citations are read whole or not at all, and print again as they were."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from mendelgraph.records import BookFields, CitationFields, PartialDate
from mendelgraph.sources.citation_authors import read_authors
from mendelgraph.sources.citation_dates import print_date, read_date
from mendelgraph.sources.citations import citation_key, cite, parse_citation

MARKS = re.compile(r"\s*Citation on PubMed( or Free article on PubMed Central)?$")

# Each of these prints again letter by letter. Invented, but for the forms.
READ = {
    "plain": (
        "Doe J, Roe AB. Marble bones. J Bone Joint Surg Am. 2002 Oct;11(4):339-42.",
        CitationFields(
            ("Doe J", "Roe AB"), "Marble bones", "J Bone Joint Surg Am", PartialDate(2002, 10), "11", "4", "339-42"
        ),
    ),
    "letters in the volume": (
        "Doe J. Marble. Am J Med Genet A. 2008 Jul 15;146A(14):1788-96. doi: 10.1002/ajmg.a.1.",
        CitationFields(
            ("Doe J",),
            "Marble",
            "Am J Med Genet A",
            PartialDate(2008, 7, 15),
            "146A",
            "14",
            "1788-96",
            "10.1002/ajmg.a.1",
        ),
    ),
    "no issue, a place in the journal's name": (
        "Doe J. Marble. Front Endocrinol (Lausanne). 2024 Sep 24;15:1431383.",
        CitationFields(
            ("Doe J",), "Marble", "Front Endocrinol (Lausanne)", PartialDate(2024, 9, 24), "15", None, "1431383"
        ),
    ),
    "no pages": (
        "Doe J. Marble. Eye (Lond). 2020 Jan;34(1).",
        CitationFields(("Doe J",), "Marble", "Eye (Lond)", PartialDate(2020, 1), "34", "1"),
    ),
    "pages and no volume": (
        "Doe J. Marble. Genet Med. 2023 Aug 8:gim123. Online ahead of print.",
        CitationFields(
            ("Doe J",), "Marble", "Genet Med", PartialDate(2023, 8, 8), pages="gim123", notes=("Online ahead of print",)
        ),
    ),
    "year alone": (
        "Doe J. Marble. Genet Med. 2023.",
        CitationFields(("Doe J",), "Marble", "Genet Med", PartialDate(2023)),
    ),
    "season and supplement": (
        "Doe J. Marble. Genet Test. 2002 Spring;Suppl:5-9.",
        CitationFields(("Doe J",), "Marble", "Genet Test", PartialDate(2002, span="Spring"), "Suppl", None, "5-9"),
    ),
    "two months and a part": (
        "Doe J. Marble. Genet Test. 2005 Sep-Oct;9(Pt 1):5-9; discussion 10.",
        CitationFields(
            ("Doe J",), "Marble", "Genet Test", PartialDate(2005, span="Sep-Oct"), "9", "Pt 1", "5-9; discussion 10"
        ),
    ),
    "over the turn of the year": (
        "Doe J. Marble. Genet Test. 2010 Dec-2011 Jan;9(12):5-9.",
        CitationFields(("Doe J",), "Marble", "Genet Test", PartialDate(2010, span="Dec-2011 Jan"), "9", "12", "5-9"),
    ),
    "issue and no volume": (
        "Doe J. Marble. Cochrane Database Syst Rev. 2011 Feb 16;(2):CD001.pub2.",
        CitationFields(
            ("Doe J",), "Marble", "Cochrane Database Syst Rev", PartialDate(2011, 2, 16), None, "2", "CD001.pub2"
        ),
    ),
    "all of the tail": (
        (
            "Doe J. Marble. Gene. 2015 Jan 30;8:37-48. doi: 10.2147/T.S1. Epub 2014 Dec 9. eCollection 2015. Review. "
            "Erratum In: Gene. 2015 May 3;9(1):7. doi: 10.2147/T.S2. Erratum In: Gene 2016;10:8."
        ),
        CitationFields(
            ("Doe J",),
            "Marble",
            "Gene",
            PartialDate(2015, 1, 30),
            "8",
            None,
            "37-48",
            "10.2147/T.S1",
            PartialDate(2014, 12, 9),
            "2015",
            ("Gene. 2015 May 3;9(1):7. doi: 10.2147/T.S2", "Gene 2016;10:8"),
            notes=("Review",),
        ),
    ),
    "a title of several sentences": (
        "Doe J. Marble (p.R50X): brittle [sic]. A case. Is it rare? Gene. 1999;3(2):1-2.",
        CitationFields(
            ("Doe J",),
            "Marble (p.R50X): brittle [sic]. A case. Is it rare?",
            "Gene",
            PartialDate(1999),
            "3",
            "2",
            "1-2",
        ),
    ),
    "a translated title": (
        "Doe J. [Marble bones]. [Article in French] Rev Prat. 1999;3(2):1-2. No abstract available.",
        CitationFields(
            ("Doe J",),
            "[Marble bones]",
            "Rev Prat",
            PartialDate(1999),
            "3",
            "2",
            "1-2",
            notes=("[Article in French]", "No abstract available"),
        ),
    ),
    "suffixes, particles, groups, et al": (
        "Jan de Beur S, O'Shea RJ 3rd, Roe A Jr, Müller-Höcker J, et al; FOP Study Group. Marble. eLife. 1999;3:1.",
        CitationFields(
            ("Jan de Beur S", "O'Shea RJ 3rd", "Roe A Jr", "Müller-Höcker J", "et al", "FOP Study Group"),
            "Marble",
            "eLife",
            PartialDate(1999),
            "3",
            None,
            "1",
        ),
    ),
    "a group alone": (
        "The Marble Bone Collaborative Research Group. Marble. Cell. 1993 Mar 26;72(6):971-83.",
        CitationFields(
            ("The Marble Bone Collaborative Research Group",),
            "Marble",
            "Cell",
            PartialDate(1993, 3, 26),
            "72",
            "6",
            "971-83",
        ),
    ),
    "no author": (
        "Marble bones in town. Cell. 1993 Mar 26;72(6):971-83.",
        CitationFields((), "Marble bones in town", "Cell", PartialDate(1993, 3, 26), "72", "6", "971-83"),
    ),
    "publisher's number, comment": (
        "Doe J. Marble. Genes (Basel). 2018 Feb 1;9(2). pii: E65. doi: 10.3390/g1. Comment in: Nature. 2018 Mar 1;2:3.",
        CitationFields(
            ("Doe J",),
            "Marble",
            "Genes (Basel)",
            PartialDate(2018, 2, 1),
            "9",
            "2",
            doi="10.3390/g1",
            notes=("pii: E65", "Comment in: Nature. 2018 Mar 1;2:3"),
        ),
    ),
    "a chapter of StatPearls": (
        (
            "Doe J, Roe A. Marble. 2023 Aug 8. In: StatPearls [Internet]. Treasure Island (FL): Pearls; 2025 Jan-. "
            "Available from http://www.ncbi.nlm.nih.gov/books/NBK1/"
        ),
        CitationFields(
            ("Doe J", "Roe A"),
            "Marble",
            issued=PartialDate(2023, 8, 8),
            book=BookFields(
                "StatPearls",
                "Treasure Island (FL)",
                "Pearls",
                "2025 Jan-",
                "http://www.ncbi.nlm.nih.gov/books/NBK1/",
            ),
        ),
    ),
    "a chapter of GeneReviews": (
        (
            "Doe J. Marble Bones. 2006 Jul 5 [updated 2019 Jun 13]. In: Adam MP, Feldman J, editors. GeneReviews(®) "
            "[Internet]. Seattle (WA): University of Washington, Seattle; 1993-2024. "
            "Available from http://www.ncbi.nlm.nih.gov/books/NBK2/"
        ),
        CitationFields(
            ("Doe J",),
            "Marble Bones",
            issued=PartialDate(2006, 7, 5),
            book=BookFields(
                "GeneReviews(®)",
                "Seattle (WA)",
                "University of Washington, Seattle",
                "1993-2024",
                "http://www.ncbi.nlm.nih.gov/books/NBK2/",
                ("Adam MP", "Feldman J"),
                "updated 2019 Jun 13",
            ),
        ),
    ),
}

REFUSED = {
    "nothing": "",
    "prose": "Marble bones break. They were seen in 2002 in two towns.",
    "another style": "Doe, J. (2002). Marble bones. Journal of Bone, 3(2), 4-5.",
    "a journal with stops in its name": "Doe J. Marble bones. J. Clin. Endocrinol. Metab. 2002 Jan;3(2):4-5.",
    "no title": "Doe J. J Bone. 2002 Jan;3(2):4-5.",
    "no date": "Doe J. Marble bones. J Bone. 3(2):4-5.",
    "no such day": "Doe J. Marble bones. J Bone. 2002 Feb 30;3(2):4-5.",
    "an empty locator": "Doe J. Marble bones. J Bone. 2002 Feb;.",
    "a locator that is prose": "Doe J. Marble bones. J Bone. 2002;we saw it.",
    "a DOI that is none": "Doe J. Marble bones. J Bone. 2002;3:4. doi: 11.1000/x.",
    "two DOIs": "Doe J. Marble bones. J Bone. 2002;3:4. doi: 10.1000/x. doi: 10.1000/y.",
    "an unknown tail": "Doe J. Marble bones. J Bone. 2002;3:4. Seen in a library.",
    "an empty erratum": "Doe J. Marble bones. J Bone. 2002;3:4. Erratum In: .",
    "a lost stop before the journal": "Doe J. Marble. Bones break in J Bone. 2002;3:4.",
    "a book without a publisher": "Doe J. Marble. 2002. In: Bones [Internet]. Ulm. Available from http://x.org/1",
    "a book's address that is none": "Doe J. Marble. 2002. In: Bones [Internet]. Ulm: Press; 2002. Available from here",
}


@pytest.mark.parametrize(("text", "fields"), READ.values(), ids=READ)
def test_a_citation_is_read_and_printed_again(text: str, fields: CitationFields) -> None:
    citation = parse_citation(text)
    assert citation.fields == fields
    assert cite(fields) == text
    assert citation.text == text


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_fits_no_form_stays_whole_as_text(text: str) -> None:
    citation = parse_citation(text)
    assert citation.fields is None
    assert citation.text == text
    assert citation.pmid is None


@pytest.mark.parametrize(
    ("tail", "on_pubmed", "free", "pmid", "pmcid"),
    [
        ("", False, False, None, None),
        (" Citation on PubMed", True, False, None, None),
        ("  Citation on PubMed or Free article on PubMed Central", True, True, None, None),
        (" PMID: 123.", True, False, "123", None),
        (" PMID: 123; PMCID: PMC45.", True, True, "123", "PMC45"),
        (" PubMed PMID: 123; PubMed Central PMCID: PMC45. Citation on PubMed", True, True, "123", "PMC45"),
    ],
)
def test_marks_at_the_end_are_taken_off(
    tail: str, on_pubmed: bool, free: bool, pmid: str | None, pmcid: str | None
) -> None:
    text = "Doe J. Marble bones.\n  J Bone. 2002 Jan;3(2):4-5."
    citation = parse_citation(text + tail)
    assert citation.text == "Doe J. Marble bones. J Bone. 2002 Jan;3(2):4-5."
    assert citation.fields is not None
    assert (citation.on_pubmed, citation.free_in_pmc, citation.pmid, citation.pmcid) == (on_pubmed, free, pmid, pmcid)


def test_a_link_gives_the_pmid_and_one_that_contradicts_the_text_is_not_resolved() -> None:
    text = "Doe J. Marble bones. J Bone. 2002 Jan;3(2):4-5. PMID: 7."
    assert parse_citation(text, pmid="7").fields is not None
    torn = parse_citation(text, pmid="8")
    assert (torn.text, torn.fields, torn.pmid) == (text, None, "8")
    two = parse_citation(text + " PMID: 9.")
    assert (two.fields, two.pmid) == (None, None)


def test_a_pmid_without_text_is_a_citation() -> None:
    citation = parse_citation("", pmid="9407944")
    assert (citation.text, citation.fields, citation.pmid, citation.on_pubmed) == ("", None, "9407944", True)


def test_spelling_of_the_tail_may_vary() -> None:
    read = parse_citation(
        "Doe J. Marble. Gene. 2015;8:3. Epub 2014 Dec 9. Review. French. DOI:10.1000/x. Erratum in: Gene 2016;1:2"
    )
    assert read.fields is not None
    assert read.fields.doi == "10.1000/x"
    assert read.fields.notes == ("Review", "French")
    assert read.fields.errata == ("Gene 2016;1:2",)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Doe J. Marble. Gene. 2015;8:3. doi: 10.1000/AbC. PMID: 5.", "doi:10.1000/abc"),
        ("Doe J. Marble. Gene. 2015;8:3. PMID: 5.", "pmid:5"),
    ],
)
def test_a_citation_is_known_by_its_doi_then_its_pmid(text: str, key: str) -> None:
    assert citation_key(parse_citation(text)) == key


def test_a_citation_without_ids_is_known_by_its_words() -> None:
    one = parse_citation("Doe J. Marble. Gene. 2015;8:3.")
    same = parse_citation("Doe  J. Marble. Gene. 2015;8:3 Citation on PubMed")
    other = parse_citation("Doe J. Marble. Gene. 2015;8:4.")
    assert re.fullmatch(r"text:[0-9a-f]{16}", citation_key(one))
    assert citation_key(one) == citation_key(same) != citation_key(other)


@pytest.mark.parametrize(
    "text",
    [
        "Progressive osseous heteroplasia",
        "Doe J, the rest of them",
        "Group therapy of bones",
        "doe j",
        "Madonna",
        "AB",
        "Doe ABCDEF",
        "Jan d3 Beur S",
        "Doe J,, Roe A",
        "",
    ],
)
def test_no_list_of_authors(text: str) -> None:
    assert read_authors(text) is None


@pytest.mark.parametrize("text", ["Doe II", "Doe ABCDE", "Doe J 3rd", "Doe J, Madonna"])
def test_a_list_of_authors(text: str) -> None:
    assert read_authors(text) == tuple(text.split(", "))


def test_what_a_citation_does_not_have_is_not_printed() -> None:
    assert cite(CitationFields(("Doe J",), "Marble", "Gene")) == "Doe J. Marble. Gene."
    assert cite(CitationFields(journal="Gene", issued=PartialDate(2015))) == "Gene. 2015."


@pytest.mark.parametrize(
    "tail", ["pii: E65 and more", "pii: ", "doi: ", "Epub soon", "eCollection ", "Epub 2002 Feb 30"]
)
def test_a_tail_that_says_nothing_or_too_much_is_unknown(tail: str) -> None:
    assert parse_citation(f"Doe J. Marble. Gene. 2015;8:3. {tail}.").fields is None


def test_marks_alone_are_a_citation_without_text() -> None:
    citation = parse_citation("PMID: 7. Citation on PubMed")
    assert (citation.text, citation.pmid, citation.on_pubmed, citation.fields) == ("", "7", True, None)


def test_what_a_link_and_the_marks_say_stays_where_they_contradict() -> None:
    text = "Doe J. Marble. Gene. 2015;8:3. PMID: 7. Citation on PubMed or Free article on PubMed Central"
    torn = parse_citation(text, pmid="8", pmcid="PMC9")
    assert (torn.pmid, torn.pmcid, torn.on_pubmed, torn.free_in_pmc) == ("8", "PMC9", True, True)


@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)), st.sampled_from(("year", "month", "day")))
def test_dates_print_and_read_alike(day: date, precision: str) -> None:
    partial = PartialDate(day.year, None if precision == "year" else day.month, day.day if precision == "day" else None)
    assert read_date(print_date(partial)) == partial


HOSTILE = {
    "stops": ". " * 5_000,
    "years": "a. 2000. " * 1_200,
    "years with notes": "a. 2000. Review. " * 600,
    "years with errata": "a. 2000. Erratum in: " * 500,
    "authors": "Doe J, " * 1_500,
    "groups": "Doe Group; " * 900,
    "initials": "A" * 10_000,
    "hyphens": "A-" * 5_000,
    "apostrophes": "O'" * 5_000 + " X. T. J. 2000;1:2.",
    "brackets": "[Article in " * 800,
    "chapters": ". In: " * 1_700 + " [Internet]. ",
    "publishers": "Doe J. T. 2000. In: B [Internet]. " + "a: b; " * 1_600,
    "locator": "Doe J. T. J. 2000;" + "1(" * 5_000,
    "spaces": " " * 10_000,
    "dois": "Doe J. T. J. 2000;1:2. " + "doi: 10.1000/" * 700,
    "errata": "Doe J. T. J. 2000;1:2. " + "Erratum in: " * 800,
    "marks": "Doe J. T. J. 2000;1:2. " + "Citation on PubMed " * 500,
    "digits": "Doe J. T. J. 2000;" + "1" * 10_000,
    "questions": "Doe J. " + "a? " * 3_300 + "2000;1:2.",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_answered_at_once(text: str) -> None:
    def measure() -> float:
        start = time.process_time()
        parse_citation(text[:10_000])
        return time.process_time() - start

    assert min(measure() for _ in range(3)) < 0.5


@given(st.text(max_size=300), st.sampled_from(("", " PMID: 7.", " doi: 10.1000/x.")))
def test_no_identifier_is_invented(text: str, tail: str) -> None:
    citation = parse_citation(text + tail)
    assert citation.pmid is None or citation.pmid in text + tail
    assert citation.fields is None or citation.fields.doi is None or citation.fields.doi in text + tail


WORD = st.text("abcdefghikmnorstuéïöß", min_size=2, max_size=9)
CAPITAL = st.builds("{}{}".format, st.sampled_from("ABDEGKMSÉÖ"), WORD)
PERSON = st.builds(
    lambda names, initials, suffix: " ".join([*names, initials, *suffix]),
    st.lists(CAPITAL, min_size=1, max_size=3),
    st.text("ABDEGKMSÉÖ", min_size=1, max_size=3),
    st.sampled_from(((), ("Jr",), ("3rd",))),
)
GROUP = CAPITAL.map(lambda name: f"{name} Research Consortium")
SENTENCE = st.lists(WORD, min_size=2, max_size=6).map(" ".join)
TITLE = st.builds(
    lambda sentences, end: ". ".join(sentences) + end,
    st.lists(SENTENCE, min_size=1, max_size=3),
    st.sampled_from(("", "?", "!", ' "so?"', " (POH)", " [sic?]")),
)
JOURNAL = st.lists(CAPITAL, min_size=1, max_size=4).map(" ".join)
SPANS = ("Sep-Oct", "Spring", "Dec-2011 Jan", "Jan 3-Feb 4", "Fall-Winter", "-2099")
DATE = st.one_of(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(lambda day: PartialDate(day.year, day.month, day.day)),
    st.integers(1900, 2099).map(PartialDate),
    st.tuples(st.integers(1900, 2099), st.integers(1, 12)).map(lambda parts: PartialDate(*parts)),
    st.tuples(st.integers(1900, 2099), st.just(None), st.just(None), st.sampled_from(SPANS)).map(PartialDate._make),
    st.tuples(st.integers(1900, 2099), st.integers(1, 12), st.just(None), st.just("1-15")).map(PartialDate._make),
)
NUMBER = st.integers(1, 999).map(str)
OPTIONAL_NUMBER = st.one_of(st.none(), NUMBER)
DOI = st.builds(
    "10.{}/{}{}".format, st.integers(1000, 999999), st.text("AZaz09.()/:;_<>-", max_size=20), st.sampled_from("aZ9).")
)
ERRATUM = st.builds(lambda journal, pages: f"{journal} 2002 May 23;346(21):{pages}", JOURNAL, NUMBER)
ARTICLE = st.builds(
    CitationFields,
    authors=st.builds(
        lambda persons, more, groups: (*persons, *more, *groups),
        st.lists(PERSON, min_size=1, max_size=5),
        st.sampled_from(((), ("et al",))),
        st.lists(GROUP, max_size=2),
    ),
    title=TITLE,
    journal=JOURNAL,
    issued=DATE,
    volume=st.one_of(OPTIONAL_NUMBER, st.sampled_from(("146A", "Suppl", "83 Suppl 1"))),
    issue=st.one_of(OPTIONAL_NUMBER, st.sampled_from(("Pt 1", "3 Suppl", "4-5"))),
    pages=st.one_of(OPTIONAL_NUMBER, st.sampled_from(("1788-96", "e1000", "S1-5, 9", "99-106; discussion 7", "iv-x"))),
    doi=st.one_of(st.none(), DOI),
    electronic=st.one_of(st.none(), DATE),
    collection=st.one_of(st.none(), st.integers(1990, 2099).map(str)),
    errata=st.lists(ERRATUM, max_size=2).map(tuple),
    book=st.none(),
    notes=st.sampled_from(((), ("Review",), ("[Article in French]", "No abstract available"), ("pii: E65",))),
)
BOOK = st.builds(
    BookFields,
    title=SENTENCE,
    place=CAPITAL,
    publisher=SENTENCE,
    span=st.sampled_from(("2025 Jan-", "1993-2024")),
    url=st.one_of(st.none(), st.just("http://www.ncbi.nlm.nih.gov/books/NBK1/")),
    editors=st.lists(PERSON, max_size=3).map(tuple),
    updated=st.one_of(st.none(), st.just("updated 2020 Jan 2")),
)
CHAPTER = st.builds(
    lambda authors, title, issued, book: CitationFields(tuple(authors), title, issued=issued, book=book),
    st.lists(PERSON, min_size=1, max_size=3),
    SENTENCE,
    DATE,
    BOOK,
)


@given(st.one_of(ARTICLE, CHAPTER))
def test_what_is_printed_reads_back(fields: CitationFields) -> None:
    printed = cite(fields)
    read = parse_citation(printed)
    assert read.fields == fields
    assert cite(read.fields) == printed


def seed_references(shared: Path) -> list[str]:
    page = (shared / "medlineplus/seed/progressive-osseous-heteroplasia.txt").read_text(encoding="utf-8")
    return [line.strip().removeprefix("• ") for line in page.partition("\nReferences\n")[2].splitlines() if "•" in line]


def gene_references(shared: Path) -> list[tuple[str, str]]:
    page = html.fromstring(
        (shared / "medlineplus/html/gene-aaas.html").read_bytes(), parser=html.HTMLParser(encoding="utf-8")
    )
    items = page.xpath("//div[@data-bookmark='references']//li")
    return [(" ".join(item.text_content().split()), item.xpath(".//a/@href")[0].rpartition("/")[2]) for item in items]


def test_the_references_of_the_seed_page_print_again(shared: Path) -> None:
    references = seed_references(shared)
    assert len(references) == 8
    for text in references:
        citation = parse_citation(text)
        assert citation.fields is not None, text
        assert cite(citation.fields) == MARKS.sub("", text)
        assert citation.on_pubmed
        assert citation.free_in_pmc == text.endswith("PubMed Central")


def test_the_fields_of_a_reference_of_the_seed_page(shared: Path) -> None:
    [text] = [text for text in seed_references(shared) if text.startswith("Shore EM, Ahn J")]
    fields = parse_citation(text).fields
    assert fields is not None
    assert fields.authors[2] == "Jan de Beur S"
    assert (fields.journal, str(fields.issued), fields.volume, fields.issue, fields.pages) == (
        "N Engl J Med",
        "2002-01-10",
        "346",
        "2",
        "99-106",
    )
    assert fields.doi == "10.1056/NEJMoa011262"
    assert fields.errata == ("N Engl J Med 2002 May 23;346(21):1678",)


def test_the_references_of_the_gene_page_print_again(shared: Path) -> None:
    references = gene_references(shared)
    assert len(references) == 12
    for text, pmid in references:
        citation = parse_citation(text, pmid=pmid)
        assert citation.fields is not None, text
        assert cite(citation.fields) == MARKS.sub("", text)
        assert citation.pmid == pmid
