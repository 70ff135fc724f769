"""Receipts as a reader sees them: the exact words within their paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.graph.namespaces import DCTERMS, MG, PROV, SCHEMA
from mendelgraph.site.views import Proof, SectionText

if TYPE_CHECKING:
    from mendelgraph.site.records import Graph, Words


def role_label(iri: str) -> str:
    """Return what a section is called, from its role's individual.

    >>> role_label("https://w3id.org/mendelgraph/ontology#OtherNamesSection")
    'Other names'
    """
    name = iri.rpartition("#")[2].removesuffix("Section")
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip().capitalize()


def read_proofs(graph: Graph, fact: str) -> tuple[Proof, ...]:
    """Return the receipts of a fact, each within its paragraph; documents that share a text give one."""
    return tuple(dict.fromkeys(_proof(graph, words) for words in graph.receipts(fact)))


def _proof(graph: Graph, words: Words) -> Proof:
    text = graph.one(words.section, SCHEMA.text)
    role = role_label(graph.one(words.section, MG.sectionRole))
    if text[words.start : words.end] != words.words:  # `verify` tells why; here the words alone are shown
        return Proof(words.section, role, "", words.words, "")
    before, after = surroundings(text, words.start, words.end)
    return Proof(words.section, role, before, words.words, after)


def surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    r"""Return what stands before and behind the words in their paragraph or line.

    >>> surroundings("One.\n\nTwo. Three. Four.", 11, 17)
    ('Two. ', ' Four.')
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return text[first:start], text[end : len(text) if last < 0 else last]


def read_sections(graph: Graph) -> tuple[SectionText, ...]:
    """Return the sections of a record in the order of the page."""
    nodes = sorted(graph.of_class(MG.Section), key=lambda node: (int(graph.one(node, MG.order) or 0), node))
    return tuple(
        SectionText(
            node,
            role_label(graph.one(node, MG.sectionRole)),
            graph.one(node, SCHEMA.text),
            tuple(sorted(graph.one(each, DCTERMS.identifier) for each in graph.all(node, PROV.wasDerivedFrom))),
            graph.one(node, SCHEMA.sha256),
        )
        for node in nodes
    )
