from __future__ import annotations

import pytest

from mendelgraph.evaluation.frequencies import spell_frequency
from mendelgraph.extract.frequency import frequency_facts
from mendelgraph.facts import Measure
from tests.extract.grey_hair import page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It affects 1 in 50,000 to 100,000 newborns worldwide.", ["1/50000-100000"]),
        ("It affects 1 in 250 to 1 in 5,000 children.", ["1/250-5000"]),
        ("It occurs in between 1 in 100,000 and 1 in 1,000,000 people.", ["1/100000-1000000"]),
        ("It affects 3.5 to 13 per 1,000 people.", ["3.5-13/1000"]),
        ("Its prevalence is 1 in 2 million people.", ["1/2000000"]),
        ("It occurs in one per million individuals.", ["1/1000000"]),
        ("It affects fewer than 1 in 1 million people.", ["<1/1000000"]),
        ("It affects at least 1 in 40,000 newborns.", [">=1/40000"]),
        ("It occurs in 1 in 50,000 or fewer newborns.", ["<=1/50000"]),
        ("Fewer than 50 affected individuals with it have been identified.", ["<50"]),
        ("About ten cases have been reported.", ["10"]),
        ("More than 200 people with this condition are known.", [">200"]),
        ("Several hundred cases of grey hair have been reported.", ["several hundred"]),
        ("Only a few families have been described.", ["few"]),
        ("About 30 affected families are known.", ["30"]),
        ("Its exact incidence is unknown.", ["unknown"]),
        ("Its cause is unknown.", []),
        ("It accounts for about 8 percent of all cases of white hair.", ["8/100"]),
        ("About 70 percent of affected people are women.", []),
        ("Signs appear by the age of 30 years.", []),
        ("It is rarer than a related disorder that affects 1 in 500 people.", []),
        ("An estimated 400 million people worldwide have it.", ["400000000"]),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_which_figures_are_stated(text: str, expected: list[str]) -> None:
    assert [spell_frequency(fact) for fact in frequency_facts(page(frequency=text))] == expected


def test_what_stands_around_a_figure() -> None:
    text = "Type 2 is thought to affect about 1 in 6,000 newborns in Japan. At least 10 families are known."
    ratio, families = frequency_facts(page(frequency=text))
    assert (ratio.measure, ratio.about, ratio.population, ratio.place, ratio.scope) == (
        Measure.INCIDENCE,
        True,
        "newborns",
        "Japan",
        "Type 2",
    )
    assert (families.measure, families.low, families.high, families.bound) == (Measure.FAMILIES, 10, None, ">=")


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Fair hair type 2 affects 1 in 50,000 people.", "type 2"),
        ("Several hundred cases of type 1 are known.", "type 1"),
        ("Type IV affects 1 in 50,000 people.", "Type IV"),
        ("Subtype 2B affects 1 in 50,000 people.", "Subtype 2B"),
        ("The infantile form in Rome affects 1 in 50,000 people.", "The infantile form"),
        ("This form affects 1 in 50,000 people.", None),
        ("It affects 1 in 50,000 people.", None),
    ],
)
def test_the_form_that_a_figure_is_of(text: str, scope: str | None) -> None:
    (fact,) = frequency_facts(page(frequency=text))
    assert fact.scope == scope


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("It affects 1 in 50,000 people in the U.S. population.", "U.S."),
        ("It affects 1 in 50,000 people in the U.S.", "U.S."),
        ("It affects 1 in 50,000 people in Rome.", "Rome"),
        ("It affects 1 in 50,000 people in Finland and Norway.", "Finland and Norway"),
        ("It affects 1 in 50,000 people worldwide.", "worldwide"),
        ("It affects 1 in 50,000 people.", None),
    ],
)
def test_the_place_that_a_figure_is_of(text: str, place: str | None) -> None:
    (fact,) = frequency_facts(page(frequency=text))
    assert fact.place == place
