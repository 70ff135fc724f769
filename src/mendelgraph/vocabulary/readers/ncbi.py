"""NCBI's two tables: MIM numbers with genes and MedGen concepts; ClinVar's conditions with genes and source ids."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from mendelgraph.vocabulary.readers.tables import has_columns, tab_rows
from mendelgraph.vocabulary.reading import Document, Identifiers, Reader, Reading, blank_reading
from mendelgraph.vocabulary.terms import GeneDisease, Term, TermName, Xref

if TYPE_CHECKING:
    from mendelgraph.identifiers import Curie

MIM2GENE, CONDITIONS = "mim2gene-medgen", "gene-condition"
# The other ids of that column name GeneReviews chapters and the like, not conditions.
_SOURCE_ID = re.compile(r"(?:MONDO|HP):\d|PS\d|ORPHA\d")


def read_mim2gene_medgen(document: Document, identifiers: Identifiers) -> Reading:
    """Read the phenotypes: their MedGen concept and their gene, with the sources NCBI names for that link."""
    reading = blank_reading(MIM2GENE)
    for row in tab_rows(document.lines()):
        if row["type"] != "phenotype":
            continue
        disease = identifiers.curie(f"OMIM:{row['#MIM number']}")
        if disease is None:
            continue
        concept = _concept(row["MedGenCUI"], identifiers)
        if concept:
            reading.xrefs.append(Xref(disease, "oboInOwl:hasDbXref", concept, MIM2GENE))
        gene = identifiers.curie(f"NCBIGene:{row['GeneID']}") if row["GeneID"] != "-" else None
        if gene:
            relation = row["Source"].strip().removeprefix("-") or "unattributed"
            reading.gene_diseases.append(GeneDisease(gene, disease, relation, MIM2GENE))
    return reading


def _concept(cell: str, identifiers: Identifiers) -> Curie | None:
    """Return a concept: UMLS's own where the id is one (C0334041), MedGen's where it is provisional (CN031225)."""
    if cell in {"", "-"}:
        return None
    return identifiers.curie(f"{'MEDGEN' if cell.startswith('CN') else 'UMLS'}:{cell}")


def read_gene_condition(document: Document, identifiers: Identifiers) -> Reading:
    """Read conditions as ClinVar names them: concept, source id, MIM number, and the genes associated or related."""
    latest: list[str] = []
    reading = blank_reading(CONDITIONS)
    for row in tab_rows(document.lines()):
        latest.append(_updated(row.get("LastUpdated", "")))
        concept = _concept(row["ConceptID"], identifiers)
        others = _others(row, identifiers)
        if concept:
            reading.terms.append(Term(concept, row["DiseaseName"], CONDITIONS))
            reading.names.append(TermName(concept, "label", row["DiseaseName"], CONDITIONS))
            reading.xrefs.extend(Xref(concept, "oboInOwl:hasDbXref", other, CONDITIONS) for other in others)
        gene = identifiers.curie(f"NCBIGene:{row['#GeneID']}")
        relation = "associated" if row["AssociatedGenes"] else "related"
        for disease in ({concept} if concept else set()) | others if gene else set():
            reading.gene_diseases.append(GeneDisease(gene, disease, relation, CONDITIONS))  # type: ignore[arg-type]
    return reading._replace(version=max(latest, default=""))


def _others(row: dict[str, str], identifiers: Identifiers) -> set[Curie]:
    spelled = [row["SourceID"]] if _SOURCE_ID.match(row["SourceID"]) else []
    spelled += [f"OMIM:{row['DiseaseMIM']}"] if row["DiseaseMIM"] else []
    return set(identifiers.curies(spelled))


def _updated(text: str) -> str:
    """Return a date in either of the two styles of the file (`Feb 16 2016`, `16 Feb 2016`), or an empty string."""
    for style in ("%b %d %Y", "%d %b %Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), style).date().isoformat()
        except ValueError:
            continue
    return ""


READERS = (
    Reader(
        "NCBI mim2gene_medgen", lambda head: has_columns(head, "#MIM number", "GeneID", "type"), read_mim2gene_medgen
    ),
    Reader(
        "NCBI gene_condition_source_id",
        lambda head: has_columns(head, "#GeneID", "AssociatedGenes", "RelatedGenes"),
        read_gene_condition,
    ),
)
