"""SSSOM as RDF: the mapping set and its mappings in the words of SSSOM's own schema, refusals included.

Each mapping is the node that the graph has for it, as the annotation of an OWL axiom; a match stands flat as well. The
values are those of the table. sssom-py reads both and finds the same; it takes no other class than `owl:Axiom`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import Literal, NamedNode, Triple

from mendelgraph.align.sssom import TOOL
from mendelgraph.export.nodes import index_nodes
from mendelgraph.export.order import by_record, sort_triples
from mendelgraph.export.rdf import turtle_blocks, turtle_head
from mendelgraph.export.sssom import LICENCE, REGISTRY, TITLE, mapping_rows, set_iri
from mendelgraph.graph.namespaces import DCTERMS, OWL, RDF, RDFS, SEMAPV, SKOS, Namespace, iri_of
from mendelgraph.identifiers import parse_curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

SET = Namespace(
    "sssom",
    "https://w3id.org/sssom/",
    "MappingSet NegatedPredicate author_label confidence mapping_justification mapping_tool mappings object_label"
    " object_source object_source_version other predicate_modifier subject_label subject_source",
)
AXIOM = Namespace("owl", iri_of(OWL), "Axiom")
DOUBLE = NamedNode("http://www.w3.org/2001/XMLSchema#double")
TEXTS = {
    "subject_label": SET.subject_label,
    "object_label": SET.object_label,
    "author_label": SET.author_label,
    "object_source_version": SET.object_source_version,
    "comment": RDFS.comment,
    "other": SET.other,
}
SOURCES = {"subject_source": SET.subject_source, "object_source": SET.object_source}


def write_sssom_rdf(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write the mappings of all records as Turtle, record by record, and at the end the set that they are in."""
    mappings: list[NamedNode] = []
    base = ""
    for record, found in by_record(quads):
        rows = mapping_rows(record, index_nodes(found))
        if rows and not mappings:
            base = record.rpartition("/condition/")[0]
            out.write(_head(base))
        mappings += (node for node, _ in rows)
        out.write(turtle_blocks(sort_triples(each for row in rows for each in _describe(*row, NamedNode(record)))))
    if mappings:
        out.write(turtle_blocks(_describe_set(NamedNode(set_iri(base)), mappings)))


def _head(base: str) -> bytes:
    """Return the usual prefixes and the two that the table has besides, so that readers find the same CURIEs."""
    spaces = {"bioregistry": NamedNode(REGISTRY), "ghr": NamedNode(f"{base}/condition/")}
    return turtle_head() + "".join(f"@prefix {name}: {iri} .\n" for name, iri in spaces.items()).encode() + b"\n"


def _describe_set(iri: NamedNode, mappings: Iterable[NamedNode]) -> Iterator[Triple]:
    yield Triple(iri, RDF.type, SET.MappingSet)
    yield Triple(iri, DCTERMS.license, NamedNode(LICENCE))
    yield Triple(iri, DCTERMS.title, Literal(TITLE))
    yield Triple(iri, SET.mapping_tool, Literal(TOOL))
    yield from (Triple(iri, SET.mappings, mapping) for mapping in mappings)


def _describe(node: NamedNode, row: dict[str, str], condition: NamedNode) -> Iterator[Triple]:
    predicate = NamedNode(row["predicate_id"].replace("skos:", iri_of(SKOS), 1))
    target = NamedNode(parse_curie(row["object_id"]).iri)
    justification = NamedNode(row["mapping_justification"].replace("semapv:", iri_of(SEMAPV), 1))
    yield Triple(node, RDF.type, AXIOM.Axiom)
    yield Triple(node, OWL.annotatedSource, condition)
    yield Triple(node, OWL.annotatedProperty, predicate)
    yield Triple(node, OWL.annotatedTarget, target)
    yield Triple(node, SET.mapping_justification, justification)
    yield Triple(node, SET.confidence, Literal(row["confidence"], datatype=DOUBLE))
    yield from (Triple(node, term, Literal(row[column])) for column, term in TEXTS.items() if row[column])
    yield from (Triple(node, term, _source(row[column])) for column, term in SOURCES.items() if row[column])
    if row["predicate_modifier"]:
        yield Triple(node, SET.predicate_modifier, SET.NegatedPredicate)
    else:
        yield Triple(condition, predicate, target)


def _source(curie: str) -> NamedNode:
    return NamedNode(REGISTRY + curie.removeprefix("bioregistry:"))
