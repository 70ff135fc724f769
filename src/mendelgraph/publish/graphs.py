"""What a release holds, graph by graph: name, hash, number of triples, and the triples themselves."""

from __future__ import annotations

import json
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, cast

from pyoxigraph import RdfFormat, serialize

from mendelgraph.errors import InputError
from mendelgraph.graph.iris import Minter
from mendelgraph.store import MANIFEST, quads_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import NamedNode


class ReleaseGraph(NamedTuple):
    """Hold a named graph of a release; `sha256` is that of its triples as N-Triples in their order."""

    name: NamedNode
    triples: int
    sha256: str
    ntriples: bytes


class ReleaseInfo(NamedTuple):
    """Hold what names a release: its version, and the minter of its base."""

    version: str
    mint: Minter


def read_info(release: Path) -> ReleaseInfo:
    """Read a release's manifest; its quads are checked to be those that it was written with.

    Raises InputError where the folder is no release or its quads were changed since.
    """
    quads_of(release)
    try:
        manifest = json.loads((release / MANIFEST).read_bytes())
        version, base = manifest["version"], manifest["base"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"its {MANIFEST} cannot be read: {error}", where=str(release)) from None
    return ReleaseInfo(str(version), Minter(str(base)))


def read_graphs(release: Path) -> Iterator[ReleaseGraph]:
    """Yield the named graphs of a release, one in memory at a time."""
    for name, quads in groupby(quads_of(release), key=lambda quad: quad.graph_name):
        triples = [quad.triple for quad in quads]
        ntriples = cast("bytes", serialize(triples, format=RdfFormat.N_TRIPLES))
        yield ReleaseGraph(cast("NamedNode", name), len(triples), sha256(ntriples).hexdigest(), ntriples)
