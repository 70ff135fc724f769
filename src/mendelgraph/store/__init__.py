"""A release as a store: built from its N-Quads, opened read-only, asked in SPARQL.

Named graphs hold the layers of each record; the default graph holds their union, because asking all graphs at once
through the union option costs 1.2 to 3.4 times on everything but look-ups.
"""

from mendelgraph.store.asking import Source, construct, describe, query, select
from mendelgraph.store.opening import MANIFEST, QUADS, STORE, build_store, load, open_store, quads_of

__all__ = [
    "MANIFEST",
    "QUADS",
    "STORE",
    "Source",
    "build_store",
    "construct",
    "describe",
    "load",
    "open_store",
    "quads_of",
    "query",
    "select",
]
