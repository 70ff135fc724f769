"""From sources to a validated release. The only module that knows the order of the steps."""

from __future__ import annotations

from mendelgraph.release.build import Release, build
from mendelgraph.release.embedded import embedded_release

__all__ = ["Release", "build", "embedded_release"]
