"""What a reader wants to know of a condition or gene on one card, read by questions of the query book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.queries import bind, find_question
from mendelgraph.queries.answers import read_rows, shorten
from mendelgraph.store.lookup import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

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
MATCHES = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch", "relatedMatch")
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


def gene_sentence(row: Row) -> str:
    """Say in words how a gene is involved, from a row with symbol, role, parentalCopy, change and origin.

    >>> gene_sentence({"symbol": "GNAS", "role": "mg#Causes", "parentalCopy": "obo/GENO_0000879"})
    'variants in GNAS cause it, in the copy from the father (paternal)'
    """
    sentence = ROLES.get(local_name(row, "role"), "{symbol} is involved").format(symbol=_text(row, "symbol"))
    if local_name(row, "origin") == "Somatic":
        sentence += ", acquired in some cells of the body (somatic)"
    if copy := COPIES.get(local_name(row, "parentalCopy")):
        sentence += f", in the copy from the {PARENTS[copy]} ({copy})"
    change = CHANGES.get(local_name(row, "change"))
    return f"{sentence}: {change}" if change else sentence


def _mode(row: Row) -> str:
    mode = _text(row, "label") or shorten(_text(row, "mode"))
    form = f" ({_text(row, 'form')})" if _text(row, "form") else ""
    return mode + form + (f"; {_text(row, 'qualifier').lower()}" if _text(row, "qualifier") else "")


def _origin(row: Row) -> str:
    copy = COPIES.get(local_name(row, "copy"), "")
    gene = f" of {_text(row, 'symbol')}" if _text(row, "symbol") else ""
    form = f" ({_text(row, 'form')})" if _text(row, "form") else ""
    sentence = f"only the copy{gene} from the {PARENTS.get(copy, 'one parent')} ({copy}) brings it about{form}"
    inferred = _text(row, "label") or local_name(row, "inferred")
    return f"{sentence}; inferred: {inferred}" if inferred else sentence


def _names(rows: list[Row]) -> tuple[OtherName, ...]:
    names: dict[str, OtherName] = {}
    for row in rows:
        text = _text(row, "otherName")
        scope = local_name(row, "scope").removeprefix("has").removesuffix("Synonym").lower()
        held = names.get(text, OtherName(text, scope, bool(row["acronym"]), ()))
        also = (f"{_text(row, 'alsoLabel')} ({shorten(_text(row, 'alsoNames'))})".strip(),) if row["alsoNames"] else ()
        names[text] = held._replace(also=(*held.also, *(each for each in also if each not in held.also)))
    return tuple(names.values())


def _links(rows: list[Row]) -> tuple[Link, ...]:
    links = (Link(local_name(row, "match"), _text(row, "target"), _text(row, "label")) for row in rows)
    return tuple(sorted(set(links), key=_link_order))


def _link_order(link: Link) -> tuple[int, bool, str]:
    """Put the closest matches first, and among them Mondo, the hub that the others were found through."""
    target = shorten(link.target)
    return MATCHES.index(link.match), not target.startswith("MONDO:"), target


def _resources(rows: list[Row]) -> tuple[tuple[str, str], ...]:
    return tuple({(_text(row, "heading"), _text(row, "url")): None for row in rows})


def _articles(rows: list[Row]) -> tuple[Article, ...]:
    return tuple(
        Article(*(_text(row, key) for key in ("article", "title", "journal", "issued", "pmid"))) for row in rows
    )


def _distinct(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    return "" if value is None else str(value)


def local_name(row: Row, key: str) -> str:
    """Return the last part of an IRI in a row.

    >>> local_name({"role": "https://w3id.org/mendelgraph/ontology#Causes"}, "role")
    'Causes'
    """
    return _text(row, key).replace("#", "/").rpartition("/")[2]
