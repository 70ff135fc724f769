"""Reports in words, as JSON and as RDF."""

from __future__ import annotations

import json

import pyoxigraph
import rdflib
from rdflib import RDF, SH

from mendelgraph.validation import Finding, ReportFormat, Severity, ValidationReport, write_report
from mendelgraph.validation.report import make_report

COMPONENT = "http://www.w3.org/ns/shacl#MinCountConstraintComponent"
BASE = "https://w3id.org/mendelgraph/"
RULE = f"{BASE}shapes#Citation-doi"
MANY = make_report(
    [
        *(
            Finding(f"<{BASE}citation/{n}>", "<urn:x:p>", None, Severity.WARNING, "no DOI", RULE, COMPONENT)
            for n in range(12)
        ),
        Finding("<urn:x:s>", None, '"a \\"b\\"\\n"@en', Severity.VIOLATION, "bad", "urn:x:rule", COMPONENT),
    ]
)


def test_text_groups_findings_by_rule_and_counts_the_rest() -> None:
    text = write_report(MANY, ReportFormat.TEXT, shown=2)
    assert text.splitlines()[0] == "Does not conform: 1 violation and 12 warnings."
    assert "1 violation: bad" in text
    assert "12 warnings: no DOI\n  rule Citation-doi\n" in text
    assert text.count("citation/") == 2
    assert "  … and 10 more\n" in text


def test_text_of_an_empty_report() -> None:
    assert write_report(ValidationReport(), ReportFormat.TEXT) == "Conforms: nothing to report.\n"


def test_text_shows_identifiers_short_and_long_values_cut() -> None:
    long = Finding(
        "<http://purl.obolibrary.org/obo/MONDO_0008153>",
        "<http://www.w3.org/2004/02/skos/core#prefLabel>",
        f'"{"x" * 5000}"',
        Severity.INFO,
        "long",
        RULE,
        COMPONENT,
    )
    line = write_report(make_report([long]), ReportFormat.TEXT).splitlines()[-1]
    assert line.startswith('  - MONDO:0008153 skos:prefLabel "xxx')
    assert line.endswith("…")
    assert len(line) < 250


def test_json_holds_every_finding() -> None:
    document = json.loads(write_report(MANY, ReportFormat.JSON))
    assert document["conforms"] is False
    assert document["counts"] == {"Violation": 1, "Warning": 12, "Info": 0}
    assert [Finding(**one).focus for one in document["findings"]] == [one.focus for one in MANY.findings]


def test_turtle_is_a_validation_report() -> None:
    text = write_report(MANY, ReportFormat.TURTLE)
    graph = rdflib.Graph().parse(data=text, format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms).toPython() is False  # type: ignore[union-attr]  # it is a literal
    results = set(graph.objects(report, SH.result))
    assert len(results) == 13
    assert {graph.value(one, SH.resultSeverity) for one in results} == {SH.Warning, SH.Violation}
    assert str(graph.value(predicate=SH.resultMessage, object=rdflib.Literal("bad", lang="en"), any=False)) != "None"
    assert {str(value) for value in graph.objects(None, SH.value)} == {'a "b"\n'}


def test_turtle_is_the_same_each_time_and_parses_elsewhere() -> None:
    text = write_report(MANY, ReportFormat.TURTLE)
    assert text == write_report(MANY, ReportFormat.TURTLE)
    assert len(list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE))) > 13 * 5
