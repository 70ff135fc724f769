"""Curated gene-disease validity: ClinGen's table and the submissions to GenCC (CSV, with or without a header)."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from mendelgraph.identifiers import Curie
from mendelgraph.vocabulary.reading import Document, Identifiers, Reader, Reading, blank_reading
from mendelgraph.vocabulary.terms import DiseaseMode, GeneDisease

if TYPE_CHECKING:
    from collections.abc import Iterator

CLINGEN, GENCC = "clingen", "gencc"
# ClinGen's abbreviations of the mode of inheritance; UD (undetermined) states none.
MODES = {"AD": "0000006", "AR": "0000007", "XL": "0001417", "MT": "0001427", "SD": "0032113"}


def read_clingen(document: Document, identifiers: Identifiers) -> Reading:
    """Read the curations, and the mode of inheritance each was made for."""
    created = re.search(r"FILE CREATED: (\d{4}-\d\d-\d\d)", document.head)
    reading = blank_reading(CLINGEN, created.group(1) if created else "")
    for row in csv.reader(document.lines()):
        if len(row) < 7 or not row[1].startswith("HGNC:"):
            continue
        gene, disease = identifiers.curie(row[1]), identifiers.curie(row[3])
        if gene and disease:
            reading.gene_diseases.append(GeneDisease(gene, disease, row[6], CLINGEN))
            if row[4] in MODES:
                reading.modes.append(DiseaseMode(disease, Curie("HP", MODES[row[4]]), row[7], CLINGEN))
    return reading


def read_gencc(document: Document, identifiers: Identifiers) -> Reading:
    """Read the submissions: gene, disease, classification, mode of inheritance.

    A submission file has no header and the columns uuid, gene id, symbol, disease id, title, mode id, mode title,
    submitter id, submitter, classification id, classification, date, report. The whole export names its columns.
    """
    rows = list(csv.reader(document.lines()))
    columns = _columns(rows[0])
    reading = blank_reading(GENCC)
    latest = ""
    for row in rows:
        if len(row) <= max(columns.values()):
            continue
        gene, disease = (identifiers.curie(row[columns[name]]) for name in ("gene_curie", "disease_curie"))
        if gene and disease and gene.prefix == "HGNC":
            latest = max(latest, row[columns["submitted_as_date"]][:10])
            relation = row[columns["classification_title"]]
            reading.gene_diseases.append(GeneDisease(gene, disease, relation, GENCC))
            reading.modes.extend(
                _modes(disease, row[columns["moi_curie"]], row[columns["submitted_as_public_report_url"]], identifiers)
            )
    return reading._replace(version=latest)


def _modes(disease: Curie, mode: str, report: str, identifiers: Identifiers) -> Iterator[DiseaseMode]:
    # HP:0000005 is "mode of inheritance" itself: GenCC's way of saying that it is not known.
    found = identifiers.curie(mode) if mode and mode != "HP:0000005" else None
    if found:
        yield DiseaseMode(disease, found, report, GENCC)


_BARE = {
    "gene_curie": 1,
    "disease_curie": 3,
    "moi_curie": 5,
    "classification_title": 10,
    "submitted_as_date": 11,
    "submitted_as_public_report_url": 12,
}


def _columns(header: list[str]) -> dict[str, int]:
    return {name: header.index(name) for name in _BARE} if "gene_curie" in header else _BARE


def recognises_gencc(head: str) -> bool:
    """Tell a submission by its first row, the whole export by its column names."""
    first = head.split("\n", 1)[0]
    return bool(re.match(r"[\w-]+,HGNC:\d+,[^,]+,MONDO:\d{7},", first)) or (
        "gene_curie" in first and "classification_title" in first
    )


READERS = (
    Reader("ClinGen gene validity", lambda head: "CLINGEN GENE DISEASE VALIDITY" in head[:200], read_clingen),
    Reader("GenCC submissions", recognises_gencc, read_gencc),
)
