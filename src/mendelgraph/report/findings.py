"""What the shapes found, told once a rule: its words, how often, and a few examples."""

from __future__ import annotations

import sys
from collections import Counter
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


class Findings:
    """Group findings as they come: of each rule the number is kept, and the first few focus nodes by name."""

    def __init__(self) -> None:
        self._times: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], set[str]] = {}

    def add(self, finding: Finding) -> None:
        """Add a finding."""
        key = (sys.intern(finding.severity.value.lower()), sys.intern(finding.message))
        self._times[key] += 1
        examples = self._examples.setdefault(key, set())
        examples.add(finding.focus.strip("<>"))
        if len(examples) > EXAMPLES:
            examples.remove(max(examples))

    def groups(self) -> tuple[FindingGroup, ...]:
        """Return the groups by severity and message, the gravest and then the most frequent first."""
        groups = (FindingGroup(*key, times, tuple(sorted(self._examples[key]))) for key, times in self._times.items())
        return tuple(sorted(groups, key=lambda group: (RANKS.index(group.severity), -group.times, group.message)))


def group_findings(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Group findings by severity and message."""
    found = Findings()
    for finding in findings:
        found.add(finding)
    return found.groups()
