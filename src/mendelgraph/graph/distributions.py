"""The files of a release as distributions (DCAT, HCLS), with their checksums and the counts of what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from mendelgraph.graph.literals import english, integer, node, offset, plain
from mendelgraph.graph.namespaces import (
    BIOLINK,
    DCAT,
    DCTERMS,
    DCTYPES,
    FOAF,
    MG,
    OA,
    ONTOLOGY,
    PAV,
    PROV,
    RDF,
    RDFS,
    SPDX,
    VOID,
)  # fmt: skip
from mendelgraph.graph.service import FORMATS
from mendelgraph.graph.statistics import PLACES
from mendelgraph.graph.subject import Triple
from mendelgraph.identifiers import prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mendelgraph.graph.dataset import DatasetInfo
    from mendelgraph.graph.iris import Minter
    from mendelgraph.graph.statistics import Link, Statistics
    from mendelgraph.vocabulary.terms import VocabularySource

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
GZIP = MEDIA_TYPES + "application/gzip"
LANGUAGE = NamedNode("http://id.loc.gov/vocabulary/iso639-1/en")
SSSOM_FORM = "https://mapping-commons.github.io/sssom/"
"""Where the form of the mappings is specified."""


class File(NamedTuple):
    """Describe a file of a release: name, title, media type, and its W3C format where it is RDF."""

    name: str
    title: str
    media_type: str
    rdf: str = ""

    @property
    def packed(self) -> bool:
        """Tell whether it is packed with gzip; the media type is that of its content."""
        return self.name.endswith(".gz")


PLAIN = (
    File("mendelgraph.nq", "N-Quads, a graph for each layer of a record", "application/n-quads", "N-Quads"),
    File("mendelgraph.ttl", "Turtle, all layers in one graph", "text/turtle", "Turtle"),
    File("mendelgraph.jsonld", "JSON-LD, one tree a condition", "application/ld+json", "JSON-LD"),
)
FILES = (
    *PLAIN,
    *(row._replace(name=f"{row.name}.gz", title=f"{row.title}, packed") for row in PLAIN),
    File("mappings.sssom.tsv", "SSSOM/TSV, the mappings with their justifications", "text/tab-separated-values"),
)
COUNTED = PLAIN[0]
"""The distribution that the counts are of; the other RDF files hold the same triples."""


def describe_distributions(info: DatasetInfo, mint: Minter) -> Iterator[Triple]:
    """Describe the files of a release, and what the counted one holds."""
    for file in FILES:
        yield from _describe(file, info.version, mint)
        yield from _inherit(mint.distribution(info.version, file.name), info, mint)
    yield from _describe_counts(mint.distribution(info.version, COUNTED.name), info.counts, mint)


def describe_sources(iri: NamedNode, sources: Iterable[VocabularySource], mint: Minter) -> Iterator[Triple]:
    """Say what a release, or a file of it, was made from."""
    for source in sources:
        yield Triple(iri, DCTERMS.source, mint.source(source.key))
        yield Triple(iri, PROV.wasDerivedFrom, mint.source(source.key))


def _describe(file: File, version: str, mint: Minter) -> Iterator[Triple]:
    release, iri = mint.version(version), mint.distribution(version, file.name)
    yield Triple(release, DCAT.distribution, iri)
    yield from (Triple(iri, RDF.type, kind) for kind in (DCAT.Distribution, DCTYPES.Dataset))
    yield Triple(iri, DCTERMS.title, english(f"{file.title}, version {version}"))
    yield Triple(iri, DCTERMS.description, english(f"The release {version} as one file: {file.title}."))
    yield Triple(iri, DCAT.downloadURL, mint.file(file.name))
    yield Triple(iri, DCAT.mediaType, NamedNode(MEDIA_TYPES + file.media_type))
    if file.rdf:
        yield Triple(iri, RDF.type, VOID.Dataset)
        yield Triple(iri, DCTERMS.format, NamedNode(FORMATS + file.rdf))
        yield Triple(iri, VOID.dataDump, mint.file(file.name))
        yield from (Triple(iri, said, NamedNode(ONTOLOGY)) for said in (VOID.vocabulary, DCTERMS.conformsTo))
    else:
        yield Triple(iri, DCTERMS.conformsTo, NamedNode(SSSOM_FORM))
        yield Triple(iri, DCTERMS.format, NamedNode(MEDIA_TYPES + file.media_type))
    if file.packed:
        yield Triple(iri, DCAT.compressFormat, NamedNode(GZIP))


def _inherit(iri: NamedNode, info: DatasetInfo, mint: Minter) -> Iterator[Triple]:
    """Repeat on a file what holds for the release: a file travels alone, and the profile asks for it."""
    yield Triple(iri, PAV.version, plain(info.version))
    yield from (Triple(iri, predicate, mint.project()) for predicate in (DCTERMS.creator, DCTERMS.publisher))
    yield Triple(iri, DCTERMS.language, LANGUAGE)
    yield Triple(iri, FOAF.page, NamedNode(mint.base))
    yield Triple(iri, VOID.inDataset, mint.dataset())
    yield from describe_sources(iri, info.sources, mint)
    if found := node(info.licence):
        yield Triple(iri, DCTERMS.license, found)


def _describe_counts(iri: NamedNode, counts: Statistics, mint: Minter) -> Iterator[Triple]:
    yield Triple(iri, VOID.triples, integer(counts.triples))
    yield Triple(iri, VOID.entities, integer(counts.entities))
    yield Triple(iri, VOID.distinctSubjects, integer(counts.subjects))
    yield Triple(iri, VOID.distinctObjects, integer(counts.objects))
    yield Triple(iri, VOID.classes, integer(len(counts.classes)))
    yield Triple(iri, VOID.properties, integer(len(counts.properties)))
    for name, count in counts.classes:
        part = mint.partition(name)
        yield Triple(iri, VOID.classPartition, part)
        yield Triple(part, VOID["class"], NamedNode(name))
        yield Triple(part, VOID.entities, integer(count))
    for name, count in counts.properties:
        part = mint.property_partition(name)
        yield Triple(iri, VOID.propertyPartition, part)
        yield Triple(part, VOID.property, NamedNode(name))
        yield Triple(part, VOID.triples, integer(count))
    conditions = dict(counts.matched)
    for link, count in counts.links:
        yield from _describe_link(iri, link, count, mint)
        if link in conditions:
            yield from _describe_class(mint.linkset(*link), BIOLINK.Disease, conditions[link])
    for layer, count in counts.layers:
        yield from _describe_part(iri, layer, mint)
        yield Triple(mint.part(layer), VOID.triples, integer(count))
    for section in counts.sections:
        yield from _describe_part(iri, section.role, mint)
        yield from _describe_class(mint.part(section.role), MG.Fact, section.facts)
        yield from _describe_class(mint.part(section.role), OA.SpecificResource, section.receipts)


def _describe_part(iri: NamedNode, about: str, mint: Minter) -> Iterator[Triple]:
    """Describe the part of the dataset that is about one thing: a layer, or what rests on sections of one role."""
    yield Triple(iri, VOID.subset, mint.part(about))
    yield Triple(mint.part(about), RDF.type, VOID.Dataset)
    yield Triple(mint.part(about), DCTERMS.subject, NamedNode(about))


def _describe_class(part: NamedNode, kind: NamedNode, count: int) -> Iterator[Triple]:
    """Count the instances of a class in a part of the dataset."""
    instances = NamedNode(f"{part.value}/{kind.value.replace('#', '/').rpartition('/')[2]}")
    yield Triple(part, VOID.classPartition, instances)
    yield Triple(instances, VOID["class"], kind)
    yield Triple(instances, VOID.entities, integer(count))


def _describe_link(iri: NamedNode, link: Link, count: int, mint: Minter) -> Iterator[Triple]:
    linkset, target = mint.linkset(*link), mint.target(link.target)
    yield Triple(iri, VOID.subset, linkset)
    yield Triple(linkset, RDF.type, VOID.Linkset)
    yield Triple(linkset, VOID.subjectsTarget, mint.dataset())
    yield Triple(linkset, VOID.objectsTarget, target)
    yield Triple(linkset, VOID.linkPredicate, NamedNode(link.predicate))
    yield Triple(linkset, VOID.triples, integer(count))
    yield Triple(target, RDF.type, VOID.Dataset)
    title, start = _space(link.target)
    yield Triple(target, RDFS.label, english(title))
    yield Triple(target, VOID.uriSpace, plain(start))


def _space(name: str) -> tuple[str, str]:
    """Return the title of a space of identifiers, and what its IRIs begin with."""
    if row := prefixes().get(name):
        return row.title, row.iri
    return name, next(start for start, known in PLACES.items() if known == name)


def describe_files(files: Mapping[str, tuple[str, int]], version: str, mint: Minter) -> Iterator[Triple]:
    """Give the SHA-256 and the size of files by name. No file can hold its own, so only `void.ttl` says this."""
    for name in sorted(files.keys() & {file.name for file in FILES}):
        iri, (digest, size) = mint.distribution(version, name), files[name]
        checksum = NamedNode(f"{iri.value}/sha256")
        yield Triple(iri, DCAT.byteSize, offset(size))
        yield Triple(iri, SPDX.checksum, checksum)
        yield Triple(checksum, RDF.type, SPDX.Checksum)
        yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        yield Triple(checksum, SPDX.checksumValue, plain(digest))
