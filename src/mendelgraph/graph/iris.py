"""The one place where IRIs are minted: pure, injective, from what a thing is about, never from a counter.

Every IRI is a fixed skeleton filled with segments. A segment is percent-encoded, or slugged by `readable`; both can be
undone, or end in the hash of what they stand for. So two different things never share an IRI.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from mendelgraph.alignments import Mapping, NameUse, Question, Vote
    from mendelgraph.facts import FrequencyFact, GeneFact, InheritanceFact, OriginFact, QualifierFact, Receipt
    from mendelgraph.identifiers import Curie
    from mendelgraph.records import Document, ExternalId, Resource, Section

DEFAULT_BASE = "https://w3id.org/mendelgraph/"

_SENTENCE_CASE = re.compile(r"[A-Z0-9][a-z0-9]*(?: [a-z0-9]+)*")
_MIXED_CASE = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")


@lru_cache(maxsize=8192)
def segment(text: str) -> str:
    """Percent-encode a text so that it is one segment of a path; dots alone would be read as a path's own.

    >>> segment("a/b c"), segment("..")
    ('a%2Fb%20c', '%2E%2E')
    """
    return quote(text, safe="") if text.strip(".") else text.replace(".", "%2E")


def fingerprint(*parts: str | None) -> str:
    """Return twelve hexadecimal digits of the SHA-256 of the parts, each with its length, so that none runs over.

    >>> fingerprint("ab", "c") == fingerprint("a", "bc")
    False
    """
    text = "".join("-;" if part is None else f"{len(part)}:{part};" for part in parts)
    return sha256(text.encode()).hexdigest()[:12]


@lru_cache(maxsize=8192)
def readable(text: str) -> str:
    """Slug a text so that people can read it and no two texts share a slug.

    Sentence case becomes lower case; a text of plain words that has another capital keeps its letters; whatever else
    there is gets its fingerprint behind a tilde, which no other slug has.

    >>> readable("Osteoma cutis"), readable("POH")
    ('osteoma-cutis', 'POH')
    >>> readable("osteoma cutis")
    'osteoma-cutis~5aec9839344c'
    """
    if _SENTENCE_CASE.fullmatch(text):
        return text.replace(" ", "-").lower()
    if _MIXED_CASE.fullmatch(text) and text.lower() != text:
        return text.replace(" ", "-")
    words = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return f"{words[:60]}~{fingerprint(text)}"


@dataclass(frozen=True, slots=True)
class Minter:
    """Mint the IRIs of one catalogue below its base, which ends in `/` or `#`.

    >>> Minter().condition("progressive-osseous-heteroplasia").value
    'https://w3id.org/mendelgraph/condition/progressive-osseous-heteroplasia'
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not self.base.endswith(("/", "#")) or not re.match(r"[a-z][a-z0-9+.-]*:", self.base):
            raise ValueError(f"a base IRI is absolute and ends in / or #: {self.base!r}")
        NamedNode(self.base)

    def _mint(self, *segments: str) -> NamedNode:
        return NamedNode(self.base + "/".join(segments))

    def condition(self, slug: str) -> NamedNode:
        """Mint a condition."""
        return self._mint("condition", segment(slug))

    def gene(self, symbol: str) -> NamedNode:
        """Mint a gene by its symbol: itself where HGNC does not know it, else what lies below its page's record."""
        return self._mint("gene", segment(symbol))

    def below_condition(self, slug: str) -> RecordMinter:
        """Return the minter of what belongs to a condition's record."""
        return RecordMinter(self.condition(slug).value)

    def below_gene(self, symbol: str) -> RecordMinter:
        """Return the minter of what belongs to a gene page's record."""
        return RecordMinter(self.gene(symbol).value)

    def document(self, document: Document) -> NamedNode:
        """Mint one version of a source document, from the start of its hash and its id."""
        return self._mint("document", document.sha256[:12], segment(document.id))

    def citation(self, *parts: str | None) -> NamedNode:
        """Mint a citation that has neither DOI nor PMID, from what identifies it."""
        return self._mint("citation", fingerprint(*parts))

    def source(self, key: str) -> NamedNode:
        """Mint a release of a reference vocabulary, by its key."""
        return self._mint("source", segment(key))

    def dataset(self) -> NamedNode:
        """Mint the dataset."""
        return self._mint("dataset")

    def version(self, version: str) -> NamedNode:
        """Mint one release of the dataset."""
        return self._mint("dataset", segment(version))

    def distribution(self, version: str, file: str) -> NamedNode:
        """Mint one release in one file."""
        return self._mint("dataset", segment(version), segment(file))

    def file(self, name: str) -> NamedNode:
        """Return the address of a file of the current release."""
        return self._mint(segment(name))

    def project(self) -> NamedNode:
        """Mint who makes the dataset."""
        return self._mint("project")

    def service(self) -> NamedNode:
        """Return the address of the SPARQL service."""
        return self._mint("sparql")

    def property_partition(self, name: str) -> NamedNode:
        """Mint the part of the dataset that holds the triples of a property, by the property's IRI."""
        return self._mint("dataset", "property", segment(name))

    def linkset(self, predicate: str, target: str) -> NamedNode:
        """Mint the links by one property into one space of identifiers."""
        return self._mint("dataset", "links", segment(target), segment(predicate))

    def target(self, name: str) -> NamedNode:
        """Mint a space of identifiers as what links lead to."""
        return self._mint("dataset", "target", segment(name))

    def partition(self, name: str) -> NamedNode:
        """Mint the part of the dataset that holds the instances of a class, by the class's IRI."""
        return self._mint("dataset", "class", segment(name))

    def part(self, about: str) -> NamedNode:
        """Mint the part of the dataset that is about one thing, such as a layer, by that thing's IRI."""
        return self._mint("dataset", "part", segment(about))

    def conditions(self) -> NamedNode:
        """Mint the concept scheme of all conditions."""
        return self._mint("conditions")

    def condition_graph(self, slug: str, layer: str) -> NamedNode:
        """Mint the named graph of one layer of a condition's record."""
        return self._mint("graph", "condition", segment(slug), layer)

    def gene_graph(self, symbol: str, layer: str) -> NamedNode:
        """Mint the named graph of one layer of a gene page's record."""
        return self._mint("graph", "gene", segment(symbol), layer)

    def dataset_graph(self) -> NamedNode:
        """Mint the named graph that describes the dataset."""
        return self._mint("graph", "dataset")

    def terms_graph(self) -> NamedNode:
        """Mint the named graph that holds the terms which every record may use."""
        return self._mint("graph", "terms")

    def ontology_graph(self) -> NamedNode:
        """Mint the named graph that holds the ontology."""
        return self._mint("graph", "ontology")

    def publication_graph(self) -> NamedNode:
        """Mint the named graph in which a store that a release is loaded into keeps the hash of each graph."""
        return self._mint("graph", "publication")


@dataclass(frozen=True, slots=True)
class RecordMinter:
    """Mint what belongs to one record, below the IRI of its condition or gene."""

    root: str

    def _mint(self, *segments: str) -> NamedNode:
        return NamedNode(f"{self.root}/{'/'.join(segments)}")

    def section(self, section: Section) -> NamedNode:
        """Mint a section's text, by its role and its hash."""
        return self._mint("section", f"{section.role}-{section.sha256[:12]}")

    def section_of(self, receipt: Receipt) -> NamedNode:
        """Mint the section that a receipt points into."""
        return self._mint("section", f"{receipt.role}-{receipt.section[:12]}")

    def receipt(self, receipt: Receipt) -> NamedNode:
        """Mint a receipt, by its section and offsets, which decide its words."""
        return self._mint("receipt", f"{receipt.role}-{receipt.section[:12]}-{receipt.start}-{receipt.end}")

    def name(self, literal: str) -> NamedNode:
        """Mint a name."""
        return self._mint("name", readable(literal))

    def gene(self, fact: GeneFact) -> NamedNode:
        """Mint a gene's involvement, by symbol as printed, role and variant origin."""
        origin = f"-{fact.origin}" if fact.origin else ""
        return self._mint("gene", segment(fact.symbol), f"{fact.role}{origin}")

    def inheritance(self, fact: InheritanceFact) -> NamedNode:
        """Mint a mode of inheritance, by the form it holds for."""
        return self._mint("inheritance", fact.mode, *([readable(fact.form)] if fact.form else []))

    def qualifier(self, fact: QualifierFact) -> NamedNode:
        """Mint a qualifier, by the mode it is tied to."""
        return self._mint("qualifier", fact.qualifier, *([fact.mode] if fact.mode else []))

    def origin(self, fact: OriginFact) -> NamedNode:
        """Mint a statement of parent of origin, by gene and form."""
        gene = ["gene", segment(fact.symbol)] if fact.symbol else []
        return self._mint("origin", fact.copy, *gene, *(["form", readable(fact.form)] if fact.form else []))

    def frequency(self, fact: FrequencyFact) -> NamedNode:
        """Mint a frequency, by all that it says."""
        said = [None if part is None else str(part) for part in fact._replace(receipts=())]
        return self._mint("frequency", f"{fact.measure}-{fingerprint(*said)}")

    def identifier(self, identifier: ExternalId, assigner: str) -> NamedNode:
        """Mint an identifier from the page's own list."""
        return self._mint("identifier", segment(assigner), segment(identifier.database), segment(identifier.key))

    def resource(self, resource: Resource) -> NamedNode:
        """Mint an entry of the page's resources, by heading, label and link."""
        return self._mint("resource", f"{readable(resource.category)}-{fingerprint(resource.label, resource.url)}")

    def reference(self, citation: NamedNode) -> NamedNode:
        """Mint the fact that the page refers to a citation."""
        return self._mint("reference", fingerprint(citation.value))

    def mapping(self, mapping: Mapping) -> NamedNode:
        """Mint a mapping or a refusal, by target, predicate, the vocabulary that gives it, and what it came through."""
        via = ["via", _curie_segment(mapping.via)] if mapping.via else []
        kind = "refusal" if mapping.refused else "mapping"
        return self._mint(kind, _curie_segment(mapping.target), mapping.match, segment(mapping.source), *via)

    def vote(self, vote: Vote) -> NamedNode:
        """Mint a vote: those derived from one mapping by cross reference rest on its votes too."""
        return self._mint("vote", fingerprint(*map(str, vote)))

    def use(self, literal: str, use: NameUse) -> NamedNode:
        """Mint a use of a name by a term."""
        return self._mint("name", readable(literal), "use", fingerprint(*map(str, use)))

    def question(self, question: Question) -> NamedNode:
        """Mint a question for a curator, by its kind and what it is about."""
        said = (question.kind, question.subject, question.detail, *map(str, question.candidates))
        return self._mint("question", f"{segment(question.kind)}-{fingerprint(*said)}")

    def disagreement(self, field: str) -> NamedNode:
        """Mint a disagreement between documents on a field."""
        return self._mint("disagreement", segment(field))

    def disputed_value(self, field: str, value: str) -> NamedNode:
        """Mint one of the values of a disagreement."""
        return self._mint("disagreement", segment(field), fingerprint(value))

    def inference(self, *parts: str) -> NamedNode:
        """Mint an inference, by its rule, subject and object."""
        return self._mint("inference", fingerprint(*parts))


def _curie_segment(curie: Curie) -> str:
    return f"{segment(curie.prefix)}:{segment(curie.local)}"
