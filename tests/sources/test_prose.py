"""Decoding, mending and splitting of text; addresses; detection."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.records import ExternalId
from mendelgraph.sources.addresses import find_condition, find_identifier, find_pmcid, find_pmid, is_slug, make_link
from mendelgraph.sources.detect import Kind, detect
from mendelgraph.sources.prose import clean, find_control, mend, split_doubled, split_glued
from tests.sources.pages import FORMS, Page, to_text

# What these pages use beyond ASCII; no cased letter is followed by a mark that would make it look garbled.
REAL = st.text(alphabet="aéüßñçαβ→≥’“”–… \n.", max_size=30)


@given(REAL)
def test_mending_undoes_a_wrong_decoding(text: str) -> None:
    assert mend(text.encode().decode("latin-1")) == text


@pytest.mark.parametrize(
    "text",
    ["Behçet’s", "“Sjögren”", "“café”", "été »", "Ångström", "naïve – α→β", "10\u00a0mg", "“MENÜ”", "Straße’s"],
)
def test_mending_leaves_good_text_alone(text: str) -> None:
    assert mend(text) == text


@given(st.text())
def test_cleaning_is_idempotent_and_leaves_no_control(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert find_control(once) is None
    assert once == " ".join(once.split())


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("It is in the cell.The next is.", ["It is in the cell.", "The next is."]),
        ("It ends (so).Then more.", ["It ends (so).", "Then more."]),
        ("Seen in 1990.Then never.", ["Seen in 1990.", "Then never."]),
        ("They said so.10q26 is a place.", ["They said so.", "10q26 is a place."]),
        ("Is it?Yes.", ["Is it?", "Yes."]),
        ("The variant p.Arg206His is one.", ["The variant p.Arg206His is one."]),
        ("Written c.617G or 3.5 or U.S. or ClinicalTrials.gov.", None),
        ("Two  spaces. Stay.", ["Two spaces. Stay."]),
    ],
)
def test_glued_paragraphs_are_split(glued: str, parts: list[str] | None) -> None:
    assert split_glued(glued) == (parts or [glued])


def test_doubled_spaces_are_paragraphs() -> None:
    assert split_doubled("  One.  Two. Three.   Four. ") == ["One.", "Two. Three.", "Four."]


ADDRESSES = {
    "https://www.ncbi.nlm.nih.gov/gtr/conditions/C1849236/": ExternalId("GTR", "C1849236"),
    "https://www.ncbi.nlm.nih.gov/gtr/conditions/CN119605/": ExternalId("GTR", "CN119605"),
    "https://omim.org/entry/166350": ExternalId("OMIM", "166350"),
    "https://www.omim.org/entry/166350#text": ExternalId("OMIM", "166350"),
    "https://rarediseases.info.nih.gov/diseases/387/zap-70-deficiency": ExternalId("GARD", "387"),
    "https://www.orpha.net/consor/cgi-bin/OC_Exp.php?lng=EN&Expert=2762": ExternalId("Orphanet", "2762"),
    "https://www.orpha.net/en/disease/detail/2762": ExternalId("Orphanet", "2762"),
    "https://www.ncbi.nlm.nih.gov/gene/8086": ExternalId("NCBI Gene", "8086"),
    "https://www.ncbi.nlm.nih.gov/books/n/gene/alzheimer/": ExternalId("GeneReviews", "alzheimer"),
    "https://clinicaltrials.gov/ct2/results?cond=toes": None,
    "https://www.ncbi.nlm.nih.gov/gtr/all/tests/?term=8086[geneid]": None,
    "https://evil.example/?https://omim.org/entry/166350": None,
    "https://omim.org.evil.example/entry/166350": None,
}


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_gives_the_identifier_it_holds(url: str) -> None:
    assert find_identifier(url) == ADDRESSES[url]


@pytest.mark.parametrize(
    ("url", "pmid", "pmcid"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/16098009", "16098009", None),
        ("https://pubmed.ncbi.nlm.nih.gov/16098009/", "16098009", None),
        ("https://www.ncbi.nlm.nih.gov/pubmed/39387047", "39387047", None),
        ("https://www.ncbi.nlm.nih.gov/pubmed?term=toes", None, None),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=16098009", None, None),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4321643/", None, "PMC4321643"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/pmid/25674011/", "25674011", None),
    ],
)
def test_an_address_gives_the_article(url: str, pmid: str | None, pmcid: str | None) -> None:
    assert (find_pmid(url), find_pmcid(url)) == (pmid, pmcid)


@pytest.mark.parametrize("slug", ["../x", "a/b", "a--b", "-a", "A", "", "a" * 201, "a b", "a\n", "ä", "a%2fb", "."])
def test_a_slug_that_could_do_harm_is_none(slug: str) -> None:
    assert not is_slug(slug)


def test_both_generations_of_addresses_give_the_slug() -> None:
    addresses = ["https://ghr.nlm.nih.gov/condition/x-y", "https://medlineplus.gov/genetics/condition/x-y/?report=json"]
    assert [find_condition(address) for address in addresses] == ["x-y", "x-y"]


@given(st.text())
def test_a_link_is_always_an_iri(text: str) -> None:
    url = make_link(f"https://example.org/{text}")
    assert url is None or (url.isascii() and not set(url) & set(' <>"{}|\\^`\n'))


@pytest.mark.parametrize(
    ("name", "kind"),
    {
        "page-text": Kind.PAGE_TEXT,
        "page-html": Kind.PAGE_HTML,
        "api-json": Kind.JSON,
        "bulk-xml": Kind.BULK,
        "scrape-xml": Kind.SCRAPE,
        "medquad-xml": Kind.MEDQUAD,
    }.items(),
)
def test_the_form_is_told_by_content(name: str, kind: Kind) -> None:
    data = FORMS[name](Page())
    assert detect(data) is kind
    assert detect(b"\xef\xbb\xbf" + data) is kind
    assert detect(data.decode().encode("utf-16")) is kind
    assert detect(b"\n\n" + data) is kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b'<?xml version="1.0"?><!-- <html> --><a:summaries xmlns:a="b"/>', Kind.BULK),
        (b"<!-- saved from a page -->\n<!DOCTYPE HTML><html>", Kind.PAGE_HTML),
        (b"<HTML lang='en'>", Kind.PAGE_HTML),
        (b"<htmlx>", Kind.OTHER_XML),
        (to_text(Page()).replace(b"\n", b"\r\n"), Kind.PAGE_TEXT),
        (b"<!DOCTYPE a [<!ELEMENT a ANY>]><Document>", Kind.MEDQUAD),
        (b"[section]\nkey = 1", Kind.OTHER_TEXT),
        (b"PK\x03\x04", Kind.ZIP),
        (b"\x89PNG\x00", Kind.BINARY),
    ],
)
def test_odd_beginnings_are_told_apart(head: bytes, kind: Kind) -> None:
    assert detect(head) is kind
