"""What a build did, as numbers and lists that a person can work through."""

from mendelgraph.report.tally import Tally, nest, tally_record
from mendelgraph.report.values import BuildReport

__all__ = ["BuildReport", "Tally", "nest", "tally_record"]
