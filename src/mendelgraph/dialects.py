"""The IRI forms of other graphs: one identifier, written as Mondo, UniProt, Bio2RDF and others write it.

`data/dialects.tsv` is the one table: for each graph and kind of identifier the form it uses, and where that was seen.
A form that could not be seen anywhere is not in it.
"""

from __future__ import annotations

import csv
import difflib
import re
from functools import cache
from typing import NamedTuple

from mendelgraph.errors import UnknownNameError
from mendelgraph.identifiers import Curie, prefixes
from mendelgraph.resources import read_resource


class Form(NamedTuple):
    """Hold how a graph writes one kind of identifier: what stands before the local part, in IRIs and in CURIEs.

    `curie` is empty for a graph that writes none. `seen` is the document or file that shows the form. `local` is what
    may follow: all that the prefix allows, unless the table says less, as where MedGen's plain numbers and the concept
    ids that it has from UMLS stand behind one start.
    """

    dialect: str
    prefix: str
    iri: str
    curie: str
    seen: str
    local: re.Pattern[str]


@cache
def forms() -> tuple[Form, ...]:
    """Return the rows of the table."""
    rows = csv.DictReader(read_resource("data/dialects.tsv").splitlines(), delimiter="\t")
    return tuple(
        Form(row["dialect"], row["prefix"], row["iri"], row["curie"], row["seen"], _local(row["prefix"], row["local"]))
        for row in rows
    )


def _local(prefix: str, pattern: str) -> re.Pattern[str]:
    return re.compile(pattern) if pattern else prefixes()[prefix].pattern


@cache
def dialects() -> tuple[str, ...]:
    """Return the names of all dialects, in the table's order."""
    return tuple(dict.fromkeys(form.dialect for form in forms()))


@cache
def forms_of(dialect: str) -> dict[str, tuple[Form, ...]]:
    """Return a dialect's forms by prefix; raise UnknownNameError, with the near names, for no dialect.

    Where a graph has several forms for one kind, the first is the usual one.
    """
    found: dict[str, tuple[Form, ...]] = {}
    for form in forms():
        if form.dialect == dialect:
            found[form.prefix] = (*found.get(form.prefix, ()), form)
    if not found:
        near = ", ".join(difflib.get_close_matches(dialect, dialects()) or dialects())
        raise UnknownNameError(f"no dialect {dialect!r}; there are: {near}")
    return found


def _fitting(curie: Curie, dialect: str) -> list[Form]:
    return [form for form in forms_of(dialect).get(curie.prefix, ()) if form.local.fullmatch(curie.local)]


def iri_in(curie: Curie, dialect: str) -> str | None:
    """Return an identifier's IRI as a graph usually writes it, or None where it has no form for it.

    >>> iri_in(Curie("OMIM", "166350"), "uniprot")
    'http://purl.uniprot.org/mim/166350'
    >>> iri_in(Curie("GARD", "0000109"), "uniprot")
    """
    return next(iter(iris_in(curie, dialect)), None)


def iris_in(curie: Curie, dialect: str) -> list[str]:
    """Return an identifier's IRIs in each form that a graph has for it, the usual one first.

    >>> iris_in(Curie("UMLS", "C0334041"), "identifiers.org")
    ['http://identifiers.org/umls/C0334041', 'http://identifiers.org/medgen/C0334041']
    """
    return [form.iri + curie.local for form in _fitting(curie, dialect)]


def curie_in(curie: Curie, dialect: str) -> str | None:
    """Return an identifier's CURIE as a graph spells it, or None where it spells none of that kind.

    >>> curie_in(Curie("Orphanet", "2762"), "biolink")
    'ORDO:Orphanet_2762'
    """
    return next((form.curie + curie.local for form in _fitting(curie, dialect) if form.curie), None)


def read_iri(iri: str, dialect: str) -> Curie | None:
    """Return the identifier that an IRI stands for in a dialect, or None; the longest form that fits decides.

    >>> read_iri("https://identifiers.org/mim:166350", "identifiers.org-compact")
    Curie(prefix='OMIM', local='166350')
    >>> read_iri("http://www.ncbi.nlm.nih.gov/medgen/C0334041", "medgen-rdf")
    Curie(prefix='UMLS', local='C0334041')
    """
    return _read(iri, [(form.iri, form) for form in _forms_in(dialect)])


def read_spelling(curie: str, dialect: str) -> Curie | None:
    """Return the identifier that a CURIE stands for in a dialect, or None.

    >>> read_spelling("SNOMEDCT:719271000", "biolink")
    Curie(prefix='SCTID', local='719271000')
    """
    return _read(curie, [(form.curie, form) for form in _forms_in(dialect) if form.curie])


def _forms_in(dialect: str) -> list[Form]:
    return [form for several in forms_of(dialect).values() for form in several]


def _read(text: str, starts: list[tuple[str, Form]]) -> Curie | None:
    for start, form in sorted(starts, key=lambda pair: len(pair[0]), reverse=True):
        if text.startswith(start) and form.local.fullmatch(text[len(start) :]):
            return Curie(form.prefix, text[len(start) :])
    return None


@cache
def _all_starts() -> dict[int, dict[str, tuple[Form, ...]]]:
    """Return the forms by what they begin with, and that by its length; so the longest decides."""
    canonical = [Form("canonical", row.prefix, row.iri, "", "", row.pattern) for row in prefixes().values()]
    found: dict[int, dict[str, tuple[Form, ...]]] = {}
    for form in sorted((*canonical, *forms()), key=lambda form: (form.iri, form.dialect, form.prefix)):
        same = found.setdefault(len(form.iri), {})
        same[form.iri] = (*same.get(form.iri, ()), form)
    return dict(sorted(found.items()))


def recognise(iri: str) -> dict[str, Curie]:
    """Return what an IRI may stand for, by the dialects (and `canonical`) that write it so; empty for an unknown one.

    >>> sorted(recognise("http://purl.obolibrary.org/obo/MONDO_0008153"))
    ['biolink', 'canonical', 'dbcls', 'medgen-rdf', 'mondo']
    """
    return {
        form.dialect: Curie(form.prefix, iri[length:])
        for length, starts in _all_starts().items()
        for form in starts.get(iri[:length], ())
        if form.local.fullmatch(iri[length:])
    }
