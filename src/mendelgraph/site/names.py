"""The other names of a condition: their scope, and what else they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.graph.namespaces import BIOLINK, MG, OIO, RDFS, SKOSXL
from mendelgraph.site.places import curie_or_iri
from mendelgraph.site.receipts import read_proofs
from mendelgraph.site.views import Clash, NameRow, Ref, Statement

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from mendelgraph.site.catalogue import Catalogue
    from mendelgraph.site.records import Graph


def local(iri: str) -> str:
    """Return the last part of an IRI.

    >>> local("https://w3id.org/mendelgraph/ontology#Causes")
    'Causes'
    """
    return iri.replace("#", "/").rpartition("/")[2]


def read_names(graph: Graph, catalogue: Catalogue) -> tuple[NameRow, ...]:
    """Return the other names of a record's condition, by name."""
    own = set(graph.all(catalogue_iri(graph), SKOSXL.prefLabel))
    rows = [_name(node, graph, catalogue) for node in graph.of_class(SKOSXL.Label) if node not in own]
    return tuple(sorted(rows, key=lambda row: (row.text.casefold(), row.text)))


def catalogue_iri(graph: Graph) -> str:
    """Return the condition of a record."""
    return next(iter(graph.of_class(BIOLINK.Disease)), "")


def _name(node: str, graph: Graph, catalogue: Catalogue) -> NameRow:
    scope = local(graph.one(node, MG.scope)).removeprefix("has").removesuffix("Synonym").lower()
    text = graph.one(node, SKOSXL.literalForm)
    return NameRow(
        text,
        scope or "related",
        bool(graph.all(node, OIO.hasSynonymType)),
        _clashes(node, MG.conflictingUse, graph, catalogue),
        tuple(Ref(iri, catalogue.label(iri)) for iri in sorted(graph.all(node, MG.sharedWith))),
        _clashes(node, MG.disputingUse, graph, catalogue),
        graph.one(node, MG.recoveredForm),
        Statement(node, text, read_proofs(graph, node)),
    )


def _clashes(node: str, predicate: NamedNode, graph: Graph, catalogue: Catalogue) -> tuple[Clash, ...]:
    """Return the uses of a name, one for each term and way of using it."""
    found = set()
    for use in graph.all(node, predicate):
        term = graph.one(use, MG.term)
        used = local(graph.one(use, MG.usedAs)).removeprefix("has").removesuffix("Synonym").lower()
        label = graph.one(term, RDFS.label) or catalogue.label(term)
        key = graph.one(use, MG.vocabulary)
        as_what = "its name" if used == "label" else f"{used} synonym" if used else "a name"
        found.add(
            Clash(Ref(term, label or curie_or_iri(term), curie_or_iri(term)), catalogue.sources.get(key, key), as_what)
        )
    return tuple(sorted(found))
