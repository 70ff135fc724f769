"""Who speaks for and against the term chosen."""

from __future__ import annotations

from collections import Counter

import pytest

from mendelgraph.alignments import Match, Vote
from mendelgraph.report.witnesses import Stand, chosen_match, stands, tally_stands, witness_of

CHOSEN, RIVAL = "MONDO:0000001", "MONDO:0000002"


@pytest.mark.parametrize(
    ("kind", "source", "witness"),
    [
        ("omim", "page", "identifiers on the page"),
        ("page-cited-by-several", "doid-slim", "links back from the Disease Ontology"),
        ("gene-agrees", "ordo", "published genes of the disease"),
        ("other-genes-too", "gene-condition", "published genes of the disease"),
        ("name-is-label", "mondo-sssom", "names in Mondo"),
        ("name-of-equivalent", "doid-slim", "names in the Disease Ontology"),
        ("name-of-equivalent", "orphadata-classification", "names in Orphanet"),
        ("name-of-equivalent", "hpoa", "names in OMIM, as HPO cites them"),
        ("other-name-is-label", "somebody-new", "names elsewhere"),
        ("a-new-kind", "somebody-new", "others"),
        ("better-candidate", "mendelgraph", None),
        ("member-of-group", "mondo", None),
        ("curator", "A. Curator", None),
    ],
)
def test_whose_a_vote_is(kind, source, witness):
    assert witness_of(Vote(kind, True, "x", source)) == witness


def test_the_exact_match_is_chosen_before_a_likelier_close_one(make_mapping):
    close = make_mapping(RIVAL, Match.CLOSE, confidence=0.99)
    exact = make_mapping(CHOSEN, Match.EXACT, confidence=0.7)
    assert chosen_match([close, exact]) == exact
    assert chosen_match([close, exact._replace(refused=True)]) == close
    assert chosen_match([make_mapping(CHOSEN, Match.NARROW), make_mapping("DOID:1")]) is None


def test_where_witnesses_stand(make_mapping):
    chosen = make_mapping(CHOSEN, Match.EXACT, "+name-is-label mondo", "-gene-differs ordo", "+name-of-equivalent ordo")
    rival = make_mapping(RIVAL, Match.EXACT, "+name-of-equivalent gard", "+name-is-label mondo", refused=True)
    assert stands((chosen, rival)) == {
        "names in Mondo": Stand.FOR,
        "names in Orphanet": Stand.FOR,
        "published genes of the disease": Stand.AGAINST,
        "names in GARD": Stand.ANOTHER,
    }


def test_without_a_chosen_term_nobody_stands_anywhere(make_mapping):
    assert stands((make_mapping(RIVAL, Match.EXACT, "+omim page", refused=True),)) == {}


def test_pairs_agree_when_both_are_for_the_term_or_neither_is(make_mapping, align_as):
    chosen = make_mapping(CHOSEN, Match.EXACT, "+name-is-label mondo", "+omim page", "-gene-differs ordo")
    counts = Counter(tally_stands(align_as(mappings=(chosen,))))
    assert counts["agreement", "identifiers on the page", "names in Mondo", "agree"] == 1
    assert counts["agreement", "names in Mondo", "published genes of the disease", "differ"] == 1
    assert counts["witnesses", "published genes of the disease", "against"] == 1
