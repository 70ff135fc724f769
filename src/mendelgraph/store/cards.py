"""What a reader wants to know of a condition or a gene on one card, read from a store by questions of the query book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.queries import bind, find_question
from mendelgraph.queries.answers import read_rows
from mendelgraph.store.lookup import Kind

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions, Store

    from mendelgraph.queries.answers import Value
    from mendelgraph.store.lookup import Found

CREDIT = "Courtesy of MedlinePlus from the National Library of Medicine"
NOTICE = "What is written here informs; it does not replace the advice of a health professional."

ROLES = {
    "Causes": "variants in {symbol} cause it",
    "Contributes": "variants in {symbol} contribute to it",
    "Modifies": "variants in {symbol} modify it",
    "Deleted": "{symbol} lies in the deleted region",
    "Listed": "{symbol} is listed for it, and no sentence says how it is involved",
}
CHANGES = {"LossOfFunction": "loss of function", "GainOfFunction": "gain of function"}
COPIES = {"GENO_0000879": "paternal", "GENO_0000878": "maternal"}
PARENTS = {"paternal": "father", "maternal": "mother"}


class OtherName(NamedTuple):
    """Hold another name: its scope in a word, and what else bears it."""

    text: str
    scope: str
    acronym: bool
    also: tuple[str, ...]


class Link(NamedTuple):
    """Hold a match into another vocabulary."""

    match: str
    target: str
    label: str


class Article(NamedTuple):
    """Hold a cited article."""

    iri: str
    title: str
    journal: str
    issued: str
    pmid: str


@dataclass(frozen=True, slots=True)
class ConditionCard:
    """Hold what a reader wants to know of a condition. Genes, inheritance and frequency are sentences."""

    iri: str
    id: str
    name: str
    page: str
    description: str
    genes: tuple[str, ...]
    inheritance: tuple[str, ...]
    parent_of_origin: tuple[str, ...]
    frequency: tuple[str, ...]
    names: tuple[OtherName, ...]
    links: tuple[Link, ...]
    resources: tuple[tuple[str, str], ...]
    articles: tuple[Article, ...]
    credit: str = CREDIT
    notice: str = NOTICE


@dataclass(frozen=True, slots=True)
class GeneCard:
    """Hold what a reader wants to know of a gene: its identifiers, and the conditions with its role in each."""

    iri: str
    symbol: str
    name: str
    identifiers: tuple[str, ...]
    conditions: tuple[str, ...]
    credit: str = CREDIT
    notice: str = NOTICE


Row = dict[str, "Value | None"]


def ask(name: str, store: Store, **values: str) -> list[Row]:
    """Ask a question of the query book; return its rows as dictionaries."""
    answer: QuerySolutions = store.query(bind(find_question(name), values))  # type: ignore[assignment]  # a SELECT
    return read_rows(answer).as_dicts()


def read_card(found: Found, store: Store) -> ConditionCard | GeneCard:
    """Read the card of what was found."""
    return read_gene(found, store) if found.kind is Kind.GENE else read_condition(found, store)


def read_gene(found: Found, store: Store) -> GeneCard:
    """Read the card of a gene."""
    rows = ask("conditions-of-gene", store, symbol=found.id)
    said = {f"{_text(row, 'name')}: {gene_sentence(row | {'symbol': found.id})}": None for row in rows}
    xrefs = {_text(row, "xref"): None for row in ask("gene-identifiers", store, symbol=found.id)}
    return GeneCard(found.iri, found.id, found.name, tuple(xref for xref in xrefs if xref), tuple(said))


def read_condition(found: Found, store: Store) -> ConditionCard:
    """Read the card of a condition."""

    def rows(question: str) -> list[Row]:
        return ask(question, store, slug=found.id)

    summary = rows("condition-summary")
    return ConditionCard(
        iri=found.iri,
        id=f"ghr:{found.id}",
        name=found.name,
        page=_text(summary[0], "page") if summary else "",
        description=_text(summary[0], "description") if summary else "",
        genes=_distinct(gene_sentence(row) for row in rows("genes-of-condition")),
        inheritance=_distinct(_mode(row) for row in rows("inheritance-of-condition")),
        parent_of_origin=_distinct(_origin(row) for row in rows("parent-of-origin-of-condition")),
        frequency=_distinct(_text(row, "words") for row in rows("frequency-of-condition")),
        names=_names(rows("names-of-condition")),
        links=_links(rows("identifiers-of-condition")),
        resources=_resources(rows("resources-of-condition")),
        articles=_articles(rows("articles-of-condition")),
    )
