"""Mappings as rows of an SSSOM table."""

from __future__ import annotations

import bioregistry
import pytest

from mendelgraph.align import MAPPING_COLUMNS, mapping_rows
from mendelgraph.align.crossrefs import TARGETS
from mendelgraph.alignments import AlignedRecord, Justification, Mapping, Match, Vote
from mendelgraph.identifiers import Curie

VOTES = (Vote("name-is-label", True, "nail disease", "mondo"), Vote("gene-differs", False, "ABC1", "hpo"))
MAPPING = Mapping(
    Curie("MONDO", "0000001"), "nail disease", Match.EXACT, Justification.COMPOSITE, 0.5, VOTES, "mondo", "2026-08-04"
)


def test_a_mapping_becomes_a_row_of_the_specifications_columns(state):
    [row] = mapping_rows(AlignedRecord(state("Nail disease"), (MAPPING,)))
    assert tuple(row) == MAPPING_COLUMNS
    assert (row["subject_id"], row["subject_source"]) == ("ghr:nail-disease", "bioregistry:ghr")
    assert row["predicate_modifier"] == ""
    assert row["predicate_id"] == "skos:exactMatch"
    assert row["object_id"] == "MONDO:0000001"
    assert row["mapping_justification"] == "semapv:CompositeMatching"
    assert (row["confidence"], row["object_source_version"]) == ("0.50", "2026-08-04")
    assert row["other"] == ("said by mondo | + name-is-label: nail disease [mondo] | - gene-differs: ABC1 [hpo]")


def test_a_refusal_says_not(state):
    refusal = MAPPING._replace(refused=True, reason="another has more support", via=Curie("DOID", "1"))
    [row] = mapping_rows(AlignedRecord(state("Nail disease"), (refusal,)))
    assert (row["predicate_modifier"], row["comment"]) == ("Not", "another has more support")
    assert row["other"].startswith("via DOID:1 said by mondo")


@pytest.mark.parametrize("prefix", ["MONDO", "HP", *TARGETS])
def test_the_source_of_every_target_is_a_prefix_of_the_bioregistry(state, prefix):
    [row] = mapping_rows(AlignedRecord(state("Nail disease"), (MAPPING._replace(target=Curie(prefix, "1")),)))
    registered = row["object_source"].removeprefix("bioregistry:")
    assert bioregistry.normalize_prefix(registered) == registered
