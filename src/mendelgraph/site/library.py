"""Each document of a site as bytes: the one place that knows which view and which page belong to an IRI.

The server asks `Library.page` and `Library.triples` for what is wanted; `writing` asks for everything once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import DefaultGraph, NamedNode

from mendelgraph.graph.layers import Layer
from mendelgraph.graph.namespaces import FOAF, ONTOLOGY
from mendelgraph.site.condition_view import read_condition
from mendelgraph.site.pages import (
    articles,
    browse,
    condition,
    dataset,
    genes,
    home,
    modes,
    ontology,
    questions,
    sources,
)
from mendelgraph.site.records import Graph, Record, find_record
from mendelgraph.site.triples import TermWriter, tabulate

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store, Triple

    from mendelgraph.site.catalogue import Catalogue
    from mendelgraph.site.rendering import Setting
    from mendelgraph.site.triples import LayerTable

Layers = dict[str, "list[Triple]"]


class Document(NamedTuple):
    """Hold a document: its page, and the triples that its downloads hold (none: it has no downloads)."""

    stem: str
    page: bytes
    triples: list[Triple]


class Library:
    """Hold an open release and make its documents."""

    def __init__(self, catalogue: Catalogue, store: Store, setting: Setting) -> None:
        self.catalogue, self.store, self.setting = catalogue, store, setting
        self._writer = TermWriter(catalogue.addresses, "condition/any")

    @cached_property
    def topics(self) -> dict[str, str]:
        """Return what each page of the source is about."""
        found = self.store.quads_for_pattern(None, FOAF.primaryTopic, None, DefaultGraph())
        return {quad.subject.value: quad.object.value for quad in found if isinstance(quad.subject, NamedNode)}  # type: ignore[union-attr]  # an IRI

    @cached_property
    def _records_of_genes(self) -> dict[str, str]:
        return {gene: record for record, gene in self.catalogue.addresses.roots.items()}

    def document(self, iri: str) -> Document:
        """Return the document about an IRI; raise KeyError where there is none."""
        stem = self.catalogue.addresses.pages[iri]
        if iri in self.catalogue.conditions:
            record = find_record(iri, self.catalogue.base, self.store) or Record(iri, {})
            return self.of_condition(record, Graph(record.triples))
        return self._others(iri)(iri, stem)

    def of_condition(self, record: Record, graph: Graph) -> Document:
        """Return the document of a condition from its record and the graph of its triples."""
        stem, iri = self.catalogue.addresses.pages[record.iri], record.iri
        view = read_condition(iri, graph, self.catalogue)
        tables = tabulate(record.layers, self._writer.below(iri, stem))
        page = condition.condition_page(view, tables, stem, self.setting)
        return Document(stem, page, list(record.triples))

    def of_source(self, iri: str, record: Record, graph: Graph) -> Document:
        """Return the document about the source's page from the record that was read from it."""
        stem = self.catalogue.addresses.pages[iri]
        about = NamedNode(iri)
        layers = {
            layer: [triple for triple in triples if triple.subject == about] for layer, triples in record.layers.items()
        }
        tables = tabulate(layers, self._writer.below(iri, stem))
        topic = self.topics[iri]
        page = sources.source_page(iri, topic, graph, tables, stem, self.setting)
        return Document(stem, page, [triple for triples in layers.values() for triple in triples])

    def _others(self, iri: str) -> Callable[[str, str], Document]:
        catalogue = self.catalogue
        kinds = {
            catalogue.base: self._home,
            f"{catalogue.base}conditions": self._conditions,
            f"{catalogue.base}dataset": self._dataset,
            ONTOLOGY: self._ontology,
        }
        if iri in kinds:
            return kinds[iri]
        if iri in catalogue.genes:
            return self._gene
        if iri in self.topics:
            return self._source
        if iri.startswith(f"{ONTOLOGY}#"):
            return self._term
        if iri.startswith(f"{catalogue.base}query/"):
            return self._question
        if iri.startswith(f"{catalogue.base}browse/"):
            return self._browse
        return self._mode if iri in catalogue.inheritance_terms else self._article

    def layers_of(self, iri: str) -> Layers:
        """Return what all named graphs say of one subject and of the lists it has, by layer."""
        layers: Layers = {}
        waiting: list[object] = [NamedNode(iri)]
        while waiting:
            subject = waiting.pop()
            for quad in self.store.quads_for_pattern(subject, None, None, None):  # type: ignore[arg-type]  # IRI or blank
                if isinstance(quad.graph_name, DefaultGraph):
                    continue
                layers.setdefault(layer_of(quad.graph_name.value), []).append(quad.triple)
                if str(quad.object).startswith("_:") and quad.object not in waiting:
                    waiting.append(quad.object)
        return {name: sorted(set(layers[name]), key=str) for name in (*Layer, "shared") if name in layers}

    def _subject(self, iri: str) -> tuple[Graph, Layers, list[Triple]]:
        layers = self.layers_of(iri)
        if record := self._records_of_genes.get(iri):
            found = find_record(record, self.catalogue.base, self.store)
            for layer, triples in (found.layers if found else {}).items():
                layers[layer] = sorted({*layers.get(layer, []), *triples}, key=str)
        triples = list({triple: None for each in layers.values() for triple in each})
        return Graph(triples), layers, triples

    def _tables(self, iri: str, stem: str, layers: Layers) -> list[LayerTable]:
        record = self._records_of_genes.get(iri, "")
        anchors = record[len(self.catalogue.base) :] + "/" if record else ""
        return tabulate(layers, self._writer.below(iri, stem, record, anchors))

    def _gene(self, iri: str, stem: str) -> Document:
        graph, layers, triples = self._subject(iri)
        page = genes.gene_page(iri, graph, self._tables(iri, stem, layers), stem, self.setting)
        return Document(stem, page, triples)

    def _article(self, iri: str, stem: str) -> Document:
        graph, layers, triples = self._subject(iri)
        page = articles.article_page(iri, graph, self._tables(iri, stem, layers), stem, self.setting)
        return Document(stem, page, triples)

    def _mode(self, iri: str, stem: str) -> Document:
        _, layers, triples = self._subject(iri)
        return Document(stem, modes.mode_page(iri, self._tables(iri, stem, layers), stem, self.setting), triples)

    def _source(self, iri: str, stem: str) -> Document:
        topic = self.topics[iri]
        root = self._records_of_genes.get(topic, topic)
        record = find_record(root, self.catalogue.base, self.store) or Record(root, {})
        return self.of_source(iri, record, Graph(record.triples))

    def _term(self, iri: str, stem: str) -> Document:
        _, layers, triples = self._subject(iri)
        examples = list(ontology.find_examples(iri, self.store))
        whole = self._vocabulary
        tables = self._tables(iri, stem, layers)
        return Document(stem, ontology.term_page(iri, whole, examples, tables, stem, self.setting), triples)

    @cached_property
    def _vocabulary(self) -> Graph:
        return Graph(self._named("ontology"))

    def _named(self, name: str) -> list[Triple]:
        graph = NamedNode(f"{self.catalogue.base}graph/{name}")
        return sorted((quad.triple for quad in self.store.quads_for_pattern(None, None, None, graph)), key=str)

    def _ontology(self, iri: str, stem: str) -> Document:
        triples = self._named("ontology")
        return Document(stem, ontology.ontology_page(iri, self._vocabulary, stem, self.setting), triples)

    def _dataset(self, iri: str, stem: str) -> Document:
        triples = self._named("dataset")
        tables = tabulate({"shared": triples}, self._writer.below(iri, stem))
        return Document(stem, dataset.dataset_page(iri, Graph(triples), tables, stem, self.setting), triples)

    def _conditions(self, iri: str, stem: str) -> Document:
        _, _, triples = self._subject(iri)
        return Document(stem, browse.conditions_page(iri, stem, self.setting), triples)

    def _browse(self, iri: str, stem: str) -> Document:
        return Document(stem, browse.list_page(iri, stem, self.setting), [])

    def _home(self, iri: str, stem: str) -> Document:
        return Document(stem, home.home_page(iri, stem, self.setting), [])

    def _question(self, iri: str, stem: str) -> Document:
        return Document(stem, questions.question_page(iri, self.store, stem, self.setting), [])


def layer_of(graph: str) -> str:
    """Return the layer that a graph's IRI ends in; what is in no record's graph is shared by all.

    >>> layer_of("https://w3id.org/mendelgraph/graph/condition/poh/stated")
    'stated'
    """
    name = graph.rpartition("/")[2]
    return name if name in set(Layer) else "shared"
