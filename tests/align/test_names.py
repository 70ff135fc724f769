"""Scope by evidence, and the ledger of what else bears a name. The first case is MODEL.md's own, id by id."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.align import align, collect_names
from mendelgraph.align.curated import CuratedMappings
from mendelgraph.align.names import CatalogueNames, looks_like_acronym
from mendelgraph.alignments import Scope

POH_NAMES = (
    "Cutaneous ossification", "Ectopic ossification", "Heterotopic ossification", "Myositis ossificans progressiva",
    "Osteodermia", "Osteoma cutis", "Osteosis cutis", "POH",
)  # fmt: skip


def aligned(stated, vocabulary, *others):
    return align(
        stated, vocabulary, neighbours=collect_names([stated, *others]), curated=CuratedMappings(), citations={}
    )


def name_of(record, literal):
    return next(name for name in record.names if name.literal == literal)


def terms(uses):
    return sorted({str(use.term) for use in uses})


def add_nail_disease(vocabulary, **names):
    vocabulary.add_term("MONDO:0000001", "brittle nail disease", **names)
    vocabulary.add_xref("MONDO:0000001", "OMIM:100010")
    return (("OMIM", "100010"),)


@pytest.fixture
def poh(vocabulary, state):
    vocabulary.add_term("MONDO:0008153", "progressive osseous heteroplasia", exact="POH|poh", related="osteoma cutis")
    vocabulary.add_term("DOID:0111535", "progressive osseous heteroplasia", exact="POH|osteoma cutis")
    vocabulary.add_term("Orphanet:2762", "Progressive osseous heteroplasia", unscoped="POH")
    vocabulary.add_term(
        "GARD:0000109",
        "Progressive osseous heteroplasia",
        unscoped="poh|cutaneous ossification|osteodermia|osteosis cutis",
    )
    vocabulary.add_term("HP:0025027", "Osteoma cutis")
    vocabulary.add_term("HP:0011986", "Ectopic ossification", exact="Heterotopic ossification")
    vocabulary.add_term("MONDO:0003964", "myositis ossificans", exact="myositis ossificans progressiva")
    vocabulary.add_term(
        "MONDO:0007606", "fibrodysplasia ossificans progressiva", related="myositis ossificans progressiva"
    )
    vocabulary.add_term("DOID:13374", "fibrodysplasia ossificans progressiva", exact="myositis ossificans progressiva")
    vocabulary.add_term(
        "Orphanet:337", "Fibrodysplasia ossificans progressiva", unscoped="Myositis ossificans progressiva"
    )
    for target in ("DOID:0111535", "Orphanet:2762", "OMIM:166350"):
        vocabulary.add_xref("MONDO:0008153", target)
    vocabulary.add_xref("MONDO:0008153", "GARD:0000109", "oboInOwl:hasDbXref")
    for target in ("DOID:13374", "Orphanet:337"):
        vocabulary.add_xref("MONDO:0007606", target)
    fop = state("Fibrodysplasia ossificans progressiva", "Myositis ossificans progressiva")
    return aligned(state("Progressive osseous heteroplasia", *POH_NAMES), vocabulary, fop)


@pytest.mark.parametrize(
    ("literal", "scope", "also", "shared"),
    [
        ("POH", Scope.EXACT, [], ()),
        ("Osteoma cutis", Scope.RELATED, ["HP:0025027"], ()),
        ("Ectopic ossification", Scope.RELATED, ["HP:0011986"], ()),
        ("Heterotopic ossification", Scope.RELATED, ["HP:0011986"], ()),
        (
            "Myositis ossificans progressiva",
            Scope.RELATED,
            ["DOID:13374", "MONDO:0003964", "MONDO:0007606", "Orphanet:337"],
            ("fibrodysplasia-ossificans-progressiva",),
        ),
        ("Cutaneous ossification", Scope.RELATED, [], ()),
        ("Osteodermia", Scope.RELATED, [], ()),
        ("Osteosis cutis", Scope.RELATED, [], ()),
    ],
)
def test_the_eight_names_of_progressive_osseous_heteroplasia(poh, literal, scope, also, shared):
    name = name_of(poh, literal)
    assert (name.scope, terms(name.also_names), name.shared_with) == (scope, also, shared)


def test_the_disease_ontology_disputes_the_scope_of_osteoma_cutis(poh):
    name = name_of(poh, "Osteoma cutis")
    assert terms(name.decided_by) == ["MONDO:0008153"]
    assert [(str(use.term), use.use) for use in name.scope_disputed_by] == [("DOID:0111535", "hasExactSynonym")]


def test_only_poh_is_an_acronym(poh):
    assert [name.literal for name in poh.names if name.acronym] == ["POH"]


def test_names_keep_the_order_of_the_page(poh):
    assert tuple(name.literal for name in poh.names) == POH_NAMES


def test_a_name_that_another_condition_of_the_catalogue_bears_is_never_exact(vocabulary, state):
    identifiers = add_nail_disease(vocabulary, exact="nail rot")
    record = aligned(state("Brittle nail disease", "Nail rot", identifiers=identifiers), vocabulary, state("Nail rot"))
    name = name_of(record, "Nail rot")
    assert (name.scope, name.shared_with) == (Scope.RELATED, ("nail-rot",))
    assert [use.use for use in name.scope_disputed_by] == ["hasExactSynonym"]


def test_an_exact_synonym_of_another_vocabulary_counts_where_mondo_is_silent(vocabulary, state):
    identifiers = add_nail_disease(vocabulary)
    vocabulary.add_term("DOID:1", "brittle nail disease", exact="nail rot")
    vocabulary.add_xref("MONDO:0000001", "DOID:1")
    name = name_of(aligned(state("Brittle nail disease", "Nail rot", identifiers=identifiers), vocabulary), "Nail rot")
    assert (name.scope, terms(name.decided_by)) == (Scope.EXACT, ["DOID:1"])


def test_without_a_match_nothing_is_exact(vocabulary, state):
    vocabulary.add_term("MONDO:0000001", "other disease", exact="nail rot")
    name = name_of(aligned(state("Brittle nail disease", "Nail rot"), vocabulary), "Nail rot")
    assert name.scope is Scope.RELATED


def test_a_loose_name_within_the_family_is_no_conflict(vocabulary, state):
    identifiers = add_nail_disease(vocabulary, exact="nail rot")
    vocabulary.add_term("MONDO:0000002", "brittle nail disease 1", related="nail rot")
    vocabulary.add_child("MONDO:0000001", "MONDO:0000002")
    name = name_of(aligned(state("Brittle nail disease", "Nail rot", identifiers=identifiers), vocabulary), "Nail rot")
    assert (name.scope, name.conflicted) == (Scope.EXACT, False)


def test_a_loose_name_outside_the_family_is_one(vocabulary, state):
    identifiers = add_nail_disease(vocabulary, exact="nail rot")
    vocabulary.add_term("MONDO:0000002", "hoof disease", related="nail rot")
    name = name_of(aligned(state("Brittle nail disease", "Nail rot", identifiers=identifiers), vocabulary), "Nail rot")
    assert (name.scope, terms(name.also_names)) == (Scope.RELATED, ["MONDO:0000002"])


def test_the_name_of_a_part_is_narrow(vocabulary, state):
    vocabulary.add_term("MONDO:0000010", "Kapp syndrome")
    for number in ("1", "2"):
        vocabulary.add_term(f"MONDO:000001{number}", f"Kapp syndrome {number}")
        vocabulary.add_xref(f"MONDO:000001{number}", f"OMIM:10000{number}")
        vocabulary.add_child("MONDO:0000010", f"MONDO:000001{number}")
    name = name_of(aligned(state("Kapp syndrome", "Kapp syndrome 1"), vocabulary), "Kapp syndrome 1")
    assert (name.scope, name.conflicted) == (Scope.NARROW, False)


def test_a_duplicate_entry_of_the_same_disease_is_not_something_else(vocabulary, state):
    identifiers = add_nail_disease(vocabulary, exact="nail rot")
    vocabulary.add_term("GARD:0000007", "Brittle nail disease", unscoped="nail rot")
    name = name_of(aligned(state("Brittle nail disease", "Nail rot", identifiers=identifiers), vocabulary), "Nail rot")
    assert (name.scope, name.also_names) == (Scope.EXACT, ())


def test_a_name_that_lost_its_first_letter_is_not_looked_up(vocabulary, state):
    identifiers = add_nail_disease(vocabulary)
    vocabulary.add_term("MONDO:0000002", "nail rot")
    stated = state("Brittle nail disease", "-nail rot", identifiers=identifiers)
    record = aligned(stated, vocabulary, state("Nail rot"))
    assert not name_of(record, "-nail rot").conflicted
    assert {str(mapping.target) for mapping in record.mappings} == {"MONDO:0000001", "OMIM:100010"}
    [neighbour] = aligned(state("Hoof rot", "Nail rot"), vocabulary, stated).names
    assert neighbour.shared_with == ()


def test_a_vocabularys_mark_makes_an_acronym_of_an_odd_shape(vocabulary, state):
    identifiers = add_nail_disease(vocabulary)
    vocabulary.add_name("MONDO:0000001", "exact", "Bnd", abbreviation=True)
    record = aligned(state("Brittle nail disease", "Bnd", identifiers=identifiers), vocabulary)
    assert name_of(record, "Bnd").acronym


@pytest.mark.parametrize("literal", ["POH", "HSAN4", "SCA-3", "TRAPS", "MPS I-H", "LQT8"])
def test_acronyms(literal):
    assert looks_like_acronym(literal) is (" " not in literal)


@pytest.mark.parametrize("literal", ["Osteodermia", "BOR syndrome", "X", "von Gierke disease", "Type 2", "McArdle"])
def test_words_are_no_acronyms(literal):
    assert not looks_like_acronym(literal)


@given(st.lists(st.sampled_from(["Aa disease", "AA Disease", "b rot", "c rot"]), min_size=1, max_size=4))
def test_shared_names_are_found_both_ways_however_they_are_spelled(names):
    slugs = {name: (f"s{index}",) for index, name in enumerate(sorted({"aa disease", "b rot", "c rot"}))}
    catalogue = CatalogueNames(slugs)
    for name in names:
        assert catalogue.others(name, "nobody") == slugs[name.lower()]
        assert catalogue.others(name, slugs[name.lower()][0]) == ()
