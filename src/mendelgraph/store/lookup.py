"""Find what a reader names: by slug, page, CURIE, any graph's IRI, gene symbol or name; and what comes near."""

from __future__ import annotations

import difflib
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from mendelgraph.dialects import recognise
from mendelgraph.errors import InputError, UnknownNameError
from mendelgraph.identifiers import Curie, parse_curie
from mendelgraph.queries.answers import read_rows
from mendelgraph.queries.parameters import slug_of
from mendelgraph.sources.addresses import find_gene

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions, Store

PROLOGUE = """
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX mg: <https://w3id.org/mendelgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
"""
CONDITION = "?thing a biolink:Disease ; dcterms:identifier ?id ; rdfs:label ?name ."
GENE = "?thing a biolink:Gene ; biolink:symbol ?id . OPTIONAL { ?thing biolink:full_name ?name }"

BY_SLUG = f"{CONDITION} FILTER(?id = ?wanted)"
CONDITION_BY_IRI = f"{CONDITION} FILTER(?thing = ?wanted)"
GENE_BY_IRI = f"{GENE} FILTER(?thing = ?wanted)"
BY_MATCH = f"""VALUES ?match {{ skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch biolink:xref }}
  ?thing ?match ?wanted . {CONDITION}"""
BY_XREF = f"?thing biolink:xref ?wanted . {GENE}"
BY_SYMBOL = f"{GENE} FILTER(LCASE(?id) = LCASE(?wanted))"
BY_PRINTED_SYMBOL = f"?association mg:symbol ?wanted ; biolink:subject ?thing . {GENE}"
BY_NAME = f"""?thing skosxl:prefLabel|skosxl:altLabel|skosxl:hiddenLabel ?label . ?label skosxl:literalForm ?form .
  FILTER(LCASE(STR(?form)) = LCASE(?wanted)) {CONDITION}"""
BY_IDENTIFIER = (CONDITION_BY_IRI, GENE_BY_IRI, BY_MATCH, BY_XREF)

NAMES = """SELECT DISTINCT ?text WHERE {
  { ?condition a biolink:Disease ; rdfs:label|skos:altLabel ?text }
  UNION { ?gene a biolink:Gene ; biolink:symbol ?text }
  UNION { ?condition a biolink:Disease ; dcterms:identifier ?text }
} ORDER BY ?text"""


class Kind(StrEnum):
    """Name what was found."""

    CONDITION = "condition"
    GENE = "gene"


class Found(NamedTuple):
    """Hold what was found: a condition with its slug, or a gene with its symbol."""

    kind: Kind
    iri: str
    id: str
    name: str


def find_things(text: str, store: Store) -> tuple[Found, ...]:
    """Return the conditions or genes that a text names: the first way of naming that finds any.

    Raises UnknownNameError, with the nearest names, where none does.
    """
    text = text.strip()
    for pattern, wanted in _ways(text):
        if found := _find(pattern, wanted, store):
            return found
    near = _near(text, store)
    raise UnknownNameError(f"nothing is called {text!r} here" + (f"; near: {', '.join(near)}" if near else ""))


def _ways(text: str) -> list[tuple[str, NamedNode | Literal]]:
    plain = Literal(text)
    ways: list[tuple[str, NamedNode | Literal]] = [(BY_SLUG, Literal(f"ghr:{slug_of(text).lower()}"))]
    if symbol := find_gene(text):
        ways.append((BY_SYMBOL, Literal(symbol)))
    if curie := _curie(text):
        ways += [(pattern, NamedNode(curie.iri)) for pattern in BY_IDENTIFIER]
    elif text.startswith(("http://", "https://")):
        nodes = [*_nodes(text), *(NamedNode(curie.iri) for curie in sorted(set(recognise(text).values())))]
        ways += [(pattern, node) for node in nodes for pattern in BY_IDENTIFIER]
    return [*ways, (BY_SYMBOL, plain), (BY_NAME, plain), (BY_PRINTED_SYMBOL, plain)]


def _curie(text: str) -> Curie | None:
    try:
        return parse_curie(text)
    except InputError:
        return None


def _nodes(text: str) -> list[NamedNode]:
    try:
        return [NamedNode(text)]
    except ValueError:
        return []


def _find(pattern: str, wanted: NamedNode | Literal, store: Store) -> tuple[Found, ...]:
    where = f"VALUES ?wanted {{ {wanted} }} {pattern}"  # the engine writes the term, so nothing in it can escape
    text = f"{PROLOGUE} SELECT DISTINCT ?thing ?id ?name WHERE {{ {where} }} ORDER BY ?id ?thing"
    answer: QuerySolutions = store.query(text)  # type: ignore[assignment]  # a SELECT
    rows = read_rows(answer).rows
    return tuple(_found(*("" if value is None else str(value) for value in row)) for row in rows)


def _found(iri: str, identifier: str, name: str) -> Found:
    kind = Kind.CONDITION if identifier.startswith("ghr:") else Kind.GENE
    return Found(kind, iri, identifier.removeprefix("ghr:"), name or identifier)


def _near(text: str, store: Store) -> list[str]:
    answer: QuerySolutions = store.query(PROLOGUE + NAMES)  # type: ignore[assignment]  # a SELECT
    names = {str(name).removeprefix("ghr:").lower(): str(name).removeprefix("ghr:") for (name,) in read_rows(answer)}
    return [names[match] for match in difflib.get_close_matches(text.lower(), names, n=5, cutoff=0.6)]
