"""The facts that were verified by hand hold in the slices, and in a full index where the releases are present."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from mendelgraph.alignments import SymbolKind
from mendelgraph.identifiers import parse_curie
from mendelgraph.vocabulary import open_vocabulary
from mendelgraph.vocabulary.index import open_index

if TYPE_CHECKING:
    from pathlib import Path

    from mendelgraph.vocabulary.lookup import SqliteVocabulary
    from mendelgraph.vocabulary.terms import Vocabulary

POH, FOP = parse_curie("MONDO:0008153"), parse_curie("MONDO:0007606")
EXACT, RELATED = "hasExactSynonym", "hasRelatedSynonym"


@pytest.fixture(params=["slices", pytest.param("full", marks=pytest.mark.slow)])
def vocabulary(request: pytest.FixtureRequest) -> SqliteVocabulary:
    found: SqliteVocabulary = request.getfixturevalue(request.param)
    return found


def uses(vocabulary: Vocabulary, name: str) -> dict[str, str]:
    """Return by term how it bears a name."""
    return {str(found.term): found.use for found in vocabulary.named(name)}


@pytest.mark.parametrize(
    "curie",
    [
        "OMIM:166350",
        "Orphanet:2762",
        "DOID:0111535",
        "UMLS:C0334041",
        "MEDGEN:137714",
        "MESH:C562735",
        "SCTID:719271000",
    ],
)
def test_progressive_osseous_heteroplasia_is_matched_exactly(vocabulary: Vocabulary, curie: str) -> None:
    matches = {str(xref.object) for xref in vocabulary.xrefs(POH) if xref.predicate == "skos:exactMatch"}
    assert curie in matches


def test_gard_is_a_plain_cross_reference(vocabulary: Vocabulary) -> None:
    plain = {str(xref.object) for xref in vocabulary.xrefs(POH) if xref.predicate == "oboInOwl:hasDbXref"}
    assert "GARD:0000109" in plain


def test_gnas_has_its_identifiers(vocabulary: Vocabulary) -> None:
    (hit,) = vocabulary.genes_by_symbol("GNAS")
    assert (str(hit.gene.hgnc), hit.kind) == ("HGNC:4392", SymbolKind.APPROVED)
    assert {"NCBIGene:2778", "ENSEMBL:ENSG00000087460", "OMIM:139320"} <= {str(xref) for xref in hit.gene.xrefs}
    assert vocabulary.gene(hit.gene.hgnc) == vocabulary.gene_by_entrez("2778") == hit.gene


def test_a_previous_symbol_finds_the_gene(vocabulary: Vocabulary) -> None:
    assert [(hit.gene.symbol, hit.kind) for hit in vocabulary.genes_by_symbol("GNAS1")] == [
        ("GNAS", SymbolKind.PREVIOUS)
    ]


def test_fibrodysplasia_ossificans_progressiva_and_its_gene(vocabulary: Vocabulary) -> None:
    term = vocabulary.term(FOP)
    assert term is not None
    assert term.label == "fibrodysplasia ossificans progressiva"
    assert "HGNC:171" in {str(link.gene) for link in vocabulary.genes_of(FOP)}


@pytest.mark.parametrize(
    ("name", "term", "use"),
    [
        ("POH", "MONDO:0008153", EXACT),
        ("Osteoma cutis", "MONDO:0008153", RELATED),
        ("Osteoma cutis", "DOID:0111535", EXACT),
        ("Osteoma cutis", "HP:0025027", "label"),
        ("Ectopic ossification", "HP:0011986", "label"),
        ("Heterotopic ossification", "HP:0011986", EXACT),
        ("Myositis ossificans progressiva", "MONDO:0003964", EXACT),
        ("Myositis ossificans progressiva", "MONDO:0007606", RELATED),
        ("Myositis ossificans progressiva", "Orphanet:337", "unscoped"),
        ("Myositis ossificans progressiva", "DOID:13374", EXACT),
    ],
)
def test_the_other_names_of_that_page_are_borne_as_verified(
    vocabulary: Vocabulary, name: str, term: str, use: str
) -> None:
    assert uses(vocabulary, name)[term] == use


@pytest.mark.parametrize("name", ["Cutaneous ossification", "Osteodermia", "Osteosis cutis"])
def test_three_names_are_in_gard_alone(vocabulary: Vocabulary, name: str) -> None:
    assert uses(vocabulary, name) == {"GARD:0000109": "unscoped"}


def test_mondo_and_do_give_different_snomed_codes(vocabulary: Vocabulary) -> None:
    def codes(term: str) -> set[str]:
        return {xref.object.local for xref in vocabulary.xrefs(parse_curie(term)) if xref.object.prefix == "SCTID"}

    assert (codes("MONDO:0008153"), codes("DOID:0111535")) == ({"719271000"}, {"404074003"})


def test_the_disease_ontology_cites_the_page(vocabulary: Vocabulary) -> None:
    assert {str(link.term) for link in vocabulary.citing("progressive-osseous-heteroplasia")} == {"DOID:0111535"}


def test_inheritance_is_given_with_its_reference(vocabulary: Vocabulary) -> None:
    modes = {(str(m.mode), m.reference) for m in vocabulary.modes_of(parse_curie("OMIM:166350"))}
    assert ("HP:0000006", "PMID:11784876") in modes


def test_the_inheritance_branch_is_whole(vocabulary: Vocabulary) -> None:
    branch = vocabulary.descendants(parse_curie("HP:0000005"))
    assert len(branch) == 40
    assert {str(curie) for curie in branch} >= {"HP:0012274", "HP:0012275", "HP:0034338", "HP:0003829", "HP:0025352"}


@pytest.mark.parametrize(("curie", "label"), [("GENO:0000878", "maternal"), ("GENO:0000879", "paternal")])
def test_allele_origins_are_known(vocabulary: Vocabulary, curie: str, label: str) -> None:
    term = vocabulary.term(parse_curie(curie))
    assert term is not None
    assert term.label == f"{label} allele origin"


@pytest.mark.parametrize(
    ("lost", "real"),
    [("Alstrm syndrome", "Alström syndrome"), ("Behet disease", "Behçet disease")],
)
def test_names_that_lost_their_foreign_letters_are_recovered(vocabulary: Vocabulary, lost: str, real: str) -> None:
    assert real in {name.literal for name in vocabulary.named_lossy(lost)}
    assert vocabulary.named(lost) == tuple(name for name in vocabulary.named(lost) if name.term.prefix == "ICD11")


def test_a_label_that_mondo_damaged_is_kept_as_it_is_published(vocabulary: Vocabulary) -> None:
    """Mondo's mapping set has lost the cedilla of ICD-11's label, so a damaged name finds a damaged label."""
    assert uses(vocabulary, "Behet disease") == {"ICD11:1668927157": "label"}


def test_superclasses_and_subclasses_agree(vocabulary: Vocabulary) -> None:
    for parent in vocabulary.parents(POH):
        assert POH in vocabulary.children(parent)
        assert parent in vocabulary.ancestors(POH)
        assert POH in vocabulary.descendants(parent)
    assert parse_curie("MONDO:0000001") in vocabulary.ancestors(POH)
    assert POH not in vocabulary.ancestors(POH)


def test_answers_are_sorted_and_free_of_duplicates(vocabulary: Vocabulary) -> None:
    for answer in (vocabulary.named("POH"), vocabulary.names(POH), vocabulary.xrefs(POH), vocabulary.genes_of(POH)):
        assert len(set(answer)) == len(answer) > 0
        assert [row[0] for row in answer] == sorted(row[0] for row in answer)


@pytest.mark.parametrize("name", ["", "  ", "-", "no such name anywhere"])
def test_an_unknown_name_finds_nothing(vocabulary: Vocabulary, name: str) -> None:
    assert vocabulary.named(name) == vocabulary.named_lossy(name) == vocabulary.obsolete_with_name(name) == ()


def test_what_is_unknown_has_empty_answers(vocabulary: Vocabulary) -> None:
    nobody = parse_curie("MONDO:9999999")
    assert vocabulary.term(nobody) is None
    assert vocabulary.names(nobody) == vocabulary.xrefs(nobody) == vocabulary.parents(nobody) == ()
    assert vocabulary.ancestors(nobody) == frozenset()
    assert vocabulary.gene(parse_curie("HGNC:99998")) is None
    assert vocabulary.gene_by_entrez("0") is None
    with pytest.raises(KeyError):
        vocabulary.version("no-such-source")


def test_versions_are_those_of_the_releases(vocabulary: Vocabulary) -> None:
    assert vocabulary.version("hp") == "hp/releases/2025-01-16"
    assert vocabulary.version("mondo-sssom") == "2026-08-04"


@pytest.mark.slow
def test_437_condition_pages_are_cited_by_the_rare_slim(full: SqliteVocabulary) -> None:
    slugs = full._database.execute(
        "SELECT count(DISTINCT slug) FROM page JOIN source s ON s.id = source WHERE s.key = 'doid-slim'"
    )
    assert slugs.fetchone() == (437,)


@pytest.mark.slow
def test_an_obsolete_term_is_found_by_name_with_its_replacement(full: SqliteVocabulary) -> None:
    (found,) = {name.term for name in full.obsolete_with_name("46,XX sex reversal") if name.term.prefix == "MONDO"}
    term = full.term(found)
    assert term is not None
    assert (term.obsolete, [str(curie) for curie in term.replaced_by]) == (True, ["MONDO:0009299"])
    assert found not in {name.term for name in full.named("46,XX sex reversal")}


@pytest.mark.slow
def test_the_counts_that_the_releases_have(full: SqliteVocabulary) -> None:
    def count(query: str) -> int:
        found: int = full._database.execute(query).fetchone()[0]
        return found

    terms = "SELECT count(*) FROM term t JOIN entity e ON e.id = t.entity WHERE t.obsolete = 0 AND e.prefix = "
    assert count(terms + "'DOID'") == 12_246
    assert count(terms + "'HP'") == 19_484 - 450
    assert count("SELECT count(*) FROM gene") == 43_882


@pytest.mark.slow
def test_a_full_index_is_small_and_opens_and_answers_at_once(full_index: Path) -> None:
    assert full_index.stat().st_size < 100_000_000
    began = process_time()
    with open_index(full_index) as vocabulary:
        assert process_time() - began < 1
        names = [name.literal for name in vocabulary.names(POH)]
        began = process_time()
        for name in names * 20:
            assert vocabulary.named(name)
        assert (process_time() - began) / (len(names) * 20) < 0.02


def test_the_slices_open_at_once() -> None:
    began = process_time()
    with open_vocabulary(None):
        assert process_time() - began < 10
