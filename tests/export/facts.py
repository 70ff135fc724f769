"""What a release says, asked in SPARQL: every export has to say the same once it is read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.store.opening import fill_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

PROLOGUE = """
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX mg: <https://w3id.org/mendelgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
QUERIES = {
    "conditions": "SELECT DISTINCT ?c ?name { ?c a biolink:Disease ; rdfs:label ?name }",
    "names": "SELECT DISTINCT ?c ?name { ?c a biolink:Disease ; skos:altLabel ?name }",
    "genes": """SELECT DISTINCT ?c ?gene ?predicate { ?c a biolink:Disease .
        ?a mg:geneRole ?role ; biolink:object ?c ; biolink:subject ?gene ; biolink:predicate ?predicate }""",
    "modes": "SELECT DISTINCT ?c ?mode { ?c a biolink:Disease ; biolink:has_mode_of_inheritance ?mode }",
    "matches": """SELECT DISTINCT ?c ?match ?target { ?c a biolink:Disease ; ?match ?target
        VALUES ?match { skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch } }""",
    "citations": "SELECT DISTINCT ?c ?work { ?c a biolink:Disease ; dcterms:references ?work }",
    "words": """SELECT DISTINCT ?a ?words { ?a biolink:subject ?s ; biolink:object ?o ;
        mg:receipt/oa:hasSelector/oa:exact ?words .
        { ?a mg:geneRole ?role } UNION { ?a biolink:predicate biolink:has_mode_of_inheritance } }""",
}


class Facts(NamedTuple):
    """Hold the rows of each question, as texts."""

    conditions: set[tuple[str, ...]]
    names: set[tuple[str, ...]]
    genes: set[tuple[str, ...]]
    modes: set[tuple[str, ...]]
    matches: set[tuple[str, ...]]
    citations: set[tuple[str, ...]]
    words: set[tuple[str, ...]]


def ask(quads: Iterable[Quad]) -> Facts:
    store = fill_store(quads)
    rows = {
        name: {tuple(term.value for term in solution) for solution in store.query(PROLOGUE + query)}
        for name, query in QUERIES.items()
    }
    return Facts(**rows)
