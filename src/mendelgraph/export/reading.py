"""A release read back from its quads, as the values of `catalogue`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from mendelgraph.export.catalogue import (
    MATCHES,
    About,
    Catalogue,
    Condition,
    Gene,
    Inheritance,
    Involvement,
    Match,
    Name,
    Receipt,
    Work,
)
from mendelgraph.export.nodes import index_nodes
from mendelgraph.export.order import by_record
from mendelgraph.graph.namespaces import (
    BIBO,
    BIOLINK,
    DCAT,
    DCTERMS,
    FABIO,
    FOAF,
    MG,
    OA,
    OIO,
    OWL,
    PRISM,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    SKOSXL,
    SSSOM,
)  # fmt: skip
from mendelgraph.identifiers import curie_of_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad, Triple

    from mendelgraph.export.nodes import Node, Term

_PLACE = (MG.about, MG.sectionRole)
WORKS = (FABIO.JournalArticle, FABIO.BookChapter, FABIO.Expression)


class Nodes(NamedTuple):
    """Answer what is said of a node. Values come sorted and each once, so that no order of triples shows."""

    by_subject: dict[Term, Node]

    def values(self, subject: Term, *predicates: NamedNode) -> list[str]:
        """Return the texts or IRIs that any of these properties give."""
        node = self.by_subject.get(subject, {})
        found = (value for predicate in predicates for value in node.get(predicate.value, ()))
        return sorted({getattr(value, "value", "") for value in found})

    def value(self, subject: Term, *predicates: NamedNode) -> str:
        """Return the first value, or an empty text."""
        return next(iter(self.values(subject, *predicates)), "")

    def local(self, subject: Term, predicate: NamedNode) -> str:
        """Return what stands behind the `#` or the last `/` of a property's value."""
        return self.value(subject, predicate).rpartition("/")[2].rpartition("#")[2]

    def nodes(self, subject: Term, predicate: NamedNode) -> list[NamedNode]:
        """Return the IRIs that a property gives, as nodes."""
        return [NamedNode(value) for value in self.values(subject, predicate)]

    def of(self, *classes: NamedNode) -> list[NamedNode]:
        """Return the instances of any of these classes."""
        wanted = set(classes)
        found = (term for term, node in self.by_subject.items() if wanted & set(node.get(RDF.type.value, ())))
        return sorted((term for term in found if isinstance(term, NamedNode)), key=lambda term: term.value)


def read_catalogue(quads: Iterable[Quad]) -> Catalogue:
    """Read a release from its quads, in the order of `sort_quads`."""
    about = About()
    conditions: list[Condition] = []
    genes: dict[str, list[Gene]] = defaultdict(list)
    works: dict[str, list[Work]] = defaultdict(list)
    labels: dict[str, str] = {}
    for _, triples in by_record(quads):
        nodes = Nodes(index_nodes(triples))
        about = _read_about(nodes) or about
        conditions += (_read_condition(thing, nodes) for thing in nodes.of(BIOLINK.Disease))
        _collect(genes, (_read_gene(thing, nodes) for thing in nodes.of(BIOLINK.Gene)))
        _collect(works, (_read_work(thing, nodes) for thing in nodes.of(*WORKS)))
        labels.update(_read_labels(triples))
    involved: dict[str, set[str]] = defaultdict(set)
    for condition in conditions:
        for fact in condition.genes:
            involved[fact.gene].add(condition.iri)
    joined = [_join_genes(found, involved[iri]) for iri, found in sorted(genes.items())]
    merged = [max(found, key=_filled) for _, found in sorted(works.items())]
    return Catalogue(about, tuple(sorted(conditions)), tuple(joined), tuple(merged), dict(sorted(labels.items())))


def _collect(found: dict[str, list[Gene]] | dict[str, list[Work]], things: Iterable[Gene] | Iterable[Work]) -> None:
    for thing in things:
        found[thing.iri].append(thing)  # type: ignore[arg-type]  # both lists hold what they are filled with


def _filled(work: Work) -> tuple[int, Work]:
    """Order readings of one work by how much they say: pages print one article with more or fewer fields."""
    return sum(1 for value in work if value), work


def _join_genes(found: list[Gene], conditions: set[str]) -> Gene:
    best = max(found, key=lambda gene: (len(gene.xrefs), gene))
    return best._replace(conditions=tuple(sorted(conditions)))


def _read_about(nodes: Nodes) -> About | None:
    """Read the dataset from its own description, and version and date from that of its release, which lies below it."""
    found = sorted(nodes.of(DCAT.Dataset), key=lambda dataset: (len(dataset.value), dataset.value))
    if not found:
        return None
    fields = (DCTERMS.title, DCTERMS.description, DCAT.version, DCTERMS.issued, DCTERMS.license)
    title, description, version, issued, licence = (
        next((value for dataset in found if (value := nodes.value(dataset, field))), "") for field in fields
    )
    return About(
        found[0].value, title, description, version, issued, licence, tuple(nodes.values(found[0], DCAT.keyword))
    )


def _read_labels(triples: Iterable[Triple]) -> Iterator[tuple[str, str]]:
    """Yield labels of terms: what others have an identifier for, and our own terms."""
    for triple in triples:
        if triple.predicate == RDFS.label and isinstance(triple.subject, NamedNode):
            yield triple.subject.value, getattr(triple.object, "value", "")


def _read_condition(thing: NamedNode, nodes: Nodes) -> Condition:
    return Condition(
        thing.value,
        nodes.value(thing, DCTERMS.identifier).removeprefix("ghr:"),
        nodes.value(thing, RDFS.label),
        nodes.value(thing, FOAF.isPrimaryTopicOf),
        tuple(_read_names(thing, nodes)),
        tuple(_read_involvements(thing, nodes)),
        tuple(_read_modes(thing, nodes)),
        tuple(_read_matches(thing, nodes)),
        tuple(nodes.values(thing, DCTERMS.references)),
        _read_section(thing, MG.DescriptionSection, nodes),
        _read_section(thing, MG.FrequencySection, nodes),
    )


def _read_section(thing: NamedNode, role: NamedNode, nodes: Nodes) -> str:
    """Return the text of a section; the longest, where several documents have one of that role."""
    wanted = (thing.value, role.value)
    found = (each for each in nodes.of(MG.Section) if tuple(nodes.value(each, term) for term in _PLACE) == wanted)
    texts = (nodes.value(section, SCHEMA.text) for section in found)
    return max(texts, key=lambda text: (len(text), text), default="")


def _read_names(thing: NamedNode, nodes: Nodes) -> Iterator[Name]:
    kinds = (("preferred", SKOSXL.prefLabel), ("alternative", SKOSXL.altLabel), ("hidden", SKOSXL.hiddenLabel))
    for kind, relation in kinds:
        for name in nodes.nodes(thing, relation):
            scope = nodes.local(name, MG.scope).removeprefix("has").removesuffix("Synonym").lower()
            acronym = bool(nodes.value(name, OIO.hasSynonymType))
            yield Name(name.value, nodes.value(name, SKOSXL.literalForm), kind, scope, acronym)


def _read_involvements(thing: NamedNode, nodes: Nodes) -> Iterator[Involvement]:
    for fact in nodes.of(BIOLINK.CausalGeneToDiseaseAssociation, BIOLINK.GeneToDiseaseAssociation):
        if nodes.value(fact, BIOLINK.object) == thing.value:
            causal = BIOLINK.CausalGeneToDiseaseAssociation in nodes.by_subject[fact][RDF.type.value]
            yield Involvement(
                fact.value,
                thing.value,
                nodes.value(fact, BIOLINK.subject),
                nodes.value(fact, MG.symbol),
                nodes.local(fact, MG.geneRole),
                nodes.local(fact, BIOLINK.predicate),
                "CausalGeneToDiseaseAssociation" if causal else "GeneToDiseaseAssociation",
                nodes.local(fact, MG.variantOrigin),
                nodes.local(fact, MG.functionChange),
                " ".join(nodes.values(fact, MG.causalAlleleOrigin)),
                nodes.value(fact, MG.soleCause) == "true",
                nodes.value(fact, BIOLINK.agent_type),
                read_receipts(fact, nodes),
            )


def _read_modes(thing: NamedNode, nodes: Nodes) -> Iterator[Inheritance]:
    for fact in nodes.of(BIOLINK.DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation):
        if nodes.value(fact, BIOLINK.subject) == thing.value:
            yield Inheritance(
                fact.value,
                thing.value,
                nodes.value(fact, BIOLINK.object),
                nodes.value(fact, MG.conditionForm),
                tuple(nodes.values(fact, MG.qualifier)),
                nodes.value(fact, BIOLINK.agent_type),
                read_receipts(fact, nodes),
            )


def read_receipts(fact: NamedNode, nodes: Nodes) -> tuple[Receipt, ...]:
    """Return the receipts of a fact, in the order of their places."""
    return tuple(sorted(_read_receipt(receipt, nodes) for receipt in nodes.nodes(fact, MG.receipt)))


def _read_receipt(receipt: NamedNode, nodes: Nodes) -> Receipt:
    selectors = nodes.nodes(receipt, OA.hasSelector)
    start, end = (max((int(nodes.value(each, bound) or 0) for each in selectors), default=0) for bound in _BOUNDS)
    words = "".join(nodes.value(selector, OA.exact) for selector in selectors)
    return Receipt(nodes.value(receipt, OA.hasSource), start, end, words)


_BOUNDS = (OA.start, OA.end)


def _read_matches(thing: NamedNode, nodes: Nodes) -> Iterator[Match]:
    mappings: dict[tuple[str, str], list[NamedNode]] = defaultdict(list)
    for mapping in nodes.of(SSSOM.Mapping):
        if not nodes.value(mapping, SSSOM.predicate_modifier):
            key = nodes.local(mapping, OWL.annotatedProperty), nodes.value(mapping, OWL.annotatedTarget)
            mappings[key].append(mapping)
    for match in MATCHES:
        for target in nodes.values(thing, SKOS[match]):
            behind = mappings[match, target]
            confidence = max((nodes.value(each, SSSOM.confidence) for each in behind), key=_number, default="")
            said_by = sorted({nodes.value(each, MG.vocabulary) for each in behind})
            yield Match(match, target, confidence, tuple(said_by))


def _number(text: str) -> float:
    return float(text or 0)


def _read_gene(thing: NamedNode, nodes: Nodes) -> Gene:
    symbol = nodes.value(thing, BIOLINK.symbol) or nodes.value(thing, RDFS.label)
    xrefs = tuple(xref for xref in nodes.values(thing, BIOLINK.xref) if curie_of_iri(xref))
    return Gene(thing.value, symbol, nodes.value(thing, BIOLINK.full_name), xrefs, ())


def _read_work(thing: NamedNode, nodes: Nodes) -> Work:
    kind = next(each for each in WORKS if each in nodes.by_subject[thing][RDF.type.value])
    fields = (PRISM.publicationName, PRISM.volume, PRISM.number, PRISM.startingPage, PRISM.endingPage, DCTERMS.issued)
    ids = (PRISM.doi, FABIO.hasPubMedId, FABIO.hasPubMedCentralId)
    return Work(
        thing.value,
        kind.value.rpartition("/")[2],
        nodes.value(thing, DCTERMS.bibliographicCitation),
        nodes.value(thing, DCTERMS.title),
        tuple(_read_list(thing, BIBO.authorList, nodes)),
        *(nodes.value(thing, field) for field in fields),
        *(nodes.value(thing, field) for field in ids),
    )


def _read_list(thing: Term, predicate: NamedNode, nodes: Nodes) -> Iterator[str]:
    """Yield the items of an RDF list; a work that two texts describe may have two, of which the first is taken."""
    cells = sorted(nodes.by_subject[thing].get(predicate.value, ()), key=str)
    cell: Term | None = cells[0] if cells else None
    while cell is not None and cell in nodes.by_subject and cell != RDF.nil:
        yield nodes.value(cell, RDF.first)
        cell = next(iter(nodes.by_subject[cell].get(RDF.rest.value, ())), None)
