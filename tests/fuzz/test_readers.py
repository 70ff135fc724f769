"""Damaged inputs of every reader: a value or a refusal, never a crash, a hang or a flood."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mendelgraph.resources import resources
from tests.fuzz.bounds import in_time
from tests.fuzz.mutations import CUTS, Cut, mutate
from tests.fuzz.targets import TARGETS, VOCABULARIES, try_target
from tests.sources.pages import FORMS

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


EXAMPLES = {"citation": 400, **dict.fromkeys(FORMS, 40), **{path.name: 12 for path in VOCABULARIES}}
"""How many inputs in the gate; 40 where it does not say."""


def check(name: str, data: bytes) -> None:
    with in_time(data):
        try_target(name, data)


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_whole_is_read(name: str) -> None:
    for data in TARGETS[name].examples:
        TARGETS[name].read(data)


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_damaged_is_read_or_refused(name: str) -> None:
    @bounded(EXAMPLES.get(name, 40))
    @given(data=st.sampled_from(TARGETS[name].examples), cuts=CUTS)
    def damaged(data: bytes, cuts: list[Cut]) -> None:
        check(name, mutate(data, cuts))

    damaged()


PAGES = sorted((resources() / "data" / "conditions").glob("*.txt"))


@bounded(60)
@given(page=st.sampled_from(PAGES), cuts=CUTS)
def test_embedded_pages(page: Path, cuts: list[Cut]) -> None:
    check("page-text", mutate(page.read_bytes(), cuts))


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
    check("page-text", mutate(data[:1000] + data[max(start, 1000) :][:1_000_000], draw.draw(CUTS)))
