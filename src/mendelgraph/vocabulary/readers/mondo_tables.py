"""Mondo's by-products: gene links as a ROBOT template, the edges of its rare subset, and synonym scopes.

ROBOT templates have a second header line that says what each column becomes: http://robot.obolibrary.org/template
"""

from __future__ import annotations

from itertools import islice

from mendelgraph.vocabulary.readers.tables import has_columns, tab_rows
from mendelgraph.vocabulary.reading import Document, Identifiers, Reader, Reading, blank_reading
from mendelgraph.vocabulary.terms import GeneDisease, TermName

OMIM_GENES, EDGES, SYNONYMS = "mondo-omim-genes", "mondo-rare", "mondo-scopes"


def read_omim_genes(document: Document, identifiers: Identifiers) -> Reading:
    """Read diseases with the gene whose germline mutation is their basis (RO:0004003), as OMIM has it."""
    reading = blank_reading(OMIM_GENES)
    for row in islice(tab_rows(document.lines()), 1, None):
        disease, gene = identifiers.curie(row["mondo_id"]), identifiers.curie(row["hgnc_id"])
        if disease and gene:
            reading.gene_diseases.append(GeneDisease(gene, disease, "RO:0004003", OMIM_GENES))
    return reading


def read_rare_edges(document: Document, identifiers: Identifiers) -> Reading:
    """Read superclass edges and gene edges of the subset; a class outside it is passed over."""
    reading = blank_reading(EDGES)
    for row in tab_rows(document.lines()):
        subject, target = identifiers.curie(row["subject"]), identifiers.curie(row["object"])
        if not subject or not target:
            continue
        if row["relation"] == "rdfs:subClassOf":
            reading.parents.append((subject, target))
        elif target.prefix == "HGNC":
            reading.gene_diseases.append(GeneDisease(target, subject, row["relation"], EDGES))
    return reading


def read_scopes(document: Document, identifiers: Identifiers) -> Reading:
    """Read the scope Mondo gives a synonym it shares with another vocabulary.

    Where the two differ, `synonym_scope_mondo` has Mondo's; where it is empty they agree on `synonym_scope_source`.
    """
    reading = blank_reading(SYNONYMS)
    for row in islice(tab_rows(document.lines()), 1, None):
        term = identifiers.curie(row["mondo_id"])
        scope = (row["synonym_scope_mondo"] or row["synonym_scope_source"]).removeprefix("oio:")
        if term:
            literal = row["synonym_case_diff_mondo"] or row["synonym"]
            abbreviation = "ABBREVIATION" in row["synonym_type_mondo"]
            reading.names.append(TermName(term, scope, literal, SYNONYMS, abbreviation))
    return reading


READERS = (
    Reader(
        "Mondo gene links", lambda head: has_columns(head, "mondo_id", "hgnc_id", "omim_disease_xref"), read_omim_genes
    ),
    Reader(
        "Mondo subset edges",
        lambda head: has_columns(head, "id", "subject", "predicate", "object", "relation"),
        read_rare_edges,
    ),
    Reader(
        "Mondo synonym scopes",
        lambda head: has_columns(head, "mondo_id", "mondo_label", "synonym_scope_source", "synonym_scope_mondo"),
        read_scopes,
    ),
)
