"""MedlinePlus Genetics as linked data. The public names below load what they need when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mendelgraph.release.build import Release, build
    from mendelgraph.sources import read
    from mendelgraph.store import construct, load, query

__all__ = ["Release", "build", "construct", "load", "query", "read"]

_HOMES = {
    "Release": "mendelgraph.release",
    "build": "mendelgraph.release",
    "construct": "mendelgraph.store",
    "load": "mendelgraph.store",
    "query": "mendelgraph.store",
    "read": "mendelgraph.sources",
}


def __getattr__(name: str) -> object:
    """Import a public name from its home on first use, so that `import mendelgraph` stays fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'mendelgraph' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
