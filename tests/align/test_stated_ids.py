"""The page's own ids support, ask or merely relate; they never make a second exact match."""

from __future__ import annotations

import pytest

from mendelgraph.align.stated_ids import stated_references
from mendelgraph.alignments import Justification, Mapping, Match
from mendelgraph.identifiers import parse_curie


def mapped(curie, match=Match.EXACT):
    return Mapping(parse_curie(curie), "", match, Justification.CHAINED, 0.9, (), "mondo-sssom", "")


def referenced(vocabulary, state, identifiers, *mappings, assigner="NLM"):
    stated = state("Nail disease", identifiers=tuple(identifiers), assigner=assigner)
    found, questions = stated_references(stated, mappings, vocabulary)
    return {str(mapping.target): mapping for mapping in found}, [question.kind for question in questions]


def test_an_id_that_the_match_gives_supports_it(vocabulary, state):
    found, questions = referenced(vocabulary, state, [("OMIM", "100001")], mapped("OMIM:100001"))
    assert found["OMIM:100001"].match is Match.EXACT
    assert [vote.kind for vote in found["OMIM:100001"].votes] == ["stated-by-page"]
    assert questions == []


def test_an_only_id_that_the_match_contradicts_is_close_and_asked_about(vocabulary, state):
    found, questions = referenced(vocabulary, state, [("OMIM", "100002")], mapped("OMIM:100001"))
    assert (found["OMIM:100001"].match, found["OMIM:100002"].match) == (Match.EXACT, Match.CLOSE)
    assert questions == ["identifier-differs"]


def test_several_ids_are_related(vocabulary, state):
    found, _ = referenced(vocabulary, state, [("OMIM", "100001"), ("OMIM", "100002")])
    assert {mapping.match for mapping in found.values()} == {Match.RELATED}
    assert {mapping.justification for mapping in found.values()} == {Justification.STATED}


def test_one_of_several_ids_is_narrow_where_it_is_a_subtypes(vocabulary, state):
    vocabulary.add_term("MONDO:0000011", "Kapp syndrome 1")
    vocabulary.add_xref("MONDO:0000011", "OMIM:100001")
    subtype = mapped("MONDO:0000011", Match.NARROW)
    found, _ = referenced(vocabulary, state, [("OMIM", "100001"), ("OMIM", "100002")], subtype)
    assert (found["OMIM:100001"].match, found["OMIM:100002"].match) == (Match.NARROW, Match.RELATED)


@pytest.mark.parametrize(
    ("database", "key", "curie"),
    [
        ("MeSH", "D010013", "MESH:D010013"),
        ("SNOMED CT", "78314001", "SCTID:78314001"),
        ("ICD-10-CM", "Q78.0", "ICD10CM:Q78.0"),
    ],
)
def test_databases_of_broad_headings_are_related(vocabulary, state, database, key, curie):
    found, _ = referenced(vocabulary, state, [(database, key)])
    assert found[curie].match is Match.RELATED


def test_a_malformed_id_is_a_question(vocabulary, state):
    found, questions = referenced(vocabulary, state, [("OMIM", "12"), ("OMIM", "100001")])
    assert questions == ["malformed-identifier"]
    assert list(found) == ["OMIM:100001"]


def test_ids_that_others_assigned_are_no_mappings(vocabulary, state):
    assert referenced(vocabulary, state, [("OMIM", "100001")], assigner="MedQuAD") == ({}, [])


def test_an_obsolete_id_is_refused(vocabulary, state):
    vocabulary.add_obsolete("Orphanet:1", "former", "Orphanet:2")
    found, _ = referenced(vocabulary, state, [("Orphanet", "1")])
    assert found["Orphanet:1"].refused
