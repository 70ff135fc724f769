"""Nothing that plainly means a condition or gene of the release vanishes: it joins, or stands in the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from mendelgraph.join import Joining, Knowledge, Outcome, Row
from mendelgraph.store import open_store
from mendelgraph.vocabulary import open_vocabulary

SLUG = "progressive-osseous-heteroplasia"
HOME = "https://w3id.org/mendelgraph/"
CONDITION = f"{HOME}condition/{SLUG}"
GNAS = "http://identifiers.org/hgnc/4392"
GHR = "https://ghr.nlm.nih.gov/"
PAGES = "https://medlineplus.gov/genetics/"


@pytest.fixture(scope="module")
def knowledge(embedded_release: Path) -> Knowledge:
    return Knowledge(open_store(embedded_release))


def rows_of(term: str, knowledge: Knowledge) -> list[Row]:
    """Return the rows of a term; of whatever does not join nothing may be said."""
    work = Joining(knowledge, open_vocabulary(None))
    work.note(f"<https://lab.example/patient/7> <https://lab.example/has> {term} .\n".encode())
    rows = list(work.rows())
    assert bool(work.enrich()) == any(row.outcome is Outcome.JOINED for row in rows)
    return rows


ABSENT = [
    f"{HOME}condition/no-such",
    "http://w3id.org/mendelgraph/condition/no-such",
    "https://W3ID.org/Mendelgraph/Condition/No-Such",
    f"{HOME}gene/NOSUCH1",
    f"{GHR}condition/no-such?page=1",
    "http://identifiers.org/hgnc.symbol/NOSUCH1",
]


@pytest.mark.parametrize("iri", ABSENT)
def test_what_the_release_does_not_have_is_listed(iri: str, knowledge: Knowledge) -> None:
    assert [(row.outcome, row.mentioned) for row in rows_of(f"<{iri}>", knowledge)] == [(Outcome.ABSENT, iri)]


MEANT = {
    f"http://w3id.org/mendelgraph/condition/{SLUG}": CONDITION,
    f"https://www.w3id.org/mendelgraph/condition/{SLUG}": CONDITION,
    f"{HOME}condition/{SLUG.title()}": CONDITION,
    f"{HOME}Condition/{SLUG}/": CONDITION,
    f"{CONDITION}#causes": CONDITION,
    f"{CONDITION}.html": CONDITION,
    f"{HOME}gene/GNAS": GNAS,
    "http://identifiers.org/hgnc.symbol/GNAS": GNAS,
    "https://identifiers.org/hgnc.symbol:GNAS": GNAS,
    "http://bio2rdf.org/hgnc.symbol:gnas": GNAS,
    f"{GHR}condition/Progressive-Osseous-Heteroplasia": f"{GHR}condition/{SLUG}",
    f"https://GHR.nlm.nih.gov/condition/{SLUG}": f"{GHR}condition/{SLUG}",
    f"https://www.ghr.nlm.nih.gov/condition/{SLUG}": f"{GHR}condition/{SLUG}",
    f"{PAGES}Condition/{SLUG}": f"{PAGES}condition/{SLUG}",
    f"{PAGES}condition/progressive%2Dosseous%2Dheteroplasia": f"{PAGES}condition/{SLUG}",
    f"GHR:{SLUG}": f"ghr:{SLUG}",
    f"http://ghr.nlm.nih.gov/condition={SLUG}": f"{PAGES}condition/{SLUG}/",
    "http://ghr.nlm.nih.gov/condition=progressiveosseousheteroplasia": f"{PAGES}condition/{SLUG}/",
    "http://ghr.nlm.nih.gov/gene=gnas": f"{PAGES}gene/gnas/",
}


@pytest.mark.parametrize(("iri", "meant"), MEANT.items(), ids=MEANT)
def test_a_near_miss_says_what_was_meant(iri: str, meant: str, knowledge: Knowledge) -> None:
    rows = rows_of(f"<{iri}>", knowledge)
    assert [(row.outcome, row.mentioned) for row in rows] == [(Outcome.MISS, iri)]
    assert rows[0].detail.endswith(f"; did you mean {meant} ?")


WITHOUT = ["http://ghr.nlm.nih.gov/condition=nosuchcondition", f"{GHR}condition/no_such", f"{PAGES}condition/a/b"]


@pytest.mark.parametrize("iri", WITHOUT)
def test_a_near_miss_of_nothing_known_proposes_nothing(iri: str, knowledge: Knowledge) -> None:
    rows = rows_of(f"<{iri}>", knowledge)
    assert [(row.outcome, row.mentioned, "did you mean" in row.detail) for row in rows] == [(Outcome.MISS, iri, False)]


IN_LITERALS = {
    CONDITION: CONDITION,
    f"http://w3id.org/mendelgraph/condition/{SLUG}": CONDITION,
    f"{GHR}condition/{SLUG}": f"{GHR}condition/{SLUG}",
    f"{GHR}condition/{SLUG.upper()}": f"{GHR}condition/{SLUG}",
    f"ghr:{SLUG}": f"ghr:{SLUG}",
    "http://identifiers.org/hgnc.symbol/GNAS": GNAS,
}


@pytest.mark.parametrize(("text", "meant"), IN_LITERALS.items(), ids=IN_LITERALS)
def test_an_address_in_a_literal_is_named(text: str, meant: str, knowledge: Knowledge) -> None:
    rows = rows_of(f'"{text}"', knowledge)
    assert [(row.outcome, row.mentioned) for row in rows] == [(Outcome.MISS, text)]
    assert "an IRI in a literal" in rows[0].detail
    assert f"did you mean {meant} ?" in rows[0].detail


OTHERS = [
    *(f"{CONDITION}/section/causes", f"{HOME}ontology/Receipt", f"{HOME}dataset", f"{HOME}document/0a1b/x", HOME),
    *(f"{GHR}chromosome/7", f"{GHR}", f"{PAGES}understanding/basics/dna/", f"{PAGES}condition/"),
]


@pytest.mark.parametrize("iri", OTHERS)
def test_what_is_no_condition_or_gene_has_no_row(iri: str, knowledge: Knowledge) -> None:
    assert rows_of(f"<{iri}>", knowledge) == []


def test_a_release_s_name_for_something_else_is_no_condition(knowledge: Knowledge) -> None:
    """Documents and sources have identifiers too."""
    assert {thing.value.removeprefix(f"{HOME}condition/") for thing in knowledge.slugs.values()} == set(knowledge.slugs)
