"""The quads of a release as records: what each named graph says, by layer, and each subject with what is said of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from mendelgraph.export.order import record_of
from mendelgraph.graph.layers import Layer
from mendelgraph.graph.namespaces import MG, OA, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad, Store, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal


class Record(NamedTuple):
    """Hold one record's triples by layer, each layer in the order of the release's file."""

    iri: str
    layers: dict[Layer, list[Triple]]

    @property
    def triples(self) -> dict[Triple, None]:
        """Return the union of the layers, each triple once."""
        return {triple: None for triples in self.layers.values() for triple in triples}


def read_records(quads: Iterable[Quad]) -> Iterator[Record]:
    """Yield the records of conditions and genes from quads that are sorted by graph."""
    for record, graphs in groupby(_graphs(quads), key=lambda graph: graph[0]):
        layers = {Layer(layer): triples for _, layer, triples in graphs if layer in set(Layer)}
        if layers:
            yield Record(record, {layer: layers[layer] for layer in Layer if layer in layers})


def _graphs(quads: Iterable[Quad]) -> Iterator[tuple[str, str, list[Triple]]]:
    for graph, group in groupby(quads, key=lambda quad: quad.graph_name):
        yield record_of(graph), str(graph).rpartition("/")[2].rstrip(">"), [quad.triple for quad in group]


def find_record(iri: str, base: str, store: Store) -> Record | None:
    """Return one record from a release's store, or None where it has no graph of that record."""
    graph = f"{base}graph/{iri.removeprefix(base)}"
    layers = {
        layer: sorted((quad.triple for quad in store.quads_for_pattern(None, None, None, node)), key=str)
        for layer in Layer
        for node in [NamedNode(f"{graph}/{layer}")]
    }
    found = {layer: triples for layer, triples in layers.items() if triples}
    return Record(iri, found) if found else None


class Words(NamedTuple):
    """Hold a receipt as the graph has it: its section's IRI, the words and where they stand."""

    section: str
    words: str
    start: int
    end: int


class Graph:
    """Hold triples by subject and predicate, in the order in which they came."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.nodes: dict[str, dict[str, list[Term]]] = {}
        for triple in triples:
            node = self.nodes.setdefault(key_of(triple.subject), {})
            node.setdefault(triple.predicate.value, []).append(triple.object)  # type: ignore[arg-type]  # no RDF-star

    def terms(self, subject: str, predicate: NamedNode) -> list[Term]:
        """Return the objects of a subject's predicate."""
        return self.nodes.get(subject, {}).get(predicate.value, [])

    def all(self, subject: str, predicate: NamedNode) -> list[str]:
        """Return the objects as texts and IRIs."""
        return [key_of(term) for term in self.terms(subject, predicate)]

    def one(self, subject: str, predicate: NamedNode) -> str:
        """Return the first object as text or IRI, or an empty text."""
        found = self.terms(subject, predicate)
        return key_of(found[0]) if found else ""

    def of_class(self, class_: NamedNode) -> list[str]:
        """Return the subjects of a class, sorted."""
        kind = RDF.type.value
        return sorted(subject for subject, node in self.nodes.items() if class_ in node.get(kind, ()))

    def list_terms(self, head: str) -> list[Term]:
        """Return the items of an RDF list; a list that comes back on itself ends there."""
        found: list[Term] = []
        seen: set[str] = set()
        while head and head != RDF.nil.value and head not in seen:
            seen.add(head)
            found += self.terms(head, RDF.first)[:1]
            head = self.one(head, RDF.rest)
        return found

    def items(self, head: str) -> list[str]:
        """Return the items of an RDF list as texts and IRIs."""
        return [key_of(term) for term in self.list_terms(head)]

    def receipts(self, fact: str) -> list[Words]:
        """Return the receipts of a fact, in the order of section and place."""
        return sorted(filter(None, map(self._words, self.all(fact, MG.receipt))), key=lambda each: each[:1] + each[2:])

    def _words(self, receipt: str) -> Words | None:
        selectors = self.all(receipt, OA.hasSelector)
        words = "".join(self.one(selector, OA.exact) for selector in selectors)
        start, end = ("".join(self.one(selector, each) for selector in selectors) for each in (OA.start, OA.end))
        section = self.one(receipt, OA.hasSource)
        return Words(section, words, int(start), int(end)) if section and start.isdigit() and end.isdigit() else None


def key_of(term: object) -> str:
    """Return a term's text or IRI; a blank node's id with its mark."""
    if isinstance(term, NamedNode | Literal):
        return term.value
    if isinstance(term, BlankNode):
        return str(term)
    raise TypeError(f"unexpected term: {term!r}")
