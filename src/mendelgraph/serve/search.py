"""Find conditions and genes by what people type: names, other names, symbols, identifiers, with a score out of 100.

A score says how alike two names are, not how likely a match is: 100 is the name itself (or an identifier), 95 another
name of it, 90 and less a beginning, then what shares letter triples with it (Dice's coefficient).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.dialects import recognise
from mendelgraph.errors import InputError
from mendelgraph.identifiers import curie_of_iri, parse_curie
from mendelgraph.sources.addresses import find_condition, find_gene
from mendelgraph.vocabulary.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mendelgraph.site.catalogue import Catalogue

CONDITION, GENE = "condition", "gene"
MAX_QUERY = 500
MIN_LIKENESS = 0.45
"""Below this, names share little more than a word such as `syndrome`."""


class Item(NamedTuple):
    """Hold a thing to be found: document, IRI, kind, label, its other names, and its identifiers as CURIEs."""

    stem: str
    iri: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


class Hit(NamedTuple):
    """Hold what was found: the item, the score, and the name that fits best. `exact`: it is that very name."""

    item: Item
    score: float
    name: str
    exact: bool


class _Name(NamedTuple):
    folded: str
    text: str
    item: int
    main: bool
    triples: frozenset[str]


@dataclass(frozen=True)
class Index:
    """Hold the items by all their names and identifiers."""

    items: tuple[Item, ...]
    names: tuple[_Name, ...]
    by_triple: Mapping[str, Sequence[int]]
    by_identifier: Mapping[str, Sequence[int]]


def build_index(items: Iterable[Item]) -> Index:
    """Index items; those with fewer letters come first where scores are equal."""
    ordered = tuple(sorted(items, key=lambda item: (len(item.label), item.label, item.iri)))
    names = tuple(
        _Name(folded, text, number, text == item.label, triples(folded))
        for number, item in enumerate(ordered)
        for text in dict.fromkeys((item.label, *item.names))
        if (folded := fold_name(text))
    )
    by_triple: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        for triple in sorted(name.triples):
            by_triple.setdefault(triple, []).append(number)
    by_identifier: dict[str, list[int]] = {}
    for number, item in enumerate(ordered):
        by_identifier.setdefault(_address_key(item), []).append(number)
        for identifier in item.identifiers:
            by_identifier.setdefault(identifier.lower(), []).append(number)
            by_identifier.setdefault(identifier.partition(":")[2].lower(), []).append(number)
    return Index(ordered, names, by_triple, by_identifier)


def triples(folded: str) -> frozenset[str]:
    """Return the letter triples of a name, its ends marked.

    >>> sorted(triples("ab"))
    [' ab', 'ab ']
    """
    padded = f" {folded} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def search(index: Index, query: str, *, kinds: frozenset[str] = frozenset(), limit: int = 10) -> list[Hit]:
    """Return the best items for a query, one hit each, best first; `kinds` empty means any.

    >>> index = build_index([Item("condition/poh", "urn:poh", CONDITION, "Progressive osseous heteroplasia", ("POH",))])
    >>> [(hit.score, hit.name, hit.exact) for hit in search(index, "poh")]
    [(95.0, 'POH', True)]
    """
    query = query[:MAX_QUERY].strip()
    best: dict[int, Hit] = {}
    for number, hit in (*_by_identifier(index, query), *_by_name(index, fold_name(query))):
        if (not kinds or hit.item.kind in kinds) and (number not in best or hit.score > best[number].score):
            best[number] = hit
    return sorted(best.values(), key=lambda hit: -hit.score)[:limit]


def _by_identifier(index: Index, query: str) -> list[tuple[int, Hit]]:
    numbers = [number for key in _keys(query) for number in index.by_identifier.get(key, ())]
    return [(number, Hit(index.items[number], 100.0, query, exact=True)) for number in dict.fromkeys(numbers)]


def _keys(query: str) -> list[str]:
    """Return what an identifier, an IRI in any graph's form, or the address of a page is indexed by."""
    if slug := find_condition(query) or query.partition("ghr:")[2]:
        return [f"{CONDITION}/{slug}".lower()]
    if symbol := find_gene(query):
        return [f"{GENE}/{symbol}".lower()]
    try:
        return [str(parse_curie(query)).lower()]
    except InputError:
        return [str(curie).lower() for curie in sorted(set(recognise(query).values()))] or [query.lower()]


def _address_key(item: Item) -> str:
    """Return what the addresses of a thing's page are indexed by: a condition's have its slug, a gene's its symbol."""
    return f"{item.kind}/{item.label if item.kind == GENE else item.iri.rpartition('/')[2]}".lower()


def _by_name(index: Index, folded: str) -> list[tuple[int, Hit]]:
    if not folded:
        return []
    alike = _likeness(index, triples(folded))
    hits = []
    for number, name in enumerate(index.names):
        score = _score(folded, name, alike.get(number, 0.0))
        if score:
            item = index.items[name.item]
            hits.append((name.item, Hit(item, score, name.text, exact=name.folded == folded)))
    return hits


def _score(folded: str, name: _Name, likeness: float) -> float:
    if name.folded == folded:
        return 100.0 if name.main else 95.0
    share = len(folded) / len(name.folded)
    if name.folded.startswith(folded):
        return round(60 + 30 * share, 1)
    if f" {folded}" in name.folded:
        return round(50 + 30 * share, 1)
    return round(90 * likeness, 1) if likeness >= MIN_LIKENESS else 0.0


def _likeness(index: Index, wanted: frozenset[str]) -> dict[int, float]:
    shared: Counter[int] = Counter()
    for triple in wanted:
        shared.update(index.by_triple.get(triple, ()))
    return {number: 2 * count / (len(wanted) + len(index.names[number].triples)) for number, count in shared.items()}


def items_of(catalogue: Catalogue) -> list[Item]:
    """Return the conditions and genes of a catalogue."""
    pages = catalogue.addresses.pages
    conditions = [
        Item(pages[entry.iri], entry.iri, CONDITION, entry.name, entry.names, _curies((entry.iri, *entry.matches)))
        for entry in catalogue.conditions.values()
    ]
    genes = [
        Item(
            pages[iri],
            iri,
            GENE,
            symbol,
            tuple(filter(None, [catalogue.full_names.get(iri, "")])),
            _curies((iri, *catalogue.gene_xrefs.get(iri, ()))),
        )
        for iri, symbol in catalogue.genes.items()
    ]
    return [*conditions, *genes]


def _curies(iris: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(curie) for iri in iris if (curie := curie_of_iri(iri)))
