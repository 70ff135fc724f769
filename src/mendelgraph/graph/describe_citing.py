"""The terms of other vocabularies that name a condition's page as their source, linked both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.graph.literals import node
from mendelgraph.graph.namespaces import DCTERMS, RDFS
from mendelgraph.graph.subject import Triple, curie_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.graph.subject import Subject
    from mendelgraph.identifiers import Curie


def align_citing(subject: Subject, terms: Iterable[Curie]) -> Iterator[Triple]:
    """Link the page to each term that cites it, and the term to the page; a citation is no match of term and condition.

    The Disease Ontology cites the pages by both generations of address; here they are one page.
    """
    page = node(subject.page)
    if page is None:
        return
    for term in terms:
        yield Triple(page, DCTERMS.isReferencedBy, curie_node(term))
        yield Triple(curie_node(term), RDFS.seeAlso, page)
