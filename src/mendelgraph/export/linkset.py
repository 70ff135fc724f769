"""Linksets: the matches to each vocabulary, and the same links in the IRIs that other graphs use.

`to-…` files hold the links of one vocabulary in canonical IRIs. `as-…` files hold one dialect: each canonical IRI that
the release uses has a `schema:sameAs` to the dialect's, and every link to it stands a second time with that IRI. So a
query in the dialect joins as it is. `void.ttl` describes each file as a `void:Linkset`.

The two IRIs name one thing, and no RDF predicate says so without more. `owl:sameAs` is false of the classes among them
and `owl:equivalentClass` of the records. A SKOS match holds between concepts of two schemes; here there is one, and
every query that follows matches would find a term matched to itself. `schema:sameAs` entails nothing, and nothing else
in a release uses it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from mendelgraph.dialects import dialects, iris_in
from mendelgraph.export.order import sort_triples
from mendelgraph.export.rdf import write_turtle
from mendelgraph.export.reading import read_catalogue
from mendelgraph.graph.literals import integer
from mendelgraph.graph.namespaces import BIOLINK, DCTERMS, RDF, SKOS, VOID, Namespace
from mendelgraph.identifiers import Curie, curie_of_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.export.catalogue import Catalogue

SAME = Namespace("schema", "https://schema.org/", "sameAs").sameAs
LINKSET = Namespace("void", "http://rdfs.org/ns/void#", "Linkset linkPredicate subjectsTarget dataDump")


def write_linkset(quads: Iterable[Quad]) -> dict[str, bytes]:
    """Return the linksets as N-Triples by name, and their description."""
    catalogue = read_catalogue(quads)
    links = sort_triples(find_links(catalogue))
    sets = {f"to-{prefix}.nt": found for prefix, found in _by_vocabulary(links).items()}
    for dialect in dialects():
        if found := sort_triples(translate(links, find_identifiers(catalogue), dialect)):
            sets[f"as-{dialect}.nt"] = found
    files = {name: serialize(triples, format=RdfFormat.N_TRIPLES) or b"" for name, triples in sets.items()}
    return {**files, "void.ttl": _describe(sets, catalogue.about.iri or "https://w3id.org/mendelgraph/dataset")}


def find_links(catalogue: Catalogue) -> Iterator[Triple]:
    """Yield the flat links of a catalogue: of conditions, genes and articles to identifiers of others."""
    for condition in catalogue.conditions:
        for match in condition.matches:
            yield Triple(NamedNode(condition.iri), SKOS[match.match], NamedNode(match.target))
    for gene in catalogue.genes:
        yield from (Triple(NamedNode(gene.iri), BIOLINK.xref, NamedNode(xref)) for xref in gene.xrefs)
    for work in catalogue.works:
        pubmed = Curie("PMID", work.pmid).iri if work.pmid else work.iri
        if pubmed != work.iri:
            yield Triple(NamedNode(work.iri), SKOS.exactMatch, NamedNode(pubmed))


def find_identifiers(catalogue: Catalogue) -> list[Curie]:
    """Return every identifier of others that a catalogue uses, sorted."""
    iris = [match.target for condition in catalogue.conditions for match in condition.matches]
    for condition in catalogue.conditions:
        iris += [iri for mode in condition.modes for iri in (mode.mode, *mode.qualifiers)]
        iris += [copy for gene in condition.genes for copy in gene.parental_copy.split()]
    iris += [iri for gene in catalogue.genes for iri in (gene.iri, *gene.xrefs)]
    articles = {Curie("PMID", work.pmid) for work in catalogue.works if work.pmid}
    return sorted({curie for iri in iris if (curie := curie_of_iri(iri))} | articles)


def translate(links: Iterable[Triple], identifiers: Iterable[Curie], dialect: str) -> Iterator[Triple]:
    """Yield what joins a dialect: canonical IRIs to the dialect's, and each link with the dialect's IRI."""
    aliases: dict[str, list[NamedNode]] = {}
    for curie in identifiers:
        if others := [NamedNode(iri) for iri in iris_in(curie, dialect) if iri != curie.iri]:
            aliases[curie.iri] = others
    for canonical, others in aliases.items():
        yield from (Triple(NamedNode(canonical), SAME, alias) for alias in others)
    for link in links:
        for alias in aliases.get(getattr(link.object, "value", ""), ()):
            yield Triple(link.subject, link.predicate, alias)


def _by_vocabulary(links: Iterable[Triple]) -> dict[str, list[Triple]]:
    found: dict[str, list[Triple]] = {}
    for link in links:
        curie = curie_of_iri(getattr(link.object, "value", ""))
        found.setdefault(curie.prefix.lower() if curie else "others", []).append(link)
    return found


def _describe(sets: dict[str, list[Triple]], dataset: str) -> bytes:
    out = io.BytesIO()
    base = dataset.removesuffix("dataset")
    write_turtle(sorted((quad for item in sets.items() for quad in _describe_set(base, dataset, *item)), key=str), out)
    return out.getvalue()


def _describe_set(base: str, dataset: str, name: str, triples: list[Triple]) -> Iterator[Quad]:
    iri = NamedNode(f"{base}linkset/{name.removesuffix('.nt')}")
    yield Quad(iri, RDF.type, LINKSET.Linkset)
    yield Quad(iri, DCTERMS.title, Literal(_title(name), language="en"))
    yield Quad(iri, LINKSET.subjectsTarget, NamedNode(dataset))
    yield Quad(iri, VOID.triples, integer(len(triples)))
    for predicate in sorted({triple.predicate.value for triple in triples}):
        yield Quad(iri, LINKSET.linkPredicate, NamedNode(predicate))


def _title(name: str) -> str:
    kind, _, which = name.removesuffix(".nt").partition("-")
    return f"Links to {which}" if kind == "to" else f"Links in the IRIs of {which}"
