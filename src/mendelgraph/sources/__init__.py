"""Readers: every form in which the content exists becomes the same records."""

from __future__ import annotations

from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError
from mendelgraph.records import Catalogue, ConditionRecord, GeneRecord, Refusal
from mendelgraph.sources.disagreements import find_disagreements
from mendelgraph.sources.merge import merge_conditions, merge_genes
from mendelgraph.sources.settle import settle_condition, settle_gene
from mendelgraph.sources.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mendelgraph.sources.documents import read_documents

__all__ = [
    "collect",
    "find_disagreements",
    "merge_conditions",
    "merge_genes",
    "read",
    "read_catalogue",
    "read_documents",
    "settle_condition",
    "settle_gene",
]


def __getattr__(name: str) -> object:
    """Import `read_documents` on first use: it brings in every reader, and who asks for an address needs none."""
    if name != "read_documents":
        raise AttributeError(f"module 'mendelgraph.sources' has no attribute {name!r}")
    return getattr(import_module("mendelgraph.sources.documents"), name)


def read(path: Path | str) -> Catalogue:
    """Read a file or a folder, whatever forms are in it; raise InputError where there is nothing at that path.

    What could not be read is in `Catalogue.refusals`.
    """
    source = Path(path)
    if not source.exists():
        raise InputError("no such file or folder", where=str(source))
    return read_catalogue([source])


def read_catalogue(paths: Sequence[Path]) -> Catalogue:
    """Read files and folders into one catalogue: one record a condition or gene, whichever documents it came from."""
    from mendelgraph.sources.documents import read_documents  # brings in every reader

    return collect(read_documents(paths))


def collect(items: Iterable[ConditionRecord | GeneRecord | Refusal]) -> Catalogue:
    """Join what documents say of one condition or gene, in whatever order they come."""
    conditions = Shelf()
    genes: dict[str, list[GeneRecord]] = {}
    refusals: list[Refusal] = []
    for item in items:
        if isinstance(item, ConditionRecord):
            conditions.put(item)
        elif isinstance(item, GeneRecord):
            genes.setdefault(item.symbol, []).append(item)
        else:
            refusals.append(item)
    settled, disagreements = conditions.settle()
    joined_genes = [merge_genes(genes[symbol]) for symbol in sorted(genes)]
    disagreements += chain.from_iterable(map(find_disagreements, joined_genes))
    return Catalogue(
        conditions=settled,
        genes=tuple(map(settle_gene, joined_genes)),
        refusals=tuple(sorted(refusals)),
        disagreements=tuple(disagreements),
    )
