"""What an IRI of somebody else's data mentions: a disease or gene in any dialect, or a page of the catalogue."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from mendelgraph.dialects import forms, recognise
from mendelgraph.identifiers import prefixes
from mendelgraph.sources.addresses import find_condition, find_gene, is_slug

if TYPE_CHECKING:
    from mendelgraph.identifiers import Curie

JOINED = frozenset(
    {
        *("MONDO", "OMIM", "OMIMPS", "Orphanet", "DOID", "UMLS", "MEDGEN", "MESH", "SCTID", "NCIT", "ICD10CM", "ICD10"),
        *("ICD11", "ICD9CM", "GARD", "NORD", "GTR", "GeneReviews", "EFO", "MEDDRA"),
        *("HGNC", "NCBIGene", "ENSEMBL", "UniProtKB"),
    }
)
"""The kinds of identifier that a condition or gene may have; phenotypes, articles and relations are none of them."""

PAGE = "page"
CURIE = "ghr"
_RUNS = re.compile(rb"[a-z]+")


class Mention(NamedTuple):
    """Hold what an IRI may stand for: identifiers, or the slug or symbol of a page; and the dialects that say so."""

    curies: tuple[Curie, ...] = ()
    slug: str = ""
    symbol: str = ""
    dialects: tuple[str, ...] = ()

    @property
    def is_page(self) -> bool:
        """Tell whether the IRI names a document and not the thing that the document is about."""
        return PAGE in self.dialects


@cache
def _markers() -> frozenset[bytes]:
    """Return runs of letters, one of which stands in every form and near miss: of each host, and of each prefix."""
    rows = [row for row in prefixes().values() if row.prefix in JOINED]
    starts = [row.iri for row in rows] + [form.iri for form in forms() if form.prefix in JOINED]
    hosts = {urlsplit(start).netloc.removeprefix("www.") for start in starts} - {""} | {
        "medlineplus.gov",
        "wikidata.org",
    }
    words = {spelling for row in rows for spelling in (row.prefix, *row.spellings) if spelling} | {CURIE}
    of_hosts = {max(_RUNS.findall(host.encode()), key=len) for host in hosts}
    return frozenset(of_hosts | {_RUNS.findall(word.lower().encode())[0] for word in words})


def is_hopeless(term: bytes) -> bool:
    """Tell at little cost that a term is no form of an identifier and comes near to none, as most are.

    >>> is_hopeless(b"<https://lab.example/patient/7>"), is_hopeless(b"<https://lab.example/OMIM_166350>")
    (True, False)
    """
    return _markers().isdisjoint(_RUNS.findall(term.lower()))


@lru_cache(maxsize=20_000)
def read_mention(iri: str) -> Mention | None:
    """Return what an IRI mentions in a form that some graph uses, or None.

    >>> read_mention("http://purl.uniprot.org/mim/166350")
    Mention(curies=(Curie(prefix='OMIM', local='166350'),), slug='', symbol='', dialects=('uniprot',))
    >>> read_mention("https://ghr.nlm.nih.gov/condition/alkaptonuria/").slug
    'alkaptonuria'
    """
    if page := _read_page(iri):
        return page
    found = {dialect: curie for dialect, curie in recognise(iri).items() if curie.prefix in JOINED}
    if not found:
        return None
    return Mention(curies=tuple(sorted(set(found.values()))), dialects=tuple(sorted(found)))


def _read_page(iri: str) -> Mention | None:
    if iri.startswith("ghr:"):
        bare = iri.removeprefix("ghr:")
        return Mention(slug=bare, dialects=(CURIE,)) if is_slug(bare) else None
    slug, symbol = find_condition(iri) or "", find_gene(iri) or ""
    if slug and is_slug(slug):
        return Mention(slug=slug, dialects=(PAGE,))
    return Mention(symbol=symbol.upper(), dialects=(PAGE,)) if symbol else None
