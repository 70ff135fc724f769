"""The IRI forms of other graphs: one identifier, written as Mondo, UniProt, Bio2RDF and others write it.

`data/dialects.tsv` is the one table: for each graph and kind of identifier the form it uses, and where that was seen.
A form that could not be seen anywhere is not in it.
"""

from __future__ import annotations

import csv
import difflib
from functools import cache
from typing import NamedTuple

from mendelgraph.errors import UnknownNameError
from mendelgraph.identifiers import Curie, prefixes
from mendelgraph.resources import read_resource


class Form(NamedTuple):
    """Hold how a graph writes one kind of identifier: what stands before the local part, in IRIs and in CURIEs.

    `curie` is empty for a graph that writes none. `seen` is the document or file that shows the form.
    """

    dialect: str
    prefix: str
    iri: str
    curie: str
    seen: str


@cache
def forms() -> tuple[Form, ...]:
    """Return the rows of the table."""
    rows = csv.DictReader(read_resource("data/dialects.tsv").splitlines(), delimiter="\t")
    return tuple(Form(row["dialect"], row["prefix"], row["iri"], row["curie"], row["seen"]) for row in rows)


@cache
def dialects() -> tuple[str, ...]:
    """Return the names of all dialects, in the table's order."""
    return tuple(dict.fromkeys(form.dialect for form in forms()))


@cache
def forms_of(dialect: str) -> dict[str, Form]:
    """Return a dialect's forms by prefix; raise UnknownNameError, with the near names, for no dialect."""
    found = {form.prefix: form for form in forms() if form.dialect == dialect}
    if not found:
        near = ", ".join(difflib.get_close_matches(dialect, dialects()) or dialects())
        raise UnknownNameError(f"no dialect {dialect!r}; there are: {near}")
    return found


def iri_in(curie: Curie, dialect: str) -> str | None:
    """Return an identifier's IRI as a graph writes it, or None where it has no form for that kind.

    >>> iri_in(Curie("OMIM", "166350"), "uniprot")
    'http://purl.uniprot.org/mim/166350'
    >>> iri_in(Curie("GARD", "0000109"), "uniprot")
    """
    form = forms_of(dialect).get(curie.prefix)
    return form.iri + curie.local if form else None


def curie_in(curie: Curie, dialect: str) -> str | None:
    """Return an identifier's CURIE as a graph spells it, or None where it spells none of that kind.

    >>> curie_in(Curie("Orphanet", "2762"), "biolink")
    'ORDO:Orphanet_2762'
    """
    form = forms_of(dialect).get(curie.prefix)
    return form.curie + curie.local if form and form.curie else None


def read_iri(iri: str, dialect: str) -> Curie | None:
    """Return the identifier that an IRI stands for in a dialect, or None; the longest form that fits decides.

    >>> read_iri("https://identifiers.org/mim:166350", "identifiers.org-compact")
    Curie(prefix='OMIM', local='166350')
    """
    return _read(iri, {form.iri: form.prefix for form in forms_of(dialect).values()})


def read_spelling(curie: str, dialect: str) -> Curie | None:
    """Return the identifier that a CURIE stands for in a dialect, or None.

    >>> read_spelling("SNOMEDCT:719271000", "biolink")
    Curie(prefix='SCTID', local='719271000')
    """
    return _read(curie, {form.curie: form.prefix for form in forms_of(dialect).values() if form.curie})


def _read(text: str, starts: dict[str, str]) -> Curie | None:
    for start in sorted((start for start in starts if text.startswith(start)), key=len, reverse=True):
        prefix, local = starts[start], text[len(start) :]
        if prefixes()[prefix].pattern.fullmatch(local):
            return Curie(prefix, local)
    return None


@cache
def _all_starts() -> dict[int, dict[str, tuple[tuple[str, str], ...]]]:
    """Return (dialect, prefix) pairs by the form that they write, forms by their length; so the longest decides."""
    canonical = [(row.iri, "canonical", row.prefix) for row in prefixes().values()]
    found: dict[int, dict[str, tuple[tuple[str, str], ...]]] = {}
    for start, *pair in sorted({*canonical, *((form.iri, form.dialect, form.prefix) for form in forms())}):
        same = found.setdefault(len(start), {})
        same[start] = (*same.get(start, ()), (pair[0], pair[1]))
    return dict(sorted(found.items()))


def recognise(iri: str) -> dict[str, Curie]:
    """Return what an IRI may stand for, by the dialects (and `canonical`) that write it so; empty for an unknown one.

    >>> sorted(recognise("http://purl.obolibrary.org/obo/MONDO_0008153"))
    ['biolink', 'canonical', 'dbcls', 'medgen-rdf', 'mondo']
    """
    return {
        dialect: Curie(prefix, iri[length:])
        for length, starts in _all_starts().items()
        for dialect, prefix in starts.get(iri[:length], ())
        if prefixes()[prefix].pattern.fullmatch(iri[length:])
    }
