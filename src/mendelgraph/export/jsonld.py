"""JSON-LD: one tree a condition, one line a tree, compacted with our context.

A tree gathers what the record's graphs say: from the condition along its properties, and against the direction of
those in REVERSED (`geneAssociations` are the nodes whose object is the condition). A node is described where it comes
nearest to the condition, and a mere reference everywhere else in that tree. Genes, articles and terms that several
conditions share are described in the tree of each, so that each can be read alone; only lists of authors stand once in
a file, because two lists would be two statements.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import BlankNode, Literal, NamedNode

from mendelgraph.export.context import Json, Object, compact, our_context
from mendelgraph.export.nodes import index_nodes
from mendelgraph.export.order import by_record
from mendelgraph.graph.namespaces import BIOLINK, MG, OWL, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad, Triple

    from mendelgraph.export.nodes import Node, Term

REVERSED = (BIOLINK.object.value, BIOLINK.subject.value, OWL.annotatedSource.value, MG.about.value)
_TYPE, _FIRST, _REST = RDF.type.value, RDF.first.value, RDF.rest.value


def write_jsonld(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write the union of all graphs as JSON-LD."""
    context = our_context()
    out.write(b'{"@context": ' + _line(context.definition) + b',\n"@graph": [')
    comma = b"\n"
    for tree in expanded_trees(quads):
        out.write(comma + _line(compact(tree, context)))
        comma = b",\n"
    out.write(b"\n]}\n")


def _line(value: Object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def expanded_trees(quads: Iterable[Quad]) -> Iterator[Object]:
    """Yield the trees of all records in expanded JSON-LD."""
    written: set[Term] = set()
    for record, triples in by_record(quads):
        forest = _Forest(triples, written)
        yield from (forest.tree(root) for root in forest.roots(record))


class _Forest:
    """Hold the nodes of one record, and which of them have been described."""

    def __init__(self, triples: Iterable[Triple], written: set[Term]) -> None:
        self.nodes = index_nodes(triples)
        self.written = written
        """Heads of the lists that the file has already."""
        self.lists = _lists(self.nodes)
        self.referrers = self._referrers()
        self.claimed: set[Term] = set(self.lists.cells)

    def _referrers(self) -> dict[tuple[Term, str], list[Term]]:
        referrers: dict[tuple[Term, str], list[Term]] = {}
        for subject, node in self.nodes.items():
            for predicate in REVERSED:
                for target in node.get(predicate, ()):
                    referrers.setdefault((target, predicate), []).append(subject)
        return referrers

    def roots(self, record: str) -> Iterator[Term]:
        """Yield the record's own node, then what no tree has reached: nodes that nothing refers to first."""
        own = self.nodes.get(NamedNode(record)) if record else None
        if own:
            yield NamedNode(record)
        targets = {target for node in self.nodes.values() for values in node.values() for target in values}
        for subject in (*(each for each in self.nodes if each not in targets), *self.nodes):
            if subject not in self.claimed:
                yield subject
'''
