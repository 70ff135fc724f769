"""Reports as text for a curator, as JSON for a program, as `sh:ValidationReport` in Turtle for an RDF tool."""

from __future__ import annotations

import json
from enum import StrEnum
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from mendelgraph.graph.iris import DEFAULT_BASE
from mendelgraph.graph.namespaces import PREFIXES
from mendelgraph.identifiers import curie_of_iri
from mendelgraph.rdf.writing import write_turtle
from mendelgraph.validation.report import SH, Finding, Severity, ValidationReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHOWN = 10
WIDEST = 160


class ReportFormat(StrEnum):
    """Name a form of a report."""

    TEXT = "text"
    JSON = "json"
    TURTLE = "turtle"


def write_report(report: ValidationReport, form: ReportFormat, *, shown: int = SHOWN) -> str:
    """Write a report; `shown` bounds how many findings of one rule the text lists, the rest is counted."""
    writers: dict[ReportFormat, Callable[[], str]] = {
        ReportFormat.TEXT: lambda: _text(report, shown),
        ReportFormat.JSON: lambda: _json(report),
        ReportFormat.TURTLE: lambda: _turtle(report),
    }
    return writers[form]()


def _text(report: ValidationReport, shown: int) -> str:
    counts = " and ".join(_count(len(report.of(severity)), severity) for severity in Severity if report.of(severity))
    verdict = "Conforms" if report.conforms else "Does not conform"
    lines = [f"{verdict}: {counts or 'nothing to report'}."]
    for (severity, shape, message), group in groupby(sorted(report.findings, key=_rule_key), key=_rule):
        lines += ["", *_rule_lines(severity, shape, message, list(group), shown)]
    return "\n".join(lines) + "\n"


def _rule(found: Finding) -> tuple[Severity, str, str]:
    return found.severity, found.shape, found.message


def _rule_key(found: Finding) -> tuple[object, ...]:
    return list(Severity).index(found.severity), found.shape, found.message, found


def _rule_lines(severity: Severity, shape: str, message: str, found: list[Finding], shown: int) -> Iterator[str]:
    yield f"{_count(len(found), severity)}: {message}"
    yield f"  rule {shape.rpartition('#')[2] or shape}"
    for finding in found[:shown]:
        parts = (_short(part) for part in (finding.path, finding.value) if part is not None)
        yield "  - " + " ".join((_short(finding.focus), *parts))
    if len(found) > shown:
        yield f"  … and {len(found) - shown:,} more"


def _count(number: int, severity: Severity) -> str:
    """Count in words.

    >>> _count(1, Severity.VIOLATION), _count(1200, Severity.WARNING)
    ('1 violation', '1,200 warnings')
    """
    return f"{number:,} {severity.value.lower()}{'' if number == 1 or severity is Severity.INFO else 's'}"


def _short(term: str) -> str:
    """Write an IRI as a CURIE, or below our base, where it can be; keep a long text to one line.

    >>> _short("<http://purl.obolibrary.org/obo/MONDO_0008153>"), _short("<http://www.w3.org/2000/01/rdf-schema#label>")
    ('MONDO:0008153', 'rdfs:label')
    """
    if not (term.startswith("<") and term.endswith(">")):
        return term if len(term) <= WIDEST else f"{term[:WIDEST]}…"
    iri = term[1:-1]
    if curie := curie_of_iri(iri):
        return str(curie)
    for name, space in PREFIXES.items():
        if iri.startswith(space) and iri[len(space) :].isidentifier():
            return f"{name}:{iri[len(space) :]}"
    return iri.removeprefix(DEFAULT_BASE) if iri.startswith(DEFAULT_BASE) else term


def _json(report: ValidationReport) -> str:
    counts = {severity.value: len(report.of(severity)) for severity in Severity}
    document = {
        "conforms": report.conforms,
        "counts": counts,
        "findings": [finding._asdict() for finding in report.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _turtle(report: ValidationReport) -> str:
    return write_turtle(_report_triples(report), {"sh": SH, "xsd": "http://www.w3.org/2001/XMLSchema#"})


def _report_triples(report: ValidationReport) -> Iterator[Triple]:
    rdf_type = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    top = BlankNode("report")
    yield Triple(top, rdf_type, NamedNode(SH + "ValidationReport"))
    yield Triple(top, NamedNode(SH + "conforms"), Literal(report.conforms))
    for finding in report.findings:
        node = BlankNode("r" + sha256("\0".join(map(str, finding)).encode()).hexdigest()[:16])
        yield Triple(top, NamedNode(SH + "result"), node)
        yield Triple(node, rdf_type, NamedNode(SH + "ValidationResult"))
        yield from (Triple(node, NamedNode(SH + name), term) for name, term in _result_terms(finding))


def _result_terms(finding: Finding) -> Iterator[tuple[str, NamedNode | BlankNode | Literal]]:
    yield "focusNode", _term(finding.focus)
    if finding.path is not None and finding.path.startswith("<"):
        yield "resultPath", _term(finding.path)
    if finding.value is not None:
        yield "value", _term(finding.value)
    yield "resultSeverity", NamedNode(SH + finding.severity.value)
    yield "resultMessage", Literal(finding.message, language="en")
    if finding.shape:
        yield "sourceShape", NamedNode(finding.shape)
    yield "sourceConstraintComponent", NamedNode(finding.component)


def _term(text: str) -> NamedNode | BlankNode | Literal:
    """Read one term of N-Triples through the parser, as the object of a triple."""
    quad = next(iter(pyoxigraph.parse(f"<urn:x:s> <urn:x:p> {text} .", format=RdfFormat.N_TRIPLES)))
    term = quad.object
    if isinstance(term, NamedNode | BlankNode | Literal):
        return term
    raise ValueError(f"unexpected term: {term!r}")
