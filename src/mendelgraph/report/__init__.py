"""What a build did, as numbers, lists that a person can work through, a page to read and JSON for programs."""

from mendelgraph.report.changelog import (
    ChangeRow,
    carry_on,
    change_rows,
    read_changelog,
    write_changelog,
    write_changelog_page,
)
from mendelgraph.report.changes import (
    Altered,
    Changes,
    Conditions,
    Reference,
    compare_releases,
    find_altered,
    restore,
)
from mendelgraph.report.conflicts import conflict_rows, write_conflicts
from mendelgraph.report.curating import UNRESOLVED_COLUMNS, Unresolved, read_decisions, write_unresolved
from mendelgraph.report.findings import FindingGroup, Findings, group_findings
from mendelgraph.report.notes import ConditionNotes, note_condition
from mendelgraph.report.page import load_templates, write_html
from mendelgraph.report.quality import read_quality
from mendelgraph.report.rot import find_rot, with_labels
from mendelgraph.report.tally import Tally, tally_record
from mendelgraph.report.tree import write_json
from mendelgraph.report.values import BuildReport

__all__ = [
    "UNRESOLVED_COLUMNS",
    "Altered",
    "BuildReport",
    "ChangeRow",
    "Changes",
    "ConditionNotes",
    "Conditions",
    "FindingGroup",
    "Findings",
    "Reference",
    "Tally",
    "Unresolved",
    "carry_on",
    "change_rows",
    "compare_releases",
    "conflict_rows",
    "find_altered",
    "find_rot",
    "group_findings",
    "load_templates",
    "note_condition",
    "read_changelog",
    "read_decisions",
    "read_quality",
    "restore",
    "tally_record",
    "with_labels",
    "write_changelog",
    "write_changelog_page",
    "write_conflicts",
    "write_html",
    "write_json",
    "write_unresolved",
]
