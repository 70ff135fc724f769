"""The report as JSON: every number and list of the page, for a program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mendelgraph.report.conflicts import conflict_rows
from mendelgraph.report.tally import nest

if TYPE_CHECKING:
    from mendelgraph.records import Disagreement
    from mendelgraph.report.curating import Unresolved
    from mendelgraph.report.notes import CodesDiffer, TurnedDown
    from mendelgraph.report.quality import Quality
    from mendelgraph.report.rot import Rot
    from mendelgraph.report.values import BuildReport


def write_json(report: BuildReport) -> str:
    """Return the report as JSON, the same text for the same build."""
    return json.dumps(_tree(report), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _tree(report: BuildReport) -> dict[str, object]:
    notes = report.notes
    return {
        "version": report.version,
        "read": {"documents": dict(report.forms), "conditions": report.conditions, "gene-pages": report.gene_pages},
        "refused": [refusal._asdict() for refusal in report.refusals],
        "disagreements": [_disagreement(item) for item in report.disagreements],
        "counts": nest(report.counts),
        "triples": dict(report.triples),
        "findings": [group._asdict() for group in report.findings],
        "vocabularies": [source._asdict() for source in report.vocabularies],
        "conflicts": [row._asdict() for row in conflict_rows(notes)],
        "turned-down": [_turned_down(row) for note in notes for row in note.turned_down],
        "codes-differ": [_codes(row) for note in notes for row in note.codes_differ],
        "lists-against-prose": [row._asdict() for note in notes for row in note.lists],
        "unresolved": [_unresolved(row) for row in report.unresolved],
        "rot": [_rot(row) for row in report.rot],
        "changes": report.changes._asdict() if report.changes else None,
        "quality": _quality(report.quality) if report.quality else None,
    }


def _disagreement(item: Disagreement) -> dict[str, object]:
    said = [{"value": str(said.value), "documents": said.documents} for said in item.values]
    return {"condition": item.slug, "field": item.field, "said": said}


def _turned_down(row: TurnedDown) -> dict[str, object]:
    return row._asdict() | {"target": str(row.target)}


def _codes(row: CodesDiffer) -> dict[str, object]:
    return row._asdict() | {"codes": {str(code): sayers for code, sayers in row.codes}}


def _unresolved(row: Unresolved) -> dict[str, object]:
    return row._asdict() | {"candidates": [{"term": str(term), "label": label} for term, label in row.candidates]}


def _rot(row: Rot) -> dict[str, object]:
    instead = [{"term": str(term), "label": label} for term, label in row.instead]
    return row._asdict() | {"target": str(row.target), "instead": instead}


def _quality(quality: Quality) -> dict[str, object]:
    tables = [
        table._asdict()
        | {
            "scores": [
                score._asdict() | {"precision": score.precision, "recall": score.recall, "f1": score.f1}
                for score in table.scores
            ]
        }
        for table in quality.measured
    ]
    return {"measured": tables, "alignment-check": quality.checked._asdict() if quality.checked else None}
