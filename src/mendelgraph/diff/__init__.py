"""What changed between two releases: in the words of the domain, and as RDF Patch."""

from mendelgraph.diff.changes import Change, Verb
from mendelgraph.diff.patch import PatchSize, apply_patch, write_patch
from mendelgraph.diff.releases import Statements, compare

__all__ = ["Change", "PatchSize", "Statements", "Verb", "apply_patch", "compare", "write_patch"]
