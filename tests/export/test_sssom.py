"""SSSOM/TSV: every mapping of the graph, refusals included, with prefixes that say what the identifiers are."""

from __future__ import annotations

import csv
import io
import re

import bioregistry
from pyoxigraph import Quad

from mendelgraph.align.sssom import MAPPING_COLUMNS
from mendelgraph.export import write
from mendelgraph.graph.namespaces import RDF, SSSOM


def table(quads: list[Quad]) -> tuple[list[str], list[dict[str, str]]]:
    out = io.BytesIO()
    write(iter(quads), "sssom", out)
    lines = out.getvalue().decode().splitlines()
    head = [line for line in lines if line.startswith("#")]
    return head, list(csv.DictReader(lines[len(head) :], delimiter="\t"))


def test_every_mapping_is_a_row(catalogue: list[Quad]) -> None:
    _, rows = table(catalogue)
    mappings = {quad.subject for quad in catalogue if quad.predicate == RDF.type and quad.object == SSSOM.Mapping}
    assert len(rows) == len(mappings) > 100
    assert tuple(rows[0]) == MAPPING_COLUMNS
    assert all(
        row["subject_id"].startswith("ghr:") and row["mapping_justification"].startswith("semapv:") for row in rows
    )


def test_the_head_says_what_each_prefix_stands_for(catalogue: list[Quad]) -> None:
    head, rows = table(catalogue)
    prefixes = {line.split(":")[0].strip("# ") for line in head if line.startswith("#  ")}
    assert {row["object_id"].partition(":")[0] for row in rows} <= prefixes
    assert {"ghr", "skos", "semapv", "bioregistry"} <= prefixes
    assert '#license: "https://creativecommons.org/publicdomain/zero/1.0/"' in head


def test_vocabularies_are_named_as_the_bioregistry_names_them(catalogue: list[Quad]) -> None:
    _, rows = table(catalogue)
    named = {row["object_id"].partition(":")[0]: row["object_source"] for row in rows}
    assert named["SCTID"] == "bioregistry:snomedct"
    assert named["Orphanet"] == "bioregistry:orphanet.ordo"
    keys = {value.removeprefix("bioregistry:") for value in named.values()}
    assert {key for key in keys if bioregistry.normalize_prefix(key) != key} == set()


def test_a_refusal_is_a_row_with_its_reason(catalogue: list[Quad]) -> None:
    _, rows = table(catalogue)
    refused = [row for row in rows if row["predicate_modifier"] == "Not"]
    assert refused
    assert all(row["comment"] for row in refused)


def test_a_row_says_through_whom_and_by_which_votes(catalogue: list[Quad]) -> None:
    _, rows = table(catalogue)
    by_pair = {(row["subject_id"], row["object_id"]): row["other"] for row in rows}
    poh = "ghr:progressive-osseous-heteroplasia"
    assert re.search(r"^said by mondo\S* \| .*\+ name-is-label: .* \[mondo\S*\]", by_pair[poh, "MONDO:0008153"])
    assert by_pair[poh, "OMIM:166350"].startswith("via MONDO:0008153 said by ")


def test_a_release_without_mappings_is_an_empty_table() -> None:
    _, rows = table([])
    assert rows == []
