"""Dialects: every form reads back, is registered where it says so, and occurs in real data where some is at hand."""

from __future__ import annotations

import csv
import gzip
import io
import re
from pathlib import Path

import bioregistry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.dialects import curie_in, dialects, forms, forms_of, iri_in, read_iri, read_spelling, recognise
from mendelgraph.errors import UnknownNameError
from mendelgraph.identifiers import Curie, prefixes

EXAMPLES = {
    "MONDO": "0008153", "OMIM": "166350", "OMIMPS": "203655", "Orphanet": "2762", "DOID": "0111535", "HGNC": "4392",
    "UMLS": "C0334041", "MEDGEN": "137714", "MESH": "C562735", "SCTID": "719271000", "NCIT": "C132062",
    "GARD": "0000109", "MEDDRA": "10018706", "ICD11": "1107209347", "EFO": "0000400", "HP": "0000006",
    "GENO": "0000879", "NCBIGene": "2778", "ENSEMBL": "ENSG00000087460", "UniProtKB": "P63092", "PMID": "11784876",
    "PMC": "PMC4321643",
}  # fmt: skip
PATTERNS = {name: re.compile(row.pattern.pattern, re.ASCII) for name, row in prefixes().items()}
FORMS = [pytest.param(form, id=f"{form.dialect}-{form.prefix}") for form in forms()]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_reads_back(form) -> None:  # type: ignore[no-untyped-def]  # a row of the table
    curie = Curie(form.prefix, EXAMPLES[form.prefix])
    assert read_iri(iri_in(curie, form.dialect) or "", form.dialect) == curie
    spelling = curie_in(curie, form.dialect)
    assert (read_spelling(spelling, form.dialect) if spelling else curie) == curie
    assert recognise(iri_in(curie, form.dialect) or "")[form.dialect] == curie


@given(
    st.sampled_from(forms()).flatmap(
        lambda form: st.tuples(st.just(form), st.from_regex(PATTERNS[form.prefix], fullmatch=True))
    )
)
def test_any_identifier_survives_any_dialect(case) -> None:  # type: ignore[no-untyped-def]  # a form and a local part
    form, local = case
    curie = Curie(form.prefix, local)
    assert read_iri(iri_in(curie, form.dialect) or "", form.dialect) == curie


def test_the_table_has_one_form_for_a_kind_and_says_where_it_was_seen() -> None:
    keys = [(form.dialect, form.prefix) for form in forms()]
    assert len(keys) == len(set(keys))
    assert all(form.prefix in prefixes() for form in forms())
    assert all(re.fullmatch(r"https?://\S+|Python package \S+ [\d.]+", form.seen) for form in forms())
    assert all(re.fullmatch(r"https?://\S+[/#_:=]\S*", form.iri) for form in forms())


def test_no_dialect_is_ambiguous() -> None:
    for dialect in dialects():
        starts = [form.iri for form in forms_of(dialect).values()]
        assert len(starts) == len(set(starts))


def test_an_unknown_dialect_is_answered_with_a_near_one() -> None:
    with pytest.raises(UnknownNameError, match="uniprot"):
        iri_in(Curie("OMIM", "166350"), "unipro")


REGISTERED = [form for form in forms() if "bioregistry.io" in form.seen]


@pytest.mark.parametrize("form", REGISTERED, ids=lambda form: f"{form.dialect}-{form.prefix}")
def test_the_bioregistry_has_the_forms_that_were_seen_there(form) -> None:  # type: ignore[no-untyped-def]  # a row
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
    assert diseases
    assert all(read_spelling(text, "clingen") for text in diseases)
    assert (
        iri_in(Curie("MONDO", "0013212"), "clingen") == "https://search.clinicalgenome.org/kb/conditions/MONDO:0013212"
    )


def test_orphanet_s_own_ontology_writes_these_ids(shared: Path) -> None:
    ids = [line[4:] for line in lines(shared / "ontologies" / "ordo_3.1.obo.gz") if line.startswith("id: ")]
    orphanet = [text for text in ids if text.startswith(("Orphanet:", "http://www.orpha.net/ORDO/Orphanet_"))]
    assert len(orphanet) > 10_000
    ends = {re.split(r"Orphanet[:_]", text)[-1] for text in orphanet}
    assert all(read_iri(f"http://www.orpha.net/ORDO/Orphanet_{end}", "ordo") for end in ends)
