"""Damaged files of every form: whatever happens to the bytes, a reader gives records and refusals, and clean text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.records import Refusal, RefusalKind
from mendelgraph.sources.prose import find_control
from tests.sources.pages import FORMS, Page, read

DAMAGE = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 40),
        st.one_of(st.binary(max_size=4), st.sampled_from([b"<", b"&", b'"', b"[]"])),
    ),
    min_size=1,
    max_size=4,
)


def damage(data: bytes, cuts: list[tuple[float, int, bytes]]) -> bytes:
    """Replace a few bytes at each of the places."""
    for place, length, put in cuts:
        start = int(place * len(data))
        data = data[:start] + put + data[start + length :]
    return data


@pytest.mark.parametrize("form", FORMS)
@given(cuts=DAMAGE)
def test_damage_never_escapes(form: str, cuts: list[tuple[float, int, bytes]]) -> None:
    found = read(damage(FORMS[form](Page()), cuts))
    assert found
    for item in found:
        if isinstance(item, Refusal):
            assert item.reason
        else:
            texts = [said.value for said in (*item.names, *item.other_names)]
            texts += [said.value.text for said in item.sections]
            assert not any(map(find_control, texts))
            assert item.documents[0].url is not None


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("tenths", range(3, 10))
def test_a_file_cut_short_is_never_taken_for_whole(form: str, tenths: int) -> None:
    data = FORMS[form](Page())
    found = read(data[: len(data) * tenths // 10])
    assert any(isinstance(item, Refusal) and item.kind is RefusalKind.BROKEN for item in found)
