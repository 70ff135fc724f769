"""What a release says, as plain values: what tables, drawings and other schemas are made of.

The values hold what is stated and aligned, flat; who wants evidence and layers takes one of the RDF formats.
"""

from __future__ import annotations

from typing import NamedTuple

from mendelgraph.identifiers import curie_of_iri

MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
DOI = "https://doi.org/"


class Receipt(NamedTuple):
    """Hold the words of a section that state a fact; offsets count Unicode code points from its beginning."""

    section: str
    start: int
    end: int
    words: str


class Name(NamedTuple):
    """Hold a name: `kind` is preferred, alternative or hidden; `scope` such as exact, empty where none is given."""

    iri: str
    text: str
    kind: str
    scope: str
    acronym: bool


class Involvement(NamedTuple):
    """Hold how a gene is involved in a condition. Roles, origins and changes are our terms' own names."""

    iri: str
    condition: str
    gene: str
    symbol: str
    role: str
    predicate: str
    category: str
    variant_origin: str
    function_change: str
    parental_copy: str
    sole_cause: bool
    agent: str
    receipts: tuple[Receipt, ...]


class Inheritance(NamedTuple):
    """Hold a mode of inheritance of a condition, or of the form of it that the text names."""

    iri: str
    condition: str
    mode: str
    form: str
    qualifiers: tuple[str, ...]
    agent: str
    receipts: tuple[Receipt, ...]


class Match(NamedTuple):
    """Hold a match: `match` is SKOS's, such as exactMatch; `confidence` the highest of the mappings behind it."""

    match: str
    target: str
    confidence: str
    vocabularies: tuple[str, ...]


class Condition(NamedTuple):
    """Hold a condition. `works` are the IRIs of what its page cites, the last two texts of its page's sections."""

    iri: str
    slug: str
    name: str
    page: str
    names: tuple[Name, ...]
    genes: tuple[Involvement, ...]
    modes: tuple[Inheritance, ...]
    matches: tuple[Match, ...]
    works: tuple[str, ...]
    description: str = ""
    frequency: str = ""


class Gene(NamedTuple):
    """Hold a gene as HGNC has it; an unresolved one has its printed symbol, no name and no cross references."""

    iri: str
    symbol: str
    name: str
    xrefs: tuple[str, ...]
    conditions: tuple[str, ...]


class Work(NamedTuple):
    """Hold a cited work. `kind` is FaBiO's class; empty fields are those that its text does not give."""

    iri: str
    kind: str
    citation: str
    title: str
    authors: tuple[str, ...]
    journal: str
    volume: str
    issue: str
    first_page: str
    last_page: str
    issued: str
    doi: str
    pmid: str
    pmcid: str


class About(NamedTuple):
    """Hold what the release says of itself; empty where it is a file that says nothing of itself."""

    iri: str = ""
    title: str = ""
    description: str = ""
    version: str = ""
    issued: str = ""
    licence: str = ""
    keywords: tuple[str, ...] = ()


class Catalogue(NamedTuple):
    """Hold all of a release, each list sorted by IRI, and the labels of terms that it points to."""

    about: About
    conditions: tuple[Condition, ...]
    genes: tuple[Gene, ...]
    works: tuple[Work, ...]
    labels: dict[str, str]


def identify(iri: str) -> str:
    """Return the CURIE of a canonical IRI (a DOI's is `doi:…`), or the IRI where it has none.

    >>> identify("http://identifiers.org/hgnc/4392"), identify("https://doi.org/10.1056/NEJMoa011262")
    ('HGNC:4392', 'doi:10.1056/NEJMoa011262')
    """
    if iri.startswith(DOI):
        return "doi:" + iri.removeprefix(DOI)
    return str(curie_of_iri(iri) or iri)
