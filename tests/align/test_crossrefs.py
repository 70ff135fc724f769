"""What follows from a match says through whom, keeps disagreement visible, and is exact at most once a vocabulary."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mendelgraph.align.crossrefs import derive_references
from mendelgraph.alignments import Justification, Mapping, Match
from mendelgraph.identifiers import Curie

MATCH = Mapping(Curie("MONDO", "0008153"), "x", Match.EXACT, Justification.COMPOSITE, 0.98, (), "mondo", "2026-08-04")


def derived(vocabulary):
    mappings, questions = derive_references("x", MATCH, vocabulary)
    return {str(mapping.target): mapping for mapping in mappings}, questions


def test_an_exact_match_of_mondo_is_exact(vocabulary):
    vocabulary.add_xref("MONDO:0008153", "OMIM:166350")
    found, questions = derived(vocabulary)
    mapping = found["OMIM:166350"]
    assert (mapping.match, mapping.source, mapping.justification) == (Match.EXACT, "mondo-sssom", Justification.CHAINED)
    assert mapping.via == MATCH.target
    assert mapping.confidence < MATCH.confidence
    assert questions == ()


def test_a_database_reference_is_close(vocabulary):
    vocabulary.add_xref("MONDO:0008153", "GARD:0000109", "oboInOwl:hasDbXref")
    assert derived(vocabulary)[0]["GARD:0000109"].match is Match.CLOSE


def test_the_strongest_word_on_a_target_counts(vocabulary):
    vocabulary.add_xref("MONDO:0008153", "OMIM:166350", "oboInOwl:hasDbXref")
    vocabulary.add_xref("MONDO:0008153", "OMIM:166350")
    found, _ = derived(vocabulary)
    assert found["OMIM:166350"].match is Match.EXACT
    assert len(found) == 1


def test_vocabularies_that_differ_keep_both_codes_with_votes_against(vocabulary):
    vocabulary.add_xref("MONDO:0008153", "SCTID:719271000")
    vocabulary.add_xref("MONDO:0008153", "DOID:0111535")
    vocabulary.add_xref("DOID:0111535", "SCTID:404074003", "oboInOwl:hasDbXref", "doid")
    found, _ = derived(vocabulary)
    ours, theirs = found["SCTID:719271000"], found["SCTID:404074003"]
    assert (ours.match, theirs.match) == (Match.EXACT, Match.CLOSE)
    assert str(theirs.via) == "DOID:0111535"
    assert "DOID:0111535 gives SCTID:404074003" in {vote.evidence for vote in ours.votes if not vote.supports}
    assert "MONDO:0008153 gives SCTID:719271000" in {vote.evidence for vote in theirs.votes if not vote.supports}


def test_a_code_that_mondo_lacks_comes_through_the_term_that_equals_it(vocabulary):
    vocabulary.add_xref("MONDO:0008153", "Orphanet:2762")
    vocabulary.add_xref("Orphanet:2762", "OMIM:166350", source="ordo")
    found, _ = derived(vocabulary)
    assert (found["OMIM:166350"].match, str(found["OMIM:166350"].via)) == (Match.EXACT, "Orphanet:2762")


def test_two_exact_codes_by_mondo_leave_none_exact(vocabulary):
    vocabulary.add_xref("MONDO:0008153", "OMIM:166350")
    vocabulary.add_xref("MONDO:0008153", "OMIM:166351")
    found, _ = derived(vocabulary)
    assert {mapping.match for mapping in found.values()} == {Match.CLOSE}
    assert all("at most one" in mapping.reason for mapping in found.values())


def test_an_obsolete_target_is_refused_and_asked_about(vocabulary):
    vocabulary.add_xref("MONDO:0008153", "Orphanet:1")
    vocabulary.add_term("Orphanet:2", "its successor")
    vocabulary.add_obsolete("Orphanet:1", "a former entry", "Orphanet:2")
    found, questions = derived(vocabulary)
    assert found["Orphanet:1"].refused
    assert [(q.kind, list(map(str, q.candidates))) for q in questions] == [("obsolete-target", ["Orphanet:2"])]


def test_malformed_and_foreign_references_are_left_out(vocabulary):
    vocabulary.add_xref("MONDO:0008153", "OMIM:166350")
    vocabulary.links[0] = vocabulary.links[0]._replace(object=Curie("OMIM", "PS1"))
    assert derived(vocabulary)[0] == {}


REFERENCES = st.tuples(
    st.sampled_from(["MONDO:0008153", "DOID:1", "Orphanet:7"]),
    st.sampled_from(["OMIM:100001", "OMIM:100002", "UMLS:C0000001", "UMLS:C0000002", "DOID:1", "Orphanet:7"]),
    st.sampled_from(["skos:exactMatch", "oboInOwl:hasDbXref", "skos:broadMatch"]),
)


@given(st.lists(REFERENCES, max_size=12), st.randoms())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_never_two_exact_matches_into_one_vocabulary_whatever_the_order(vocabulary, rows, random):
    answers = []
    for _ in range(2):
        vocabulary.links.clear()
        for subject, object_, predicate in rows:
            vocabulary.add_xref(subject, object_, predicate)
        answers.append(derive_references("x", MATCH, vocabulary))
        random.shuffle(rows)
    assert answers[0] == answers[1]
    exact = Counter(mapping.target.prefix for mapping in answers[0][0] if mapping.match is Match.EXACT)
    assert not exact or max(exact.values()) == 1


CLOSE = MATCH._replace(match=Match.CLOSE)


@pytest.mark.parametrize(
    ("predicate", "match"),
    [
        ("skos:exactMatch", Match.CLOSE),
        ("skos:closeMatch", Match.CLOSE),
        ("oboInOwl:hasDbXref", Match.CLOSE),
        ("skos:broadMatch", None),
        ("skos:narrowMatch", None),
        ("skos:relatedMatch", None),
    ],
)
def test_through_a_close_match_a_reference_is_close_or_says_nothing(vocabulary, predicate, match):
    vocabulary.add_xref("MONDO:0008153", "UMLS:C0000001", predicate)
    mappings, _ = derive_references("x", CLOSE, vocabulary)
    assert [mapping.match for mapping in mappings] == ([match] if match else [])
    assert all(mapping.confidence < CLOSE.confidence for mapping in mappings)


def test_through_a_close_match_no_code_of_another_term_is_taken(vocabulary):
    vocabulary.add_term("MONDO:0000011", "one form")
    vocabulary.add_xref("MONDO:0000011", "OMIM:100001")
    vocabulary.add_xref("MONDO:0008153", "OMIM:100001", "oboInOwl:hasDbXref")
    assert derive_references("x", CLOSE, vocabulary)[0] == ()
    assert [str(m.target) for m in derive_references("x", MATCH, vocabulary)[0]] == ["OMIM:100001"]
