"""Where identifiers lead a reader: the place's name, and the address of its page where the IRI itself is none.

Addresses are those that the places give out themselves; `tests/site/test_places.py` holds them to the Bioregistry.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from mendelgraph.identifiers import curie_of_iri, prefixes


class Place(NamedTuple):
    """Name a place and how the address of a page of it is made of an identifier's local part; empty: no page."""

    name: str
    address: str


PLACES = {
    "MONDO": Place("Mondo", "https://monarchinitiative.org/MONDO:{}"),
    "OMIM": Place("OMIM", "https://omim.org/entry/{}"),
    "OMIMPS": Place("OMIM phenotypic series", "https://omim.org/phenotypicSeries/PS{}"),
    "Orphanet": Place("Orphanet", "https://www.orpha.net/en/disease/detail/{}"),
    "DOID": Place("Disease Ontology", "https://disease-ontology.org/?id=DOID:{}"),
    "HP": Place("Human Phenotype Ontology", "https://hpo.jax.org/browse/term/HP:{}"),
    "HGNC": Place("HGNC", "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:{}"),
    "NCBIGene": Place("NCBI Gene", "https://www.ncbi.nlm.nih.gov/gene/{}"),
    "ENSEMBL": Place("Ensembl", "https://www.ensembl.org/id/{}"),
    "UniProtKB": Place("UniProt", "https://www.uniprot.org/uniprotkb/{}"),
    "UMLS": Place("UMLS", "https://uts.nlm.nih.gov/uts/umls/concept/{}"),
    "MEDGEN": Place("MedGen", "https://www.ncbi.nlm.nih.gov/medgen/{}"),
    "MESH": Place("MeSH", "https://meshb.nlm.nih.gov/record/ui?ui={}"),
    "SCTID": Place("SNOMED CT", "https://browser.ihtsdotools.org/?perspective=full&conceptId1={}"),
    "NCIT": Place("NCI Thesaurus", "https://evsexplore.semantics.cancer.gov/evsexplore/concept/ncit/{}"),
    "ICD10CM": Place("ICD-10-CM", "http://purl.bioontology.org/ontology/ICD10CM/{}"),
    "ICD10": Place("ICD-10", "https://icd.who.int/browse10/2019/en#/{}"),
    "ICD11": Place("ICD-11", "https://icd.who.int/browse/latest-release/foundation/en#{}"),
    "GARD": Place("GARD", "https://rarediseases.info.nih.gov/diseases/{}"),
    "NORD": Place("NORD", "https://rarediseases.org/?p={}"),
    "GTR": Place("Genetic Testing Registry", "https://www.ncbi.nlm.nih.gov/gtr/conditions/{}"),
    "GeneReviews": Place("GeneReviews", "https://www.ncbi.nlm.nih.gov/books/n/gene/{}"),
    "PMID": Place("PubMed", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "PMC": Place("PubMed Central", "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/"),
}

HOSTS = {
    "medlineplus.gov": "MedlinePlus",
    "omim.org": "OMIM",
    "pubmed.ncbi.nlm.nih.gov": "PubMed",
    "rarediseases.info.nih.gov": "GARD",
    "rarediseases.org": "NORD",
    "clinicaltrials.gov": "ClinicalTrials.gov",
    "www.ncbi.nlm.nih.gov": "NCBI",
    "doi.org": "doi.org",
}
"""Names of places told by an address's host; another host is its own name."""


KEPT = 1 << 12
"""Identifiers whose CURIEs and places are kept at hand: a page asks for those of each match four times."""
find_curie = lru_cache(maxsize=KEPT)(curie_of_iri)


@lru_cache(maxsize=KEPT)
def place_of(iri: str) -> Place:
    """Return the place that an IRI leads to, with the address of the page there; the address is empty if it has none.

    >>> place_of("http://purl.obolibrary.org/obo/MONDO_0008153")
    Place(name='Mondo', address='https://monarchinitiative.org/MONDO:0008153')
    """
    curie = find_curie(iri)
    if curie and curie.prefix in PLACES:
        name, address = PLACES[curie.prefix]
        local = curie.local.lstrip("0") if curie.prefix == "GARD" else curie.local
        return Place(name, address.format(quote(local, safe="/")))
    if curie:
        return Place(prefixes()[curie.prefix].title, web_address(iri))
    return Place(host_name(iri), web_address(iri))


DOI = "https://doi.org/{}"


def article_address(prefix: str, key: str) -> str:
    """Return where an article is read, by one of its identifiers (DOI, PMID or PMC).

    >>> article_address("PMC", "PMC4213255")
    'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4213255/'
    """
    return (DOI if prefix == "DOI" else PLACES[prefix].address).format(quote(key, safe="/"))


def host_name(address: str) -> str:
    """Return the name of the place behind a web address.

    >>> host_name("https://www.example.org/a")
    'example.org'
    """
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return HOSTS.get(host) or host.removeprefix("www.")


def web_address(iri: str) -> str:
    """Return an IRI that a browser may follow, or an empty text: no scripts, no files, nothing but the web.

    >>> web_address("javascript:alert(1)"), web_address("https://a.example/b")
    ('', 'https://a.example/b')
    """
    return iri if iri.startswith(("https://", "http://")) else ""


def curie_or_iri(iri: str) -> str:
    """Return the CURIE of an identifier, or the IRI.

    >>> curie_or_iri("http://purl.obolibrary.org/obo/MONDO_0008153")
    'MONDO:0008153'
    """
    curie = find_curie(iri)
    return str(curie) if curie else iri
