"""From aligned records to quads: namespaces, IRIs, and the three layers.

The public names load what they need when first used: a query needs the namespaces and not the readers of citations.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mendelgraph.graph.dataset import DatasetInfo, describe_dataset
    from mendelgraph.graph.describe_condition import describe
    from mendelgraph.graph.gene_page import describe_gene_page
    from mendelgraph.graph.iris import DEFAULT_BASE, Minter

__all__ = ["DEFAULT_BASE", "DatasetInfo", "Minter", "describe", "describe_dataset", "describe_gene_page"]

_HOMES = {
    "DEFAULT_BASE": "iris",
    "DatasetInfo": "dataset",
    "Minter": "iris",
    "describe": "describe_condition",
    "describe_dataset": "dataset",
    "describe_gene_page": "gene_page",
}


def __getattr__(name: str) -> object:
    """Import a public name from its home on first use. No home has the name of what it holds: it would hide it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'mendelgraph.graph' has no attribute {name!r}")
    return getattr(import_module(f"mendelgraph.graph.{_HOMES[name]}"), name)
