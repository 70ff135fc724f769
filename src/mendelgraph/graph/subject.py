"""What a description is about: the record's own node, its minter, its documents, and the form that every fact takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from mendelgraph.graph.literals import english, offset, plain
from mendelgraph.graph.namespaces import BIOLINK, INFORES, MG, OA, PROV, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.facts import Receipt
    from mendelgraph.graph.iris import Minter, RecordMinter
    from mendelgraph.identifiers import Curie
    from mendelgraph.records import Document, Said, Section


class Triple(NamedTuple):
    """Hold a statement before it is put into a named graph."""

    subject: NamedNode | BlankNode
    predicate: NamedNode
    object: NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class Subject:
    """Hold what is described, and where to find its documents: all by id, and by the hash of a section's text."""

    thing: NamedNode
    label: str
    page: str
    mint: Minter
    own: RecordMinter
    documents: dict[str, NamedNode]
    section_documents: dict[str, tuple[str, ...]]


def make_subject(
    thing: NamedNode,
    label: str,
    page: str,
    mint: Minter,
    own: RecordMinter,
    documents: Iterable[Document],
    sections: Iterable[Said[Section]],
) -> Subject:
    """Index a record's documents and sections; sections of one text and several documents share an entry."""
    said: dict[str, tuple[str, ...]] = {}
    for section in sections:
        key = section.value.sha256
        said[key] = tuple(sorted({*said.get(key, ()), *section.documents}))
    return Subject(thing, label, page, mint, own, {doc.id: mint.document(doc) for doc in documents}, said)


_FACT = (
    (RDF.type, MG.Fact),
    (BIOLINK.knowledge_level, plain("knowledge_assertion")),
    (BIOLINK.primary_knowledge_source, INFORES.medlineplus),
)
_TEXT_MINING, _MANUAL = plain("text_mining_agent"), plain("manual_agent")


def describe_fact(
    subject: Subject, fact: NamedNode, kind: NamedNode, receipts: Iterable[Receipt], documents: Iterable[str] = ()
) -> Iterator[Triple]:
    """Describe what every stated fact has: class, knowledge level, agent, source, receipts and documents.

    A fact read off a list was put there by a person; one found in prose was mined from it. `documents` are those known
    to say it besides the ones its receipts' sections stand in.
    """
    receipts = tuple(receipts)
    mined = any(receipt.role.is_prose for receipt in receipts)
    yield Triple(fact, RDF.type, kind)
    yield Triple(fact, MG.about, subject.thing)
    yield Triple(fact, BIOLINK.agent_type, _TEXT_MINING if mined else _MANUAL)
    yield from (Triple(fact, predicate, value) for predicate, value in _FACT)
    said = {*documents, *(key for receipt in receipts for key in subject.section_documents[receipt.section])}
    yield from (Triple(fact, PROV.wasDerivedFrom, subject.documents[key]) for key in said)
    for receipt in receipts:
        node = subject.own.receipt(receipt)
        yield Triple(fact, MG.receipt, node)
        yield from _describe_receipt(subject, node, receipt)


def _describe_receipt(subject: Subject, node: NamedNode, receipt: Receipt) -> Iterator[Triple]:
    quote, position = NamedNode(node.value + "/quote"), NamedNode(node.value + "/position")
    yield Triple(node, RDF.type, OA.SpecificResource)
    yield Triple(node, OA.hasSource, subject.own.section_of(receipt))
    yield Triple(node, OA.hasSelector, quote)
    yield Triple(node, OA.hasSelector, position)
    yield Triple(quote, RDF.type, OA.TextQuoteSelector)
    yield Triple(quote, OA.exact, english(receipt.quote))
    yield Triple(position, RDF.type, OA.TextPositionSelector)
    yield Triple(position, OA.start, offset(receipt.start))
    yield Triple(position, OA.end, offset(receipt.end))


@lru_cache(maxsize=4096)
def curie_node(curie: Curie) -> NamedNode:
    """Return a CURIE's canonical IRI as a node."""
    return NamedNode(curie.iri)
