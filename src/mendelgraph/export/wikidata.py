"""Which items of Wikidata there are, and what each has already: a table that the user gives, read and made comparable.

The file is a table, tab-separated, with a head line: `id` (`ghr:slug`, or a CURIE such as `OMIM:166350` or
`HGNC:4392`), `item` (`Q…`), and, for each statement that the item has, a row with `property` and `value`. Such tables
come out of query services, spreadsheets and scripts, so that one value is written in many ways; what is compared is
the one that the property has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.dialects import recognise
from mendelgraph.errors import InputError
from mendelgraph.identifiers import Curie, make_curie, parse_curie

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
_KINDS = {name: (prefix, start) for prefix, (name, start) in PROPERTIES.items()}
COLUMNS = ("id", "item", "property", "value")
_ITEM = re.compile(r"(?:(?:https?://www\.wikidata\.org/(?:entity|wiki)/)|wd:)?(Q[1-9]\d*)", re.IGNORECASE)
_PROPERTY = re.compile(r"P[1-9]\d*")


class Items(NamedTuple):
    """Hold what a user's file says: the item of each id, and the (property, value) pairs that each item has."""

    of: Mapping[str, str]
    has: Mapping[str, frozenset[tuple[str, str]]]


def read_items(text: str) -> Items:
    r"""Read a user's file of items; raise InputError, with the line, for what is none.

    >>> read_items("id\titem\tproperty\tvalue\nmim:166350\tQ1\tP492\t\"166350\"\n")
    Items(of={'OMIM:166350': 'Q1'}, has={'Q1': frozenset({('P492', '166350')})})
    """
    of: dict[str, str] = {}
    has: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for where, row in _rows(text):
        identifier, item = read_id(row["id"]), read_item(row["item"])
        if not identifier or item is None or of.get(identifier, item) != item:
            raise InputError("an id and its one item, such as ghr:achondroplasia and Q42, are expected", where=where)
        held, value = row.get("property", ""), row.get("value", "")
        if bool(held) != bool(value) or (held and not _PROPERTY.fullmatch(held)):
            raise InputError("property (such as P492) and value stand together or not at all", where=where)
        of[identifier] = item
        if held:
            has[item].add((held, read_value(held, value)))
    return Items(of, {item: frozenset(pairs) for item, pairs in has.items()})


def _rows(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each row by column, with the line that it is, for messages."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if not any(lines):
        raise InputError(f"the table of items is empty; its first line has the columns {', '.join(COLUMNS)}")
    head = lines[0].split("\t")
    if not {"id", "item"} <= set(head) <= set(COLUMNS) or len(head) > len(set(head)):
        raise InputError(f"the table of items has the columns {', '.join(COLUMNS)}; its first line is another")
    for number, line in enumerate(lines[1:], 2):
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells):
            continue
        if len(cells) != len(head):
            raise InputError(
                f"{len(head)} cells are expected, one for each column, and {len(cells)} are there",
                where=f"items, line {number}",
            )
        yield f"items, line {number}", dict(zip(head, cells, strict=True))


def read_id(text: str) -> str:
    """Return an id in our own spelling, or as it is where it is none that we know.

    >>> read_id("mim:166350"), read_id("http://purl.obolibrary.org/obo/MONDO_0008153"), read_id("nosuch:1")
    ('OMIM:166350', 'MONDO:0008153', 'nosuch:1')
    """
    text = _unquoted(text)
    return str(next(iter(_curies(text)), text))


def read_item(text: str) -> str | None:
    """Return the item that an IRI, a CURIE or the bare number names, or None.

    >>> read_item("http://www.wikidata.org/entity/Q77"), read_item("q77"), read_item("77")
    ('Q77', 'Q77', None)
    """
    found = _ITEM.fullmatch(_unquoted(text).strip("<>"))
    return found[1].upper() if found else None


def read_value(name: str, text: str) -> str:
    """Return a value as Wikidata has it: an item, or an identifier in the form that the property has.

    >>> read_value("P5270", "MONDO:0008153"), read_value("P699", "0111535"), read_value("P486", "c562735")
    ('MONDO_0008153', 'DOID:0111535', 'C562735')
    """
    text = _unquoted(text)
    if name not in _KINDS:
        return read_item(text) or text
    prefix, start = _KINDS[name]
    found = (curie.local for curie in _curies(text, prefix) if curie.prefix == prefix)
    return next((start + local for local in found), text)


def _curies(text: str, prefix: str = "") -> Iterator[Curie]:
    """Yield what a text may spell: an IRI, a CURIE, or the local part alone of an identifier of this kind."""
    yield from sorted(set(recognise(text.strip("<>")).values()))
    for spelled in (text, text.upper()):
        with suppress(InputError):
            yield parse_curie(spelled.replace("_", ":", 1))
        if prefix:
            with suppress(InputError):
                yield make_curie(prefix, spelled)


def _unquoted(text: str) -> str:
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] == '"' else text
