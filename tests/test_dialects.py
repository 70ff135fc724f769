"""Dialects: every form reads back, is registered where it says so, and occurs in real data where some is at hand."""

from __future__ import annotations

import csv
import gzip
import io
import re
from itertools import permutations
from pathlib import Path

import bioregistry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.dialects import (
    Form,
    curie_in,
    dialects,
    forms,
    forms_of,
    iri_in,
    iris_in,
    read_iri,
    read_spelling,
    recognise,
)
from mendelgraph.errors import UnknownNameError
from mendelgraph.identifiers import Curie, prefixes
from mendelgraph.join.mentions import read_mention

EXAMPLES = {
    "MONDO": "0008153", "OMIM": "166350", "OMIMPS": "203655", "Orphanet": "2762", "DOID": "0111535", "HGNC": "4392",
    "UMLS": "C0334041", "MEDGEN": "137714", "MESH": "C562735", "SCTID": "719271000", "NCIT": "C132062",
    "GARD": "0000109", "MEDDRA": "10018706", "ICD11": "1107209347", "EFO": "0000400", "HP": "0000006",
    "GENO": "0000879", "NCBIGene": "2778", "ENSEMBL": "ENSG00000087460", "UniProtKB": "P63092", "PMID": "11784876",
    "PMC": "PMC4321643",
}  # fmt: skip
PROVISIONAL = {"MEDGEN": "CN031225"}
FORMS = [pytest.param(form, id=f"{form.dialect}-{form.prefix}-{form.iri}") for form in forms()]


def example(form: Form) -> str:
    return next(each[form.prefix] for each in (EXAMPLES, PROVISIONAL) if form.local.fullmatch(each[form.prefix]))


def any_local(form: Form) -> st.SearchStrategy[str]:
    return st.from_regex(re.compile(form.local.pattern, re.ASCII), fullmatch=True)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_reads_back(form: Form) -> None:
    curie = Curie(form.prefix, example(form))
    iri = form.iri + curie.local
    assert iri in iris_in(curie, form.dialect)
    assert read_iri(iri, form.dialect) == curie
    spelling = curie_in(curie, form.dialect)
    assert (read_spelling(spelling, form.dialect) if spelling else curie) == curie
    assert recognise(iri)[form.dialect] == curie


@given(st.sampled_from(forms()).flatmap(lambda form: st.tuples(st.just(form), any_local(form))))
def test_any_identifier_survives_any_dialect(case: tuple[Form, str]) -> None:
    form, local = case
    curie = Curie(form.prefix, local)
    assert read_iri(form.iri + local, form.dialect) == curie
    assert form.iri + local in iris_in(curie, form.dialect)


def test_the_table_has_a_form_once_and_says_where_it_was_seen() -> None:
    keys = [(form.dialect, form.prefix, form.iri) for form in forms()]
    assert len(keys) == len(set(keys))
    assert all(form.prefix in prefixes() for form in forms())
    assert all(re.fullmatch(r"https?://\S+|Python package \S+ [\d.]+", form.seen) for form in forms())
    assert all(re.fullmatch(r"https?://\S+[/#_:=]\S*", form.iri) for form in forms())


SHARED_STARTS = [
    (one, other)
    for dialect in dialects()
    for one, other in permutations([form for several in forms_of(dialect).values() for form in several], 2)
    if one.iri == other.iri
]


def test_what_two_kinds_share_is_medgen_s_alone() -> None:
    assert {(one.dialect, one.prefix) for one, _ in SHARED_STARTS} == {
        (dialect, prefix)
        for dialect in ("identifiers.org", "dbcls", "medgen-rdf", "ncbi")
        for prefix in ("MEDGEN", "UMLS")
    }


@given(st.sampled_from(SHARED_STARTS).flatmap(lambda pair: st.tuples(st.just(pair[1]), any_local(pair[0]))))
def test_no_dialect_is_ambiguous(case: tuple[Form, str]) -> None:
    other, local = case
    assert not other.local.fullmatch(local)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_takes_no_more_than_its_prefix(form: Form) -> None:
    narrower = set(form.local.pattern.split("|"))
    assert narrower <= set(prefixes()[form.prefix].pattern.pattern.split("|"))


def test_an_unknown_dialect_is_answered_with_a_near_one() -> None:
    with pytest.raises(UnknownNameError, match="uniprot"):
        iri_in(Curie("OMIM", "166350"), "unipro")


REGISTERED = [form for form in forms() if "bioregistry.io" in form.seen]


@pytest.mark.parametrize("form", REGISTERED, ids=lambda form: f"{form.dialect}-{form.prefix}")
def test_the_bioregistry_has_the_forms_that_were_seen_there(form: Form) -> None:
    resource = bioregistry.get_resource(form.seen.rpartition("/")[2])
    assert resource is not None
    record = resource.model_dump(exclude_none=True)
    written = {resource.get_uri_format(), resource.get_rdf_uri_format(), *_values(record)}
    if form.dialect.startswith("identifiers.org"):
        local = EXAMPLES[form.prefix]
        compact = bioregistry.get_identifiers_org_iri(resource.prefix, local)
        assert compact is not None
        older = compact.replace("https://identifiers.org/", "http://identifiers.org/").replace(":", "/", 2)
        expected = compact if form.dialect.endswith("compact") else older.replace("http///", "http://")
        assert form.iri + local == expected
    else:
        starts = {str(each).partition("$1")[0] for each in written}
        assert {form.iri, form.iri.removesuffix("PMC")} & starts


def _values(record: object) -> list[str]:
    if isinstance(record, dict):
        return [text for value in record.values() for text in _values(value)]
    if isinstance(record, list):
        return [text for value in record for text in _values(value)]
    return [record] if isinstance(record, str) else []


def lines(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().splitlines()


SSSOM = {
    "omim": "exactmatch", "orphanet": "exactmatch", "doid": "exactmatch", "umls": "exactmatch", "medgen": "exactmatch",
    "mesh": "exactmatch", "sctid": "exactmatch", "ncit": "exactmatch", "meddra": "exactmatch", "efo": "exactmatch",
    "icd11.foundation": "exactmatch", "hgnc": "hasdbxref", "omimps": "hasdbxref", "gard": "hasdbxref",
    "hp": "hasdbxref",
}  # fmt: skip


@pytest.mark.parametrize("name", SSSOM)
def test_mondo_writes_these_forms(name: str, shared: Path) -> None:
    text = lines(shared / "ontologies" / "mondo_sssom" / f"mondo_{SSSOM[name]}_{name}.sssom.tsv.gz")
    head = [line.lstrip("# ") for line in text if line.startswith("#")]
    spaces = dict(line.split(": ", 1) for line in head if re.fullmatch(r"[\w.]+: https?://\S+", line))
    rows = csv.DictReader(io.StringIO("\n".join(line for line in text if not line.startswith("#"))), delimiter="\t")
    found = [row["object_id"] for row in rows]
    read = [read_spelling(text, "mondo") for text in found]
    known = [(text, curie) for text, curie in zip(found, read, strict=True) if curie]
    assert len(known) > 0.9 * len(found)
    for text, curie in known:
        prefix, _, local = text.partition(":")
        assert spaces[prefix] + local == iri_in(curie, "mondo")


def test_mondo_s_robot_tables_write_hgnc_and_omim_so(shared: Path) -> None:
    rows = list(csv.DictReader(lines(shared / "ontologies" / "mondo-omim-genes.robot.tsv.gz"), delimiter="\t"))[1:]
    kinds = (("mondo_id", "MONDO"), ("hgnc_id", "HGNC"), ("omim_gene", "OMIM"))
    for row in rows:
        for column, prefix in kinds:
            found = read_iri(row[column], "mondo")
            assert found is not None, row
            assert found.prefix == prefix


def test_mondo_s_edges_write_gene_iris_so(shared: Path) -> None:
    rows = csv.DictReader(lines(shared / "ontologies" / "mondo-rare_edges.tsv.gz"), delimiter="\t")
    genes = {row["object"] for row in rows if row["object"].startswith("http")}
    assert genes
    assert {dialect for iri in genes for dialect in recognise(iri)} >= {"mondo", "identifiers.org", "dbcls", "biolink"}


def test_clingen_s_curies_are_read(shared: Path) -> None:
    rows = list(csv.reader(lines(shared / "ontologies" / "clingen_gene_validity_2026-02-09.csv.gz")))[6:]
    diseases = {row[3] for row in rows if row[3].startswith("MONDO:")}
    genes = {row[1] for row in rows}
    assert len(diseases) > 1000
    assert all(read_spelling(text, "clingen") for text in diseases)
    assert len(genes) > 1000
    assert {gene.prefix for text in genes if (gene := read_spelling(text, "clingen"))} == {"HGNC"}
    assert all(curie_in(Curie("HGNC", text.removeprefix("HGNC:")), "clingen") == text for text in genes)
    assert iri_in(Curie("HGNC", "4392"), "clingen") == "https://search.clinicalgenome.org/kb/genes/HGNC:4392"
    assert (
        iri_in(Curie("MONDO", "0013212"), "clingen") == "https://search.clinicalgenome.org/kb/conditions/MONDO:0013212"
    )


def test_orphanet_s_identifiers_fit_the_form(shared: Path) -> None:
    """No file at hand has Orphanet's IRIs, all have CURIEs: this shows the local parts, not the start of the IRI."""
    ids = [line[4:] for line in lines(shared / "ontologies" / "ordo_3.1.obo.gz") if line.startswith("id: Orphanet:")]
    assert len(ids) > 10_000
    (form,) = forms_of("ordo")["Orphanet"]
    assert [text for text in ids if not form.local.fullmatch(text.removeprefix("Orphanet:"))] == []


NCBI_FILES = {"mim2gene_medgen.gz": 4, "gene_condition_source_id.txt.gz": 3}


@pytest.mark.parametrize("name", NCBI_FILES)
def test_medgen_s_concepts_are_read_as_umls_s_where_they_are(name: str, shared: Path) -> None:
    """MedGen's RDF, DBCLS, NCBI's pages: concept ids stand where plain numbers may, and are UMLS's but for CN ones."""
    rows = [line.split("\t") for line in lines(shared / "ontologies" / name)[1:]]
    concepts = sorted({row[NCBI_FILES[name]] for row in rows} - {"", "-"})
    assert len(concepts) > 7000
    starts = {
        "medgen-rdf": "http://www.ncbi.nlm.nih.gov/medgen/",
        "dbcls": "http://identifiers.org/medgen/",
        "identifiers.org": "http://identifiers.org/medgen/",
        "ncbi": "https://www.ncbi.nlm.nih.gov/medgen/",
    }
    for dialect, start in starts.items():
        for concept in concepts:
            curie = Curie("MEDGEN" if concept.startswith("CN") else "UMLS", concept)
            assert read_iri(start + concept, dialect) == curie
            assert start + concept in iris_in(curie, dialect)


def test_ncbi_s_genes_and_mim_numbers_are_read(shared: Path) -> None:
    rows = [line.split("\t") for line in lines(shared / "ontologies" / "mim2gene_medgen.gz")[1:]]
    assert all(read_iri(f"http://www.ncbi.nlm.nih.gov/omim/{row[0]}", "ncbi") for row in rows)
    genes = {row[1] for row in rows} - {"-"}
    assert len(genes) > 10_000
    assert all(read_iri(f"https://www.ncbi.nlm.nih.gov/gene/{gene}", "ncbi") for gene in genes)


MENTIONED = {
    "http://www.ncbi.nlm.nih.gov/medgen/C0334041": Curie("UMLS", "C0334041"),
    "https://www.ncbi.nlm.nih.gov/medgen/C0334041": Curie("UMLS", "C0334041"),
    "http://identifiers.org/medgen/C0334041": Curie("UMLS", "C0334041"),
    "http://www.ncbi.nlm.nih.gov/medgen/137714": Curie("MEDGEN", "137714"),
    "http://identifiers.org/medgen/CN031225": Curie("MEDGEN", "CN031225"),
    "https://search.clinicalgenome.org/kb/genes/HGNC:4392": Curie("HGNC", "4392"),
    "http://purl.uniprot.org/hgnc/4392": Curie("HGNC", "4392"),
}


@pytest.mark.parametrize("iri", MENTIONED)
def test_somebody_s_data_mentions_these(iri: str) -> None:
    mention = read_mention(iri)
    assert mention is not None
    assert mention.curies == (MENTIONED[iri],)


def test_dbcls_has_no_form_for_medgen_s_plain_numbers() -> None:
    """TogoID's pattern takes concept ids alone; https://github.com/togoid/togoid-config has it."""
    assert iri_in(Curie("MEDGEN", "137714"), "dbcls") is None
