"""PMIDs come from the table by DOI, never over the page's own."""

from __future__ import annotations

import pytest

from mendelgraph.align.citations import embedded_citations, identify_citations, read_citation_table
from mendelgraph.errors import InputError
from mendelgraph.facts import ReferenceFact
from mendelgraph.records import Citation, CitationFields

HEADER = "doi\tpmid\tpmcid\tsource\n"
TABLE = read_citation_table(HEADER + "10.2147/TACG.S51064\t25674011\tPMC4321643\tPubMed\n")


def identified(state, doi="10.2147/TACG.S51064", pmid=None, pmcid=None):
    citation = Citation("An article.", CitationFields(doi=doi), pmid, pmcid)
    return identify_citations(state("X", references=(ReferenceFact(citation, ()),)), TABLE)


@pytest.mark.parametrize("doi", ["10.2147/TACG.S51064", "10.2147/tacg.s51064"])
def test_ids_are_found_by_doi_whatever_its_case(state, doi):
    [ids], questions = identified(state, doi)
    assert (ids.pmid, ids.pmcid, ids.source, questions) == ("25674011", "PMC4321643", "PubMed", ())


@pytest.mark.parametrize("doi", [None, "10.1/unknown"])
def test_no_doi_or_an_unknown_one_gets_none(state, doi):
    assert identified(state, doi) == ((), ())


def test_the_pages_own_pmid_stands(state):
    assert identified(state, pmid="25674011") == ((), ())


@pytest.mark.parametrize("own", [{"pmid": "1"}, {"pmcid": "PMC1"}], ids=["pmid", "pmcid"])
def test_another_id_on_the_page_is_a_question(state, own):
    found, [question] = identified(state, **own)
    assert found == ()
    assert question.kind == "citation-id-differs"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("doi\tpmid\n", "pmcid, source", id="columns"),
        pytest.param(HEADER + "https://doi.org/10.1/x\t1\t\tPubMed\n", "no DOI", id="doi"),
        pytest.param(HEADER + "10.1/x\tPMID1\t\tPubMed\n", "no PMID", id="pmid"),
        pytest.param(HEADER + "10.1/x\t1\t4321\tPubMed\n", "no PMID", id="pmcid"),
        pytest.param(HEADER + "10.1/x\t1\t\t\n", "source", id="source"),
        pytest.param(HEADER + "10.1/x\t1\t\ta\n10.1/X\t2\t\tb\n", "twice", id="twice"),
    ],
)
def test_a_bad_table_is_refused_by_file_and_line(text, what):
    with pytest.raises(InputError, match=what) as caught:
        read_citation_table(text, where="citations.tsv")
    assert caught.value.where.startswith("citations.tsv")


def test_the_embedded_table_holds_the_verified_articles():
    table = embedded_citations()
    assert table["10.1056/nejmoa011262"].pmid == "11784876"
    assert table["10.2147/tacg.s51064"].pmcid == "PMC4321643"
    assert table["10.1002/ajmg.a.32346"].pmid == "18553568"
