"""What generated pages may name: genes and diseases of a vocabulary index, so that no identifier is invented."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.resources import resources
from mendelgraph.vocabulary.compilation import write_contents
from mendelgraph.vocabulary.slices import read_slices

if TYPE_CHECKING:
    from pathlib import Path

DATABASES = {"OMIM": "OMIM", "Orphanet": "Orphanet", "MESH": "MeSH", "SCTID": "SNOMED CT", "UMLS": "GTR"}
"""Prefixes of the index, and what the pages call the same databases (GTR's keys are concepts of the UMLS)."""

_GENES = "SELECT symbol, xrefs FROM gene ORDER BY symbol"
_TERMS = """
SELECT DISTINCT e.id, t.label FROM term t JOIN entity e ON e.id = t.entity JOIN xref x ON x.subject = e.id
JOIN entity o ON o.id = x.object
WHERE e.prefix = 'MONDO' AND t.obsolete = 0 AND o.prefix IN ('OMIM', 'Orphanet') ORDER BY e.id
"""
_KEYS = """
SELECT DISTINCT x.subject, o.prefix, o.local FROM xref x JOIN entity e ON e.id = x.subject
JOIN entity o ON o.id = x.object WHERE e.prefix = 'MONDO' ORDER BY x.subject, o.prefix, o.local
"""
_LINKS = """
SELECT DISTINCT l.disease, g.symbol FROM gene_disease l
JOIN entity e ON e.id = l.disease JOIN gene g ON g.entity = l.gene
WHERE e.prefix = 'MONDO' ORDER BY l.disease, g.symbol
"""
_PLAIN_SYMBOL = re.compile(r"(?=.*\d)[A-Z][A-Z0-9]{2,7}")
"""A symbol with a figure in it: those without one (`REST`, `IMPACT`) are read only where a text says "gene"."""
_PLAIN_LABEL = re.compile(r"(?=.* )[A-Za-z][A-Za-z0-9 ',-]{5,70}")


class PoolGene(NamedTuple):
    """Hold a gene by its approved symbol and its NCBI Gene id."""

    symbol: str
    entrez: str


class PoolTerm(NamedTuple):
    """Hold a disease: its label, the keys by which pages refer to it, and its genes, three at most."""

    label: str
    keys: tuple[tuple[str, str], ...]
    genes: tuple[PoolGene, ...]


class Pool(NamedTuple):
    """Hold the genes and the diseases that generated pages may name."""

    genes: tuple[PoolGene, ...]
    terms: tuple[PoolTerm, ...]


def read_pool(index: Path | None) -> Pool:
    """Read a compiled index, or the embedded slices (None)."""
    database = sqlite3.connect(":memory:" if index is None else f"{index.resolve().as_uri()}?mode=ro", uri=True)
    with closing(database):
        if index is None:
            write_contents(read_slices(resources() / "data" / "vocabulary"), database)
        genes = tuple(_genes(database))
        return Pool(genes, tuple(_terms(database, {gene.symbol: gene for gene in genes})))


def _genes(database: sqlite3.Connection) -> list[PoolGene]:
    rows = database.execute(_GENES)
    found = ((symbol, re.search(r"NCBIGene:(\d+)", xrefs or "")) for symbol, xrefs in rows)
    return [PoolGene(symbol, entrez[1]) for symbol, entrez in found if entrez and _PLAIN_SYMBOL.fullmatch(symbol)]


def _terms(database: sqlite3.Connection, known: dict[str, PoolGene]) -> list[PoolTerm]:
    keys: dict[int, dict[str, str]] = {}
    for subject, prefix, local in database.execute(_KEYS):
        if prefix in DATABASES:
            keys.setdefault(subject, {}).setdefault(DATABASES[prefix], local)
    genes: dict[int, list[PoolGene]] = {}
    for disease, symbol in database.execute(_LINKS):
        if symbol in known:
            genes.setdefault(disease, []).append(known[symbol])
    return [
        PoolTerm(label, tuple(sorted(keys.get(number, {}).items())), tuple(genes.get(number, ())[:3]))
        for number, label in database.execute(_TERMS)
        if _PLAIN_LABEL.fullmatch(label)
    ]
