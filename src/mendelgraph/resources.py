"""Files that travel with the package: `ontology/`, `shapes/`, `queries/` and the embedded `data/`.

In a checkout they lie at its top level, in an installed wheel inside the package.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """Return the folder that holds `ontology`, `shapes`, `queries` and `data`."""
    package = Path(__file__).resolve().parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parents[1]


def read_resource(name: str) -> str:
    """Read one of these files as UTF-8 text, by its path below the resource folder."""
    return (resources() / name).read_text(encoding="utf-8")
