"""A release among the others: the one before it, and the conditions that earlier ones had and it has no more.

An IRI once published is never given to something else and never forgotten: what was retired is said to be deprecated,
with the last release that it was part of, and with the condition that took its place where there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.graph.layers import write_graph
from mendelgraph.graph.literals import TRUE, english, plain
from mendelgraph.graph.namespaces import DCAT, DCTERMS, OWL, PAV, RDFS
from mendelgraph.graph.subject import Triple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from mendelgraph.graph.iris import Minter


class Retired(NamedTuple):
    """Hold a condition that is no more: its slug and label, the last release that had it, and its successor's slug."""

    slug: str
    label: str
    last: str
    successor: str = ""


class Lineage(NamedTuple):
    """Hold what a release has from those before it: the version of the previous one, and what was retired since."""

    previous: str | None = None
    retired: tuple[Retired, ...] = ()


def describe_lineage(version: str, lineage: Lineage, mint: Minter) -> list[Quad]:
    """Describe a release's own IRI, its predecessor and the retired conditions, in the dataset's graph.

    >>> from mendelgraph.graph.iris import Minter
    >>> quads = describe_lineage("2026-11-01", Lineage("2026-10-01"), Minter())
    >>> [quad.object.value for quad in quads if quad.predicate == DCAT.previousVersion]
    ['https://w3id.org/mendelgraph/dataset/2026-10-01']
    """
    triples = [*_version(version, mint)]
    if lineage.previous:
        this, before = mint.version(version), mint.version(lineage.previous)
        triples += [*_version(lineage.previous, mint)]
        triples += [Triple(this, DCAT.previousVersion, before), Triple(this, PAV.previousVersion, before)]
    for retired in lineage.retired:
        triples += [*_retired(retired, mint)]
    return write_graph(mint.dataset_graph(), triples)


def _version(version: str, mint: Minter) -> Iterator[Triple]:
    iri, dataset = mint.version(version), mint.dataset()
    yield Triple(dataset, DCAT.hasVersion, iri)
    yield Triple(iri, DCAT.isVersionOf, dataset)
    yield Triple(iri, DCAT.version, plain(version))


def _retired(retired: Retired, mint: Minter) -> Iterator[Triple]:
    iri = mint.condition(retired.slug)
    yield from _version(retired.last, mint)
    yield Triple(iri, OWL.deprecated, TRUE)
    yield Triple(iri, DCTERMS.isPartOf, mint.version(retired.last))
    if retired.label:
        yield Triple(iri, RDFS.label, english(retired.label))
    if retired.successor:
        yield Triple(iri, DCTERMS.isReplacedBy, mint.condition(retired.successor))
