"""More than one machine: the function that makes one record, run by Dask, some records to a file.

A part depends on nothing but its tasks and the settings, so a part that is lost with its machine is made again.
"""

from __future__ import annotations

from mendelgraph.cluster.building import Parts, build_parts

__all__ = ["Parts", "build_parts"]
