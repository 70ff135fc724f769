"""What a page says of its subject in schema.org's terms, as search engines and Bioschemas' harvesters read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.graph.describe_sections import CREDIT
from mendelgraph.site.places import article_address, find_curie, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mendelgraph.export.context import Json, Object
    from mendelgraph.site.catalogue import Catalogue
    from mendelgraph.site.views import Article, ConditionView, ReleaseFile

CONTEXT: list[Json] = ["https://schema.org/", {"dct": "http://purl.org/dc/terms/"}]
PROFILES = "https://bioschemas.org/profiles/"
GENE_PROFILE, DATASET_PROFILE = f"{PROFILES}Gene/1.0-RELEASE", f"{PROFILES}Dataset/1.0-RELEASE"
DISEASE_PROFILE, ARTICLE_PROFILE = f"{PROFILES}Disease/0.2-DRAFT", f"{PROFILES}ScholarlyArticle/0.3-DRAFT"
PROJECT = "mendelgraph"
GUIDE = "https://medlineplus.gov/genetics/"
HUMAN = "http://purl.uniprot.org/taxonomy/9606"


def _profile(iri: str) -> Json:
    return {"@id": iri, "@type": "CreativeWork"}


def _page(address: str, about: str, title: str, based_on: str = "") -> Object:
    page: Object = {
        "@type": "MedicalWebPage",
        "@id": address,
        "url": address,
        "name": title,
        "inLanguage": "en",
        "about": {"@id": about},
        "mainEntity": {"@id": about},
        "creditText": CREDIT,
    }
    return page | ({"isBasedOn": based_on} if based_on else {})


def _codes(iris: Iterable[str]) -> list[Json]:
    """Return identifiers as medical codes; those that have no prefix here are left to `sameAs`."""
    return [
        {"@type": "MedicalCode", "codeValue": str(curie), "codingSystem": place_of(iri).name}
        for iri in iris
        if (curie := find_curie(iri))
    ]


def condition(view: ConditionView, address: str) -> Object:
    """Describe a condition with its page, its causal genes and its articles."""
    exact = [match.target.iri for match in view.matches if match.match == "exactMatch"]
    thing: Object = {
        "@type": "MedicalCondition",
        "@id": view.iri,
        "dct:conformsTo": _profile(DISEASE_PROFILE),
        "name": view.name,
        "url": address,
        "identifier": f"ghr:{view.slug}",
        "description": view.summary,
        "alternateName": [name.text for name in view.names],
        "code": _codes(exact),
        "sameAs": list(exact),
        "subjectOf": [
            {"@type": "MedicalScholarlyArticle", "@id": each.iri, "name": each.title} for each in view.articles
        ],
    }
    causes = [row.gene for row in view.genes if row.fact.text.startswith("Variants in")]
    genes: list[Json] = [
        {
            "@type": "Gene",
            "@id": gene.iri,
            "dct:conformsTo": _profile(GENE_PROFILE),
            "identifier": str(find_curie(gene.iri) or gene.text),
            "name": gene.text,
            "associatedDisease": {"@id": view.iri},
        }
        for gene in dict.fromkeys(causes)
    ]
    return {"@context": CONTEXT, "@graph": [_page(address, view.iri, view.name, view.page), _full(thing), *genes]}


def _full(thing: Object) -> Object:
    return {key: value for key, value in thing.items() if value}


def gene(iri: str, address: str, description: str, chromosome: str, catalogue: Catalogue) -> Object:
    """Describe a gene after Bioschemas' profile."""
    xrefs = catalogue.gene_xrefs.get(iri, ())
    conditions: list[Json] = [
        {"@type": "MedicalCondition", "@id": each.condition, "name": catalogue.label(each.condition)}
        for each in catalogue.by_gene.get(iri, ())
    ]
    thing: Object = {
        "@type": "Gene",
        "@id": iri,
        "dct:conformsTo": _profile(GENE_PROFILE),
        "identifier": str(find_curie(iri) or catalogue.label(iri)),
        "name": catalogue.label(iri),
        "alternateName": catalogue.full_names.get(iri, ""),
        "description": description,
        "url": address,
        "sameAs": [xref for xref in xrefs if not _is_protein(xref)],
        "encodesBioChemEntity": [
            {"@type": "Protein", "@id": xref, "identifier": str(find_curie(xref))}
            for xref in xrefs
            if _is_protein(xref)
        ],
        "isPartOfBioChemEntity": {"@type": "BioChemEntity", "name": f"Chromosome {chromosome}"} if chromosome else "",
        "associatedDisease": conditions,
        "taxonomicRange": {"@type": "Taxon", "@id": HUMAN, "name": "Homo sapiens"},
    }
    return {"@context": CONTEXT, "@graph": [_page(address, iri, catalogue.label(iri)), _full(thing)]}


def _is_protein(iri: str) -> bool:
    curie = find_curie(iri)
    return curie is not None and curie.prefix == "UniProtKB"


def article(view: Article, address: str, conditions: Iterable[str]) -> Object:
    """Describe a cited work."""
    ids: list[Json] = [
        {"@type": "PropertyValue", "propertyID": name, "value": value}
        for name, value in (("doi", view.doi), ("pmid", view.pmid), ("pmcid", view.pmcid))
        if value
    ]
    thing: Object = {
        "@type": "MedicalScholarlyArticle",
        "@id": view.iri,
        "dct:conformsTo": _profile(ARTICLE_PROFILE),
        "name": view.title,
        "headline": view.title,
        "url": address,
        "sameAs": list(_pages(view)),
        "author": [{"@type": "Person", "name": name} for name in view.authors],
        "datePublished": view.issued,
        "isPartOf": {"@type": "Periodical", "name": view.journal} if view.journal else "",
        "identifier": ids or view.iri,
        "isAccessibleForFree": view.free,
        "about": [{"@id": condition} for condition in conditions],
    }
    return {"@context": CONTEXT, "@graph": [_page(address, view.iri, view.title), _full(thing)]}


def _pages(view: Article) -> list[str]:
    """Return the addresses at which an article is read."""
    known = (("DOI", view.doi), ("PMID", view.pmid), ("PMC", view.pmcid))
    return [article_address(prefix, key) for prefix, key in known if key]


def distribution(file: ReleaseFile) -> Object:
    """Describe a file of a release."""
    return {
        "@type": "DataDownload",
        "name": file.title,
        "contentUrl": file.address,
        "encodingFormat": file.media_type,
    }


def dataset(
    iri: str,
    address: str,
    title: str,
    description: str,
    keywords: list[str],
    catalogue: Catalogue,
    files: Iterable[Object] = (),
) -> Object:
    """Describe the dataset after Bioschemas' profile; `files` are its distributions."""
    thing: Object = {
        "@type": "Dataset",
        "@id": iri,
        "dct:conformsTo": _profile(DATASET_PROFILE),
        "identifier": iri,
        "name": title,
        "description": description,
        "keywords": list(keywords),
        "license": catalogue.licence,
        "url": address,
        "creator": {"@type": "Organization", "@id": f"{catalogue.base}project", "name": PROJECT},
        "publisher": {"@type": "Organization", "@id": f"{catalogue.base}project", "name": PROJECT},
        "isBasedOn": GUIDE,
        "distribution": list(files),
        "version": catalogue.version,
        "datePublished": catalogue.issued,
        "creditText": CREDIT,
        "isAccessibleForFree": True,
    }
    return {"@context": CONTEXT, **_full(thing)}
