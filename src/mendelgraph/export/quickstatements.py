"""QuickStatements for Wikidata: what its items lack and this release says, each statement with its reference.

Nothing is looked up and nothing guessed: items come from a file that the user gives, and what that file says an item
has is not proposed again. A gene is linked where the file has its item too.

Format: https://www.wikidata.org/wiki/Help:QuickStatements; properties and the form of their values as the Bioregistry
gives them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.export.catalogue import identify
from mendelgraph.export.reading import read_catalogue
from mendelgraph.export.wikidata import PROPERTIES, Items, read_items
from mendelgraph.identifiers import curie_of_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from mendelgraph.export.catalogue import Catalogue, Condition

GENETIC_ASSOCIATION = "P2293"
REFERENCE_URL = "S854"
SHOWN = 10
"""How many ids that lead to nothing are named; the others are counted."""
_ITEM = re.compile(r"Q[1-9]\d*")


class Statement(NamedTuple):
    """Hold a statement to add; `value` is an item, or a text without its quotes."""

    item: str
    property: str
    value: str
    reference: str


def write_quickstatements(quads: Iterable[Quad], out: BinaryIO, *, wikidata: str | None = None) -> tuple[str, ...]:
    """Write commands of QuickStatements, version 1; `wikidata` is the text of the user's file of items.

    Returns notes on what of that file came to nothing. Raises InputError without such a file, or where it is not what
    it should be.
    """
    if wikidata is None:
        raise InputError("needs the items that the conditions are: give a table with --wikidata FILE (docs/exports.md)")
    catalogue, items = read_catalogue(quads), read_items(wikidata)
    statements = find_missing(catalogue, items)
    out.write("".join("\t".join(_command(statement)) + "\n" for statement in statements).encode())
    return tuple(find_unused(catalogue, items))


def find_unused(catalogue: Catalogue, items: Items) -> Iterator[str]:
    """Yield a sentence on ids that nothing in a release has, and one for each condition whose ids name several items.

    An id may be of a condition that the release does not hold, or be misspelt; only the user can tell.
    """
    known = {identify(fact.gene) for condition in catalogue.conditions for fact in condition.genes}
    for condition in catalogue.conditions:
        known |= {f"ghr:{condition.slug}", *_exact(condition)}
        if len(found := _items(condition, items)) > 1:
            yield f"ghr:{condition.slug}: nothing is proposed, since its ids name several items: {', '.join(found)}"
    unused = sorted(set(items.of) - known)
    if unused:
        more = f" and {len(unused) - SHOWN} more" if len(unused) > SHOWN else ""
        named = ", ".join(unused[:SHOWN]) + more
        yield f"{len(unused)} of the table's {len(items.of)} ids in no condition or gene here: {named}"


def _command(statement: Statement) -> tuple[str, ...]:
    value = statement.value if _ITEM.fullmatch(statement.value) else f'"{statement.value}"'
    return statement.item, statement.property, value, REFERENCE_URL, f'"{statement.reference}"'


def find_missing(catalogue: Catalogue, items: Items) -> list[Statement]:
    """Return what the items of a catalogue's conditions lack, sorted."""
    found: set[Statement] = set()
    for condition in catalogue.conditions:
        if item := _item(condition, items):
            found |= set(_statements(condition, item, items))
    return sorted(each for each in found if (each.property, each.value) not in items.has.get(each.item, ()))


def _item(condition: Condition, items: Items) -> str | None:
    """Return the condition's item: by its slug, else by exact matches; none where these lead to several."""
    found = _items(condition, items)
    return found[0] if len(found) == 1 else None


def _items(condition: Condition, items: Items) -> list[str]:
    own = items.of.get(f"ghr:{condition.slug}")
    return [own] if own else sorted({items.of[each] for each in _exact(condition) if each in items.of})


def _exact(condition: Condition) -> list[str]:
    return [identify(match.target) for match in condition.matches if match.match == "exactMatch"]


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
