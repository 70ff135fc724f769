"""How each format writes what is said of a subject: spelt once, then looked up by the words of N-Triples.

Two statements in three say what others say too (a class, a layer, the page's own condition), so that most of a
download is put together from what is spelt already. Names are the engine's own: it is asked for each that is not plain.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import RdfFormat, parse, serialize

from mendelgraph.export.context import NODE, our_context
from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.graph.namespaces import RDF
from mendelgraph.site.records import read_literal

if TYPE_CHECKING:
    from mendelgraph.export.context import Object

KEPT = 1 << 15
"""Statements that are kept at hand."""
NAMES = 1 << 12
"""Names of predicates, classes and terms of vocabularies that are kept at hand."""
TYPE, NIL = str(RDF.type), str(RDF.nil)
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_PLAIN = re.compile(r"(<.*[^A-Za-z0-9])([A-Za-z0-9]+)>")
"""An IRI whose last word a prefixed name may have as it is."""
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


class Said(NamedTuple):
    """Hold predicate and object of a statement as each format writes them.

    `prefixes` are those of Turtle; `line` is that of RDF/XML, and `element` the one in which a subject stands that is
    said to be of this class. `key` begins the member of JSON-LD, with a bracket where it always is an array; it is
    empty where the object is more than a value: a list.
    """

    prefixes: tuple[str, ...]
    predicate: str
    object: str
    line: str
    element: Element | None
    key: str
    value: str


class Speller(dict[str, Said]):
    """Hold the statements that were spelt last, by predicate and object as N-Triples has them; spell any other."""

    def __missing__(self, statement: str) -> Said:
        if len(self) >= KEPT:
            self.clear()
        predicate, _, term = statement.partition(" ")
        name, target = name_predicate(predicate), name_term(term)
        key, value = _member(predicate, term)
        said = self[statement] = Said(
            _used(name.prefix, target.prefix),
            name.text,
            target.text,
            _line(_property(predicate), term),
            _class(term) if predicate == TYPE and term[0] == "<" else None,
            key,
            value,
        )
        return said


@cache
def speller() -> Speller:
    """Return the speller of this process."""
    return Speller()


@lru_cache(maxsize=NAMES)
def _used(*prefixes: str) -> tuple[str, ...]:
    """Return the prefixes that are some, the same object for the same ones."""
    return tuple(prefix for prefix in prefixes if prefix)


def name_term(term: str) -> Name:
    """Return a term as Turtle has it.

    >>> name_term("<http://purl.obolibrary.org/obo/HP_0000006>"), name_term('"a"@en')
    (Name(text='HP:0000006', prefix='HP'), Name(text='"a"@en', prefix=''))
    """
    if term[0] == "<":
        return _name_iri(term)
    if term[0] == "_" or term[-1] == '"' or term[term.rindex('"') + 1] == "@":
        return Name(term, "")
    return _ask_name(term)


def _name_iri(term: str) -> Name:
    if not term.startswith(_starts()):
        return Name(term, "")
    plain = None if term.startswith(_cutting()) else _PLAIN.fullmatch(term)
    prefix = _names().get(plain[1]) if plain else None
    return Name(f"{prefix}:{plain[2]}", prefix) if plain and prefix else _ask_name(term)


@lru_cache(maxsize=NAMES)
def name_predicate(term: str) -> Name:
    """Return a predicate as Turtle has it."""
    return Name("a", "") if term == TYPE else _name_iri(term)


@cache
def _names() -> dict[str, str]:
    """Return the names of prefixes by the beginning of an IRI in N-Triples syntax."""
    return {f"<{start}": name for name, start in output_prefixes().items()}


@cache
def _starts() -> tuple[str, ...]:
    return tuple(_names())


@cache
def _cutting() -> tuple[str, ...]:
    """Return the prefixes that end within a word, so that the last word is not what follows them."""
    return tuple(start for start in _names() if start[-1].isalnum())


@lru_cache(maxsize=NAMES)
def _ask_name(term: str) -> Name:
    """Ask the engine how it writes a term in Turtle."""
    written = _ask(f"<urn:s> <urn:p> {term} .", RdfFormat.TURTLE)
    text = written.partition("<urn:s> <urn:p> ")[2].removesuffix(" .\n")
    name = text.rpartition("^^")[2] if text[0] == '"' else text
    return Name(text, "" if name[0] in '<"' else name.rpartition(":")[0].partition(":")[0])


@lru_cache(maxsize=NAMES)
def _property(predicate: str) -> Element:
    """Ask the engine for the element of a predicate."""
    return Element(*_PROPERTY.findall(_ask(f'<urn:s> {predicate} "o" .', RdfFormat.RDF_XML))[0])


@lru_cache(maxsize=NAMES)
def _class(term: str) -> Element | None:
    """Ask the engine for the element of what is of a class; None for those few that XML keeps for itself."""
    found = Element(*_CLASS.findall(_ask(f"<urn:s> {TYPE} {term} .", RdfFormat.RDF_XML))[0])
    return None if found.tag == "rdf:Description" else found


def _ask(statement: str, syntax: RdfFormat) -> str:
    quads = parse(statement, format=RdfFormat.N_TRIPLES, lenient=True)
    return (serialize((quad.triple for quad in quads), format=syntax, prefixes=output_prefixes()) or b"").decode()


def _line(element: Element, term: str) -> str:
    """Return a statement's line of RDF/XML."""
    tag, binding = element
    if term[0] == "<":
        return f'\t\t<{tag}{binding} rdf:resource="{escape_xml(term[1:-1])}"/>\n'
    if term[0] == "_":
        return f'\t\t<{tag}{binding} rdf:nodeID="{term[2:]}"/>\n'
    text, kind = read_literal(term)
    if kind:
        binding += f' xml:lang="{kind[1:]}"' if kind[0] == "@" else f' rdf:datatype="{escape_xml(kind[3:-1])}"'
    return f"\t\t<{tag}{binding}>{escape_xml(text)}</{tag}>\n"


def escape_xml(text: str) -> str:
    """Return a text as the engine writes it in XML.

    >>> escape_xml('"a" < b & c')
    '&quot;a&quot; &lt; b &amp; c'
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("'", "&apos;").replace('"', "&quot;")


def _member(predicate: str, term: str) -> tuple[str, str]:
    """Return a statement's member of JSON-LD: what it begins with, and its value."""
    if term[0] == "_" or term == NIL:
        return "", ""
    written: Object = {}
    put_value(written, predicate, term)
    ((name, value),) = written.items()
    begin = ENCODER.encode(name) + ":"
    return (begin + "[", ENCODER.encode(value[0])) if isinstance(value, list) else (begin, ENCODER.encode(value))


def put_value(written: Object, predicate: str, term: str) -> None:
    """Write a value, anything but a list, beside those that a node of JSON-LD has."""
    context = our_context()
    if term[0] == '"':
        lexical, _, kind = term.rpartition('"')
        context.plan(predicate, kind).put_literal(written, lexical[1:])
        return
    if predicate == TYPE:
        plan, name = context.plan(predicate, NODE), context.keyword("@type")
        plan._replace(name=name).put(written, context.compact_iri(term[1:-1], vocabulary=True))
        return
    plan = context.plan(predicate, NODE)
    short = context.compact_iri(term[1:-1], vocabulary=True) if plan.vocabulary else shorten_iri(term[1:-1])
    plan.put(written, {context.keyword("@id"): short} if isinstance(plan.sample, dict) else short)


def shorten_iri(iri: str) -> str:
    """Return an IRI as the context shortens it; most are our own, which no prefix fits, and that is told at once."""
    return our_context().compact_iri(iri, vocabulary=False) if iri.startswith(_shortened()) else iri


@cache
def _shortened() -> tuple[str, ...]:
    return tuple(start for _, start in our_context().prefixes)
