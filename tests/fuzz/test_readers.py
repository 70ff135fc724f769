"""Mutated inputs of every form: records or refusals, never a crash, a hang or a flood."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mendelgraph.errors import InputError
from mendelgraph.extract import extract
from mendelgraph.records import ConditionRecord
from mendelgraph.resources import resources
from mendelgraph.sources.citations import cite, parse_citation
from mendelgraph.vocabulary.index import gather
from tests.fuzz.bounds import in_time
from tests.fuzz.mutations import CUTS, Cut, mutate
from tests.sources.pages import FORMS, Page, read

MORE = int(os.environ.get("FUZZ", "1"))
"""How many times as many examples as in the gate: FUZZ=100 pytest tests/fuzz."""


def bounded(examples: int) -> settings:
    return settings(
        max_examples=examples * MORE,
        derandomize=MORE == 1,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    )


def check_reading(data: bytes) -> None:
    """Read, and extract from what was read."""
    with in_time(data):
        items = read(data)
        assert items
        for item in items:
            if isinstance(item, ConditionRecord):
                assert "/" not in item.slug
                assert ".." not in item.slug
                extract(item)


@pytest.mark.parametrize("form", FORMS)
@bounded(40)
@given(cuts=CUTS)
def test_pages_of_every_form(form: str, cuts: list[Cut]) -> None:
    check_reading(mutate(FORMS[form](Page()), cuts))


PAGES = sorted((resources() / "data" / "conditions").glob("*.txt"))


@bounded(60)
@given(page=st.sampled_from(PAGES), cuts=CUTS)
def test_embedded_pages(page: Path, cuts: list[Cut]) -> None:
    check_reading(mutate(page.read_bytes(), cuts))


REAL = {
    "text": "seed/*.txt",
    "html": "html/gene-aaas.html",
    "json": "api-json/*.json",
    "medquad": "medquad-ghr/00000[0-3]*.xml",
    "scrape": "scraped-2020/*",
}


@pytest.mark.parametrize("form", REAL)
@bounded(15)
@given(draw=st.data())
def test_real_inputs(form: str, draw: st.DataObject, shared: Path) -> None:
    paths = [path for path in sorted((shared / "medlineplus").glob(REAL[form])) if path.is_file()]
    path = draw.draw(st.sampled_from(paths))
    data = path.read_bytes()
    start = draw.draw(st.integers(0, max(0, len(data) - 1_000_000)), label="of a long file, a megabyte")
    check_reading(mutate(data[:1000] + data[max(start, 1000) :][:1_000_000], draw.draw(CUTS)))


CITATIONS = (
    "Doe J, Roe R. Marble toes. J Toes. 2002 Jan 10;34(2):99-106. doi: 10.1000/toes.1.",
    "Roe AB, Doe C. Marble bones. J Bone. 2002 Jan 10;34(2):199-206. doi: 10.1000/b(1)<2>. Epub 2001 Dec 1. Review.",
    "Roe AB. Bones. J Bone. 2002 Sep-Oct;34(2 Suppl):S12-5. Erratum in: J Bone 2002 May 23;34(5):678.",
    "Doe J. Toes. 1993 Feb 10. In: Roe R, editors. Bones [Internet]. Utopia (UT): U; 1993-2024. Available from http://x/",
)


@bounded(400)
@given(text=st.sampled_from(CITATIONS), cuts=CUTS)
def test_citations(text: str, cuts: list[Cut]) -> None:
    said = mutate(text.encode(), cuts).decode(errors="replace")
    with in_time(said.encode()):
        found = parse_citation(said)
    if found.fields:
        assert cite(found.fields)


VOCABULARIES = sorted((Path(__file__).parents[1] / "vocabulary" / "forms").iterdir())


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.name)
@bounded(12)
@given(cuts=CUTS)
def test_vocabularies(path: Path, cuts: list[Cut], tmp_path: Path) -> None:
    data = mutate(path.read_bytes(), cuts)
    (tmp_path / path.name).write_bytes(data)
    with in_time(data), suppress(InputError):
        gather([tmp_path / path.name], progress=lambda _: None)
