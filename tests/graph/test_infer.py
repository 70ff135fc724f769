"""Each rule, with what it concludes and what it must leave alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.alignments import AlignedRecord
from mendelgraph.facts import (
    FrequencyFact,
    InheritanceFact,
    Measure,
    Mode,
    OriginFact,
    ParentalCopy,
    Qualifier,
    QualifierFact,
    StatedRecord,
)
from mendelgraph.graph.describe_condition import describe
from mendelgraph.graph.infer import PREVALENCE_CLASSES, prevalence_class
from mendelgraph.graph.iris import Minter

AD, AR, XD = Mode.AUTOSOMAL_DOMINANT, Mode.AUTOSOMAL_RECESSIVE, Mode.X_LINKED_DOMINANT
FATHER, MOTHER = ParentalCopy.PATERNAL, ParentalCopy.MATERNAL
MINT = Minter()


def modes(*modes: Mode | tuple[Mode, str]) -> tuple[InheritanceFact, ...]:
    pairs = [mode if isinstance(mode, tuple) else (mode, None) for mode in modes]
    return tuple(InheritanceFact(mode, (), form) for mode, form in pairs)


def origins(*copies: ParentalCopy | tuple[ParentalCopy, str]) -> tuple[OriginFact, ...]:
    pairs = [copy if isinstance(copy, tuple) else (copy, None) for copy in copies]
    return tuple(OriginFact(copy, (), form=form) for copy, form in pairs)


def inferred(record: AlignedRecord, **facts: object) -> set[tuple[str, str]]:
    """What is inferred of a record with these facts only: subject below the condition, local name of the object."""
    stated: StatedRecord = replace(
        record.stated,
        **{"genes": (), "inheritance": (), "qualifiers": (), "origins": (), "frequencies": (), **facts},  # type: ignore[arg-type] # a test's own keywords
    )
    quads = describe(replace(record, stated=stated), MINT)
    root = MINT.condition("marble-bone").value
    return {
        (quad.subject.value.removeprefix(root).strip("/"), quad.object.value.rpartition("/")[2])
        for quad in quads
        if quad.predicate.value.endswith(("#inferredMode", "#prevalenceClass"))
    }


IMPRINTED = (QualifierFact(Qualifier.IMPRINTED, ()),)

CASES = {
    "paternal copy: the maternal one is silenced": (
        modes(AD),
        IMPRINTED,
        origins(FATHER),
        {("inheritance/autosomal-dominant", "HP_0012275"), ("", "HP_0012275")},
    ),
    "maternal copy: the paternal one is silenced": (
        modes(AD),
        IMPRINTED,
        origins(MOTHER),
        {("inheritance/autosomal-dominant", "HP_0012274"), ("", "HP_0012274")},
    ),
    "no mode stated": ((), IMPRINTED, origins(MOTHER), {("", "HP_0012274")}),
    "one form of the condition": (
        modes((AD, "late form"), (AD, "early form")),
        IMPRINTED,
        origins((FATHER, "late form")),
        {("inheritance/autosomal-dominant/late-form~d1d9f4a3c2d8", "HP_0012275")},
    ),
    "no imprinting stated: repeats also expand in one parent only": (modes(AD), (), origins(MOTHER), set()),
    "another mode": (modes(XD), IMPRINTED, origins(MOTHER), set()),
    "a recessive mode": (modes(AR), IMPRINTED, origins(FATHER), set()),
    "no parent stated": (modes(AD), IMPRINTED, (), set()),
    "both parents stated": (modes(AD), IMPRINTED, origins(FATHER, MOTHER), set()),
    "the other parent stated for a form": (modes(AD), IMPRINTED, origins(FATHER, (MOTHER, "late form")), set()),
}


@pytest.mark.parametrize("case", CASES)
def test_imprinting(aligned: AlignedRecord, case: str) -> None:
    inheritance, qualifiers, parents, expected = CASES[case]
    found = inferred(aligned, inheritance=inheritance, qualifiers=qualifiers, origins=parents)
    assert {(name.partition("~")[0], term) for name, term in found} == {
        (name.partition("~")[0], term) for name, term in expected
    }


def figure(low: float, high: float, per_low: int, per_high: int, **more: object) -> FrequencyFact:
    return FrequencyFact(Measure.PREVALENCE, (), low, high, per_low, per_high, **more)  # type: ignore[arg-type] # a test's own keywords


FIGURES = {
    "1 in 2 million": (figure(1, 1, 2_000_000, 2_000_000), "<1 / 1 000 000"),
    "1 in a million": (figure(1, 1, 1_000_000, 1_000_000), "1-9 / 1 000 000"),
    "1 in 100,000": (figure(1, 1, 100_000, 100_000), "1-9 / 100 000"),
    "1 in 50,000 to 100,000": (figure(1, 1, 50_000, 100_000), "1-9 / 100 000"),
    "5 in 10,000": (figure(5, 5, 10_000, 10_000), "1-5 / 10 000"),
    "6 to 9 in 10,000": (figure(6, 9, 10_000, 10_000), "6-9 / 10 000"),
    "3.5 to 13 in 1,000": (figure(3.5, 13, 1_000, 1_000), ">1 / 1000"),
    "fewer than 1 in a million": (figure(1, 1, 1_000_000, 1_000_000, bound="<"), "<1 / 1 000 000"),
    "more than 1 in 500": (figure(1, 1, 500, 500, bound=">"), ">1 / 1000"),
    "fewer than 1 in 100,000 may be of several classes": (figure(1, 1, 100_000, 100_000, bound="<"), None),
    "at most 1 in a million includes it": (figure(1, 1, 1_000_000, 1_000_000, bound="<="), None),
    "more than 1 in 100,000 too": (figure(1, 1, 100_000, 100_000, bound=">"), None),
    "a range over two classes": (figure(1, 1, 50_000, 200_000), None),
    "exactly 1 in 1,000": (figure(1, 1, 1_000, 1_000), None),
    "cases": (FrequencyFact(Measure.CASES, (), 50, 50), None),
    "no numbers": (FrequencyFact(Measure.UNKNOWN, ()), None),
    "nobody": (figure(0, 0, 1_000, 1_000), None),
}


@pytest.mark.parametrize("case", FIGURES)
def test_prevalence_class(case: str) -> None:
    fact, label = FIGURES[case]
    found = prevalence_class(fact)
    assert (found.label if found else None) == label


@given(st.integers(1, 999), st.integers(1, 10**7))
def test_a_figure_is_in_one_class_or_in_none(count: int, people: int) -> None:
    classes = [row for row in PREVALENCE_CLASSES if row.low <= Fraction(count, people) < row.high]
    found = prevalence_class(figure(count, count, people, people))
    assert len(classes) <= 1
    assert found in {None, *classes}
    assert (found is None) == (Fraction(count, people) == Fraction(1, 1000) or not classes)


@pytest.mark.parametrize(
    ("more", "general"), [({}, True), ({"place": "Finland"}, False), ({"scope": "all forms"}, False)], ids=str
)
def test_only_a_figure_for_all_people_classes_the_condition(
    aligned: AlignedRecord, more: dict[str, object], general: bool
) -> None:
    found = inferred(aligned, frequencies=(figure(1, 1, 50_000, 50_000, **more),))
    assert (("", "Orphanet_409977") in found) is general
    assert [name for name, _ in found if name.startswith("frequency/")]
