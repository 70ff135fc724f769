"""The dataset as a whole: DCAT, VoID and PROV, with credit, notice, licence, sources and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from mendelgraph.graph.describe_sections import CREDIT, NOTICE, describe_rights
from mendelgraph.graph.distributions import LANGUAGE, describe_distributions, describe_sources
from mendelgraph.graph.layers import write_graph
from mendelgraph.graph.literals import english, iso_date, node, plain
from mendelgraph.graph.namespaces import (
    DCAT,
    DCTERMS,
    DCTYPES,
    FOAF,
    MG,
    PAV,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    VOID,
)  # fmt: skip
from mendelgraph.graph.service import describe_service
from mendelgraph.graph.statistics import Statistics
from mendelgraph.graph.subject import Triple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from mendelgraph.graph.iris import Minter
    from mendelgraph.vocabulary.terms import VocabularySource

TITLE = "mendelgraph: the genetic conditions of MedlinePlus as linked data"
DESCRIPTION = (
    "Conditions, genes, inheritance, names and articles as the pages of MedlinePlus Genetics state them, each statement"
    " with the words it stands in, linked to the vocabularies that other biomedical graphs use."
)
NLM = "https://www.nlm.nih.gov/"
KEYWORDS = ("genetic condition", "gene", "mode of inheritance", "rare disease")


class DatasetInfo(NamedTuple):
    """Hold what only a whole release knows: version, date (None: undated), licence, sources, and recomputed counts."""

    version: str
    issued: str | None
    licence: str
    sources: tuple[VocabularySource, ...] = ()
    counts: Statistics = Statistics()


def describe_dataset(info: DatasetInfo, mint: Minter) -> list[Quad]:
    """Describe the dataset in its own named graph, on the three levels of the HCLS community profile.

    https://www.w3.org/TR/hcls-dataset/: the summary says what never changes, the version what holds for one release,
    a distribution what is in one file. The counts are of everything but this description.
    """
    triples = [
        *_describe_summary(info, mint),
        *_describe_version(info, mint),
        *describe_distributions(info, mint),
        *describe_service(mint.service().value, None, mint),
        *_describe_people(mint),
        *_describe_rights_statements(),
    ]
    for source in info.sources:
        triples += _describe_source(source, mint)
    return write_graph(mint.dataset_graph(), triples)


def _describe_summary(info: DatasetInfo, mint: Minter) -> Iterator[Triple]:
    dataset = mint.dataset()
    yield from _describe_both(dataset, TITLE, info, mint)
    yield Triple(dataset, DCAT.hasCurrentVersion, mint.version(info.version))
    yield Triple(dataset, PAV.hasCurrentVersion, mint.version(info.version))
    yield Triple(dataset, VOID.uriSpace, plain(mint.base))
    yield Triple(dataset, VOID.sparqlEndpoint, mint.service())
    yield Triple(mint.conditions(), RDF.type, SKOS.ConceptScheme)
    yield Triple(mint.conditions(), RDFS.label, english("Conditions of MedlinePlus Genetics"))
    yield Triple(mint.conditions(), DCTERMS.isPartOf, dataset)


def _describe_version(info: DatasetInfo, mint: Minter) -> Iterator[Triple]:
    release = mint.version(info.version)
    yield from _describe_both(release, f"{TITLE}, version {info.version}", info, mint)
    yield Triple(release, DCTERMS.creator, mint.project())
    yield Triple(release, DCAT.landingPage, NamedNode(mint.base))
    yield Triple(release, DCTERMS.language, LANGUAGE)
    yield from describe_sources(release, info.sources, mint)
    yield from (Triple(release, predicate, mint.dataset()) for predicate in (DCTERMS.isVersionOf, DCAT.isVersionOf))
    yield from (Triple(release, predicate, plain(info.version)) for predicate in (PAV.version, DCAT.version))
    if info.issued:
        yield Triple(release, DCTERMS.issued, iso_date(info.issued))


def _describe_both(iri: NamedNode, title: str, info: DatasetInfo, mint: Minter) -> Iterator[Triple]:
    """Say what holds for the dataset and for each release of it."""
    yield from (Triple(iri, RDF.type, kind) for kind in (DCAT.Dataset, DCTYPES.Dataset, VOID.Dataset, PROV.Entity))
    yield Triple(iri, DCTERMS.title, english(title))
    yield Triple(iri, DCTERMS.description, english(DESCRIPTION))
    yield from (Triple(iri, DCAT.keyword, english(keyword)) for keyword in KEYWORDS)
    yield Triple(iri, FOAF.page, NamedNode(mint.base))
    yield Triple(iri, DCTERMS.publisher, mint.project())
    yield Triple(iri, PROV.wasAttributedTo, NamedNode(NLM))
    if licence := node(info.licence):
        yield Triple(iri, DCTERMS.license, licence)
    yield from describe_rights(iri)
    yield Triple(iri, DCTERMS.rights, MG.CreditLine)


def _describe_people(mint: Minter) -> Iterator[Triple]:
    yield Triple(NamedNode(NLM), RDF.type, PROV.Organization)
    yield Triple(NamedNode(NLM), FOAF.name, english("National Library of Medicine"))
    yield Triple(mint.project(), RDF.type, PROV.SoftwareAgent)
    yield Triple(mint.project(), FOAF.name, english("mendelgraph"))


def _describe_source(source: VocabularySource, mint: Minter) -> Iterator[Triple]:
    iri, url, licence = mint.source(source.key), node(source.url), node(source.licence)
    yield Triple(iri, RDF.type, PROV.Entity)
    yield Triple(iri, DCTERMS.identifier, plain(source.key))
    yield Triple(iri, DCTERMS.title, english(source.title))
    yield Triple(iri, DCAT.version, plain(source.version))
    yield Triple(iri, SCHEMA.sha256, plain(source.sha256))
    if licence:
        yield Triple(iri, DCTERMS.license, licence)
    elif source.licence:
        yield Triple(iri, SCHEMA.creditText, english(source.licence))
    if url:
        yield Triple(iri, DCAT.landingPage, url)


def _describe_rights_statements() -> Iterator[Triple]:
    for statement, label, text in (
        (MG.CreditLine, "credit line", CREDIT),
        (MG.MedicalNotice, "medical notice", NOTICE),
    ):
        yield Triple(statement, RDF.type, DCTERMS.RightsStatement)
        yield Triple(statement, RDFS.label, english(label))
        yield Triple(statement, SKOS.definition, english(text))
