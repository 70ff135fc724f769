"""How each format writes what is said of a subject: spelt once, then looked up by the words of N-Triples.

Two statements in three say what others say too (a class, a layer, the page's own condition), so that most of a
download is put together from what is spelt already; and those with one predicate are alike but for their objects.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.export.context import NODE, our_context
from mendelgraph.graph.namespaces import RDF
from mendelgraph.site.naming import (
    NAMES,
    TYPE,
    Element,
    Name,
    element_of_class,
    element_of_predicate,
    escape_xml,
    name_predicate,
    name_term,
)
from mendelgraph.site.records import read_literal

if TYPE_CHECKING:
    from mendelgraph.export.context import Object

KEPT = 1 << 12
"""Statements that are kept at hand; with more, finding one takes longer than spelling it."""
NIL = str(RDF.nil)
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
encode = ENCODER.encode

SAMPLE = "urn:x:sample"
"""An object whose place in a line shows the place of any other; no format changes it."""


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


class Shape(NamedTuple):
    """Hold what statements with one predicate and one kind of object share.

    `line` and `value` are what stands before and behind the object in RDF/XML and in JSON-LD, where it is a term of the
    vocabulary or not.
    """

    name: Name
    prefixes: tuple[str, ...]
    line: tuple[str, str]
    key: str
    value: tuple[str, str]
    vocabulary: bool


class Speller(dict[str, Said]):
    """Hold the statements that were spelt last, by predicate and object as N-Triples has them; spell any other."""

    def __missing__(self, statement: str) -> Said:
        if len(self) >= KEPT:
            self.clear()
        predicate, _, term = statement.partition(" ")
        spell = _spell_iri if term[0] == "<" else _spell_text if term[-1] != ">" and term[0] == '"' else _spell
        said = self[statement] = spell(predicate, term)
        return said


@cache
def speller() -> Speller:
    """Return the speller of this process."""
    return Speller()


def _spell_iri(predicate: str, term: str) -> Said:
    if term == NIL:
        return _spell(predicate, term)
    name, used, line, key, value, vocabulary = _shape(predicate, f"<{SAMPLE}>")
    target, iri = name_term(term), term[1:-1]
    short = our_context().compact_iri(iri, vocabulary=vocabulary)
    return Said(
        _used(name.prefix, target.prefix) if target.prefix else used,
        name.text,
        target.text,
        (escape_xml(iri) if "&" in iri or "'" in iri else iri).join(line),
        element_of_class(term) if predicate == TYPE else None,
        key,
        encode(short).join(value),
    )


def _spell_text(predicate: str, term: str) -> Said:
    """Spell a statement whose object is a literal without a datatype."""
    lexical, _, kind = term.rpartition('"')
    text = read_literal(term)[0] if "\\" in lexical else lexical[1:]
    name, used, line, key, value, _ = _shape(predicate, f'"{SAMPLE}"{kind}')
    return Said(used, name.text, term, escape_xml(text).join(line), None, key, encode(text).join(value))


@lru_cache(maxsize=NAMES)
def _shape(predicate: str, sample: str) -> Shape:
    said = _spell(predicate, sample)
    (line, _, rest), (value, _, end) = said.line.partition(SAMPLE), said.value.partition(encode(SAMPLE))
    vocabulary = predicate == TYPE or our_context().plan(predicate, NODE).vocabulary
    return Shape(name_predicate(predicate), said.prefixes, (line, rest), said.key, (value, end), vocabulary)


@lru_cache(maxsize=NAMES)
def _used(*prefixes: str) -> tuple[str, ...]:
    """Return the prefixes that are some, the same object for the same ones."""
    return tuple(prefix for prefix in prefixes if prefix)


def _spell(predicate: str, term: str) -> Said:
    name, target = name_predicate(predicate), name_term(term)
    line, element = _line(predicate, term), element_of_class(term) if predicate == TYPE and term[0] == "<" else None
    return Said(_used(name.prefix, target.prefix), name.text, target.text, line, element, *_member(predicate, term))


def _line(predicate: str, term: str) -> str:
    """Return a statement's line of RDF/XML."""
    tag, binding = element_of_predicate(predicate)
    if term[0] == "<":
        return f'\t\t<{tag}{binding} rdf:resource="{escape_xml(term[1:-1])}"/>\n'
    if term[0] == "_":
        return f'\t\t<{tag}{binding} rdf:nodeID="{term[2:]}"/>\n'
    text, kind = read_literal(term)
    if kind:
        binding += f' xml:lang="{kind[1:]}"' if kind[0] == "@" else f' rdf:datatype="{escape_xml(kind[3:-1])}"'
    return f"\t\t<{tag}{binding}>{escape_xml(text)}</{tag}>\n"


def _member(predicate: str, term: str) -> tuple[str, str]:
    """Return a statement's member of JSON-LD: what it begins with, and its value."""
    if term[0] == "_" or term == NIL:
        return "", ""
    written: Object = {}
    put_value(written, predicate, term)
    ((name, value),) = written.items()
    begin = encode(name) + ":"
    return (begin + "[", encode(value[0])) if isinstance(value, list) else (begin, encode(value))


def put_value(written: Object, predicate: str, term: str) -> None:
    """Write a value, anything but a list, beside those that a node of JSON-LD has."""
    context = our_context()
    if term[0] == '"':
        lexical, _, kind = term.rpartition('"')
        context.plan(predicate, kind).put_literal(written, lexical[1:])
        return
    plan = context.plan(predicate, NODE)
    if predicate == TYPE:
        plan = plan._replace(name=context.keyword("@type"), sample="", vocabulary=True)
    short = context.compact_iri(term[1:-1], vocabulary=plan.vocabulary)
    plan.put(written, {context.keyword("@id"): short} if isinstance(plan.sample, dict) else short)
