"""The mappings of a record as rows of an SSSOM table.

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
TOOL = "mendelgraph"
BIOREGISTRY = {"OMIMPS": "omim.ps", "Orphanet": "orphanet.ordo", "SCTID": "snomedct"}
"""The Bioregistry's prefixes where they are not ours in lower case."""


def registered(prefix: str) -> str:
    """Return the CURIE by which the Bioregistry knows the vocabulary of a prefix.

    >>> registered("SCTID"), registered("MONDO")
    ('bioregistry:snomedct', 'bioregistry:mondo')
    """
    return f"bioregistry:{BIOREGISTRY.get(prefix, prefix.lower())}"


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
            "object_source": registered(mapping.target.prefix),
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
