from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.extract import extract, sentences
from mendelgraph.extract.sentences import split_sentences
from mendelgraph.records import Role, Section
from tests.extract.grey_hair import page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is rare. It is grey.", ["It is rare.", "It is grey."]),
        ("One U.S. study found it.", ["One U.S. study found it."]),
        ("Some (see below.) It is.", ["Some (see below.)", "It is."]),
        ('It is called "grey." It is rare.', ['It is called "grey."', "It is rare."]),
        ("Signs vary, e.g. Rash. It fades.", ["Signs vary, e.g. Rash.", "It fades."]),
        ("As Doe et al. Wrote, it is.", ["As Doe et al. Wrote, it is."]),
        ("It is in the U.S.\n\nIt is rare.", ["It is in the U.S.", "It is rare."]),
        ("It ends with 3.5 percent.", ["It ends with 3.5 percent."]),
        ("E. coli does it.", ["E. coli does it."]),
        ("Is it rare? It is.", ["Is it rare?", "It is."]),
        ("Is it (rare?) or not.", ["Is it (rare?) or not."]),
        ("They call it al. It is rare.", ["They call it al.", "It is rare."]),
        ('It is in the "U.S."\n\nIt is rare.', ['It is in the "U.S."', "It is rare."]),
        ("", []),
    ],
    ids=lambda value: " ".join(value.split())[:20] if isinstance(value, str) else "",
)
def test_that_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [found.text for found in split_sentences(Section(Role.CAUSES, text))] == expected


@given(st.text(alphabet="aB3 .!?()\"'\n", max_size=60))
def test_that_offsets_give_the_sentence_and_lose_nothing(text: str) -> None:
    found = split_sentences(Section(Role.CAUSES, text))
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
    assert "".join("".join(sentence.text.split()) for sentence in found) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aaaa bbbb cccc dddd", ["aaaa bbbb", "cccc dddd"]),
        ("aaaa bbbbb", ["aaaa bbbbb"]),
        ("x" * 25, ["x" * 10, "x" * 10, "x" * 5]),
        ("ab " + "x" * 12, ["ab", "x" * 10, "xx"]),
        ("", []),
    ],
    ids=["blanks", "just as long", "no blank", "one blank", "nothing"],
)
def test_that_a_sentence_without_end_is_cut_at_blanks(
    text: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentences, "LONGEST", 10)
    section = Section(Role.CAUSES, text)
    split_sentences.cache_clear()
    assert [found.text for found in split_sentences(section)] == expected
    split_sentences.cache_clear()


@pytest.mark.parametrize("unit", ["gene mutation ", "x", "Mutations in the A1 gene, ", "most new ", "1 in 5 people "])
def test_that_a_sentence_without_end_does_not_take_long(unit: str) -> None:
    text = (unit * 40_000)[:40_000].strip()
    began = time.process_time()
    extract(page(causes=text, inheritance=text, frequency=text))
    assert time.process_time() - began < 30
