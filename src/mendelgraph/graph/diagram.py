"""The model drawn from the ontology: classes and what links them, as Mermaid text, and its terms as a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from mendelgraph.graph.namespaces import MG, PREFIXES, iri_of
from mendelgraph.resources import read_resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

_KINDS = (
    (OWL.Class, "class"),
    (OWL.ObjectProperty, "object property"),
    (OWL.DatatypeProperty, "datatype property"),
    (OWL.AnnotationProperty, "annotation property"),
    (OWL.NamedIndividual, "individual"),
)
_OURS = iri_of(MG)


def read_ontology() -> rdflib.Graph:
    """Read our own vocabulary."""
    return rdflib.Graph().parse(data=read_resource("ontology/mendelgraph.ttl"), format="turtle")


def draw_classes(ontology: rdflib.Graph) -> str:
    """Draw classes as boxes (ours with their individuals) and object properties as arrows from domain to range."""
    edges = sorted(_draw_links(ontology))
    classes = sorted({name for edge in edges for name in re.findall(r"^\S+|\S+(?= :)", edge)})
    boxes = [line for name in classes for line in _draw_box(ontology, name)]
    return "\n".join(["classDiagram", "  direction LR", *boxes, *(f"  {edge}" for edge in edges)])


def _draw_links(ontology: rdflib.Graph) -> Iterator[str]:
    for child, parent in ontology.subject_objects(RDFS.subClassOf):
        yield f"{_name(child)} --|> {_name(parent)} : is a"
    for link in ontology.subjects(RDF.type, OWL.ObjectProperty):
        domain, target = ontology.value(link, RDFS.domain), ontology.value(link, RDFS.range)
        if domain and target:
            yield f"{_name(domain)} --> {_name(target)} : {_name(link)}"


def _draw_box(ontology: rdflib.Graph, name: str) -> Iterator[str]:
    yield f"  class {name}"
    prefix, _, local = name.partition("_")
    term = rdflib.URIRef(PREFIXES.get(prefix, "") + local)
    for value in sorted(_name(value) for value in ontology.subjects(RDF.type, term)):
        yield f"  {name} : {value.removeprefix('mg_')}"


def _name(term: Node) -> str:
    """Return prefix and local name joined by an underscore; Mermaid reads a colon as its own."""
    for prefix, iri in PREFIXES.items():
        if str(term).startswith(iri):
            return f"{prefix}_{str(term).removeprefix(iri)}"
    raise ValueError(f"no prefix for {term}")


def tabulate_terms(ontology: rdflib.Graph) -> str:
    """List every term of ours: its kind, where it leads from and to, and its definition."""
    rows = ["| term | kind | from → to | definition |", "|---|---|---|---|"]
    for kind, label in _KINDS:
        for term in sorted(set(ontology.subjects(RDF.type, kind)), key=str):
            if str(term).startswith(_OURS):
                definition = str(ontology.value(term, SKOS.definition)).replace("|", "\\|")
                rows.append(f"| `{_curie(term)}` | {label} | {_ends(ontology, term)} | {definition} |")
    return "\n".join(rows)


def _ends(ontology: rdflib.Graph, term: Node) -> str:
    ends = [_curie(end) if end else "" for end in (ontology.value(term, RDFS.domain), ontology.value(term, RDFS.range))]
    return " → ".join(ends) if any(ends) else ""


def _curie(term: Node) -> str:
    return _name(term).replace("_", ":", 1)


def fill_page(page: str, ontology: rdflib.Graph) -> str:
    """Put the drawing and the table between their marks in a page, replacing what stands there."""
    for mark, text in (
        ("diagram", f"```mermaid\n{draw_classes(ontology)}\n```"),
        ("terms", tabulate_terms(ontology)),
    ):
        begin, end = f"<!-- {mark}: drawn by scripts/draw-model -->", f"<!-- end of {mark} -->"
        head, _, rest = page.partition(begin)
        _, found, tail = rest.partition(end)
        if not found:
            raise ValueError(f"the page lacks the marks {begin} and {end}")
        page = f"{head}{begin}\n{text}\n{end}{tail}"
    return page
