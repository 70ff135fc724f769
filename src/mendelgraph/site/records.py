"""The triples of a release as text: as N-Triples has them, by record and layer, and by subject.

Text, because making the engine's terms of what is only passed on takes four times as long as all else together.
"""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from mendelgraph.export.order import path_order
from mendelgraph.graph.layers import Layer
from mendelgraph.graph.namespaces import MG, OA, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

Layers = dict[str, "list[str]"]
"""Statements as N-Triples has them, without the ` .` at their end, by the name of the layer."""
Blocks = dict[str, "list[str]"]
"""What is said of each subject: predicates with their objects, as N-Triples has them."""


class Record(NamedTuple):
    """Hold one record's triples as lines by layer, each layer in the order of the release's file."""

    iri: str
    layers: Layers

    @property
    def lines(self) -> list[str]:
        """Return the union of the layers, each triple once."""
        return union(self.layers)


def union(layers: Layers) -> list[str]:
    """Return the lines of all layers, each once."""
    return list(dict.fromkeys(chain.from_iterable(layers.values())))


def by_subject(lines: Iterable[str]) -> Blocks:
    """Return lines by subject, in the order in which subjects first come.

    >>> by_subject(["<urn:s> <urn:p> _:a", "<urn:s> <urn:p> _:b"])
    {'<urn:s>': ['<urn:p> _:a', '<urn:p> _:b']}
    """
    found: Blocks = {}
    last, block, find = "", [""], found.setdefault
    for line in lines:
        subject, _, statement = line.partition(" ")
        if subject != last:
            last, block = subject, find(subject, [])
        block.append(statement)
    return found


def merge(layers: Iterable[Blocks]) -> Blocks:
    """Return the union of layers: subjects in the order in which they first come, and each statement once.

    >>> merge([{"a": ["1"], "b": ["1"]}, {"b": ["1", "2"]}])
    {'a': ['1'], 'b': ['1', '2']}
    """
    found: Blocks = {}
    for layer in layers:
        for subject, statements in layer.items():
            held = found.get(subject)
            found[subject] = list(dict.fromkeys([*held, *statements])) if held else statements
    return found


def sort_lines(lines: Iterable[str]) -> list[str]:
    """Return distinct lines in the order in which they stand in a release's file."""
    return sorted(set(lines), key=lambda line: path_order(line.encode()))


def find_record(iri: str, base: str, store: Store) -> Record | None:
    """Return one record from a release's store, or None where it has no graph of that record."""
    graph = f"{base}graph/{iri.removeprefix(base)}"
    layers = {
        str(layer): sort_lines(str(quad.triple) for quad in store.quads_for_pattern(None, None, None, node))
        for layer in Layer
        for node in [NamedNode(f"{graph}/{layer}")]
    }
    found = {layer: lines for layer, lines in layers.items() if lines}
    return Record(iri, found) if found else None


class Words(NamedTuple):
    """Hold a receipt as the graph has it: its section's IRI, the words and where they stand."""

    section: str
    words: str
    start: int
    end: int


class Graph:
    """Hold triples by subject and predicate, in the order in which they came; terms as N-Triples has them.

    `statements` are predicates with their objects, by subject.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.statements = by_subject(lines)
        self._classes: dict[str, list[str]] = {}
        self._receipts: dict[str, list[Words]] = {}

    @classmethod
    def of(cls, statements: Blocks) -> Graph:
        """Return the graph of what is said of subjects."""
        graph = cls(())
        graph.statements = statements
        return graph

    @cached_property
    def nodes(self) -> dict[str, dict[str, list[str]]]:
        """Return the objects by predicate of each subject; IRIs without their brackets."""
        nodes = {}
        for subject, statements in self.statements.items():
            node: dict[str, list[str]] = {}
            nodes[subject[1:-1] if subject[0] == "<" else subject] = node
            for statement in statements:
                predicate, _, term = statement.partition("> ")
                key = predicate[1:]
                if key in node:
                    node[key].append(term)
                else:
                    node[key] = [term]
        return nodes

    def terms(self, subject: str, predicate: NamedNode) -> list[str]:
        """Return the objects of a subject's predicate, as N-Triples has them."""
        return self.nodes.get(subject, {}).get(predicate.value, [])

    def all(self, subject: str, predicate: NamedNode) -> list[str]:
        """Return the objects as texts and IRIs."""
        return [value_of(term) for term in self.terms(subject, predicate)]

    def one(self, subject: str, predicate: NamedNode) -> str:
        """Return the first object as text or IRI, or an empty text."""
        found = self.terms(subject, predicate)
        return value_of(found[0]) if found else ""

    def of_class(self, class_: NamedNode) -> list[str]:
        """Return the subjects of a class, sorted."""
        if not self._classes:
            for subject, node in self.nodes.items():
                for term in node.get(RDF.type.value, ()):
                    self._classes.setdefault(term, []).append(subject)
        return sorted(self._classes.get(str(class_), ()))

    def list_terms(self, head: str) -> list[str]:
        """Return the items of an RDF list; a list that comes back on itself ends there."""
        found: list[str] = []
        seen: set[str] = set()
        while head and head != RDF.nil.value and head not in seen:
            seen.add(head)
            found += self.terms(head, RDF.first)[:1]
            head = self.one(head, RDF.rest)
        return found

    def items(self, head: str) -> list[str]:
        """Return the items of an RDF list as texts and IRIs."""
        return [value_of(term) for term in self.list_terms(head)]

    def receipts(self, fact: str) -> list[Words]:
        """Return the receipts of a fact, in the order of section and place."""
        found = self._receipts.get(fact)
        if found is None:
            words = filter(None, map(self._words, self.all(fact, MG.receipt)))
            found = self._receipts[fact] = sorted(words, key=lambda each: each[:1] + each[2:])
        return found

    def _words(self, receipt: str) -> Words | None:
        selectors = self.all(receipt, OA.hasSelector)
        words = "".join(self.one(selector, OA.exact) for selector in selectors)
        start, end = ("".join(self.one(selector, each) for selector in selectors) for each in (OA.start, OA.end))
        section = self.one(receipt, OA.hasSource)
        return Words(section, words, int(start), int(end)) if section and start.isdigit() and end.isdigit() else None


def value_of(term: str) -> str:
    r"""Return the text or IRI of a term in N-Triples syntax; a blank node's id with its mark.

    >>> value_of("<urn:a>"), value_of('"a\\tb"@en'), value_of("_:b")
    ('urn:a', 'a\tb', '_:b')
    """
    if term[0] == "<":
        return term[1:-1]
    return read_literal(term)[0] if term[0] == '"' else term


def read_literal(term: str) -> tuple[str, str]:
    """Return a literal's text, and its language (`@en`) or its datatype (`^^<…>`), empty for plain text.

    >>> read_literal('"a"@en')
    ('a', '@en')
    """
    lexical, _, kind = term.rpartition('"')
    return (_unescape(lexical[1:]) if "\\" in lexical else lexical[1:]), kind


@lru_cache(maxsize=1024)
def _unescape(lexical: str) -> str:
    """Undo the escapes of N-Triples, which, as the engine writes them, are JSON's too."""
    text: str = json.loads(f'"{lexical}"')
    return text


def key_of(term: object) -> str:
    """Return the text or IRI of the engine's term; a blank node's id with its mark."""
    if isinstance(term, NamedNode | Literal):
        return term.value
    if isinstance(term, BlankNode):
        return str(term)
    raise TypeError(f"unexpected term: {term!r}")
