"""The vocabulary documented at its own IRIs: all terms on one page, and a page for each with examples from the data."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import DefaultGraph, NamedNode

from mendelgraph.graph.namespaces import DCTERMS, ONTOLOGY, RDF, RDFS, SKOS
from mendelgraph.site.diagram import draw_diagram
from mendelgraph.site.records import key_of, read_literal
from mendelgraph.site.rendering import Head, render
from mendelgraph.site.triples import prefixed, tag_of
from mendelgraph.site.views import Arrow, Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

    from mendelgraph.site.records import Graph
    from mendelgraph.site.rendering import Setting
    from mendelgraph.site.triples import LayerTable

OWL = "http://www.w3.org/2002/07/owl#"
KINDS = (
    (OWL + "Class", "Classes", "class"),
    (OWL + "ObjectProperty", "Properties between things", "property between things"),
    (OWL + "DatatypeProperty", "Properties with values", "property with values"),
    (OWL + "AnnotationProperty", "Annotations", "annotation"),
    (OWL + "NamedIndividual", "Individuals", "individual"),
)
SCOPE_NOTE = NamedNode("http://www.w3.org/2004/02/skos/core#scopeNote")
EXAMPLE = NamedNode("http://www.w3.org/2004/02/skos/core#example")
DOMAIN, RANGE = (NamedNode(f"http://www.w3.org/2000/01/rdf-schema#{name}") for name in ("domain", "range"))
VERSION = NamedNode(OWL + "versionInfo")
EXAMPLES = 3


class TermRow(NamedTuple):
    """Hold a term of the vocabulary as the overview shows it."""

    iri: str
    name: str
    label: str
    definition: str
    domain: Ref | None
    range: Ref | None


class Kind(NamedTuple):
    """Hold the terms of one kind."""

    title: str
    anchor: str
    terms: list[TermRow]


class Example(NamedTuple):
    """Hold a triple of the data, in which the term stands."""

    subject: Ref
    predicate: Ref
    object: Ref


def ontology_page(iri: str, graph: Graph, stem: str, setting: Setting) -> bytes:
    """Render the overview of the vocabulary."""
    kinds = [Kind(title, name.replace(" ", "-"), _rows(kind, graph)) for kind, title, name in KINDS]
    title = graph.one(iri, DCTERMS.title) or "The vocabulary"
    head = Head(stem, iri, title, graph.one(iri, DCTERMS.description))
    arrows = sorted({arrow for kind in kinds[:2] for row in kind.terms for arrow in arrows_of(row.iri, graph)})
    return render(
        "ontology.html", head, setting,
        kinds=[kind for kind in kinds if kind.terms], version=graph.one(iri, VERSION), namespace=f"{ONTOLOGY}#",
        arrows=[arrow for arrow in arrows if arrow.source.text and arrow.target.text],
    )  # fmt: skip


def term_page(
    iri: str, graph: Graph, examples: list[Example], tables: list[LayerTable], stem: str, setting: Setting
) -> bytes:
    """Render the page of one term."""
    label = graph.one(iri, RDFS.label) or ref(iri).text
    definition = graph.one(iri, SKOS.definition)
    head = Head(stem, iri, f"{ref(iri).text} – {label}", definition)
    kind = next((name for kind, _, name in KINDS if kind in graph.all(iri, RDF.type)), "term")
    return render(
        "term.html", head, setting,
        term=ref(iri), label=label, kind=kind, definition=definition,
        diagram=draw_diagram(sorted(arrows_of(iri, graph)), iri),
        notes=graph.all(iri, SCOPE_NOTE), written=graph.all(iri, EXAMPLE), examples=examples,
        above=[ref(each) for each in graph.all(iri, RDFS.subClassOf)],
        below=[ref(each) for each in _pointing(RDFS.subClassOf, iri, graph)],
        members=[ref(each) for each in _pointing(RDF.type, iri, graph) if each.startswith(ONTOLOGY)],
        classes=[ref(each) for each in graph.all(iri, RDF.type) if not each.startswith(OWL)], tables=tables,
    )  # fmt: skip


def ref(iri: str) -> Ref:
    """Return a term by its prefixed name.

    >>> ref("https://w3id.org/mendelgraph/ontology#Fact").text
    'mg:Fact'
    """
    return Ref(iri, prefixed(iri))


def _rows(kind: str, graph: Graph) -> list[TermRow]:
    terms = [term for term in graph.of_class(NamedNode(kind)) if term.startswith(f"{ONTOLOGY}#")]
    return [
        TermRow(
            term,
            term.rpartition("#")[2],
            graph.one(term, RDFS.label),
            graph.one(term, SKOS.definition),
            *(ref(end) if end else None for end in (graph.one(term, DOMAIN), graph.one(term, RANGE))),
        )
        for term in terms
    ]


def arrows_of(iri: str, graph: Graph) -> Iterator[Arrow]:
    """Yield the properties that lead from or to a term, or the term itself where it is one."""
    if graph.all(iri, DOMAIN) and graph.all(iri, RANGE):
        yield Arrow(ref(graph.one(iri, DOMAIN)), ref(iri), ref(graph.one(iri, RANGE)))
    for predicate in {*_pointing(DOMAIN, iri, graph), *_pointing(RANGE, iri, graph)}:
        ends = [graph.one(predicate, end) for end in (DOMAIN, RANGE)]
        if all(ends):
            yield Arrow(ref(ends[0]), ref(predicate), ref(ends[1]))


def _pointing(predicate: NamedNode, target: str, graph: Graph) -> list[str]:
    node = f"<{target}>"
    return sorted(subject for subject, found in graph.nodes.items() if node in found.get(predicate.value, ()))


def find_examples(iri: str, base: str, store: Store) -> Iterator[Example]:
    """Yield triples of the data that have a term as predicate, else as object; the first by the store's own order."""
    term = NamedNode(iri)
    places = (
        store.quads_for_pattern(None, term, None, DefaultGraph()),
        store.quads_for_pattern(None, None, term, DefaultGraph()),
    )
    ours = (quad for found in places for quad in found if not str(quad.subject).startswith(f"<{ONTOLOGY}"))
    for quad in islice(ours, EXAMPLES):
        subject, target = (key_of(term) for term in (quad.subject, quad.object))
        shown = Ref(target, _short(target, base)) if isinstance(quad.object, NamedNode) else _text(quad.object)
        yield Example(Ref(subject, _short(subject, base)), ref(quad.predicate.value), shown)


def _short(iri: str, base: str) -> str:
    return iri[len(base) :] if iri.startswith(f"{base}condition/") else ref(iri).text


def _text(term: object) -> Ref:
    text, kind = read_literal(str(term))
    return Ref("", f"“{text}”", tag_of(kind))
