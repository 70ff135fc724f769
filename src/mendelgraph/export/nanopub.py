"""Nanopublications: one for each involvement of a gene and each mode of inheritance, as TriG.

The assertion is the association with its labels; its provenance the receipts (the words, their place, the hash of the
text they stand in) and the documents; the publication info the dataset, its version, licence and credit. They are
unsigned, with IRIs below the dataset's base, unless a private key is given: only then do they get trusty IRIs, since a
hash that nobody vouches for would look like more than it is.

Guidelines: https://nanopub.net/guidelines/working_draft/.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Quad

from mendelgraph.errors import InputError
from mendelgraph.export.nodes import index_nodes
from mendelgraph.export.order import by_record, sort_quads
from mendelgraph.export.rdf import write_trig
from mendelgraph.export.reading import Nodes
from mendelgraph.graph.iris import fingerprint
from mendelgraph.graph.literals import iso_date
from mendelgraph.graph.namespaces import BIOLINK, DCAT, DCTERMS, MG, OA, PROV, RDF, RDFS, SCHEMA, Namespace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mendelgraph.export.nodes import Node, Term


NP = Namespace(
    "np",
    "http://www.nanopub.org/nschema#",
    "Nanopublication hasAssertion hasProvenance hasPublicationInfo",
)
DATES = Namespace("dcterms", "http://purl.org/dc/terms/", "created creator")
CLASSES = (
    BIOLINK.CausalGeneToDiseaseAssociation,
    BIOLINK.GeneToDiseaseAssociation,
    BIOLINK.DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation,
)
ORIGIN = (BIOLINK.agent_type, BIOLINK.knowledge_level, BIOLINK.primary_knowledge_source, PROV.wasDerivedFrom)
"""What is said of how a fact is known: it is the assertion's provenance, and no part of it."""
NOT_ASSERTED = frozenset(term.value for term in (*ORIGIN, MG.receipt, MG.about))
DATASET = (DCAT.version, DCTERMS.license, DCTERMS.rights)
RECEIPT = (RDF.type, OA.hasSource, OA.hasSelector)
SELECTOR = (RDF.type, OA.exact, OA.start, OA.end)
ORCID = re.compile(r"(?:\d{4}-){3}\d{3}[\dX]", re.ASCII)
SECTION = (MG.sectionRole, SCHEMA.sha256, DCTERMS.isPartOf)


class Place(NamedTuple):
    """Hold the IRIs of one nanopublication; `iri` ends in a slash, below which its graphs lie."""

    iri: NamedNode
    head: NamedNode
    assertion: NamedNode
    provenance: NamedNode
    pubinfo: NamedNode


def write_nanopub(quads: Iterable[Quad], out: BinaryIO, *, key: str | None = None, creator: str | None = None) -> None:
    """Write TriG; sign with an RSA key (PEM, or the base64 of `nanopub setup`) where one is given.

    `creator` is the IRI of who vouches for them, such as an ORCID's. Raises InputError before anything is written for
    a key or an IRI that is none, and where the `nanopub` package that signs is not installed.
    """
    agent = None if creator is None else read_agent(creator)
    written: Iterable[list[Quad]] = make_nanopubs(quads, agent)
    if key is not None:
        written = map(_signer(key, creator or ""), written)
    write_trig((quad for nanopub in written for quad in nanopub), out)


def make_nanopubs(quads: Iterable[Quad], creator: NamedNode | None = None) -> Iterator[list[Quad]]:
    """Yield the quads of each nanopublication, in the order of their facts.

    What all share (labels of terms, the dataset) stands at the end of a release, so that of each record only what goes
    into nanopublications is held until then.
    """
    records: list[Nodes] = []
    shared: dict[Term, Node] = {}
    for _, triples in by_record(quads):
        nodes = Nodes(index_nodes(triples))
        if nodes.of(*CLASSES):
            records.append(_needed(nodes))
        else:
            shared |= nodes.by_subject
    for nodes in records:
        for fact in nodes.of(*CLASSES):
            yield sort_quads(_describe(fact, nodes, Nodes(shared), creator))


def _needed(nodes: Nodes) -> Nodes:
    """Return a record's facts and what is copied of their ends, receipts, selectors and sections."""
    kept: dict[Term, Node] = {}
    for fact in nodes.of(*CLASSES):
        kept[fact] = nodes.by_subject[fact]
        for end in (BIOLINK.subject, BIOLINK.object):
            _keep(nodes.nodes(fact, end), (RDFS.label,), nodes, kept)
        receipts = nodes.nodes(fact, MG.receipt)
        _keep(receipts, RECEIPT, nodes, kept)
        for receipt in receipts:
            _keep(nodes.nodes(receipt, OA.hasSelector), SELECTOR, nodes, kept)
            _keep(nodes.nodes(receipt, OA.hasSource), SECTION, nodes, kept)
    return Nodes(kept)


def _keep(subjects: Iterable[NamedNode], predicates: Iterable[NamedNode], nodes: Nodes, kept: dict[Term, Node]) -> None:
    for subject in subjects:
        node = nodes.by_subject.get(subject, {})
        found = {term.value: node[term.value] for term in predicates if term.value in node}
        kept[subject] = kept.get(subject, {}) | found


def place_of(fact: NamedNode) -> Place:
    """Mint the IRIs of a fact's nanopublication from the fact's own.

    A hash, and not the fact's path: readers of nanopublications take what follows a slash and begins with RA, as some
    gene symbols do, for a trusty hash.
    """
    base = fact.value.partition("/condition/")[0]
    iri = f"{base}/nanopub/{fingerprint(fact.value)}/"
    return Place(NamedNode(iri), *(NamedNode(iri + part) for part in ("Head", "assertion", "provenance", "pubinfo")))


def _describe(fact: NamedNode, nodes: Nodes, shared: Nodes, creator: NamedNode | None) -> Iterator[Quad]:
    place = place_of(fact)
    yield Quad(place.iri, RDF.type, NP.Nanopublication, place.head)
    yield Quad(place.iri, NP.hasAssertion, place.assertion, place.head)
    yield Quad(place.iri, NP.hasProvenance, place.provenance, place.head)
    yield Quad(place.iri, NP.hasPublicationInfo, place.pubinfo, place.head)
    yield from _assert(fact, nodes, shared, place)
    yield from _prove(fact, nodes, place)
    yield from _publish(shared, place, creator)


def _assert(fact: NamedNode, nodes: Nodes, shared: Nodes, place: Place) -> Iterator[Quad]:
    for predicate, values in nodes.by_subject[fact].items():
        if predicate not in NOT_ASSERTED:
            for value in values:
                if value != MG.Fact:
                    yield Quad(fact, NamedNode(predicate), value, place.assertion)  # type: ignore[arg-type]  # a term
    ends = [nodes.nodes(fact, end)[0] for end in (BIOLINK.subject, BIOLINK.predicate, BIOLINK.object)]
    yield Quad(ends[0], ends[1], ends[2], place.assertion)
    for end in (ends[0], ends[2]):
        yield from _copy(end, (RDFS.label,), nodes if nodes.value(end, RDFS.label) else shared, place.assertion)


def _prove(fact: NamedNode, nodes: Nodes, place: Place) -> Iterator[Quad]:
    for quad in _copy(fact, (*ORIGIN, MG.receipt), nodes, place.provenance):
        yield Quad(place.assertion, quad.predicate, quad.object, place.provenance)
    for receipt in nodes.nodes(fact, MG.receipt):
        yield from _copy(receipt, RECEIPT, nodes, place.provenance)
        for selector in nodes.nodes(receipt, OA.hasSelector):
            yield from _copy(selector, SELECTOR, nodes, place.provenance)
        for section in nodes.nodes(receipt, OA.hasSource):
            yield from _copy(section, SECTION, nodes, place.provenance)


def _publish(shared: Nodes, place: Place, creator: NamedNode | None) -> Iterator[Quad]:
    yield Quad(place.iri, DCTERMS.rights, MG.CreditLine, place.pubinfo)
    for dataset in shared.of(DCAT.Dataset):
        yield Quad(place.iri, DCTERMS.isPartOf, dataset, place.pubinfo)
        for quad in _copy(dataset, DATASET, shared, place.pubinfo):
            yield Quad(place.iri, quad.predicate, quad.object, place.pubinfo)
        for issued in shared.values(dataset, DCTERMS.issued):
            yield Quad(place.iri, DATES.created, iso_date(issued), place.pubinfo)
    if creator:
        yield Quad(place.iri, DATES.creator, creator, place.pubinfo)


def read_agent(iri: str) -> NamedNode:
    """Return the IRI of somebody who can vouch: ORCID's, or one of the web; raise InputError for another.

    The last character of an ORCID iD is a check of the others (ISO 7064, MOD 11-2).

    >>> read_agent("https://orcid.org/0000-0002-1825-0097")
    <NamedNode value=https://orcid.org/0000-0002-1825-0097>
    """
    try:
        parts, agent = urlsplit(iri), NamedNode(iri)
    except ValueError:
        raise InputError(f"the creator is no IRI: {iri!r}; give one such as https://orcid.org/…") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InputError(f"the creator is no IRI of the web: {iri!r}; give one such as https://orcid.org/…")
    if parts.hostname.removeprefix("www.") == "orcid.org" and not _is_orcid(parts.path.removeprefix("/")):
        raise InputError(f"the creator is no ORCID iD: {iri!r}; a digit of it may be wrong")
    return agent


def _is_orcid(text: str) -> bool:
    if not ORCID.fullmatch(text):
        return False
    total = 0
    for digit in text.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return text[-1] == "0123456789X"[(12 - total % 11) % 11]


def _copy(subject: NamedNode, predicates: Iterable[NamedNode], nodes: Nodes, graph: NamedNode) -> Iterator[Quad]:
    node = nodes.by_subject.get(subject, {})
    for predicate in predicates:
        yield from (Quad(subject, predicate, value, graph) for value in node.get(predicate.value, ()))  # type: ignore[arg-type]  # a term


def _signer(key: str, creator: str) -> Callable[[list[Quad]], list[Quad]]:
    """Return what signs a nanopublication and gives it trusty IRIs; raise InputError for a key that is none."""
    if find_spec("nanopub") is None:
        raise InputError("signing needs the nanopub package: pip install 'mendelgraph[nanopub]'")
    from mendelgraph.export.signing import read_key, sign_quads  # brings in rdflib and an extra

    private = read_key(key)
    return lambda nanopub: sort_quads(sign_quads(nanopub, private, creator))
