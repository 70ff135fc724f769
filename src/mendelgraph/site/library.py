"""Each document of a site as bytes: the one place that knows which view and which page belong to an IRI.

The server asks for what is wanted, `writing` for everything that changed. What a document is made from is noted in
`inputs`, so that it need not be made again while that stays the same.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from mendelgraph.graph.layers import Layer
from mendelgraph.graph.namespaces import FOAF, ONTOLOGY
from mendelgraph.site.condition_view import read_condition
from mendelgraph.site.downloads import parse_lines
from mendelgraph.site.inputs import digest, digest_lines
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
from mendelgraph.site.records import Graph, Record, by_subject, find_record, merge, sort_lines
from mendelgraph.site.triples import TermWriter, tabulate

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store, Triple

    from mendelgraph.site.catalogue import Catalogue
    from mendelgraph.site.inputs import Inputs
    from mendelgraph.site.quads import QuadFile
    from mendelgraph.site.records import Blocks, Layers
    from mendelgraph.site.rendering import Setting
    from mendelgraph.site.triples import LayerTable

SHARED = "shared"
"""What is in no record's graph."""
LAYERS = frozenset(map(str, Layer))


class Document(NamedTuple):
    """Hold a document: its page, and what its downloads say of each subject (nothing: it has no downloads)."""

    stem: str
    page: bytes
    statements: Blocks

    @property
    def lines(self) -> list[str]:
        """Return the statements of its downloads."""
        return [f"{subject} {statement}" for subject, found in self.statements.items() for statement in found]

    @property
    def triples(self) -> list[Triple]:
        """Return the triples of its downloads."""
        return parse_lines(self.lines)


class Reading(NamedTuple):
    """Hold a record as it was read: by layer, each layer by subject, all together; and the digest of that."""

    record: Record
    blocks: dict[str, Blocks]
    graph: Graph
    answer: str


class Library:
    """Hold an open release and make its documents; `quads` finds records quicker than the store, if given."""

    def __init__(
        self,
        catalogue: Catalogue,
        store: Store,
        setting: Setting,
        *,
        quads: QuadFile | None = None,
        inputs: Inputs | None = None,
    ) -> None:
        self.catalogue, self.store, self.setting = catalogue, store, setting
        self._quads, self._inputs = quads, inputs
        self._writer = TermWriter(catalogue.addresses, "condition/any")
        self._named: dict[str, tuple[Graph, str]] = {}
        self._read = lru_cache(maxsize=2)(self._read_record)  # a condition and its page of the source ask in turn

    @cached_property
    def topics(self) -> dict[str, str]:
        """Return what each page of the source is about."""
        found = self.store.quads_for_pattern(None, FOAF.primaryTopic, None, DefaultGraph())
        return {quad.subject.value: quad.object.value for quad in found if isinstance(quad.subject, NamedNode)}  # type: ignore[union-attr]  # an IRI

    def document(self, iri: str) -> Document:
        """Return the document about an IRI; raise KeyError where there is none."""
        stem = self.catalogue.addresses.pages[iri]
        return self._maker(iri)(iri, stem)

    def _record(self, iri: str) -> Reading:
        found = self._read(iri)
        if self._inputs:
            self._inputs.note("record", iri, found.answer)
        return found

    def _read_record(self, iri: str) -> Reading:
        found = self._quads.record(iri) if self._quads else None
        record = found or find_record(iri, self.catalogue.base, self.store) or Record(iri, {})
        blocks = {layer: by_subject(lines) for layer, lines in record.layers.items()}
        return Reading(record, blocks, Graph.of(merge(blocks.values())), self._digest(iri, record))

    def _digest(self, iri: str, record: Record) -> str:
        """Return the digest of a record, if anybody is to know it; the same as `Facts` gives."""
        if not self._inputs:
            return ""
        return (self._quads.digest(iri) if self._quads else "") or digest_lines(record.layers)

    def _condition(self, iri: str, stem: str) -> Document:
        _, blocks, graph, _ = self._record(iri)
        view = read_condition(iri, graph, self.catalogue)
        tables = tabulate(blocks, self._writer.below(iri, stem))
        page = condition.condition_page(view, tables, stem, self.setting)
        return Document(stem, page, graph.statements)

    def _source(self, iri: str, stem: str) -> Document:
        """Return the document about a page of the source from the record that was read from it."""
        topic = self.topics[iri]
        _, blocks, graph, _ = self._record(self.catalogue.gene_records.get(topic, topic))
        page = f"<{iri}>"
        own = {layer: {page: found[page]} for layer, found in blocks.items() if page in found}
        tables = tabulate(own, self._writer.below(iri, stem))
        written = sources.source_page(iri, topic, graph, tables, stem, self.setting)
        return Document(stem, written, merge(own.values()))

    def _maker(self, iri: str) -> Callable[[str, str], Document]:
        catalogue = self.catalogue
        if iri in catalogue.conditions:
            return self._condition
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
        if self._inputs:
            self._inputs.note("topic", iri, digest(self.topics.get(iri)))
        if iri in self.topics:
            return self._source
        if iri.startswith(f"{ONTOLOGY}#"):
            return self._term
        if iri.startswith(f"{catalogue.base}query/"):
            return self._question
        if iri.startswith(f"{catalogue.base}browse/"):
            return self._browse
        return self._mode if iri in catalogue.mode_terms else self._article

    def layers_of(self, iri: str) -> Layers:
        """Return what all named graphs say of one subject and of the lists it has, by layer, sorted."""
        layers = find_layers(iri, self.store)
        if self._inputs:
            self._inputs.note("subject", iri, digest_lines(layers))
        return layers

    def _subject(self, iri: str) -> tuple[Graph, dict[str, Blocks]]:
        layers = self.layers_of(iri)
        if root := self.catalogue.gene_records.get(iri):
            for layer, lines in self._record(root).record.layers.items():
                layers[layer] = sort_lines([*layers.get(layer, []), *lines])
        blocks = {layer: by_subject(lines) for layer, lines in layers.items()}
        return Graph.of(merge(blocks.values())), blocks

    def _tables(self, iri: str, stem: str, blocks: dict[str, Blocks]) -> list[LayerTable]:
        record = self.catalogue.gene_records.get(iri, "")
        anchors = record[len(self.catalogue.base) :] + "/" if record else ""
        return tabulate(blocks, self._writer.below(iri, stem, record, anchors))

    def _gene(self, iri: str, stem: str) -> Document:
        graph, blocks = self._subject(iri)
        page = genes.gene_page(iri, graph, self._tables(iri, stem, blocks), stem, self.setting)
        return Document(stem, page, graph.statements)

    def _article(self, iri: str, stem: str) -> Document:
        graph, blocks = self._subject(iri)
        page = articles.article_page(iri, graph, self._tables(iri, stem, blocks), stem, self.setting)
        return Document(stem, page, graph.statements)

    def _mode(self, iri: str, stem: str) -> Document:
        graph, blocks = self._subject(iri)
        page = modes.mode_page(iri, self._tables(iri, stem, blocks), stem, self.setting)
        return Document(stem, page, graph.statements)

    def _term(self, iri: str, stem: str) -> Document:
        graph, blocks = self._subject(iri)
        examples = list(ontology.find_examples(iri, self.catalogue.base, self.store))
        if self._inputs:
            self._inputs.note("examples", iri, digest(examples))
        whole = self._graph("ontology")
        tables = self._tables(iri, stem, blocks)
        return Document(stem, ontology.term_page(iri, whole, examples, tables, stem, self.setting), graph.statements)

    def _graph(self, name: str) -> Graph:
        """Return one of the graphs that belong to no record."""
        if name not in self._named:
            lines = find_graph(name, self.catalogue.base, self.store)
            self._named[name] = Graph(lines), digest_lines({name: lines})
        graph, answer = self._named[name]
        if self._inputs:
            self._inputs.note("graph", name, answer)
        return graph

    def _ontology(self, iri: str, stem: str) -> Document:
        graph = self._graph("ontology")
        return Document(stem, ontology.ontology_page(iri, graph, stem, self.setting), graph.statements)

    def _dataset(self, iri: str, stem: str) -> Document:
        graph = self._graph("dataset")
        tables = tabulate({SHARED: graph.statements}, self._writer.below(iri, stem))
        return Document(stem, dataset.dataset_page(iri, graph, tables, stem, self.setting), graph.statements)

    def _conditions(self, iri: str, stem: str) -> Document:
        graph, _ = self._subject(iri)
        return Document(stem, browse.conditions_page(iri, stem, self.setting), graph.statements)

    def _browse(self, iri: str, stem: str) -> Document:
        return Document(stem, browse.list_page(iri, stem, self.setting), {})

    def _home(self, iri: str, stem: str) -> Document:
        return Document(stem, home.home_page(iri, stem, self.setting), {})

    def _question(self, iri: str, stem: str) -> Document:
        if self._inputs:
            self._inputs.ask("everything", "")
        return Document(stem, questions.question_page(iri, self.store, stem, self.setting), {})


def find_layers(iri: str, store: Store) -> Layers:
    """Return what all named graphs say of one subject and of the lists it has, by layer, sorted."""
    found: Layers = {}
    waiting: list[NamedNode | BlankNode] = [NamedNode(iri)]
    for subject in waiting:  # it grows on the way
        for quad in store.quads_for_pattern(subject, None, None, None):
            if isinstance(quad.graph_name, DefaultGraph):
                continue
            found.setdefault(layer_of(quad.graph_name.value), []).append(str(quad.triple))
            if isinstance(quad.object, BlankNode) and quad.object not in waiting:
                waiting.append(quad.object)
    return {name: sort_lines(found[name]) for name in (*map(str, Layer), SHARED) if name in found}


def find_graph(name: str, base: str, store: Store) -> list[str]:
    """Return the triples of one of the graphs that belong to no record, sorted."""
    quads = store.quads_for_pattern(None, None, None, NamedNode(f"{base}graph/{name}"))
    return sort_lines(str(quad.triple) for quad in quads)


def layer_of(graph: str) -> str:
    """Return the layer that a graph's IRI ends in; what is in no record's graph is shared by all.

    >>> layer_of("https://w3id.org/mendelgraph/graph/condition/poh/stated")
    'stated'
    """
    name = graph.rpartition("/")[2]
    return name if name in LAYERS else SHARED
