"""Tables, CSV and Parquet alike, and the archive that holds them."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from pyarrow import parquet
from pyoxigraph import Quad

from mendelgraph.errors import InputError
from mendelgraph.export import tables, write, write_parts
from mendelgraph.export.catalogue import DOI
from mendelgraph.identifiers import parse_curie, prefixes
from tests.export.facts import FABIO, PRISM, ask, own, scope

CONDITION = "https://w3id.org/mendelgraph/condition/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
BIOLINK = "https://w3id.org/biolink/vocab/"
PREDICATES = {"Causes": "causes", "Contributes": "contributes_to", "Modifies": "affects"}

Tables = dict[str, list[dict[str, str]]]


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode())))


def read_parquet(data: bytes) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = parquet.read_table(io.BytesIO(data)).to_pylist()
    return rows


READERS = {"tables": read_csv, "parquet": read_parquet}


@pytest.fixture(scope="module", params=READERS)
def read(request: pytest.FixtureRequest, catalogue: list[Quad]) -> Tables:
    files = write_parts(iter(catalogue), request.param)
    return {name.partition(".")[0]: READERS[request.param](data) for name, data in files.items()}


def iri(text: str) -> str:
    if text.startswith("doi:"):
        return DOI + text.removeprefix("doi:")
    return parse_curie(text).iri if text.partition(":")[0] in prefixes() else text


def test_the_same_facts_come_back(read: Tables, catalogue: list[Quad]) -> None:
    expected = ask(catalogue)
    assert {(CONDITION + row["slug"], row["name"]) for row in read["conditions"]} == expected.conditions
    others = {(CONDITION + row["slug"], row["name"]) for row in read["names"] if row["kind"] == "alternative"}
    assert others == expected.names
    genes = {
        (CONDITION + row["slug"], iri(row["gene"]), BIOLINK + PREDICATES.get(row["role"], "associated_with"))
        for row in read["condition_genes"]
    }
    assert genes == expected.genes
    assert {(CONDITION + row["slug"], iri(row["mode"])) for row in read["modes"]} == expected.modes
    found = {(CONDITION + row["slug"], SKOS + row["match"], iri(row["target"])) for row in read["mappings"]}
    assert found == expected.matches
    assert {(CONDITION + row["slug"], iri(row["work"])) for row in read["citations"]} == expected.citations


def several(cell: str) -> list[str]:
    return cell.split(" | ") if cell else []


def test_the_same_names_details_and_identifiers_come_back(read: Tables, catalogue: list[Quad]) -> None:
    expected = ask(catalogue)
    scopes = {(CONDITION + row["slug"], scope(row["scope"]), row["name"]) for row in read["names"] if row["scope"]}
    assert scopes == expected.scopes
    details = {
        (
            CONDITION + row["slug"], iri(row["gene"]), own(row["role"]), row["symbol"], own(row["variant_origin"]),
            own(row["function_change"]), row["parental_copy"] and iri(row["parental_copy"]), row["sole_cause"],
        )
        for row in read["condition_genes"]
    }  # fmt: skip
    assert details == expected.details
    forms = {
        (CONDITION + row["slug"], iri(row["mode"]), row["form"], qualifier and iri(qualifier))
        for row in read["modes"]
        for qualifier in several(row["qualifiers"]) or [""]
    }
    assert forms == expected.forms
    assert {(row["iri"], iri(xref)) for row in read["genes"] for xref in several(row["xrefs"])} == expected.xrefs
    columns = {"doi": f"{PRISM}doi", "pmid": f"{FABIO}hasPubMedId", "pmcid": f"{FABIO}hasPubMedCentralId"}
    ids = {(iri(row["work"]), columns[name], row[name]) for row in read["works"] for name in columns if row[name]}
    assert ids == expected.works
    assert {(iri(row["work"]), row["title"]) for row in read["works"] if row["title"]} == expected.titles
    words = {text for name in ("condition_genes", "modes") for row in read[name] for text in several(row["words"])}
    assert words == {text for _, text in expected.words}


def test_keys_are_keys_and_lead_somewhere(read: Tables) -> None:
    slugs = [row["slug"] for row in read["conditions"]]
    genes = [row["gene"] for row in read["genes"]]
    works = [row["work"] for row in read["works"]]
    assert all(len(keys) == len(set(keys)) for keys in (slugs, genes, works))
    assert {row["slug"] for name in ("condition_genes", "modes", "names", "mappings") for row in read[name]} <= {*slugs}
    assert {row["gene"] for row in read["condition_genes"]} <= {*genes}
    assert {row["work"] for row in read["citations"]} == {*works}


def test_the_archive_holds_the_files_and_no_date(example: list[Quad]) -> None:
    out = io.BytesIO()
    write(iter(example), "tables", out)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {name: archive.read(name) for name in archive.namelist()} == write_parts(iter(example), "tables")


def test_parquet_without_pyarrow_says_what_to_do(monkeypatch: pytest.MonkeyPatch, example: list[Quad]) -> None:
    monkeypatch.setattr(tables, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'mendelgraph\[parquet\]'"):
        write_parts(iter(example), "parquet")


def test_an_empty_release_gives_empty_tables() -> None:
    for name, reader in READERS.items():
        assert not any(reader(data) for data in write_parts(iter([]), name).values())
