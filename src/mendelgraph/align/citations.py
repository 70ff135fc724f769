"""The PMIDs and PMCIDs of references that are printed with a DOI alone, from the curated table of checked pairs."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mendelgraph.alignments import CitationIds, Question
from mendelgraph.errors import InputError
from mendelgraph.resources import read_resource

if TYPE_CHECKING:
    from mendelgraph.facts import StatedRecord
    from mendelgraph.records import Citation

TABLE = "data/mappings/citations.tsv"
COLUMNS = ("doi", "pmid", "pmcid", "source")


class CitationRow(NamedTuple):
    """Hold the ids of the article with a DOI, and who says so."""

    doi: str
    pmid: str | None
    pmcid: str | None
    source: str


CitationTable: TypeAlias = Mapping[str, CitationRow]
"""The rows by DOI in lower case."""


def read_citation_table(text: str, *, where: str = TABLE) -> dict[str, CitationRow]:
    r"""Read a table with the columns doi, pmid, pmcid, source; DOIs are compared in lower case.

    Raises InputError for a missing column, a malformed id or a DOI that stands twice.

    >>> table = read_citation_table("doi\tpmid\tpmcid\tsource\n10.1056/NEJMoa011262\t11784876\t\tpubmed\n")
    >>> table["10.1056/nejmoa011262"].pmid
    '11784876'
    """
    reader = csv.DictReader(text.splitlines(), delimiter="\t")
    if missing := set(COLUMNS) - set(reader.fieldnames or ()):
        raise InputError(f"column {', '.join(sorted(missing))} is missing", where=where)
    rows: dict[str, CitationRow] = {}
    for line, row in enumerate(reader, start=2):
        found = _checked(row, f"{where}, line {line}")
        if found.doi in rows:
            raise InputError(f"DOI {found.doi} stands twice; delete one of the lines", where=f"{where}, line {line}")
        rows[found.doi] = found
    return rows


def _checked(row: dict[str, str], where: str) -> CitationRow:
    doi, pmid, pmcid, source = ((row[column] or "").strip() for column in COLUMNS)
    if not doi.startswith("10."):
        raise InputError(f"{doi!r} is no DOI; write it without https://doi.org/", where=where)
    if (pmid and not pmid.isdigit()) or (pmcid and not (pmcid.startswith("PMC") and pmcid[3:].isdigit())):
        raise InputError(f"{pmid or pmcid!r} is no PMID (digits) or PMCID (PMC and digits)", where=where)
    if not source:
        raise InputError("the source of the ids is empty; say where they were read", where=where)
    return CitationRow(doi.lower(), pmid or None, pmcid or None, source)


@cache
def embedded_citations() -> dict[str, CitationRow]:
    """Return the table that travels with the package; empty where it is absent."""
    try:
        return read_citation_table(read_resource(TABLE))
    except FileNotFoundError:
        return {}


def identify_citations(
    stated: StatedRecord, table: CitationTable
) -> tuple[tuple[CitationIds, ...], tuple[Question, ...]]:
    """Give the references the ids that the table has for their DOI; one that differs from the page's is a question."""
    found: list[CitationIds] = []
    questions: list[Question] = []
    for fact in stated.references:
        doi = fact.citation.fields.doi if fact.citation.fields else None
        row = table.get(doi.lower()) if doi else None
        if row is None:
            continue
        if detail := _difference(fact.citation, row):
            questions.append(Question(stated.record.slug, "citation-id-differs", row.doi, detail))
        elif not fact.citation.pmid:
            found.append(CitationIds(fact.citation, row.pmid, row.pmcid, row.source))
    return tuple(found), tuple(questions)


def _difference(citation: Citation, row: CitationRow) -> str:
    if citation.pmid and row.pmid and citation.pmid != row.pmid:
        return f"the page links PMID {citation.pmid}, the table has {row.pmid} ({row.source})"
    if citation.pmcid and row.pmcid and citation.pmcid != row.pmcid:
        return f"the page links {citation.pmcid}, the table has {row.pmcid} ({row.source})"
    return ""
