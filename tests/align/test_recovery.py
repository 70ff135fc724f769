"""Letters that MedQuAD lost come back only where it is certain which they were."""

from __future__ import annotations

import pytest

from mendelgraph.align.recovery import recover_names


@pytest.fixture
def spelled(vocabulary):
    vocabulary.add_term("Orphanet:117", "Behçet disease")
    vocabulary.add_term("Orphanet:1", "Sjörgren rot", unscoped="Sjérgren rot")
    vocabulary.add_term("Orphanet:2", "β-thalassemia")
    vocabulary.add_term("MONDO:0000001", "thalassemia")
    return vocabulary


@pytest.mark.parametrize(
    ("printed", "slug", "real"),
    [
        pytest.param("Behet disease", "behcet-disease", "Behçet disease", id="one-spelling"),
        pytest.param("behet disease", "behcet-disease", "Behçet disease", id="case-differs"),
        pytest.param("Sjrgren rot", "sjorgren-rot", "Sjörgren rot", id="the-address-decides"),
    ],
)
def test_a_certain_spelling_is_recovered(spelled, state, printed, slug, real):
    [found] = recover_names(state(printed, slug=slug), spelled)
    assert (found.printed, found.literal) == (printed, real)
    assert found.by.term.prefix == "Orphanet"


@pytest.mark.parametrize(
    ("printed", "slug"),
    [
        pytest.param("Sjrgren rot", "another-page", id="two-spellings"),
        pytest.param("thalassemia", "thalassemia", id="whole-as-printed"),
        pytest.param("Behçet disease", "behcet-disease", id="nothing-lost"),
        pytest.param("Unheard disease", "unheard-disease", id="unknown"),
    ],
)
def test_an_uncertain_one_is_left_alone(spelled, state, printed, slug):
    assert recover_names(state(printed, slug=slug), spelled) == ()


def test_a_name_without_its_first_letter_is_recovered_by_the_address(spelled, state):
    spelled.add_term("Orphanet:3", "α-thalassemia")
    [found] = recover_names(state("Alpha thalassemia", "-thalassemia", slug="alpha-thalassemia"), spelled)
    assert (found.printed, found.literal) == ("-thalassemia", "α-thalassemia")


def test_a_name_without_its_first_letter_is_not_that_of_another_whole_name(spelled, state):
    spelled.add_term("Orphanet:4", "thalassémia")
    assert recover_names(state("Gamma thalassemia", "-thalassemia", slug="gamma-thalassemia"), spelled) == ()


def test_an_other_name_is_recovered_too(spelled, state):
    [found] = recover_names(state("Some disease", "Behet disease"), spelled)
    assert found.literal == "Behçet disease"
