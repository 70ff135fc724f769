"""HPO's annotation files: inheritance of diseases (`phenotype.hpoa`) and genes of diseases (`genes_to_disease`)."""

from __future__ import annotations

import re

from mendelgraph.vocabulary.readers.tables import has_columns, tab_rows
from mendelgraph.vocabulary.reading import Document, Identifiers, Reader, Reading, blank_reading
from mendelgraph.vocabulary.terms import DiseaseMode, GeneDisease, Term, TermName

HPOA, GENES = "hpoa", "hpo-genes"


def read_hpoa(document: Document, identifiers: Identifiers) -> Reading:
    """Read the disease names and the rows of aspect I (inheritance) that are not negated."""
    stated = re.search(r"^#(?:version|date): *(\S+)", document.head, re.MULTILINE)
    reading = blank_reading(HPOA, stated.group(1) if stated else "")
    named: set[str] = set()
    for row in tab_rows(line for line in document.lines() if not line.startswith("#")):
        own = row["database_id"]
        if own not in named and (term := identifiers.curie(own)):
            reading.terms.append(Term(term, row["disease_name"], HPOA))
            reading.names.append(TermName(term, "label", row["disease_name"], HPOA))
        named.add(own)
        if row["aspect"] == "I" and row["qualifier"] != "NOT":
            disease, mode = identifiers.curie(own), identifiers.curie(row["hpo_id"])
            if disease and mode:
                reading.modes.append(DiseaseMode(disease, mode, row["reference"], HPOA))
    return reading


def read_genes_to_disease(document: Document, identifiers: Identifiers) -> Reading:
    """Read gene-disease links with their association type; the file says of each where it was taken from."""
    reading = blank_reading(GENES)
    for row in tab_rows(document.lines()):
        gene, disease = identifiers.curie(row["ncbi_gene_id"]), identifiers.curie(row["disease_id"])
        if gene and disease:
            reading.gene_diseases.append(GeneDisease(gene, disease, row["association_type"], GENES))
    return reading


READERS = (
    Reader("HPO annotations", lambda head: "\ndatabase_id\tdisease_name\tqualifier" in "\n" + head, read_hpoa),
    Reader(
        "HPO genes_to_disease",
        lambda head: has_columns(head, "ncbi_gene_id", "gene_symbol", "association_type"),
        read_genes_to_disease,
    ),
)
