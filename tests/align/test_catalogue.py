"""The embedded catalogue, read, stated and aligned with the embedded slices: the whole path without any download."""

from __future__ import annotations

from collections import Counter

import pytest

from mendelgraph.align import align_all
from mendelgraph.alignments import Match, Scope
from mendelgraph.extract import extract
from mendelgraph.resources import resources
from mendelgraph.sources import read_catalogue
from mendelgraph.vocabulary import open_vocabulary


@pytest.fixture(scope="module")
def stated():
    return [extract(record) for record in read_catalogue([resources() / "data" / "conditions"]).conditions]


@pytest.fixture(scope="module")
def records(stated):
    return {record.stated.record.slug: record for record in align_all(stated, open_vocabulary(None))}


def targets(record, match):
    return {str(mapping.target) for mapping in record.mappings if mapping.match is match and not mapping.refused}


def test_progressive_osseous_heteroplasia_has_the_verified_ids(records):
    record = records["progressive-osseous-heteroplasia"]
    assert targets(record, Match.EXACT) >= {
        "MONDO:0008153", "OMIM:166350", "Orphanet:2762", "DOID:0111535", "UMLS:C0334041", "MEDGEN:137714",
        "MESH:C562735", "SCTID:719271000",
    }  # fmt: skip
    assert targets(record, Match.CLOSE) >= {"GARD:0000109", "SCTID:404074003"}
    assert [str(gene.hgnc) for gene in record.genes] == ["HGNC:4392"]
    assert record.questions == ()


@pytest.mark.parametrize(
    ("slug", "mondo"),
    [
        ("fibrodysplasia-ossificans-progressiva", "MONDO:0007606"),
        ("mccune-albright-syndrome", "MONDO:0018919"),
        ("angelman-syndrome", "MONDO:0007113"),
        ("behcet-disease", "MONDO:0007191"),
        ("alstrom-syndrome", "MONDO:0008763"),
    ],
)
def test_single_diseases_are_exact(records, slug, mondo):
    assert mondo in targets(records[slug], Match.EXACT)


@pytest.mark.parametrize(
    ("slug", "group", "member"),
    [("bardet-biedl-syndrome", "MONDO:0015229", "MONDO:0008854"), ("hemophilia", "MONDO:0018660", "MONDO:0010602")],
)
def test_groups_are_close_and_their_diseases_narrow(records, slug, group, member):
    record = records[slug]
    assert group in targets(record, Match.CLOSE)
    assert member in targets(record, Match.NARROW)
    assert not any(target.startswith("MONDO:") for target in targets(record, Match.EXACT))


def test_never_two_exact_matches_into_one_vocabulary(records):
    for record in records.values():
        counts = Counter(target.partition(":")[0] for target in targets(record, Match.EXACT))
        assert not counts or max(counts.values()) == 1, record.stated.record.slug


def test_every_target_is_mapped_once(records):
    for record in records.values():
        assert len({mapping.target for mapping in record.mappings}) == len(record.mappings)


def test_no_conflicted_name_is_exact(records):
    names = [name for record in records.values() for name in record.names]
    assert any(name.conflicted for name in names)
    assert not [name for name in names if name.conflicted and name.scope is Scope.EXACT]


def test_the_order_of_records_does_not_matter(stated, records):
    again = {record.stated.record.slug: record for record in align_all(reversed(stated), open_vocabulary(None))}
    assert again == records


def test_headings_of_the_seed_get_their_entities(records):
    supplied = {resource.category: resource.url for resource in records["progressive-osseous-heteroplasia"].resources}
    assert supplied["Genetic and Rare Diseases Information Center"].endswith("/diseases/109")
    assert supplied["Catalog of Genes and Diseases from OMIM"] == "https://omim.org/entry/166350"
