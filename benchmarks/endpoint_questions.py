"""What the endpoints are asked: look-ups with a value for each request, and questions of the query book as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from mendelgraph.queries import query_book

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions, Store

ROWS, GRAPH = "application/sparql-results+json", "application/n-triples"
MOST = 1_000
"""Different texts of one question: more than any server keeps in mind by accident, few enough for one script."""

OMIM = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?value {
  VALUES ?match { skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch }
  ?condition ?match ?value FILTER(STRSTARTS(STR(?value), "https://omim.org/entry/"))
} ORDER BY ?value
"""
SYMBOLS = "SELECT DISTINCT ?value { ?gene <https://w3id.org/biolink/vocab/symbol> ?value } ORDER BY ?value"
CONDITIONS = "SELECT DISTINCT ?value { ?value a <https://w3id.org/biolink/vocab/Disease> } ORDER BY ?value"
MODES = ("0000006", "0000007", "0001417", "0001419", "0001423", "0001427", "0001450", "0010984", "0032113")
AS_THEY_ARE = ("names-shared", "conditions-without-match", "acronyms", "conditions-with-several-modes")


class Question(NamedTuple):
    """Hold a question: its name, the texts that are sent in turn, and the media type of the answer."""

    name: str
    texts: tuple[str, ...]
    accept: str = ROWS


def make_questions(store: Store) -> list[Question]:
    """Make the questions for a release."""
    lookups = [
        Question("by OMIM number", _filled("condition-by-omim", "OMIM:166350", "OMIM:{}", _values(OMIM, store))),
        Question("conditions of a gene", _filled("conditions-of-gene", '"GNAS"', '"{}"', _values(SYMBOLS, store))),
        Question("one condition, all it says", tuple(map(_describing, _values(CONDITIONS, store))), GRAPH),
        Question("inheritance, a property path", _filled("conditions-by-inheritance", "HP:0001417", "HP:{}", MODES)),
    ]
    return [*lookups, *(Question(name, (query_book()[name].text,)) for name in AS_THEY_ARE)]


def _values(query: str, store: Store) -> tuple[str, ...]:
    found = cast("QuerySolutions", store.query(query))
    return tuple(row["value"].value.removeprefix("https://omim.org/entry/") for row in found)[:MOST]


def _filled(name: str, example: str, pattern: str, values: tuple[str, ...]) -> tuple[str, ...]:
    text = query_book()[name].text
    if example not in text:
        raise ValueError(f"{name}: the example {example!r} is gone from the query")
    # Values are numbers and symbols of a release that was validated, and nothing that could end a literal.
    return tuple(text.replace(example, pattern.format(value)) for value in values if '"' not in value)


def _describing(iri: str) -> str:
    """Return what every engine answers alike; what DESCRIBE means is each engine's own affair."""
    return f"CONSTRUCT {{ <{iri}> ?p ?o }} WHERE {{ <{iri}> ?p ?o }}"
