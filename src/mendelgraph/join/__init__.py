"""Somebody's own RDF, enriched with what the catalogue knows of the diseases and genes that it mentions.

`lines` brings a file in any syntax as checked N-Quads, `scanning` finds in them what may mention something, `mentions`
tells what an IRI stands for in any dialect, `misses` names what comes near, `knowledge` holds what a release says,
`joining` brings these together, `report` lists what joined, what did not, and why.
"""

from mendelgraph.join.joining import Joining
from mendelgraph.join.knowledge import Knowledge
from mendelgraph.join.report import Outcome, Row, write_rows

__all__ = ["Joining", "Knowledge", "Outcome", "Row", "write_rows"]
