"""SHACL on our records and on anybody's RDF: shapes, two engines held to each other, reports in words."""

from mendelgraph.validation.engines import Engine, default_engine
from mendelgraph.validation.outside import validate_outside
from mendelgraph.validation.report import Finding, Severity, ValidationReport
from mendelgraph.validation.shapes import Shapes, load_shapes
from mendelgraph.validation.validate import validate_lines, validate_quads, validate_record
from mendelgraph.validation.writers import ReportFormat, write_report

__all__ = [
    "Engine",
    "Finding",
    "ReportFormat",
    "Severity",
    "Shapes",
    "ValidationReport",
    "default_engine",
    "load_shapes",
    "validate_lines",
    "validate_outside",
    "validate_quads",
    "validate_record",
    "write_report",
]
