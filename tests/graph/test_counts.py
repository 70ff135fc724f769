"""Counts of records add up to those of the whole, however little of them is held."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.graph import counts
from mendelgraph.graph.counts import Hashes, Sum, count_lines

LINES = [f"<urn:x:{subject}> <urn:p> <urn:x:{value}> .\n".encode() for subject in range(4) for value in range(3)]


@given(st.lists(st.sets(st.integers(0, 60) | st.just(2**64 - 1))))
def test_hashes_are_counted_once(parts: list[set[int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts, "HELD", 3)
        hashes = Hashes()
        for number, part in enumerate(parts, start=1):
            hashes.add(part)
            if number % 3 == 0:
                assert len(hashes) == len(set().union(*parts[:number])), "also between"
        assert len(hashes) == len(set().union(*parts))


@pytest.mark.parametrize("portions", [[LINES], [LINES[:6], LINES[6:]], [[], LINES[:3], LINES[3:], []]], ids=len)
def test_shared_lines_count_the_same_in_any_portions_that_part_no_subject(portions: list[list[bytes]]) -> None:
    total = Sum()
    total.add(count_lines([b"<urn:r/a> <urn:p> <urn:x:0> .\n", b"<urn:r/a> <urn:q> <urn:x:9> .\n"], "urn:r"))
    found = total.result(count_lines(portion, "") for portion in portions)
    assert (found.triples, found.subjects, found.objects) == (14, 5, 4)
    assert found.properties == (("urn:p", 13), ("urn:q", 1))
