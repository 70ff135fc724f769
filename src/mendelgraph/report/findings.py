"""What the shapes found, told once a rule: its words, how often, and a few examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mendelgraph.validation import Finding

EXAMPLES = 5
RANKS = ("violation", "warning", "info")


class FindingGroup(NamedTuple):
    """Hold the findings of one rule: severity in lower case, its message, how often, the first focus nodes."""

    severity: str
    message: str
    times: int
    examples: tuple[str, ...]


def group_findings(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Group findings by severity and message, the gravest and then the most frequent first."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        grouped.setdefault((finding.severity.value.lower(), finding.message), []).append(finding.focus.strip("<>"))
    groups = (
        FindingGroup(severity, message, len(nodes), tuple(sorted(set(nodes))[:EXAMPLES]))
        for (severity, message), nodes in grouped.items()
    )
    return tuple(sorted(groups, key=lambda group: (RANKS.index(group.severity), -group.times, group.message)))
