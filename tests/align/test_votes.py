"""The table of votes adds up the way it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.align.votes import FURTHER, WEIGHTS, confidence, score, vote_against, vote_for


def test_each_kind_counts_once_and_further_votes_at_the_lower_rate():
    names = [vote_for("other-name-is-label", name, "mondo") for name in "abcdefgh"]
    weight = WEIGHTS["other-name-is-label"]
    assert score(names[:1]) == weight.points
    assert score(names) == weight.points + FURTHER * weight.more


def test_a_vote_against_takes_points_away():
    vote = vote_against("gene-differs", "ABC1", "hpo")
    assert score([vote]) < 0
    assert vote.supports is False


@pytest.mark.parametrize("kind", sorted(WEIGHTS))
def test_every_kind_has_a_reason(kind):
    assert len(WEIGHTS[kind].reason.split()) >= 5


@given(st.lists(st.sampled_from(sorted(WEIGHTS)), max_size=20), st.randoms())
def test_the_order_of_votes_does_not_matter(kinds, random):
    votes = [vote_for(kind, str(at), "x") for at, kind in enumerate(kinds)]
    before = score(votes)
    random.shuffle(votes)
    assert score(votes) == before


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_more_points_never_mean_less_confidence(one, other):
    low, high = sorted((one, other))
    assert 0.05 <= confidence(low) <= confidence(high) <= 0.99
