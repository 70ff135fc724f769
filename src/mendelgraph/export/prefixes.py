"""The prefixes that written files bind: vocabularies, and the identifier spaces of `data/prefixes.tsv`.

Our own resources stay whole IRIs: they hold slashes, which a prefixed name would have to escape one by one.
"""

from __future__ import annotations

from mendelgraph.graph.namespaces import PREFIXES
from mendelgraph.identifiers import prefixes

ESCAPING = frozenset({"ICD11", "GARD", "GeneReviews"})
"""Spaces whose IRIs, or web pages that begin like them, hold slashes as well."""


def output_prefixes() -> dict[str, str]:
    """Return prefix names with their IRIs, sorted; where two fit, the engine takes the longer IRI.

    >>> output_prefixes()["OMIM"]
    'https://omim.org/entry/'
    """
    identifiers = {name: row.iri for name, row in prefixes().items() if name not in ESCAPING}
    vocabularies = {name: iri for name, iri in PREFIXES.items() if iri not in identifiers.values()}
    return dict(sorted((identifiers | vocabularies).items()))
