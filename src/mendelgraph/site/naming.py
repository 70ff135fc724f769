"""Names as Turtle and XML write them. The engine is asked for each that is not plain, so that they are its own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from pyoxigraph import RdfFormat, parse, serialize

from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.graph.namespaces import RDF, XSD

NAMES = 1 << 12
"""Names of predicates, classes and terms of vocabularies that are kept at hand."""
NEAR = 20
"""Letters of an IRI by which prefixes are looked up, because to try each takes longer than all else."""
TYPE = str(RDF.type)
NUMBERS = frozenset(f"^^{datatype}" for datatype in (XSD.integer, XSD.decimal, XSD.double, XSD.boolean))
"""Datatypes of literals that Turtle may write without their quotation marks."""

_QUOTES = {"'": "&apos;", '"': "&quot;"}
_CLASS = re.compile(r'\n\t<([^\s>]+)((?: xmlns[^=]*="[^"]*")?) rdf:about="urn:s"')
_PROPERTY = re.compile(r'\n\t\t<([^\s>]+)((?: xmlns[^=]*="[^"]*")?)>o</')


class Name(NamedTuple):
    """Hold a term as Turtle writes it, with the prefix that it uses, or an empty one."""

    text: str
    prefix: str


class Element(NamedTuple):
    """Hold the name of an XML element, and the attribute by which it binds its namespace, or an empty text."""

    tag: str
    binding: str


def name_term(term: str) -> Name:
    """Return a term in N-Triples syntax as Turtle has it.

    >>> name_term("<http://purl.obolibrary.org/obo/HP_0000006>"), name_term('"a"@en')
    (Name(text='HP:0000006', prefix='HP'), Name(text='"a"@en', prefix=''))
    """
    if term[0] == "<":
        return _name_iri(term)
    lexical, _, kind = term.rpartition('"')
    if kind[:1] != "^":
        return Name(term, "")
    if kind in NUMBERS:
        return _ask_name(term)
    text, prefix = _name_iri(kind[2:])
    return Name(f'{lexical}"^^{text}', prefix)


def _name_iri(term: str) -> Name:
    iri = term[1:-1]
    for start, prefix in near_prefixes(iri):
        if iri.startswith(start):
            local = iri[len(start) :]
            return Name(f"{prefix}:{local}", prefix) if local.isascii() and local.isalnum() else _ask_name(term)
    return Name(term, "")


@lru_cache(maxsize=NAMES)
def name_predicate(term: str) -> Name:
    """Return a predicate in N-Triples syntax as Turtle has it."""
    return Name("a", "") if term == TYPE else _name_iri(term)


def near_prefixes(iri: str) -> tuple[tuple[str, str], ...]:
    """Return the few prefixes that may fit an IRI, each after what it stands for, the longest first."""
    return _near(iri[:NEAR])


@lru_cache(maxsize=NAMES)
def _near(beginning: str) -> tuple[tuple[str, str], ...]:
    starts = [(start, prefix) for prefix, start in output_prefixes().items() if beginning.startswith(start[:NEAR])]
    return tuple(sorted(starts, key=lambda row: -len(row[0])))


@lru_cache(maxsize=NAMES)
def _ask_name(term: str) -> Name:
    written = _ask(f"<urn:s> <urn:p> {term} .", RdfFormat.TURTLE)
    text = written.partition("<urn:s> <urn:p> ")[2].removesuffix(" .\n")
    name = text.rpartition("^^")[2] if text[0] == '"' else text
    return Name(text, "" if name[0] in '<"' else name.rpartition(":")[0].partition(":")[0])


@lru_cache(maxsize=NAMES)
def element_of_predicate(predicate: str) -> Element:
    """Return the element of a predicate in N-Triples syntax.

    >>> element_of_predicate("<http://www.w3.org/2000/01/rdf-schema#label>")
    Element(tag='rdfs:label', binding='')
    """
    return Element(*_PROPERTY.findall(_ask(f'<urn:s> {predicate} "o" .', RdfFormat.RDF_XML))[0])


@lru_cache(maxsize=NAMES)
def element_of_class(term: str) -> Element | None:
    """Return the element of what is of a class in N-Triples syntax; None for the few that XML keeps for itself.

    >>> element_of_class("<http://www.w3.org/1999/02/22-rdf-syntax-ns#Description>")
    """
    found = Element(*_CLASS.findall(_ask(f"<urn:s> {TYPE} {term} .", RdfFormat.RDF_XML))[0])
    return None if found.tag == "rdf:Description" else found


def _ask(statement: str, syntax: RdfFormat) -> str:
    quads = parse(statement, format=RdfFormat.N_TRIPLES, lenient=True)
    return (serialize((quad.triple for quad in quads), format=syntax, prefixes=output_prefixes()) or b"").decode()


def escape_xml(text: str) -> str:
    """Return a text as the engine writes it in XML.

    >>> escape_xml('"a" < b & c')
    '&quot;a&quot; &lt; b &amp; c'
    """
    return escape(text, _QUOTES)
