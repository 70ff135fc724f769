"""JSON-LD: one tree a condition, one line a tree, compacted with our context.

A tree gathers what the record's graphs say: from the condition along its properties, and against the direction of
those that `ontology/frame.jsonld` names (such as the associations whose object it is). A node is described where it
comes nearest to the condition, and a mere reference everywhere else in that tree. Genes, articles and terms that
several conditions share are described in the tree of each, so that each can be read alone; only a list (of authors)
stands once in a file, because two lists would be two statements. What no tree reaches follows as a tree of its own.

Trees are written compacted, from text: terms stay as N-Triples has them until they are written.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from functools import cache
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from mendelgraph.export.context import NODE, Context, Object, expand_term, our_context
from mendelgraph.export.order import by_record
from mendelgraph.graph.namespaces import RDF
from mendelgraph.rdf.text_nodes import index_lines
from mendelgraph.resources import read_resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from mendelgraph.export.context import Json, Plan
    from mendelgraph.rdf.text_nodes import TextNode, TextNodes

_TYPE, _FIRST, _REST, _NIL = (str(term) for term in (RDF.type, RDF.first, RDF.rest, RDF.nil))


def write_jsonld(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write the union of all graphs as JSON-LD."""
    written: set[str] = set()
    out.write(jsonld_head())
    comma = b"\n"
    for record, triples in by_record(quads):
        for line in tree_lines(record, index_lines(f"{triple} ." for triple in triples), written):
            out.write(comma + line)
            comma = b",\n"
    out.write(TAIL)


def jsonld_head() -> bytes:
    """Return what stands before the trees."""
    return b'{"@context": ' + _line(our_context().definition) + b',\n"@graph": ['


TAIL = b"\n]}\n"
"""What stands after the trees, which are parted by a comma and a line break."""


def tree_lines(record: str, nodes: TextNodes, written: set[str]) -> list[bytes]:
    """Return the trees of one record; `written` holds the lists that the file has, and gets these added."""
    return [_line(tree) for tree in record_trees(record, nodes, our_context(), written)]


def _line(value: Object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def record_trees(record: str, nodes: TextNodes, context: Context, written: set[str]) -> Iterator[Object]:
    """Yield the trees of one record, compacted as a general processor would."""
    forest = _Forest(nodes, context, our_frame(context), written)
    return (forest.tree(root) for root in forest.roots(f"<{record}>"))


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


class Visit(NamedTuple):
    """Hold a node to describe, where to write it, and what its place in the tree says already."""

    subject: str
    written: Object
    said: tuple[str, str] | None = None


class _Forest:
    """Hold the nodes of one record, those described so far, and the lists that the file has already."""

    def __init__(self, nodes: TextNodes, context: Context, frame: tuple[Gathering, ...], written: set[str]) -> None:
        self.nodes, self.context, self.frame, self.written = nodes, context, frame, written
        self.lists = _lists(nodes)
        self.described: set[str] = {cell for cells in self.lists.values() for cell in cells}
        self.waiting: deque[Visit] = deque()
        self.referrers: dict[tuple[str, str], list[str]] = {}
        gathered = {f"<{gathering.predicate}>" for gathering in frame}
        for subject, node in nodes.items():
            for predicate in gathered.intersection(node):
                for target in node[predicate]:
                    self.referrers.setdefault((target, predicate), []).append(subject)

    def roots(self, record: str) -> Iterator[str]:
        """Yield the record's own node, then what no tree has reached so far: first what nothing refers to."""
        own = [record] if record in self.nodes else []
        targets = {target for node in self.nodes.values() for values in node.values() for target in values}
        loose = [each for each in self.nodes if each not in targets]
        return (each for each in (*own, *loose, *self.nodes) if each not in self.described)

    def tree(self, root: str) -> Object:
        """Describe a node and, outward from it, all that it leads to."""
        whole = self._open(root)
        self.described.add(root)
        self.waiting.append(Visit(root, whole))
        while self.waiting:
            self._describe(self.waiting.popleft(), root)
        return whole

    def _open(self, term: str) -> Object:
        return {self.context.keyword("@id"): self.context.compact_term(term)}

    def _describe(self, visit: Visit, root: str) -> None:
        """Write a node's keys: id, type, then the others by name."""
        body: Object = {}
        for gathering in self.frame:
            if visit.subject == root or not gathering.at_root:
                self._gather(gathering, visit.subject, body)
        for predicate, values in self.nodes[visit.subject].items():
            if predicate == _TYPE:
                types: list[Json] = [self.context.compact_iri(value[1:-1], vocabulary=True) for value in values]
                visit.written[self.context.keyword("@type")] = types if len(types) > 1 else types[0]
                continue
            for value in values:
                if (predicate, value) != visit.said:
                    self._put(visit.subject, predicate, value, body)
        visit.written.update(sorted(body.items()))

    def _put(self, subject: str, predicate: str, value: str, body: Object) -> None:
        if value[0] == '"':
            lexical, _, kind = value.rpartition('"')
            self.context.plan(predicate, kind).put_literal(body, lexical[1:])
        elif value in self.lists:
            self._put_list(subject, predicate, value, body)
        elif value in self.described or value not in self.nodes:
            self.context.plan(predicate, NODE).put_reference(body, value, self.context)
        else:
            self._grow(Visit(value, body), self.context.plan(predicate, NODE))

    def _put_list(self, subject: str, predicate: str, head: str, body: Object) -> None:
        statement = f"{subject} {predicate} {head}"
        if statement not in self.written:
            self.written.add(statement)
            items = [expand_term(self.nodes[cell][_FIRST][0]) for cell in self.lists[head]]
            self.context.put_list(body, predicate, items)

    def _gather(self, gathering: Gathering, target: str, body: Object) -> None:
        """Put what points to a node below it; each says so by its place, and need not repeat it."""
        said = (f"<{gathering.predicate}>", target)
        referrers = self.referrers.get((target, said[0]))
        if not referrers:
            return
        direct = {value for values in self.nodes[target].values() for value in values}
        plan = self.context.plan(said[0], NODE, reverse=True)
        for subject in referrers:
            wanted = gathering.class_ is None or f"<{gathering.class_}>" in self.nodes[subject].get(_TYPE, ())
            if wanted and subject not in self.described and subject not in direct:
                self._grow(Visit(subject, body, said), plan)

    def _grow(self, place: Visit, plan: Plan) -> None:
        """Put a node into a place, to be described later, or a reference where there is nothing more to say of it."""
        self.described.add(place.subject)
        if self._is_said(place):
            plan.put_reference(place.written, place.subject, self.context)
            return
        child = self._open(place.subject)
        plan.put(place.written, child)
        self.waiting.append(Visit(place.subject, child, place.said))

    def _is_said(self, place: Visit) -> bool:
        """Tell whether every statement of a node is written: by its place, or as a list that the file has."""
        return all(
            (predicate, value) == place.said
            or (value in self.lists and f"{place.subject} {predicate} {value}" in self.written)
            for predicate, values in self.nodes[place.subject].items()
            for value in values
        )


def _lists(nodes: TextNodes) -> dict[str, list[str]]:
    """Return the cells of each well-formed list by its head: blank, linked once, with nothing but first and rest."""
    cells = {subject for subject, node in nodes.items() if subject[0] == "_" and _is_cell(node)}
    if not cells:
        return {}
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


def _is_cell(node: TextNode) -> bool:
    simple = set(node) == {_FIRST, _REST} and len(node[_FIRST]) == len(node[_REST]) == 1
    return simple and not node[_FIRST][0].startswith("_:")


def _chain(head: str, nodes: TextNodes, links: Mapping[str, int]) -> list[str]:
    """Return the cells from a head to the end, or none where the chain breaks or forks."""
    chain: list[str] = []
    cell = head
    while cell != _NIL:
        if links.get(cell) != 1 or cell in chain:
            return []
        chain.append(cell)
        cell = nodes[cell][_REST][0]
    return chain
