"""The terms that every record may use: the modes and qualifiers of inheritance, with their place in HPO."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.graph.layers import write_graph
from mendelgraph.graph.literals import english, plain
from mendelgraph.graph.namespaces import MG, RDFS
from mendelgraph.graph.subject import Triple, curie_node
from mendelgraph.identifiers import Curie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from mendelgraph.graph.iris import Minter
    from mendelgraph.vocabulary.terms import Term, Vocabulary

INHERITANCE = Curie("HP", "0000005")
"""HPO's "Mode of inheritance", above all modes and qualifiers."""
ALLELE_ORIGINS = (Curie("GENO", "0000878"), Curie("GENO", "0000879"))


def describe_terms(vocabulary: Vocabulary, mint: Minter) -> list[Quad]:
    """Describe HPO's inheritance branch and GENO's allele origins in a graph of their own."""
    branch = sorted({INHERITANCE, *vocabulary.descendants(INHERITANCE)})
    found = [term for curie in (*branch, *ALLELE_ORIGINS) if (term := vocabulary.term(curie)) is not None]
    triples = [triple for term in found for triple in _describe_term(term, vocabulary, set(branch))]
    return write_graph(mint.terms_graph(), triples)


def _describe_term(term: Term, vocabulary: Vocabulary, branch: set[Curie]) -> Iterator[Triple]:
    node = curie_node(term.curie)
    yield Triple(node, RDFS.label, english(term.label))
    yield Triple(node, MG.vocabularyVersion, plain(vocabulary.version(term.source)))
    for parent in vocabulary.parents(term.curie):
        if parent in branch:
            yield Triple(node, RDFS.subClassOf, curie_node(parent))
