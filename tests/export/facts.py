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
PREFIX fabio: <http://purl.org/spar/fabio/>
PREFIX mg: <https://w3id.org/mendelgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
PREFIX sssom: <https://w3id.org/sssom/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
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
    "scopes": """SELECT DISTINCT ?c ?scope ?name { ?c skosxl:prefLabel|skosxl:altLabel|skosxl:hiddenLabel ?label .
        ?label mg:scope ?scope ; skosxl:literalForm ?name }""",
    "details": """SELECT DISTINCT ?c ?gene ?role ?symbol ?origin ?change ?copy ?sole {
        ?a mg:geneRole ?role ; biolink:object ?c ; biolink:subject ?gene ; mg:symbol ?symbol .
        OPTIONAL { ?a mg:variantOrigin ?origin } OPTIONAL { ?a mg:functionChange ?change }
        OPTIONAL { ?a mg:causalAlleleOrigin ?copy } OPTIONAL { ?a mg:soleCause ?sole FILTER(?sole) } }""",
    "forms": """SELECT DISTINCT ?c ?mode ?form ?qualifier { ?a biolink:predicate biolink:has_mode_of_inheritance ;
        biolink:subject ?c ; biolink:object ?mode .
        OPTIONAL { ?a mg:conditionForm ?form } OPTIONAL { ?a mg:qualifier ?qualifier } }""",
    "xrefs": """SELECT DISTINCT ?gene ?xref { ?gene a biolink:Gene ; biolink:xref ?xref }""",
    "works": """SELECT DISTINCT ?work ?property ?value { ?c dcterms:references ?work . ?work ?property ?value
        VALUES ?property { prism:doi fabio:hasPubMedId fabio:hasPubMedCentralId } }""",
    "titles": """SELECT DISTINCT ?work ?title { ?c dcterms:references ?work . ?work dcterms:title ?title }""",
    "refusals": """SELECT DISTINCT ?c ?match ?target { ?m a sssom:Mapping ; sssom:predicate_modifier ?not ;
        owl:annotatedSource ?c ; owl:annotatedProperty ?match ; owl:annotatedTarget ?target }""",
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
    scopes: set[tuple[str, ...]]
    details: set[tuple[str, ...]]
    forms: set[tuple[str, ...]]
    xrefs: set[tuple[str, ...]]
    works: set[tuple[str, ...]]
    titles: set[tuple[str, ...]]
    refusals: set[tuple[str, ...]]


MG, OIO = "https://w3id.org/mendelgraph/ontology#", "http://www.geneontology.org/formats/oboInOwl#"
FABIO, PRISM = "http://purl.org/spar/fabio/", "http://prismstandard.org/namespaces/basic/2.0/"


def own(name: object) -> str:
    """Return the IRI of one of our terms that a table names, or nothing."""
    return f"{MG}{name}" if name else ""


def scope(word: str) -> str:
    return f"{OIO}has{word.capitalize()}Synonym"


def ask(quads: Iterable[Quad]) -> Facts:
    store = fill_store(quads)
    rows = {
        name: {tuple(term.value if term else "" for term in solution) for solution in store.query(PROLOGUE + query)}
        for name, query in QUERIES.items()
    }
    return Facts(**rows)
