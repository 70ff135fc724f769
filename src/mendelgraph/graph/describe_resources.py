"""What the page links to and lists: further resources, and keys of other databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.errors import InputError
from mendelgraph.graph.literals import english, node, plain
from mendelgraph.graph.namespaces import BIOLINK, MG, RDF, RDFS, SCHEMA
from mendelgraph.graph.subject import Triple, curie_node, describe_fact
from mendelgraph.identifiers import parse_curie
from mendelgraph.records import Resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import NamedNode

    from mendelgraph.alignments import SuppliedResource
    from mendelgraph.facts import IdentifierFact, ResourceFact
    from mendelgraph.graph.subject import Subject
    from mendelgraph.identifiers import Curie

# words of a heading, in the order in which they decide
CATEGORIES = (
    ("genetic and rare diseases", MG.RareDiseaseCenterResource),
    ("patient support", MG.PatientSupportResource),
    ("advocacy", MG.PatientSupportResource),
    ("omim", MG.OmimResource),
    ("catalog of genes and diseases", MG.OmimResource),
    ("pubmed", MG.PubMedResource),
    ("clinical trial", MG.ClinicalTrialsResource),
    ("clinicaltrials", MG.ClinicalTrialsResource),
    ("genetic testing", MG.GeneticTestingResource),
    ("tests listed", MG.GeneticTestingResource),
)


def category_of(heading: str) -> NamedNode:
    """Tell what kind of place a heading leads to.

    >>> category_of("Scientific Articles on PubMed").value.rpartition("#")[2]
    'PubMedResource'
    """
    folded = heading.lower()
    return next((category for words, category in CATEGORIES if words in folded), MG.OtherResource)


def state_resources(subject: Subject, facts: Iterable[ResourceFact]) -> Iterator[Triple]:
    """Describe each entry of the page's list; the address only where the document kept the link."""
    for fact in facts:
        iri = subject.own.resource(fact.resource)
        yield from _describe_entry(subject, iri, fact.resource)
        yield from describe_fact(subject, iri, SCHEMA.WebPage, fact.receipts)


def _describe_entry(subject: Subject, iri: NamedNode, resource: Resource) -> Iterator[Triple]:
    yield Triple(subject.thing, MG.resource, iri)
    yield Triple(iri, RDF.type, SCHEMA.WebPage)
    yield Triple(iri, MG.heading, english(resource.category))
    yield Triple(iri, MG.resourceCategory, category_of(resource.category))
    if resource.label:
        yield Triple(iri, RDFS.label, english(resource.label))
    yield from _describe_address(subject, iri, resource.url)


def _describe_address(subject: Subject, iri: NamedNode, url: str | None) -> Iterator[Triple]:
    address = node(url) if url else None
    if address:
        yield Triple(iri, SCHEMA.url, address)
        yield Triple(subject.thing, RDFS.seeAlso, address)


def align_resources(
    subject: Subject, supplied: Iterable[SuppliedResource], facts: Sequence[ResourceFact]
) -> Iterator[Triple]:
    """Supply the address and the entity of headings whose entries the document lost."""
    lost = {fact.resource.category: fact.resource for fact in facts if fact.resource.url is None}
    for item in supplied:
        entry = lost.get(item.category)
        iri = subject.own.resource(entry or Resource(item.category, item.label, item.url))
        if entry:
            yield from _describe_address(subject, iri, item.url)
        else:
            yield from _describe_entry(subject, iri, Resource(item.category, item.label, item.url))
        if item.label:
            yield Triple(iri, RDFS.label, english(item.label))
        if item.entity:
            yield Triple(iri, SCHEMA.about, curie_node(item.entity))


def state_identifiers(subject: Subject, facts: Iterable[IdentifierFact]) -> Iterator[Triple]:
    """Describe the keys of the page's own list as they are spelt, and flat where one is a well-formed identifier.

    MedQuAD's keys have no flat triple: its authors assigned them, and they are evidence, not what NLM says.
    """
    for fact in facts:
        identifier = fact.identifier
        iri = subject.own.identifier(identifier, fact.assigner)
        yield Triple(iri, MG.database, plain(identifier.database))
        yield Triple(iri, MG.key, plain(identifier.key))
        yield Triple(iri, MG.assigner, plain(fact.assigner))
        curie = _read_key(identifier.database, identifier.key)
        if curie and fact.assigner == "NLM":
            yield Triple(subject.thing, BIOLINK.xref, curie_node(curie))
        yield from describe_fact(subject, iri, MG.PageIdentifier, fact.receipts)


def _read_key(database: str, key: str) -> Curie | None:
    try:
        return parse_curie(f"{database}:{key}")
    except InputError:
        return None
