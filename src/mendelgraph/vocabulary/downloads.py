"""The official addresses of the vocabularies, `data/vocabulary_downloads.tsv`, and the check of what came from there.

ORDO is not among them: it is published as OWL under a name that holds its version, without an address for the latest
one; Orphadata's products 1 and 6 give its names, cross references and genes.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import InputError, UnknownNameError
from mendelgraph.resources import read_resource
from mendelgraph.vocabulary.readers import READERS
from mendelgraph.vocabulary.reading import read_document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Address(NamedTuple):
    """Say where a file of a source is published; `seen` is where we have the address from."""

    file: str
    key: str
    url: str
    seen: str


@cache
def addresses() -> tuple[Address, ...]:
    """Return the table of addresses.

    >>> addresses()[0].url
    'http://purl.obolibrary.org/obo/mondo.obo'
    """
    rows = csv.DictReader(read_resource("data/vocabulary_downloads.tsv").splitlines(), delimiter="\t")
    return tuple(Address(**row) for row in rows)


def choose_addresses(keys: Iterable[str]) -> tuple[Address, ...]:
    """Return the addresses of these sources, all without any; raise UnknownNameError for a source without address."""
    wanted = set(keys)
    known = {address.key for address in addresses()}
    if unknown := sorted(wanted - known):
        raise UnknownNameError(f"no address for {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    return tuple(address for address in addresses() if not wanted or address.key in wanted)


def check_form(path: Path) -> None:
    """Raise InputError for a file that no reader recognises: a sign-in page, say, or a notice that the file moved."""
    head = read_document(path).head
    if not any(reader.recognises(head) for reader in READERS):
        raise InputError(f"not a vocabulary in a known form; it begins {head[:60]!r}", where=path.name)
