"""HGNC's complete set: approved symbols, previous ones, aliases, and other databases' ids."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from mendelgraph.vocabulary.readers.tables import has_columns, quoted_tab_rows
from mendelgraph.vocabulary.reading import Document, Identifiers, Reader, Reading, blank_reading
from mendelgraph.vocabulary.terms import Gene

if TYPE_CHECKING:
    from mendelgraph.identifiers import Curie

# The columns whose ids are kept, and the prefix of each.
_XREFS = (
    ("entrez_id", "NCBIGene"),
    ("ensembl_gene_id", "ENSEMBL"),
    ("uniprot_ids", "UniProtKB"),
    ("omim_id", "OMIM"),
)


def read_hgnc(document: Document, identifiers: Identifiers) -> Reading:
    """Read every approved entry. The version is the latest `date_modified`, the only date in the file."""
    csv.field_size_limit(1 << 24)
    genes, latest = [], ""
    for row in quoted_tab_rows(document.lines()):
        latest = max(latest, row["date_modified"] or "")
        hgnc = identifiers.curie(row["hgnc_id"])
        if hgnc and row["status"] == "Approved":
            genes.append(_gene(hgnc, row, identifiers))
    reading = blank_reading("hgnc", latest)
    reading.genes.extend(genes)
    return reading


def _gene(hgnc: Curie, row: dict[str, str], identifiers: Identifiers) -> Gene:
    xrefs = [f"{prefix}:{local}" for column, prefix in _XREFS for local in _values(row[column])]
    previous, aliases = _values(row["prev_symbol"]), _values(row["alias_symbol"])
    ids = identifiers.curies(xrefs)
    return Gene(hgnc, row["symbol"], row["name"], row["location"], previous, aliases, ids, "hgnc")


def _values(cell: str | None) -> tuple[str, ...]:
    return tuple(sorted({value.strip() for value in (cell or "").split("|") if value.strip()}))


READERS = (Reader("HGNC complete set", lambda head: has_columns(head, "hgnc_id", "symbol", "name"), read_hgnc),)
