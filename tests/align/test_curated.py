"""Curated decisions win over the rules, and are themselves held to account."""

from __future__ import annotations

import pytest

from mendelgraph.align import align, check_curated, collect_curated, collect_names, embedded_curated, read_curated
from mendelgraph.align.curated import COLUMNS
from mendelgraph.alignments import Justification, Match
from mendelgraph.errors import InputError
from mendelgraph.vocabulary import open_vocabulary


def table(*rows):
    lines = ["#mapping_set_id: https://example.org/set", "\t".join(COLUMNS)]
    return "\n".join([*lines, *("\t".join(row) for row in rows)]) + "\n"


def row(object_="MONDO:0000002", predicate="skos:exactMatch", modifier="", confidence="0.9", **other):
    return (
        other.get("subject", "ghr:nail-disease"),
        predicate,
        modifier,
        object_,
        "semapv:ManualMappingCuration",
        other.get("author", "a curator"),
        confidence,
        other.get("comment", "the page says so"),
    )


def curated(*rows):
    return collect_curated(read_curated(table(*rows), where="x.sssom.tsv"))


@pytest.fixture
def nails(vocabulary):
    vocabulary.add_term("MONDO:0000001", "nail disease", exact="nail rot")
    vocabulary.add_term("MONDO:0000002", "hoof disease")
    vocabulary.add_xref("MONDO:0000001", "OMIM:100001")
    vocabulary.add_xref("MONDO:0000002", "OMIM:100002")
    return vocabulary


def aligned(stated, vocabulary, *rows):
    return align(stated, vocabulary, neighbours=collect_names([stated]), curated=curated(*rows), citations={})


def exact(record):
    return sorted(str(m.target) for m in record.mappings if m.match is Match.EXACT and not m.refused)


def test_a_decision_replaces_the_rules_match_and_its_cross_references(nails, state):
    stated = state("Nail disease", "Nail rot")
    assert exact(aligned(stated, nails)) == ["MONDO:0000001", "OMIM:100001"]
    record = aligned(stated, nails, row())
    assert exact(record) == ["MONDO:0000002", "OMIM:100002"]
    assert record.mappings[0].justification is Justification.CURATED
    assert (record.mappings[0].curator, record.mappings[0].confidence) == ("a curator", 0.9)


def test_a_denied_match_is_published_as_a_refusal(nails, state):
    record = aligned(state("Nail disease", "Nail rot"), nails, row("MONDO:0000001", modifier="Not"))
    assert exact(record) == []
    assert [(str(m.target), m.reason) for m in record.mappings if m.refused] == [("MONDO:0000001", "the page says so")]


def test_a_decision_answers_the_question(nails, state):
    assert [question.kind for question in aligned(state("Nail disease"), nails).questions] == ["unsure-match"]
    assert aligned(state("Nail disease"), nails, row()).questions == ()


@pytest.mark.parametrize(
    "decision",
    [
        pytest.param(row("MONDO:0000001", f"skos:{match}"), id=match)
        for match in ("closeMatch", "broadMatch", "narrowMatch")
    ]
    + [pytest.param(row(predicate="skos:broadMatch"), id="another-term")],
)
def test_any_relation_to_a_mondo_term_answers_the_question(nails, state, decision):
    record = aligned(state("Nail disease"), nails, decision)
    assert record.questions == ()
    assert exact(record) == []


def test_a_denial_answers_a_question_with_no_other_candidate(nails, state):
    assert aligned(state("Nail disease"), nails, row("MONDO:0000001", modifier="Not")).questions == ()


def test_a_denial_leaves_a_question_its_other_candidates(nails, state):
    nails.add_name("MONDO:0000002", "exact", "Nail disease")
    [asked] = aligned(state("Nail disease"), nails).questions
    assert sorted(map(str, asked.candidates)) == ["MONDO:0000001", "MONDO:0000002"]
    [left] = aligned(state("Nail disease"), nails, row("MONDO:0000001", modifier="Not")).questions
    assert list(map(str, left.candidates)) == ["MONDO:0000002"]


def test_a_decision_in_another_vocabulary_leaves_the_question_open(nails, state):
    record = aligned(state("Nail disease"), nails, row("OMIM:100001", "skos:closeMatch"))
    assert [question.kind for question in record.questions] == ["unsure-match"]


def test_what_the_rules_call_exact_is_no_match_once_it_is_decided_to_be_close(nails, state):
    nails.add_name("MONDO:0000001", "exact", "Hoof rot")
    stated = state("Nail disease", "Nail rot", "Hoof rot")
    assert {name.scope.value for name in aligned(stated, nails).names} == {"hasExactSynonym"}
    record = aligned(stated, nails, row("MONDO:0000001", "skos:closeMatch"))
    assert {name.scope.value for name in record.names} == {"hasRelatedSynonym"}


def test_decisions_about_other_conditions_change_nothing(nails, state):
    stated = state("Nail disease", "Nail rot")
    assert aligned(stated, nails, row(subject="ghr:other")) == aligned(stated, nails)


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        pytest.param(row(predicate="skos:sameAs"), "unknown predicate", id="predicate"),
        pytest.param(row(modifier="not"), "predicate_modifier", id="modifier"),
        pytest.param(row("NOSUCH:1"), "unknown prefix", id="prefix"),
        pytest.param(row("MONDO:1"), "does not fit the pattern", id="local"),
        pytest.param(row(subject="nail-disease"), "not ghr:SLUG", id="subject"),
        pytest.param(row(confidence="1.5"), "not a number from 0 to 1", id="confidence-range"),
        pytest.param(row(confidence="sure"), "not a number from 0 to 1", id="confidence-text"),
        pytest.param(row(author=""), "author_label", id="author"),
        pytest.param(row(comment=""), "comment", id="comment"),
    ],
)
def test_a_bad_row_is_refused_by_file_and_line(bad, what):
    with pytest.raises(InputError, match=what) as caught:
        read_curated(table(row(), bad), where="x.sssom.tsv")
    assert caught.value.where == "x.sssom.tsv, line 4"


def test_a_missing_column_is_refused():
    with pytest.raises(InputError, match="comment"):
        read_curated(table().replace("\tcomment", ""), where="x.sssom.tsv")


def test_two_exact_matches_into_one_vocabulary_are_refused():
    with pytest.raises(InputError, match="already matches MONDO:0000002 exactly") as caught:
        curated(row(), row("MONDO:0000001"))
    assert caught.value.where == "x.sssom.tsv, line 4"


def test_a_decision_that_stands_twice_is_refused():
    with pytest.raises(InputError, match="already decided"):
        curated(row(), row(modifier="Not"))


def test_an_obsolete_target_is_refused_with_its_replacement(nails):
    nails.add_obsolete("MONDO:0000003", "obsolete nail disease", "MONDO:0000001")
    with pytest.raises(InputError, match="obsolete, replaced by MONDO:0000001") as caught:
        check_curated(curated(row("MONDO:0000003")), nails)
    assert caught.value.where == "x.sssom.tsv, line 3"


def test_an_unknown_target_is_refused_by_a_whole_vocabulary_and_passed_by_a_slice(nails, monkeypatch):
    decisions = curated(row("MONDO:0000009"))
    nails.add_child("MONDO:0000001", "MONDO:0000002")
    check_curated(decisions, nails)
    monkeypatch.setattr("mendelgraph.align.curated.WHOLE", 1)
    with pytest.raises(InputError, match="unknown target MONDO:0000009"):
        check_curated(decisions, nails)


def test_the_embedded_decisions_hold_against_the_embedded_vocabulary():
    decisions = embedded_curated()
    check_curated(decisions, open_vocabulary(None))
    assert "MONDO:0007606" in {
        str(row.target) for row in decisions.of("progressive-osseous-heteroplasia") if row.denied
    }
