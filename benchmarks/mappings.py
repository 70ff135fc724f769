"""The mappings that go with the tables: RML for Morph-KGC, OTTR templates for maplib, both for the same triples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, serialize

from benchmarks.tables import IRI, STRING, SUBJECT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from benchmarks.tables import Column, Table

RR, RML, QL = "http://www.w3.org/ns/r2rml#", "http://semweb.mmlab.be/ns/rml#", "http://semweb.mmlab.be/ns/ql#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TEMPLATES = "urn:mendelgraph:template:"


def write_rml(tables: Iterable[Table], folder: Path) -> str:
    """Return an RML mapping, as N-Triples, of tables that stand as CSV in the folder."""
    triples = [quad.triple for table in tables for quad in _triples_map(table, folder)]
    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()


def _triples_map(table: Table, folder: Path) -> Iterator[Quad]:
    top, source, subject = NamedNode(f"urn:map:{table.name}"), BlankNode(), BlankNode()
    yield Quad(top, NamedNode(f"{RML}logicalSource"), source)
    yield Quad(source, NamedNode(f"{RML}source"), Literal(str(folder / f"{table.name}.csv")))
    yield Quad(source, NamedNode(f"{RML}referenceFormulation"), NamedNode(f"{QL}CSV"))
    yield Quad(top, NamedNode(f"{RR}subjectMap"), subject)
    yield Quad(subject, NamedNode(f"{RML}reference"), Literal(SUBJECT))
    yield Quad(subject, NamedNode(f"{RR}termType"), NamedNode(f"{RR}IRI"))
    for constant in table.constants:
        place = BlankNode()
        yield from _pair(top, constant.predicate, place)
        yield Quad(place, NamedNode(f"{RR}constant"), NamedNode(constant.value))
    for column in table.columns:
        place = BlankNode()
        yield from _pair(top, column.predicate, place)
        yield Quad(place, NamedNode(f"{RML}reference"), Literal(column.name))
        yield from _term_type(place, column)


def _pair(top: NamedNode, predicate: str, place: BlankNode) -> Iterator[Quad]:
    pair = BlankNode()
    yield Quad(top, NamedNode(f"{RR}predicateObjectMap"), pair)
    yield Quad(pair, NamedNode(f"{RR}predicate"), NamedNode(predicate))
    yield Quad(pair, NamedNode(f"{RR}objectMap"), place)


def _term_type(place: BlankNode, column: Column) -> Iterator[Quad]:
    if column.term == IRI:
        yield Quad(place, NamedNode(f"{RR}termType"), NamedNode(f"{RR}IRI"))
        return
    yield Quad(place, NamedNode(f"{RR}termType"), NamedNode(f"{RR}Literal"))
    if column.term.startswith("@"):
        yield Quad(place, NamedNode(f"{RR}language"), Literal(column.term[1:]))
    elif column.term != STRING:
        yield Quad(place, NamedNode(f"{RR}datatype"), NamedNode(column.term))


def write_ottr(tables: Iterable[Table]) -> str:
    """Return OTTR templates, as stOTTR: one a table, named as the table is.

    The only text that is put in are IRIs and terms in N-Triples syntax, which is stOTTR's own.
    """
    return "\n".join(map(_template, tables))


def _template(table: Table) -> str:
    parameters = [f"ottr:IRI ?{SUBJECT}", *(f"? {_parameter_type(column)} ?{column.name}" for column in table.columns)]
    patterns = [
        *(f"ottr:Triple(?{SUBJECT}, {NamedNode(each.predicate)}, {NamedNode(each.value)})" for each in table.constants),
        *(f"ottr:Triple(?{SUBJECT}, {NamedNode(column.predicate)}, ?{column.name})" for column in table.columns),
    ]
    body = ",\n  ".join(patterns)
    return f"{NamedNode(TEMPLATES + table.name)} [{', '.join(parameters)}] :: {{\n  {body}\n}} .\n"


def _parameter_type(column: Column) -> str:
    if column.term == IRI:
        return "ottr:IRI"
    return f"<{RDF}langString>" if column.term.startswith("@") else str(NamedNode(column.term))
