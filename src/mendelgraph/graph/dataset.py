"""The dataset as a whole: DCAT, VoID and PROV, with credit, notice, licence, sources and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from mendelgraph.graph.describe_sections import CREDIT, NOTICE, describe_rights
from mendelgraph.graph.layers import write_graph
from mendelgraph.graph.literals import english, integer, iso_date, node, plain
from mendelgraph.graph.namespaces import (
    DCAT,
    DCTERMS,
    FOAF,
    MG,
    ONTOLOGY,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    VOID,
)  # fmt: skip
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
    triples: int = 0
    entities: tuple[tuple[str, int], ...] = ()


def describe_dataset(info: DatasetInfo, mint: Minter) -> list[Quad]:
    """Describe the dataset in its own named graph; `entities` are (class IRI, number of its instances)."""
    triples = [*_describe(info, mint), *_describe_counts(info, mint), *_describe_rights_statements()]
    for source in info.sources:
        triples += _describe_source(source, mint)
    return write_graph(mint.dataset_graph(), triples)


def _describe(info: DatasetInfo, mint: Minter) -> Iterator[Triple]:
    dataset, nlm, licence = mint.dataset(), NamedNode(NLM), node(info.licence)
    yield from (Triple(dataset, RDF.type, kind) for kind in (DCAT.Dataset, VOID.Dataset, PROV.Entity))
    yield Triple(dataset, DCTERMS.title, english(TITLE))
    yield Triple(dataset, DCTERMS.description, english(DESCRIPTION))
    yield Triple(dataset, DCAT.version, plain(info.version))
    if info.issued:
        yield Triple(dataset, DCTERMS.issued, iso_date(info.issued))
    yield from (Triple(dataset, DCAT.keyword, english(keyword)) for keyword in KEYWORDS)
    yield Triple(dataset, VOID.uriSpace, plain(mint.base))
    yield Triple(dataset, VOID.vocabulary, NamedNode(ONTOLOGY))
    yield Triple(dataset, DCTERMS.language, NamedNode("http://id.loc.gov/vocabulary/iso639-1/en"))
    if licence:
        yield Triple(dataset, DCTERMS.license, licence)
    yield from describe_rights(dataset)
    yield Triple(dataset, DCTERMS.rights, MG.CreditLine)
    yield Triple(dataset, PROV.wasAttributedTo, nlm)
    yield Triple(nlm, RDF.type, PROV.Organization)
    yield Triple(nlm, FOAF.name, english("National Library of Medicine"))
    yield Triple(mint.conditions(), RDF.type, SKOS.ConceptScheme)
    yield Triple(mint.conditions(), RDFS.label, english("Conditions of MedlinePlus Genetics"))
    yield Triple(mint.conditions(), DCTERMS.isPartOf, dataset)


def _describe_counts(info: DatasetInfo, mint: Minter) -> Iterator[Triple]:
    dataset = mint.dataset()
    yield Triple(dataset, VOID.triples, integer(info.triples))
    for name, count in info.entities:
        partition = mint.partition(name)
        yield Triple(dataset, VOID.classPartition, partition)
        yield Triple(partition, VOID["class"], NamedNode(name))
        yield Triple(partition, VOID.entities, integer(count))


def _describe_source(source: VocabularySource, mint: Minter) -> Iterator[Triple]:
    iri, url, licence = mint.source(source.key), node(source.url), node(source.licence)
    yield Triple(mint.dataset(), DCTERMS.source, iri)
    yield Triple(mint.dataset(), PROV.wasDerivedFrom, iri)
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
