"""The mappings and open questions of a record as rows of tables: SSSOM, and the list that a curator opens first.

Columns and values as in the SSSOM specification, https://mapping-commons.github.io/sssom/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.alignments import AlignedRecord, Mapping

MAPPING_COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "subject_source",
    "object_source",
    "object_source_version",
    "mapping_tool",
    "confidence",
    "comment",
    "other",
)
UNRESOLVED_COLUMNS = ("slug", "kind", "subject", "detail", "candidates")
TOOL = "mendelgraph"
BIOREGISTRY = {"OMIMPS": "omim.ps", "Orphanet": "orphanet.ordo", "SCTID": "snomedct"}
"""The Bioregistry's prefixes where they are not ours in lower case."""


def mapping_rows(record: AlignedRecord) -> Iterator[dict[str, str]]:
    """Yield a row per mapping, refusals included, in the order of the record; all values are text, none is None."""
    for mapping in record.mappings:
        yield {
            "subject_id": f"ghr:{record.stated.record.slug}",
            "subject_label": record.stated.record.name,
            "predicate_id": f"skos:{mapping.match.value}",
            "predicate_modifier": "Not" if mapping.refused else "",
            "object_id": str(mapping.target),
            "object_label": mapping.label,
            "mapping_justification": f"semapv:{mapping.justification.value}",
            "author_label": mapping.curator,
            "subject_source": "bioregistry:ghr",
            "object_source": f"bioregistry:{BIOREGISTRY.get(mapping.target.prefix, mapping.target.prefix.lower())}",
            "object_source_version": mapping.source_version,
            "mapping_tool": TOOL,
            "confidence": f"{mapping.confidence:.2f}",
            "comment": mapping.reason,
            "other": _evidence(mapping),
        }


def _evidence(mapping: Mapping) -> str:
    said_by = f"via {mapping.via} said by {mapping.source}" if mapping.via else f"said by {mapping.source}"
    votes = (f"{'+' if vote.supports else '-'} {vote.kind}: {vote.evidence} [{vote.source}]" for vote in mapping.votes)
    return " | ".join((said_by, *votes))


def unresolved_rows(record: AlignedRecord) -> Iterator[dict[str, str]]:
    """Yield a row per question, with the columns of UNRESOLVED_COLUMNS; candidates are joined by `|`, best first."""
    for question in record.questions:
        yield {
            "slug": question.slug,
            "kind": question.kind,
            "subject": question.subject,
            "detail": question.detail,
            "candidates": "|".join(map(str, question.candidates)),
        }
