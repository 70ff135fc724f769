"""What a release says of conditions and genes, found by any identifier that it knows for them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from pyoxigraph import DefaultGraph, NamedNode, Triple

from mendelgraph.graph.namespaces import BIOLINK, DCTERMS, FABIO, FOAF, OBO, PRISM, RDF, RDFS, SCHEMA, SKOS
from mendelgraph.identifiers import Curie, curie_of_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import BlankNode, Literal, Store

    from mendelgraph.join.mentions import Mention

INVERSE = {
    SKOS.exactMatch: SKOS.exactMatch,
    SKOS.closeMatch: SKOS.closeMatch,
    SKOS.broadMatch: SKOS.narrowMatch,
    SKOS.narrowMatch: SKOS.broadMatch,
    SKOS.relatedMatch: SKOS.relatedMatch,
}
"""From the condition to an identifier, and back."""

GENE_LINKS = (OBO.RO_0004013, OBO.RO_0004014, OBO.RO_0004004, OBO.RO_0003302, BIOLINK.causes)
OF_CONDITION = (
    RDF.type,
    RDFS.label,
    DCTERMS.identifier,
    FOAF.isPrimaryTopicOf,
    BIOLINK.has_mode_of_inheritance,
    OBO.RO_0004003,
    DCTERMS.references,
)
OF_GENE = (RDF.type, RDFS.label, BIOLINK.symbol)
OF_OTHERS = (RDFS.label, DCTERMS.title, DCTERMS.rights, SCHEMA.creditText, FABIO.hasPubMedId, PRISM.doi)
"""What is said of the modes, articles and pages that a condition points to: names, ids, and the credit line."""


Object: TypeAlias = "NamedNode | BlankNode | Literal | Triple"


class Link(NamedTuple):
    """Hold how something of somebody's is linked to a condition or gene of ours; `kind` is its class."""

    predicate: NamedNode
    thing: NamedNode
    kind: NamedNode


class Knowledge:
    """Answer what a mention stands for, and what is known of that."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._conditions = {thing for thing, kind in self._all(RDF.type) if kind == BIOLINK.Disease}
        self.slugs = {
            value(identifier).removeprefix("ghr:"): thing
            for thing, identifier in self._all(DCTERMS.identifier)
            if thing in self._conditions
        }
        self.base = min((thing.value.rpartition("condition/")[0] for thing in self._conditions), default="")
        """What the IRIs of the release's own things begin with; empty where it has no condition."""
        self._genes = {thing for thing, kind in self._all(RDF.type) if kind == BIOLINK.Gene}
        self.symbols = {
            value(symbol).upper(): thing for thing, symbol in self._all(BIOLINK.symbol) if thing in self._genes
        }
        self._links = self._index()
        self.name_of = cache(self._name_of)
        """Return a thing's label, or its IRI."""

    def __bool__(self) -> bool:
        """Tell whether anything can join."""
        return bool(self._conditions or self._genes)

    def _all(self, predicate: NamedNode) -> Iterator[tuple[NamedNode, object]]:
        for quad in self._store.quads_for_pattern(None, predicate, None, DefaultGraph()):
            yield cast("NamedNode", quad.subject), quad.object

    def _index(self) -> dict[Curie, set[Link]]:
        links: dict[Curie, set[Link]] = defaultdict(set)
        for match, back in INVERSE.items():
            for thing, target in self._all(match):
                if thing in self._conditions and (curie := curie_of_iri(value(target))):
                    links[curie].add(Link(back, thing, BIOLINK.Disease))
        for gene in self._genes:
            if curie := curie_of_iri(gene.value):
                links[curie].add(Link(SKOS.exactMatch, gene, BIOLINK.Gene))
        for gene, xref in self._all(BIOLINK.xref):
            if gene in self._genes and (curie := curie_of_iri(value(xref))):
                # A protein is not its gene.
                match = SKOS.relatedMatch if curie.prefix == "UniProtKB" else SKOS.exactMatch
                links[curie].add(Link(match, gene, BIOLINK.Gene))
        return links

    def links_of(self, iri: str, mention: Mention | None) -> list[Link]:
        """Return the links of an IRI, sorted; none where the release knows nothing of it."""
        own = NamedNode(iri) if mention is None or not mention.curies else None
        if own in self._conditions or own in self._genes:
            return [Link(SKOS.exactMatch, own, BIOLINK.Disease if own in self._conditions else BIOLINK.Gene)]
        if mention is None:
            return []
        predicate = FOAF.primaryTopic if mention.is_page else SKOS.exactMatch
        if mention.slug in self.slugs:
            return [Link(predicate, self.slugs[mention.slug], BIOLINK.Disease)]
        if mention.symbol in self.symbols:
            return [Link(predicate, self.symbols[mention.symbol], BIOLINK.Gene)]
        return sorted({link for curie in mention.curies for link in self._links.get(curie, ())}, key=str)

    def _name_of(self, thing: NamedNode) -> str:
        labels = sorted(value(label) for label in self._objects(thing, RDFS.label))
        return labels[0] if labels else thing.value

    def describe(self, link: Link) -> Iterator[Triple]:
        """Yield what is known of a condition: its genes, inheritance and articles; or of a gene: its conditions."""
        if link.kind == BIOLINK.Disease:
            yield from self._describe_condition(link.thing)
            return
        yield from self._said(link.thing, OF_GENE)
        for predicate in GENE_LINKS:
            for condition in self._objects(link.thing, predicate):
                if condition in self._conditions:
                    yield Triple(link.thing, predicate, condition)
                    yield from self._describe_condition(cast("NamedNode", condition))

    def _describe_condition(self, condition: NamedNode) -> Iterator[Triple]:
        for triple in self._said(condition, OF_CONDITION):
            yield triple
            if isinstance(triple.object, NamedNode) and triple.predicate != RDF.type:
                yield from self._said(triple.object, OF_OTHERS)
        for predicate in GENE_LINKS:
            for quad in self._store.quads_for_pattern(None, predicate, condition, DefaultGraph()):
                if quad.subject in self._genes:
                    yield quad.triple
                    yield from self._said(cast("NamedNode", quad.subject), OF_GENE)

    def _said(self, thing: NamedNode, predicates: Iterable[NamedNode]) -> Iterator[Triple]:
        for predicate in predicates:
            for each in self._objects(thing, predicate):
                yield Triple(thing, predicate, each)

    def _objects(self, thing: NamedNode, predicate: NamedNode) -> Iterator[Object]:
        for quad in self._store.quads_for_pattern(thing, predicate, None, DefaultGraph()):
            yield quad.object


def value(term: object) -> str:
    """Return the text of an IRI or literal."""
    return str(getattr(term, "value", ""))
