"""JSON-LD: one tree a condition, one line a tree, compacted with our context.

A tree gathers what the record's graphs say: from the condition along its properties, and against the direction of
those that `ontology/frame.jsonld` names (such as the associations whose object it is). A node is described where it
comes nearest to the condition, and a mere reference everywhere else in that tree. Genes, articles and terms that
several conditions share are described in the tree of each, so that each can be read alone; only a list (of authors)
stands once in a file, because two lists would be two statements. What no tree reaches follows as a tree of its own.
"""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from functools import cache
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeAlias, cast

from pyoxigraph import BlankNode, Literal, NamedNode

from mendelgraph.export.context import Context, Json, Object, compact, our_context
from mendelgraph.export.nodes import index_nodes
from mendelgraph.export.order import by_record
from mendelgraph.graph.namespaces import RDF, XSD
from mendelgraph.resources import read_resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from mendelgraph.export.nodes import Node, Term

_TYPE, _FIRST, _REST = RDF.type.value, RDF.first.value, RDF.rest.value
_CANONICAL_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")


def write_jsonld(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write the union of all graphs as JSON-LD."""
    written: set[str] = set()
    out.write(jsonld_head())
    comma = b"\n"
    for record, triples in by_record(quads):
        for line in tree_lines(record, index_nodes(triples), written):
            out.write(comma + line)
            comma = b",\n"
    out.write(TAIL)


def jsonld_head() -> bytes:
    """Return what stands before the trees."""
    return b'{"@context": ' + _line(our_context().definition) + b',\n"@graph": ['


TAIL = b"\n]}\n"
"""What stands after the trees, which are parted by a comma and a line break."""


def tree_lines(record: str, nodes: Mapping[Term, Node], written: set[str]) -> list[bytes]:
    """Return the compacted trees of one record; `written` holds the lists that the file has, and gets these added."""
    context = our_context()
    return [_line(compact(tree, context)) for tree in record_trees(record, nodes, context, written)]


def _line(value: Object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def expanded_trees(quads: Iterable[Quad], context: Context) -> Iterator[Object]:
    """Yield the trees of all records, in expanded JSON-LD."""
    written: set[str] = set()
    for record, triples in by_record(quads):
        yield from record_trees(record, index_nodes(triples), context, written)


def record_trees(record: str, nodes: Mapping[Term, Node], context: Context, written: set[str]) -> Iterator[Object]:
    """Yield the trees of one record, in expanded JSON-LD."""
    forest = _Forest(nodes, context, our_frame(context), written)
    yield from (forest.tree(root) for root in forest.roots(record))


class Gathering(NamedTuple):
    """Say what is gathered against a property's direction: nodes of one class, or all; at roots, or anywhere."""

    predicate: str
    class_: str | None
    at_root: bool


@cache
def our_frame(context: Context) -> tuple[Gathering, ...]:
    """Return the gatherings that `ontology/frame.jsonld` asks for, in its order."""
    frame = json.loads(read_resource("ontology/frame.jsonld"))
    inner = [(key, value) for part in frame.values() if isinstance(part, dict) for key, value in part.items()]
    reverse = {term.name: iri for iri, term in context.reverse.items()}
    found = [(key, value, True) for key, value in frame.items() if key in reverse]
    found += [(key, value, False) for key, value in inner if key in reverse]
    classes = {term.name: iri for iri, term in context.terms.items()}
    return tuple(Gathering(reverse[key], classes.get(value.get("type", "")), at_root) for key, value, at_root in found)


class Statement(NamedTuple):
    """Hold a statement whose object is a list."""

    subject: Term
    predicate: str
    head: Term


class Visit(NamedTuple):
    """Hold a node to describe, where to write it, and what its place in the tree says already."""

    subject: Term
    written: Object
    said: tuple[str, Term] | None = None


Waiting: TypeAlias = deque[Visit]


class _Forest:
    """Hold the nodes of one record, those described so far, and the lists that the file has already."""

    def __init__(
        self, nodes: Mapping[Term, Node], context: Context, frame: tuple[Gathering, ...], written: set[str]
    ) -> None:
        self.nodes, self.context, self.frame, self.written = nodes, context, frame, written
        self.lists = _lists(nodes)
        self.described: set[Term] = {cell for cells in self.lists.values() for cell in cells}
        self.referrers: dict[tuple[Term, str], list[Term]] = {}
        for subject, node in nodes.items():
            for predicate in {gathering.predicate for gathering in frame}:
                for target in node.get(predicate, ()):
                    self.referrers.setdefault((target, predicate), []).append(subject)

    def roots(self, record: str) -> Iterator[Term]:
        """Yield the record's own node, then what no tree has reached so far: first what nothing refers to."""
        own = [each for each in self.nodes if str(each) == f"<{record}>"]
        targets = {target for node in self.nodes.values() for values in node.values() for target in values}
        loose = [each for each in self.nodes if each not in targets]
        return (each for each in (*own, *loose, *self.nodes) if each not in self.described)

    def tree(self, root: Term) -> Object:
        """Describe a node and, outward from it, all that it leads to."""
        whole = _reference(root)
        self.described.add(root)
        waiting: Waiting = deque([Visit(root, whole)])
        while waiting:
            visit = waiting.popleft()
            for gathering in self.frame:
                if visit.subject == root or not gathering.at_root:
                    self._gather(gathering, visit, waiting)
            for predicate, values in self.nodes[visit.subject].items():
                for value in values:
                    if (predicate, value) != visit.said:
                        self._add(Statement(visit.subject, predicate, value), visit.written, waiting)
        return whole

    def _gather(self, gathering: Gathering, visit: Visit, waiting: Waiting) -> None:
        """Put what points to a node below it; each says so by its place, and need not repeat it."""
        referrers = self.referrers.get((visit.subject, gathering.predicate))
        if not referrers:
            return
        direct = {value for values in self.nodes[visit.subject].values() for value in values}
        for subject in referrers:
            wanted = gathering.class_ is None or NamedNode(gathering.class_) in self.nodes[subject].get(_TYPE, ())
            if wanted and subject not in self.described and subject not in direct:
                self.described.add(subject)
                child = _reference(subject)
                _append(cast("Object", visit.written.setdefault("@reverse", {})), gathering.predicate, child)
                waiting.append(Visit(subject, child, (gathering.predicate, visit.subject)))

    def _add(self, said: Statement, written: Object, waiting: Waiting) -> None:
        value = said.head
        if said.predicate == _TYPE and isinstance(value, NamedNode):
            _append(written, "@type", value.value)
        elif isinstance(value, Literal):
            _append(written, said.predicate, self._literal(said.predicate, value))
        elif value in self.lists:
            statement = " ".join(map(str, said))
            if statement not in self.written:
                self.written.add(statement)
                items = [self.nodes[cell][_FIRST][0] for cell in self.lists[value]]
                _append(written, said.predicate, {"@list": [self._item(said.predicate, item) for item in items]})
        else:
            child = _reference(value)
            _append(written, said.predicate, child)
            if value in self.nodes and value not in self.described:
                self.described.add(value)
                waiting.append(Visit(value, child))

    def _item(self, predicate: str, item: Term) -> Object:
        return self._literal(predicate, item) if isinstance(item, Literal) else _reference(item)

    def _literal(self, predicate: str, literal: Literal) -> Object:
        """Write whole numbers and truth values as JSON has them, unless the context writes their type for them."""
        term = self.context.terms.get(predicate)
        if literal.language is not None:
            return {"@value": literal.value, "@language": literal.language}
        if literal.datatype == XSD.string:
            return {"@value": literal.value}
        if not (term and term.type):
            if literal.datatype == XSD.integer and _CANONICAL_INTEGER.fullmatch(literal.value):
                return {"@value": int(literal.value)}
            if literal.datatype == XSD.boolean and literal.value in {"true", "false"}:
                return {"@value": literal.value == "true"}
        return {"@value": literal.value, "@type": literal.datatype.value}


def _append(written: Object, key: str, value: Json) -> None:
    held = written.setdefault(key, [])
    if isinstance(held, list):
        held.append(value)


def _reference(term: Term) -> Object:
    if not isinstance(term, NamedNode | BlankNode):
        raise TypeError(f"unexpected term: {term!r}")
    return {"@id": term.value if isinstance(term, NamedNode) else str(term)}


def _lists(nodes: Mapping[Term, Node]) -> dict[Term, list[Term]]:
    """Return the cells of each well-formed list by its head: blank, linked once, with nothing but first and rest."""
    cells = {subject for subject, node in nodes.items() if _is_cell(subject, node)}
    links = Counter(value for node in nodes.values() for values in node.values() for value in values if value in cells)
    heads = [
        value
        for node in nodes.values()
        for predicate, values in node.items()
        for value in values
        if predicate != _REST and links[value] == 1
    ]
    chains = {head: _chain(head, nodes, links) for head in heads}
    return {head: chain for head, chain in chains.items() if chain}


def _is_cell(subject: Term, node: Node) -> bool:
    simple = (
        isinstance(subject, BlankNode) and set(node) == {_FIRST, _REST} and len(node[_FIRST]) == len(node[_REST]) == 1
    )
    return simple and not isinstance(node[_FIRST][0], BlankNode)


def _chain(head: Term, nodes: Mapping[Term, Node], links: Mapping[Term, int]) -> list[Term]:
    """Return the cells from a head to the end, or none where the chain breaks or forks."""
    chain: list[Term] = []
    cell = head
    while cell != RDF.nil:
        if links.get(cell) != 1 or cell in chain:
            return []
        chain.append(cell)
        cell = nodes[cell][_REST][0]
    return chain
