"""A release among the others: the one before it, and the conditions that earlier ones had and it has no more.

An IRI once published is never given to something else and never forgotten: what was retired is said to be deprecated,
with the last release that it was part of, and with the condition that took its place where there is one.
"""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import InputError
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
    """Hold what a release has from those before it: the version of the previous one, and what was retired since.

    `issued` are the dates of issue of all releases in its folder, in their order.
    """

    previous: str | None = None
    retired: tuple[Retired, ...] = ()
    issued: tuple[str, ...] = ()


def is_date(version: str) -> bool:
    """Tell whether a version is a date of issue, rather than that of an undated release: `date` reads other forms too.

    >>> is_date("2026-11-01"), is_date("20261101"), is_date("2026-11-31")
    (True, False, False)
    """
    try:
        return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", version) and date.fromisoformat(version))
    except ValueError:
        return False


def check_date(release: str | None) -> None:
    """Raise InputError where a date of issue is no date."""
    if release is not None and not is_date(release):
        raise InputError(f"the date of issue {release!r} is no date; write YYYY-MM-DD")


def undated_version(content: str, lineage: Lineage) -> str:
    """Return the version of a release without a date: the hash of its content, and of what it has from those before.

    So one version stands for the same statements everywhere, those on its predecessor and on what was retired too.

    >>> undated_version("4423e168097e", Lineage())
    '4423e168097e'
    >>> undated_version("4423e168097e", Lineage("2026-10-01"))
    '32d5ba02a666'
    """
    if not lineage.previous and not lineage.retired:
        return content
    parts = (content, lineage.previous, *map(tuple, lineage.retired))
    return sha256(repr(parts).encode()).hexdigest()[:12]


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
