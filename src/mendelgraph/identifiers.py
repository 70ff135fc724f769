"""Identifiers as typed values: a prefix and a local part, never a bare string that is split in five places.

`data/prefixes.tsv` is the one table of prefixes: canonical spelling, IRI form, pattern, other spellings.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.resources import read_resource


class Prefix(NamedTuple):
    """Describe one row of `data/prefixes.tsv`."""

    prefix: str
    iri: str
    pattern: re.Pattern[str]
    spellings: tuple[str, ...]
    title: str


class Curie(NamedTuple):
    """Hold a compact identifier in its canonical spelling, such as `MONDO:0008153`."""

    prefix: str
    local: str

    def __str__(self) -> str:
        return f"{self.prefix}:{self.local}"

    @property
    def iri(self) -> str:
        """Return the identifier's canonical IRI.

        >>> Curie("MONDO", "0008153").iri
        'http://purl.obolibrary.org/obo/MONDO_0008153'
        """
        return prefixes()[self.prefix].iri + self.local


@cache
def prefixes() -> dict[str, Prefix]:
    """Return the table of prefixes by canonical spelling."""
    rows = csv.DictReader(read_resource("data/prefixes.tsv").splitlines(), delimiter="\t")
    return {
        row["prefix"]: Prefix(
            row["prefix"], row["iri"], re.compile(row["pattern"]), tuple(row["spellings"].split("|")), row["title"]
        )
        for row in rows
    }


@cache
def _spellings() -> dict[str, str]:
    return {
        spelling.lower(): row.prefix
        for row in prefixes().values()
        for spelling in (row.prefix, *row.spellings)
        if spelling
    }


def parse_curie(text: str) -> Curie:
    """Read `PREFIX:local` in any spelling of the prefix that the table knows.

    Raises InputError for an unknown prefix or a local part that does not fit the registered pattern.

    >>> parse_curie("mim:166350")
    Curie(prefix='OMIM', local='166350')
    """
    spelling, colon, local = text.strip().partition(":")
    prefix = _spellings().get(spelling.lower())
    if not colon or prefix is None:
        raise InputError(f"unknown prefix in identifier {text!r}")
    return make_curie(prefix, local)


def make_curie(prefix: str, local: str) -> Curie:
    """Make a CURIE of a canonical prefix and a local part, held to the registered pattern.

    >>> str(make_curie("GARD", "109")), str(make_curie("MEDGEN", "C0334041"))
    ('GARD:0000109', 'UMLS:C0334041')
    """
    local = local.strip()
    if prefix == "GARD" and local.isdigit():
        local = local.zfill(7)
    if prefix == "MEDGEN" and prefixes()["UMLS"].pattern.fullmatch(local) and not local.startswith("CN"):
        prefix = "UMLS"  # a concept of MedGen's is UMLS's own where UMLS has it, as NCBI's files say
    if not prefixes()[prefix].pattern.fullmatch(local):
        raise InputError(f"{prefix}:{local} does not fit the pattern {prefixes()[prefix].pattern.pattern}")
    return Curie(prefix, local)


def curie_of_iri(iri: str) -> Curie | None:
    """Return the CURIE whose canonical IRI this is, or None."""
    for row in prefixes().values():
        if iri.startswith(row.iri) and row.pattern.fullmatch(iri[len(row.iri) :]):
            return Curie(row.prefix, iri[len(row.iri) :])
    return None
