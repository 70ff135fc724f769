"""QuickStatements for Wikidata: what its items lack and this release says, each statement with its reference.

Nothing is looked up and nothing guessed: items come from a file that the user gives, and what that file says an item
has is not proposed again. A gene is linked where the file has its item too.

The file is a table, tab-separated, with a head line: `id` (`ghr:slug`, or a CURIE such as `OMIM:166350` or
`HGNC:4392`), `item` (`Q…`), and, for each statement that the item has, a row with `property` and `value`.
Format: https://www.wikidata.org/wiki/Help:QuickStatements; properties and the form of their values as the Bioregistry
gives them.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.export.catalogue import identify
from mendelgraph.export.reading import read_catalogue
from mendelgraph.identifiers import curie_of_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from mendelgraph.export.catalogue import Catalogue, Condition

GENETIC_ASSOCIATION = "P2293"
REFERENCE_URL = "S854"
PROPERTIES = {
    "MONDO": ("P5270", "MONDO_"),
    "OMIM": ("P492", ""),
    "Orphanet": ("P1550", ""),
    "MESH": ("P486", ""),
    "DOID": ("P699", "DOID:"),
    "UMLS": ("P2892", ""),
    "SCTID": ("P5806", ""),
    "NCIT": ("P1748", ""),
}
"""Wikidata's property for an identifier, and what its values put before the local part."""
_ITEM = re.compile(r"Q[1-9]\d*")
_PROPERTY = re.compile(r"P[1-9]\d*")
COLUMNS = ("id", "item", "property", "value")


class Items(NamedTuple):
    """Hold what a user's file says: the item of each id, and the (property, value) pairs that each item has."""

    of: Mapping[str, str]
    has: Mapping[str, frozenset[tuple[str, str]]]


class Statement(NamedTuple):
    """Hold a statement to add; `value` is an item, or a text without its quotes."""

    item: str
    property: str
    value: str
    reference: str


def write_quickstatements(quads: Iterable[Quad], out: BinaryIO, *, wikidata: str = "") -> None:
    """Write commands of QuickStatements, version 1; `wikidata` is the text of the user's file of items.

    Raises InputError without such a file, or where it is not what it should be.
    """
    if not wikidata:
        raise InputError("needs the items that the conditions are: give a table with --wikidata FILE (docs/exports.md)")
    statements = find_missing(read_catalogue(quads), read_items(wikidata))
    out.write("".join("\t".join(_command(statement)) + "\n" for statement in statements).encode())


def _command(statement: Statement) -> tuple[str, ...]:
    value = statement.value if _ITEM.fullmatch(statement.value) else f'"{statement.value}"'
    return statement.item, statement.property, value, REFERENCE_URL, f'"{statement.reference}"'


def read_items(text: str) -> Items:
    r"""Read a user's file of items; raise InputError, with the line, for what is none.

    >>> read_items("id\titem\tproperty\tvalue\nghr:poh\tQ1\tP492\t166350\n").of
    {'ghr:poh': 'Q1'}
    """
    table = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if not {"id", "item"} <= set(table.fieldnames or ()) <= set(COLUMNS):
        raise InputError(f"the table of items has the columns {', '.join(COLUMNS)}; its first line is another")
    of: dict[str, str] = {}
    has: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in table:
        where = f"items, line {table.line_num}"
        identifier, item = (row["id"] or "").strip(), (row["item"] or "").strip()
        held, value = ((row.get(column) or "").strip() for column in COLUMNS[2:])
        if not identifier or not _ITEM.fullmatch(item) or of.get(identifier, item) != item:
            raise InputError("an id and its one item, such as ghr:achondroplasia and Q42, are expected", where=where)
        if bool(held) != bool(value) or (held and not _PROPERTY.fullmatch(held)):
            raise InputError("property (such as P492) and value stand together or not at all", where=where)
        of[identifier] = item
        if held:
            has[item].add((held, value))
    return Items(of, {item: frozenset(pairs) for item, pairs in has.items()})


def find_missing(catalogue: Catalogue, items: Items) -> list[Statement]:
    """Return what the items of a catalogue's conditions lack, sorted."""
    found: set[Statement] = set()
    for condition in catalogue.conditions:
        if item := _item(condition, items):
            found |= set(_statements(condition, item, items))
    return sorted(each for each in found if (each.property, each.value) not in items.has.get(each.item, ()))


def _item(condition: Condition, items: Items) -> str | None:
    """Return the condition's item: by its slug, else by exact matches; none where these lead to several."""
    exact = [identify(match.target) for match in condition.matches if match.match == "exactMatch"]
    own = items.of.get(f"ghr:{condition.slug}")
    found = {own} if own else {items.of[each] for each in exact if each in items.of}
    return found.pop() if len(found) == 1 else None


def _statements(condition: Condition, item: str, items: Items) -> Iterator[Statement]:
    """Yield every statement: genes that cause, from the page; identifiers, from the Mondo term that has them."""
    for fact in condition.genes:
        gene = items.of.get(identify(fact.gene))
        if gene and fact.role == "Causes":
            yield Statement(item, GENETIC_ASSOCIATION, gene, condition.page)
    exact = [
        curie for match in condition.matches if match.match == "exactMatch" for curie in [curie_of_iri(match.target)]
    ]
    hub = next((curie.iri for curie in exact if curie and curie.prefix == "MONDO"), None)
    for curie in exact:
        if hub and curie and curie.prefix in PROPERTIES:
            name, start = PROPERTIES[curie.prefix]
            yield Statement(item, name, start + curie.local, hub)
