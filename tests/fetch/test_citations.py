"""PMIDs for citations, from services on loopback that speak as NCBI's do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mendelgraph.align.citations import COLUMNS, read_citation_table
from mendelgraph.errors import RemoteError
from mendelgraph.fetch import citation_tables
from mendelgraph.fetch.access import open_downloader
from mendelgraph.fetch.answers import Found, Refused, make_batches
from mendelgraph.fetch.citation_tables import refused_path, write_answers
from mendelgraph.fetch.citations import Answer, Resolvers, find_missing, refuse_shared, resolve
from mendelgraph.fetch.converter import read_conversion
from mendelgraph.fetch.download import Downloader
from mendelgraph.fetch.matcher import make_line, read_matches
from mendelgraph.records import Catalogue, Citation
from mendelgraph.sources import read_catalogue
from mendelgraph.sources.citations import parse_citation
from tests.fetch.stand_in import HASTY, Article, Ncbi, Responder, Site, says

CONTACT = "me@example.org"
IN_PMC = Article(11, "10.1000/bone.A1", "PMC111", pages="99-106")
NOT_IN_PMC = Article(22, "10.1000/bone.b2", pages="200-9")
WITHOUT_DOI = Article(33, pages="300-10", year="1999", volume="31")


def cite(first: str, doi: str = "", *, year: str = "2002", volume: str = "34", author: str = "Doe J") -> Citation:
    tail = f" doi: {doi}." if doi else ""
    return parse_citation(f"{author}, Roe R. Marble bones. J Bone. {year} Jan;{volume}(2):{first}.{tail}")


CITED_IN_PMC = cite("99-106", "10.1000/bone.a1")
CITED = cite("200-9", "10.1000/BONE.B2")


@pytest.fixture
def downloader() -> Iterator[Downloader]:
    with open_downloader(CONTACT, HASTY) as made:
        yield made


def resolvers(site: Site) -> Resolvers:
    return Resolvers(CONTACT, f"{site.base}idconv/", f"{site.base}eutils/")


def answer(site: Site, downloader: Downloader, ncbi: Ncbi, *citations: Citation) -> list[Answer]:
    ncbi.stand_at(site)
    return list(resolve(downloader, citations, resolvers(site)))


@pytest.mark.parametrize("text_pmids", [False, True], ids=["number", "text"])
def test_a_doi_in_pmc_is_converted(site: Site, downloader: Downloader, text_pmids: bool) -> None:
    found = answer(site, downloader, Ncbi([IN_PMC], text_pmids=text_pmids), CITED_IN_PMC)
    assert found == [Found("10.1000/bone.a1", "11", "PMC111", "NCBI ID converter")]
    assert site.asked[0].query == {
        "ids": "10.1000/bone.a1",
        "idtype": "doi",
        "format": "json",
        "tool": "mendelgraph",
        "email": CONTACT,
    }


def test_an_article_outside_pmc_is_matched_and_confirmed_by_its_doi(site: Site, downloader: Downloader) -> None:
    found = answer(site, downloader, Ncbi([NOT_IN_PMC]), CITED)
    assert found == [Found("10.1000/BONE.B2", "22", "", "NCBI ECitMatch, its DOI confirmed by PubMed")]
    asked = {question.path: question.query for question in site.asked}
    assert asked["/eutils/ecitmatch.cgi"]["bdata"] == "J Bone|2002|34|200|Doe J|c0|"
    assert asked["/eutils/esummary.fcgi"]["id"] == "22"
    assert {query["email"] for query in asked.values()} == {CONTACT}


def test_where_pubmed_has_no_doi_all_fields_decide(site: Site, downloader: Downloader) -> None:
    old = cite("300-10", "10.1000/old", year="1999", volume="31")
    (found,) = answer(site, downloader, Ncbi([WITHOUT_DOI]), old)
    assert found == Found(
        "10.1000/old",
        "33",
        "",
        "NCBI ECitMatch, its year, volume, first page and first author confirmed by PubMed",
    )


@pytest.mark.parametrize(
    ("citation", "against"),
    [
        (cite("300-10", "10.1000/old", year="1998", volume="31"), "another year, 1999"),
        (cite("300-10", "10.1000/old", year="1999", volume="32"), "another volume, 31"),
        (cite("300-10", "10.1000/old", year="1999", volume="31", author="Poe E"), "another first author, Doe J"),
        (cite("200-9", "10.1000/another"), "another DOI, 10.1000/bone.b2"),
    ],
    ids=["year", "volume", "author", "doi"],
)
def test_a_match_that_contradicts_the_citation_is_refused(
    site: Site, downloader: Downloader, citation: Citation, against: str
) -> None:
    (refused,) = answer(site, downloader, Ncbi([WITHOUT_DOI, NOT_IN_PMC]), citation)
    assert isinstance(refused, Refused)
    assert against in refused.reason
    assert refused.candidates in {"22", "33"}


@pytest.mark.parametrize(
    ("said", "reason", "candidates"),
    [
        ("NOT_FOUND", "NOT_FOUND", ""),
        ("NOT_FOUND;INVALID_JOURNAL", "NOT_FOUND;INVALID_JOURNAL", ""),
        ("AMBIGUOUS (5 citations)", "AMBIGUOUS (5 citations)", ""),
        ("AMBIGUOUS 26315901,25768914", "AMBIGUOUS 26315901,25768914", "26315901 25768914"),
        ("", "no PMID", ""),
        ("999", "PubMed has no article of the PMID answered", "999"),
    ],
)
def test_an_answer_that_is_no_match_is_refused(
    site: Site, downloader: Downloader, said: str, reason: str, candidates: str
) -> None:
    (refused,) = answer(site, downloader, Ncbi([NOT_IN_PMC], match={"200": said}), CITED)
    assert refused == Refused("10.1000/BONE.B2", CITED.text, "NCBI ECitMatch", reason, candidates)


def test_an_unknown_journal_loses_a_field_of_its_line(site: Site, downloader: Downloader) -> None:
    (refused,) = answer(site, downloader, Ncbi([]), CITED)
    assert isinstance(refused, Refused)
    assert refused.reason == "NOT_FOUND;INVALID_JOURNAL"


def test_a_converter_that_answers_for_another_doi_is_not_believed(site: Site, downloader: Downloader) -> None:
    Ncbi([NOT_IN_PMC]).stand_at(site)
    record = b'{"requested-id": "10.1000/bone.b2", "doi": "10.1000/other", "pmid": 5, "pmcid": "PMC5"}'
    site.on("/idconv/", says(200, b'{"status": "ok", "records": [' + record + b"]}"))
    (refused,) = resolve(downloader, [CITED], resolvers(site))
    assert isinstance(refused, Refused)
    assert refused.reason == "answers for another DOI, 10.1000/other"


def test_a_pmcid_without_a_pmid_stands(site: Site, downloader: Downloader) -> None:
    Ncbi([]).stand_at(site)
    record = b'{"requested-id": "10.1000/bone.b2", "doi": "10.1000/bone.b2", "pmcid": "PMC5.1"}'
    site.on("/idconv/", says(200, b'{"status": "ok", "records": [' + record + b"]}"))
    assert list(resolve(downloader, [CITED], resolvers(site))) == [
        Found("10.1000/BONE.B2", "", "PMC5", "NCBI ID converter")
    ]


def test_a_citation_without_a_doi_is_named_with_its_candidate(site: Site, downloader: Downloader) -> None:
    (refused,) = answer(site, downloader, Ncbi([WITHOUT_DOI]), cite("300-10", year="1999", volume="31"))
    assert isinstance(refused, Refused)
    assert refused.candidates == "33"
    assert "prints no DOI" in refused.reason
    assert "/idconv/" not in site.paths


@pytest.mark.parametrize(
    "text", ["Doe J. Marble bones. 2002.", "Doe J. Bones. J Bone. 2002 Jan. doi: 10.1000/x.", "something else"]
)
def test_a_citation_with_too_few_fields_is_not_matched(site: Site, downloader: Downloader, text: str) -> None:
    (refused,) = answer(site, downloader, Ncbi([IN_PMC]), parse_citation(text))
    assert isinstance(refused, Refused)
    assert "too few fields" in refused.reason
    assert "/eutils/ecitmatch.cgi" not in site.paths


def test_no_more_than_200_ids_are_asked_for_at_once(site: Site, downloader: Downloader) -> None:
    articles = [Article(number, f"10.1000/{number}", f"PMC{number}") for number in range(1, 451)]
    found = answer(site, downloader, Ncbi(articles), *(cite("1-2", article.doi) for article in articles))
    assert sorted(int(each.pmid) for each in found if isinstance(each, Found)) == list(range(1, 451))
    sizes = [len(question.query["ids"].split(",")) for question in site.asked]
    assert sum(sizes) == 450
    assert max(sizes) <= 200
    assert max(len(question.target) for question in site.asked) < 5000


def test_one_malformed_id_does_not_take_the_others_down(site: Site, downloader: Downloader) -> None:
    good = [Article(number, f"10.1000/{number}", f"PMC{number}") for number in range(1, 6)]
    cited = [*(cite("1-2", article.doi) for article in good), cite("7-8", "10.1000/bad")]
    found = answer(site, downloader, Ncbi(good, reject={"10.1000/bad"}), *cited)
    assert {each.pmid for each in found if isinstance(each, Found)} == {"1", "2", "3", "4", "5"}
    assert [each.doi for each in found if isinstance(each, Refused)] == ["10.1000/bad"]


def test_a_doi_with_a_comma_goes_to_the_matcher(site: Site, downloader: Downloader) -> None:
    article = Article(44, "10.1000/a,b", "PMC44", pages="200-9")
    (found,) = answer(site, downloader, Ncbi([article]), cite("200-9", "10.1000/a,b"))
    assert found == Found("10.1000/a,b", "44", "PMC44", "NCBI ECitMatch, its DOI confirmed by PubMed")
    assert "/idconv/" not in site.paths


@pytest.mark.parametrize("path", ["/idconv/", "/eutils/ecitmatch.cgi", "/eutils/esummary.fcgi"])
@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (says(200, b"<!DOCTYPE html><html><body>Busy</body></html>"), "something else"),
        (says(500), "500"),
        (says(302, Location="https://elsewhere.example.org/"), "another host"),
    ],
    ids=["html", "500", "another-host"],
)
def test_a_service_that_fails_is_named(site: Site, downloader: Downloader, path: str, bad: Responder, why: str) -> None:
    Ncbi([NOT_IN_PMC]).stand_at(site)
    site.on(path, bad)
    with pytest.raises(RemoteError, match=why):
        list(resolve(downloader, [CITED], resolvers(site)))


def test_answers_before_a_failure_stand(site: Site, downloader: Downloader) -> None:
    Ncbi([IN_PMC]).stand_at(site)
    site.on("/eutils/ecitmatch.cgi", says(500))
    seen: list[Answer] = []
    with pytest.raises(RemoteError):
        seen.extend(resolve(downloader, [CITED_IN_PMC, CITED], resolvers(site)))
    assert [each.pmid for each in seen if isinstance(each, Found)] == ["11"]


def test_a_busy_service_is_asked_again(site: Site, downloader: Downloader) -> None:
    ncbi = Ncbi([IN_PMC])
    ncbi.stand_at(site)
    site.on("/idconv/", says(429, b'{"error": "API rate limit exceeded"}', Retry_After="0"), ncbi.convert)
    (found,) = resolve(downloader, [CITED_IN_PMC], resolvers(site))
    assert isinstance(found, Found)


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b'{"records": {}}', b'{"records": ["x"]}', b'{"records": [{}', b"\xff\xfe"],
)
def test_a_conversion_that_makes_no_sense_is_refused(data: bytes) -> None:
    with pytest.raises(RemoteError):
        read_conversion(data, ["10.1000/x"], "here")


@pytest.mark.parametrize("pmid", ["null", "true", '"abc"', "-5", '"11 OR 12"'])
def test_a_pmid_that_is_none_is_not_taken(pmid: str) -> None:
    data = f'{{"records": [{{"requested-id": "10.1000/x", "pmid": {pmid}}}]}}'.encode()
    assert read_conversion(data, ["10.1000/x"], "here") == {}


def test_a_line_has_no_bar_of_its_own() -> None:
    assert CITED.fields is not None
    barred = CITED._replace(fields=CITED.fields._replace(journal="J|Bone\r"))
    assert make_line(barred, "c1") == "J Bone|2002|34|200|Doe J|c1|"


def test_a_page_of_html_is_no_answer_of_the_matcher() -> None:
    with pytest.raises(RemoteError, match="something else than citations"):
        read_matches(b"<html>\n<title>Batch Citation Matcher</title>\n</html>", "here")


def test_batches_keep_to_the_length_of_an_address() -> None:
    items = ["10.1000/" + "x" * 150] * 100
    batches = list(make_batches(items, 200, room=1000))
    assert sum(map(len, batches)) == 100
    assert max(map(len, batches)) < 10


def test_a_pmid_for_two_dois_is_refused_for_both() -> None:
    answers = refuse_shared(
        [Found("10.1000/a", "1", "", "x"), Found("10.1000/b", "1", "", "x"), Found("c", "2", "", "x")]
    )
    assert [type(each) for each in answers] == [Refused, Refused, Found]


def test_each_citation_without_a_pmid_is_wanted_once() -> None:
    folder = Path(__file__).parents[2] / "data" / "conditions"
    catalogue = read_catalogue([folder / "progressive-osseous-heteroplasia.txt"])
    missing = find_missing(catalogue)
    assert len(missing) == len({one.text for one in missing}) == len(catalogue.conditions[0].references)
    known = {"10.1056/nejmoa011262"}
    assert len(find_missing(catalogue, known)) == len(missing) - 1
    twice = Catalogue(catalogue.conditions * 2)
    assert find_missing(twice) == missing


def test_the_table_is_what_alignment_reads(tmp_path: Path) -> None:
    table = tmp_path / "found.tsv"
    refused = Refused("10.1000/x", 'Doe J. "Bones". J Bone.', "NCBI ECitMatch", "NOT_FOUND")
    write_answers([Found("10.1000/B", "22", "", "NCBI"), refused, Found("10.1000/a", "11", "PMC1", "NCBI")], table)
    assert citation_tables.COLUMNS == COLUMNS
    rows = read_citation_table(table.read_text())
    assert {doi: (row.pmid, row.pmcid) for doi, row in rows.items()} == {
        "10.1000/a": ("11", "PMC1"),
        "10.1000/b": ("22", None),
    }
    assert "NOT_FOUND" in refused_path(table).read_text()


def test_rows_and_columns_of_a_curator_stay(tmp_path: Path) -> None:
    table = tmp_path / "found.tsv"
    table.write_text("doi\tpmid\tpmcid\tsource\tchecked\n10.1000/Z\t99\t\tPubMed\tyes\n")
    write_answers([Found("10.1000/a", "11", "", "NCBI")], table)
    assert table.read_text() == (
        "doi\tpmid\tpmcid\tsource\tchecked\n10.1000/a\t11\t\tNCBI\t\n10.1000/Z\t99\t\tPubMed\tyes\n"
    )


def test_a_link_to_a_table_stays_and_the_table_is_written(tmp_path: Path) -> None:
    table, link = tmp_path / "target.tsv", tmp_path / "found.tsv"
    link.symlink_to("target.tsv")
    write_answers([Found("10.1000/a", "11", "", "NCBI")], link)
    assert link.is_symlink()
    assert "10.1000/a\t11" in table.read_text(encoding="utf-8")
    assert sorted(tmp_path.iterdir()) == sorted([link, table, refused_path(link)])
