"""Where each source comes from, under which licence, and how much it counts: `data/vocabulary_sources.tsv`."""

from __future__ import annotations

import csv
from functools import cache
from typing import NamedTuple

from mendelgraph.resources import read_resource

# How much of its own vocabulary a source covers. `mention` is a source that names terms of vocabularies not its own.
COVERAGES = ("whole", "part", "copy", "mention")
UNSTATED = "not stated"


class Origin(NamedTuple):
    """Describe a source by the key that its rows in an index bear; `prefix` is that of the vocabulary it speaks for."""

    key: str
    title: str
    prefix: str
    coverage: str
    licence: str
    url: str
    version_told: str


@cache
def origins() -> dict[str, Origin]:
    """Return the table of sources by key.

    >>> origins()["hgnc"].title
    'HUGO Gene Nomenclature Committee, complete set'
    """
    rows = csv.DictReader(read_resource("data/vocabulary_sources.tsv").splitlines(), delimiter="\t")
    return {row["key"]: Origin(**row) for row in rows}
