"""RDF that others wrote, read so that no file can crash, stall or mislead this process."""

from mendelgraph.rdf.bounded import Limits
from mendelgraph.rdf.reading import read_quads, read_quads_bytes
from mendelgraph.rdf.syntax import Syntax

__all__ = ["Limits", "Syntax", "read_quads", "read_quads_bytes"]
