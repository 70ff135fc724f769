"""Which spellings are one name, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.vocabulary.names import fold_name, numeral_key, skeleton_name

SAME = [
    ("Behçet disease", "behcet disease"),
    ("Alzheimer's disease", "Alzheimer disease"),
    ("Alzheimer’s disease", "Alzheimer disease"),
    ("Graves' disease", "Graves disease"),
    ("X-linked ichthyosis", "X linked ichthyosis"),
    ("Deafness, autosomal recessive", "deafness autosomal recessive"),
    ("α-thalassemia", "alpha-thalassemia"),
    ("β thalassaemia", "Beta-thalassemia"),
    ("Wilms tumour", "Wilms tumor"),
    ("Oesophageal atresia", "esophageal atresia"),
    ("Ehlers-Danlos syndromes", "Ehlers–Danlos syndrome"),
    ("multiple congenital anomalies", "multiple congenital anomaly"),
    ("non-syndromic hearing loss", "nonsyndromic hearing loss"),
    ("non syndromic hearing loss", "nonsyndromic hearing loss"),
    ("Sjögren-Larsson syndrome", "SJOGREN LARSSON SYNDROME"),
    ("Rubinstein\u00a0Taybi syndrome", "Rubinstein-Taybi syndrome"),
    ("Senior-Løken syndrome", "Senior-Loken syndrome"),
]
APART = [
    ("mucopolysaccharidosis type II", "mucopolysaccharidosis type 2"),
    ("glycogen storage disease type 1", "glycogen storage disease type 11"),
    ("alpha thalassemia", "beta thalassemia"),
    ("syndrome of Down", "Down syndrome"),
    ("Usher syndrome", "Usher disease"),
    ("Noonan syndrome", "Noonan syndrome 1"),
    ("NLS", "NLR"),
]


@pytest.mark.parametrize(("left", "right"), SAME, ids=lambda value: value)
def test_spellings_of_one_name_meet(left: str, right: str) -> None:
    assert fold_name(left) == fold_name(right)


@pytest.mark.parametrize(("left", "right"), APART, ids=lambda value: value)
def test_different_names_stay_apart(left: str, right: str) -> None:
    assert fold_name(left) != fold_name(right)


@pytest.mark.parametrize(
    ("real", "lost"),
    [
        ("Alström syndrome", "Alstrm syndrome"),
        ("Behçet disease", "Behet disease"),
        ("Senior-Løken syndrome", "Senior-Lken syndrome"),
        ("Ménière disease", "Mnire disease"),
    ],
)
def test_a_name_meets_what_is_left_of_it_without_its_foreign_letters(real: str, lost: str) -> None:
    assert skeleton_name(real) == fold_name(lost)
    assert fold_name(real) != fold_name(lost)


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=40))
def test_case_and_outer_spaces_do_not_matter(name: str) -> None:
    assert fold_name(f"  {name.upper().lower()} ") == fold_name(name.upper())


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=40))
def test_an_ascii_name_is_its_own_skeleton(name: str) -> None:
    assert skeleton_name(name) == fold_name(name)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("mucopolysaccharidosis type IIIB", "mucopolysaccharidosis type iiib"),
        ("glycogen storage disease type IV", "glycogen storage disease type 4"),
        ("complex I deficiency", "complex 1 deficiency"),
        ("mitochondrial complex I deficiency", "mitochondrial complex 1 deficiency"),
        ("type X", "type 10"),
        ("fragile X syndrome", "fragile x syndrome"),
        ("VI nerve palsy", "6 nerve palsy"),
        ("vii", "7"),
        ("xlii", "xlii"),
    ],
)
def test_roman_numerals_meet_arabic_ones_under_the_weaker_key(name: str, key: str) -> None:
    assert numeral_key(name) == key
