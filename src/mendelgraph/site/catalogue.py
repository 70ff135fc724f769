"""What every page needs to know of the others: labels, what links conditions to each other, and where pages lie."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pyoxigraph import DefaultGraph, NamedNode

from mendelgraph.errors import InputError
from mendelgraph.graph.iris import Minter
from mendelgraph.graph.namespaces import (
    BIOLINK,
    DCAT,
    DCTERMS,
    FABIO,
    FOAF,
    MG,
    ONTOLOGY,
    RDF,
    RDFS,
    SKOS,
    VOID,
)  # fmt: skip
from mendelgraph.queries import query_book
from mendelgraph.site.addresses import Addresses, stem_of
from mendelgraph.site.records import key_of
from mendelgraph.store import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Store

T = TypeVar("T")
Links = Mapping[str, tuple[str, ...]]

LISTS = ("genes", "inheritance", "articles", "queries")
"""Lists that are nothing of the data's own; that of all conditions is the page of their concept scheme."""

MODE_OF_INHERITANCE = "http://purl.obolibrary.org/obo/HP_0000005"


class Involvement(NamedTuple):
    """Link a gene and a condition by the gene's role (the local name of its individual)."""

    gene: str
    condition: str
    role: str


class Entry(NamedTuple):
    """Hold a condition as lists and the search show it."""

    iri: str
    slug: str
    name: str
    page: str
    names: tuple[str, ...]
    matches: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """Hold what pages need of each other, as tables by IRI. Links lead from IRI to IRIs, sorted.

    `release` tells of the release itself: version, issued, licence, triples. `by_mode` are the conditions of each mode,
    stated or inferred; `mode_terms` HPO's branch of modes and whatever else a condition has as one; `gene_records` the
    IRI below which the facts of a gene's own page lie.
    """

    base: str
    release: Mapping[str, str]
    labels: Mapping[str, str]
    conditions: Mapping[str, Entry]
    genes: Mapping[str, str]
    full_names: Mapping[str, str]
    gene_xrefs: Links
    by_gene: Mapping[str, tuple[Involvement, ...]]
    by_condition: Mapping[str, tuple[Involvement, ...]]
    modes: Links
    inferred_modes: Links
    by_mode: Links
    mode_terms: Mapping[str, str]
    broader: Links
    narrower: Links
    works: Links
    cited_by: Links
    titles: Mapping[str, str]
    sources: Mapping[str, str]
    copies: Links
    prevalences: Links
    gene_records: Mapping[str, str]
    addresses: Addresses

    @property
    def version(self) -> str:
        """Return the version of the release."""
        return self.release["version"]

    @property
    def issued(self) -> str:
        """Return the date of the release, or an empty text."""
        return self.release["issued"]

    @property
    def licence(self) -> str:
        """Return the IRI of the licence, or an empty text."""
        return self.release["licence"]

    @property
    def triples(self) -> int:
        """Return how many triples the release holds."""
        return int(self.release["triples"])

    def label(self, iri: str) -> str:
        """Return the label of a thing, or an empty text."""
        entry = self.conditions.get(iri)
        return entry.name if entry else self.genes.get(iri) or self.labels.get(iri, "")

    def sorted_conditions(self, iris: Iterable[str] | None = None) -> list[Entry]:
        """Return the conditions with these IRIs (all, if none are given) by name, whatever its case."""
        wanted = self.conditions if iris is None else iris
        found = [self.conditions[iri] for iri in wanted if iri in self.conditions]
        return sorted(found, key=lambda entry: (entry.name.casefold(), entry.slug))


def grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    """Return the sorted, distinct values of each key.

    >>> grouped([("a", 2), ("b", 1), ("a", 1), ("a", 2)])
    {'a': (1, 2), 'b': (1,)}
    """
    found: dict[str, set[T]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: tuple(sorted(values)) for key, values in sorted(found.items())}  # type: ignore[type-var]  # comparable


def turned(links: Links) -> Links:
    """Return links the other way round.

    >>> turned({"a": ("x", "y"), "b": ("x",)})
    {'x': ('a', 'b'), 'y': ('a',)}
    """
    return grouped((value, key) for key, values in links.items() for value in values)


def read_base(release: Path) -> str:
    """Return the base IRI of a release; raise InputError where the folder holds no manifest that names it."""
    try:
        return str(json.loads((release / MANIFEST).read_bytes())["base"])
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(
            f"is no release: it holds no readable {MANIFEST}; make one with `mendelgraph build`", where=str(release)
        ) from None


def read_catalogue(base: str, store: Store) -> Catalogue:
    """Read from a release's store what its pages need of each other."""
    read = _Reader(store)
    dataset = Minter(base).dataset().value
    release = read.first(DCAT.hasCurrentVersion).get(dataset, dataset)
    conditions = read.conditions()
    genes = {iri: read.symbols.get(iri) or read.labels.get(iri, iri) for iri in read.of_class(BIOLINK.Gene)}
    involvements = read.involvements(conditions)
    modes, inferred = (only(conditions, read.many(each)) for each in (BIOLINK.has_mode_of_inheritance, MG.inferredMode))
    by_mode = turned({iri: modes.get(iri, ()) + inferred.get(iri, ()) for iri in conditions})
    broader = read.many(RDFS.subClassOf)
    narrower = turned(broader)
    works = only(conditions, read.many(DCTERMS.references))
    roots = read.roots(base)
    return Catalogue(
        base=base,
        release={
            "version": read.many(DCAT.version).get(release, ("",))[0],
            "issued": read.many(DCTERMS.issued).get(release, ("",))[0],
            "licence": read.many(DCTERMS.license).get(dataset, ("",))[0],
            "triples": read.many(VOID.triples).get(f"{release}/mendelgraph.nq", ("0",))[0],
        },
        labels=read.labels,
        conditions=conditions,
        genes=genes,
        full_names=read.first(BIOLINK.full_name),
        gene_xrefs=only(genes, read.many(BIOLINK.xref)),
        by_gene=grouped((each.gene, each) for each in involvements),
        by_condition=grouped((each.condition, each) for each in involvements),
        modes=modes,
        inferred_modes=inferred,
        by_mode=by_mode,
        mode_terms={iri: read.labels.get(iri, "") for iri in (*descendants(MODE_OF_INHERITANCE, narrower), *by_mode)},
        broader=broader,
        narrower=narrower,
        works=works,
        cited_by=turned(works),
        titles=read.first(DCTERMS.bibliographicCitation) | read.first(DCTERMS.title),
        sources=read.sources(),
        copies=only(conditions, read.many(MG.causalAlleleOrigin)),
        prevalences=only(conditions, read.many(MG.prevalenceClass)),
        gene_records={gene: root for root, gene in roots.items()},
        addresses=Addresses(base, dict(read.pages(base, conditions, genes)), roots),
    )


def only(wanted: Iterable[str], links: Links) -> Links:
    """Return the links that start from what is wanted."""
    return {iri: links[iri] for iri in wanted if iri in links}


class _Reader:
    """Read a store predicate by predicate, which takes it a tenth of the time of queries."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: dict[NamedNode, Links] = {}
        self.labels = self.first(RDFS.label)
        self.symbols = self.first(BIOLINK.symbol)

    def pairs(self, predicate: NamedNode) -> Iterator[tuple[str, str]]:
        for quad in self._store.quads_for_pattern(None, predicate, None, DefaultGraph()):
            yield key_of(quad.subject), key_of(quad.object)

    def size(self) -> int:
        """Return the number of statements of the whole dataset, the largest of those that it counts."""
        return max((int(count) for _, count in self.pairs(VOID.triples)), default=0)

    def of_class(self, class_: NamedNode) -> list[str]:
        quads = self._store.quads_for_pattern(None, RDF.type, class_, DefaultGraph())
        return sorted(key_of(quad.subject) for quad in quads)

    def many(self, predicate: NamedNode) -> Links:
        if predicate not in self._found:
            self._found[predicate] = grouped(self.pairs(predicate))
        return self._found[predicate]

    def first(self, predicate: NamedNode) -> dict[str, str]:
        return {subject: values[0] for subject, values in self.many(predicate).items()}

    def conditions(self) -> dict[str, Entry]:
        ids, pages, names = self.first(DCTERMS.identifier), self.first(FOAF.isPrimaryTopicOf), self.many(SKOS.altLabel)
        matches = grouped(pair for match in (SKOS.exactMatch, SKOS.closeMatch) for pair in self.pairs(match))
        return {
            iri: Entry(
                iri,
                ids.get(iri, "").removeprefix("ghr:"),
                self.labels.get(iri, iri),
                pages.get(iri, ""),
                names.get(iri, ()),
                matches.get(iri, ()),
            )
            for iri in self.of_class(BIOLINK.Disease)
        }

    def involvements(self, conditions: dict[str, Entry]) -> tuple[Involvement, ...]:
        genes, targets = self.first(BIOLINK.subject), self.first(BIOLINK.object)
        roles = ((fact, role.rpartition("#")[2]) for fact, role in self.pairs(MG.geneRole))
        found = {Involvement(genes[fact], targets[fact], role) for fact, role in roles if fact in genes}
        return tuple(sorted(each for each in found if each.condition in conditions))

    def sources(self) -> dict[str, str]:
        titles, keys = self.first(DCTERMS.title), self.first(DCTERMS.identifier)
        return {key: titles[iri] for iri, key in keys.items() if "/source/" in iri and iri in titles}

    def roots(self, base: str) -> dict[str, str]:
        """Return the gene that each gene page's record is about, by the IRI that its facts lie below."""
        graphs = [graph for graph in self.of_class(MG.RecordGraph) if graph.startswith(f"{base}graph/gene/")]
        about = {
            graph: key_of(quad.object)
            for graph in graphs
            for quad in self._store.quads_for_pattern(NamedNode(graph), MG.about, None, DefaultGraph())
        }
        return {graph.rpartition("/")[0].replace(f"{base}graph/", base, 1): gene for graph, gene in about.items()}

    def pages(self, base: str, conditions: dict[str, Entry], genes: dict[str, str]) -> Iterator[tuple[str, str]]:
        """Yield each IRI that has a page, with the page's stem."""
        works = {work for works in self.many(DCTERMS.references).values() for work in works}
        modes = {
            mode
            for predicate in (BIOLINK.has_mode_of_inheritance, MG.inferredMode)
            for modes in self.many(predicate).values()
            for mode in modes
        }
        terms = [iri for iri in self.labels if iri.startswith(ONTOLOGY + "#")]
        branch = descendants(MODE_OF_INHERITANCE, turned(self.many(RDFS.subClassOf)))
        errata = self.of_class(FABIO.Erratum)
        known = {*conditions, *genes, *works, *errata, *modes, *terms, *branch, *self.of_class(MG.Page)}
        known |= {base, base + "dataset", base + "conditions", ONTOLOGY}
        yield from ((iri, stem_of(iri, base)) for iri in sorted(known))
        yield from ((f"{base}query/{name}", f"query/{name}") for name in query_book())
        yield from ((f"{base}browse/{name}", f"browse/{name}") for name in LISTS)


def descendants(root: str, narrower: Links) -> set[str]:
    """Return a term with all that lies below it.

    >>> sorted(descendants("a", {"a": ("b",), "b": ("c", "a")}))
    ['a', 'b', 'c']
    """
    found, waiting = {root}, [root]
    while waiting:
        below = set(narrower.get(waiting.pop(), ())) - found
        found |= below
        waiting += below
    return found
