"""What a validation found: frozen values in one order, whatever engine found them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


SH = "http://www.w3.org/ns/shacl#"


class Severity(StrEnum):
    """Name SHACL's severities. Only a violation keeps data from being published."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


class Finding(NamedTuple):
    """Hold one result. Nodes and values are in N-Triples syntax, paths in that of SPARQL; None where there is none.

    `shape` is the IRI of the rule: the nearest shape with an IRI, or the query of `shapes/cross-record/`.
    """

    focus: str
    path: str | None
    value: str | None
    severity: Severity
    message: str
    shape: str
    component: str


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """Hold the findings, sorted and without duplicates; make one with `make_report`."""

    findings: tuple[Finding, ...] = ()

    @property
    def conforms(self) -> bool:
        """Tell whether there is no violation; warnings do not count."""
        return all(finding.severity is not Severity.VIOLATION for finding in self.findings)

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity is severity)


def make_report(findings: Iterable[Finding]) -> ValidationReport:
    """Sort findings, the gravest first, then by rule, focus node, path and value.

    >>> one = Finding("<urn:x:a>", None, None, Severity.WARNING, "no DOI", "urn:x:rule", "minCount")
    >>> make_report([one, one]).conforms, len(make_report([one, one]).findings)
    (True, 1)
    """
    ranks = list(Severity)
    return ValidationReport(
        tuple(sorted(set(findings), key=lambda found: (ranks.index(found.severity), *_order(found))))
    )


def _order(found: Finding) -> tuple[str, ...]:
    return (found.shape, found.focus, found.path or "", found.value or "", found.message, found.component)


def default_message(component: str) -> str:
    """Word a result whose shape has no message.

    >>> default_message("http://www.w3.org/ns/shacl#MinCountConstraintComponent")
    'does not satisfy sh:minCount'
    """
    name = component.strip("<>").removeprefix(SH).removesuffix("ConstraintComponent")
    return f"does not satisfy sh:{name[:1].lower()}{name[1:]}"
