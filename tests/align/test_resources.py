"""A heading that lost its link gets the address that the match supplies, or none."""

from __future__ import annotations

import pytest

from mendelgraph.align.resources import supply_resources
from mendelgraph.alignments import Justification, Mapping, Match
from mendelgraph.facts import ResourceFact
from mendelgraph.identifiers import parse_curie
from mendelgraph.records import Resource


def mapped(curie, match=Match.EXACT):
    return Mapping(parse_curie(curie), "", match, Justification.CHAINED, 0.9, (), "mondo", "")


def supplied(state, category, *mappings, url=None):
    stated = state("Nail disease & rot", resources=(ResourceFact(Resource(category, "", url), ()),))
    return supply_resources(stated, mappings, stated.record.name)


@pytest.mark.parametrize(
    ("category", "mapping", "url"),
    [
        (
            "Genetic and Rare Diseases Information Center",
            mapped("GARD:0000109", Match.CLOSE),
            "https://rarediseases.info.nih.gov/diseases/109",
        ),
        ("Catalog of Genes and Diseases from OMIM", mapped("OMIM:166350"), "https://omim.org/entry/166350"),
        (
            "Genetic Testing Information",
            mapped("UMLS:C0334041"),
            "https://www.ncbi.nlm.nih.gov/gtr/conditions/C0334041/",
        ),
        (
            "Patient Support and Advocacy Resources",
            mapped("NORD:1618", Match.CLOSE),
            "https://rarediseases.org/?p=1618",
        ),
    ],
)
def test_an_entity_of_the_match_is_supplied(state, category, mapping, url):
    [resource] = supplied(state, category, mapping)
    assert (resource.url, resource.entity) == (url, mapping.target)


@pytest.mark.parametrize(
    ("category", "url"),
    [
        ("Scientific Articles on PubMed", "https://pubmed.ncbi.nlm.nih.gov/?term=%22Nail+disease+%26+rot%22"),
        (
            "Research Studies from ClinicalTrials.gov",
            "https://clinicaltrials.gov/search?cond=%22Nail+disease+%26+rot%22",
        ),
    ],
)
def test_a_search_is_by_name_and_safely_quoted(state, category, url):
    [resource] = supplied(state, category)
    assert (resource.url, resource.entity) == (url, None)


@pytest.mark.parametrize(
    ("category", "mappings"),
    [
        pytest.param("Catalog of Genes and Diseases from OMIM", (), id="no-entity"),
        pytest.param("Catalog of Genes and Diseases from OMIM", (mapped("OMIM:166350", Match.NARROW),), id="subtype"),
        pytest.param(
            "Genetic and Rare Diseases Information Center",
            (mapped("GARD:0000109", Match.CLOSE), mapped("GARD:0000110", Match.CLOSE)),
            id="two-entities",
        ),
        pytest.param("A heading unheard of", (mapped("OMIM:166350"),), id="unknown-heading"),
    ],
)
def test_nothing_is_guessed(state, category, mappings):
    assert supplied(state, category, *mappings) == ()


def test_a_kept_link_is_left_alone(state):
    assert supplied(state, "Scientific Articles on PubMed", url="https://pubmed.ncbi.nlm.nih.gov/?term=x") == ()
