"""A vocabulary held in memory, filled row by row, for cases that a reader can check with the eye."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from mendelgraph.alignments import SymbolKind
from mendelgraph.facts import GeneFact, GeneRole, IdentifierFact, NameFact, Receipt, StatedRecord
from mendelgraph.identifiers import Curie, parse_curie
from mendelgraph.records import ConditionRecord, Document, ExternalId, Form, Role, Said
from mendelgraph.vocabulary.names import fold_name, skeleton_name
from mendelgraph.vocabulary.terms import (
    DiseaseMode,
    Gene,
    GeneDisease,
    GeneHit,
    PageLink,
    Term,
    TermName,
    VocabularySource,
    Xref,
)

SOURCES = {
    "MONDO": "mondo", "DOID": "doid", "Orphanet": "ordo", "GARD": "gard", "HP": "hp", "OMIM": "omim", "HGNC": "hgnc",
}  # fmt: skip
USES = {"label": "label", "exact": "hasExactSynonym", "related": "hasRelatedSynonym", "unscoped": "unscoped"}


@dataclass
class MemoryVocabulary:
    """Answer what `Vocabulary` asks, from rows added by `add_…`."""

    terms: dict[Curie, Term] = field(default_factory=dict)
    term_names: list[TermName] = field(default_factory=list)
    links: list[Xref] = field(default_factory=list)
    edges: list[tuple[Curie, Curie]] = field(default_factory=list)
    genes: dict[Curie, Gene] = field(default_factory=dict)
    gene_links: list[GeneDisease] = field(default_factory=list)
    pages: list[PageLink] = field(default_factory=list)

    def add_term(self, curie: str, label: str, **names: str) -> None:
        term = parse_curie(curie)
        source = SOURCES[term.prefix]
        self.terms[term] = Term(term, label, source)
        self.add_name(curie, "label", label)
        for use, literals in names.items():
            for literal in literals.split("|"):
                self.add_name(curie, use, literal)

    def add_name(self, curie: str, use: str, literal: str, *, abbreviation: bool = False) -> None:
        term = parse_curie(curie)
        self.term_names.append(TermName(term, USES[use], literal, SOURCES[term.prefix], abbreviation))

    def add_obsolete(self, curie: str, label: str, *replaced_by: str) -> None:
        term = parse_curie(curie)
        self.terms[term] = Term(term, label, SOURCES[term.prefix], True, tuple(map(parse_curie, replaced_by)))

    def add_xref(
        self, subject: str, object_: str, predicate: str = "skos:exactMatch", source: str = "mondo-sssom"
    ) -> None:
        self.links.append(Xref(parse_curie(subject), predicate, parse_curie(object_), source))

    def add_child(self, parent: str, child: str) -> None:
        self.edges.append((parse_curie(parent), parse_curie(child)))

    def add_gene(self, hgnc: str, symbol: str, entrez: str, previous: str = "", aliases: str = "") -> None:
        curie = parse_curie(hgnc)
        split = [tuple(filter(None, text.split("|"))) for text in (previous, aliases)]
        xrefs = (Curie("NCBIGene", entrez),)
        self.genes[curie] = Gene(curie, symbol, f"{symbol} gene product", "1p1", *split, xrefs, "hgnc")

    def add_gene_link(self, hgnc: str, disease: str) -> None:
        self.gene_links.append(GeneDisease(parse_curie(hgnc), parse_curie(disease), "causes", "mim2gene-medgen"))

    def add_page(self, term: str, slug: str) -> None:
        self.pages.append(PageLink(parse_curie(term), slug, "doid"))

    def sources(self) -> tuple[VocabularySource, ...]:
        return tuple(VocabularySource(key, key, "2026-08-04", "CC0", "", "") for key in sorted(SOURCES.values()))

    def version(self, source: str) -> str:
        return "2026-08-04"

    def term(self, curie: Curie) -> Term | None:
        return self.terms.get(curie)

    def named(self, name: str) -> tuple[TermName, ...]:
        return tuple(sorted({row for row in self.term_names if fold_name(row.literal) == fold_name(name)}))

    def named_lossy(self, name: str) -> tuple[TermName, ...]:
        key = skeleton_name(name)
        return tuple(
            sorted({r for r in self.term_names if not r.literal.isascii() and skeleton_name(r.literal) == key})
        )

    def obsolete_with_name(self, name: str) -> tuple[TermName, ...]:
        gone = [term for term in self.terms.values() if term.obsolete and fold_name(term.label) == fold_name(name)]
        return tuple(sorted(TermName(term.curie, "label", term.label, term.source) for term in gone))

    def descendants(self, curie: Curie) -> frozenset[Curie]:
        children = self.children(curie)
        return frozenset(children).union(*(self.descendants(child) for child in children))

    def names(self, curie: Curie) -> tuple[TermName, ...]:
        return tuple(sorted({row for row in self.term_names if row.term == curie}))

    def xrefs(self, curie: Curie) -> tuple[Xref, ...]:
        return tuple(sorted({row for row in self.links if row.subject == curie}))

    def xrefs_to(self, curie: Curie) -> tuple[Xref, ...]:
        return tuple(sorted({row for row in self.links if row.object == curie}))

    def parents(self, curie: Curie) -> tuple[Curie, ...]:
        return tuple(sorted(parent for parent, child in self.edges if child == curie))

    def ancestors(self, curie: Curie) -> frozenset[Curie]:
        parents = self.parents(curie)
        return frozenset(parents).union(*(self.ancestors(parent) for parent in parents))

    def children(self, curie: Curie) -> tuple[Curie, ...]:
        return tuple(sorted(child for parent, child in self.edges if parent == curie))

    def gene(self, hgnc: Curie) -> Gene | None:
        return self.genes.get(hgnc)

    def genes_by_symbol(self, symbol: str) -> tuple[GeneHit, ...]:
        hits = [
            GeneHit(gene, kind)
            for kind, bears in (
                (SymbolKind.APPROVED, lambda gene: (gene.symbol,)),
                (SymbolKind.PREVIOUS, lambda gene: gene.previous),
                (SymbolKind.ALIAS, lambda gene: gene.aliases),
            )
            for gene in self.genes.values()
            if symbol in bears(gene)
        ]
        return tuple(hits)

    def gene_by_entrez(self, entrez: str) -> Gene | None:
        return next((gene for gene in self.genes.values() if Curie("NCBIGene", entrez) in gene.xrefs), None)

    def diseases_of(self, gene: Curie) -> tuple[GeneDisease, ...]:
        return tuple(sorted(row for row in self.gene_links if row.gene == gene))

    def genes_of(self, disease: Curie) -> tuple[GeneDisease, ...]:
        return tuple(sorted(row for row in self.gene_links if row.disease == disease))

    def citing(self, slug: str) -> tuple[PageLink, ...]:
        return tuple(sorted(row for row in self.pages if row.slug == slug))

    def modes_of(self, disease: Curie) -> tuple[DiseaseMode, ...]:
        return ()


@pytest.fixture
def vocabulary() -> MemoryVocabulary:
    """Return an empty vocabulary to fill."""
    return MemoryVocabulary()


@pytest.fixture
def state() -> Callable[..., StatedRecord]:
    """Return a function that states a record of a name, other names, genes and identifiers."""
    return _state


def _state(
    name: str,
    *other_names: str,
    slug: str = "",
    genes: str = "",
    identifiers: tuple[tuple[str, str], ...] = (),
    assigner: str = "NLM",
    **fields: object,
) -> StatedRecord:
    slug = slug or fold_name(name).replace(" ", "-")
    document = Document("page", Form.PAGE_TEXT, "0" * 64)
    record = ConditionRecord(slug, (document,), (Said(name, ("page",)),))
    receipt = (Receipt(Role.OTHER_NAMES, "0" * 64, 0, 1, "x"),)
    return StatedRecord(
        record,
        names=(NameFact(name, True, receipt), *(NameFact(other, False, receipt) for other in other_names)),
        genes=tuple(GeneFact(symbol, GeneRole.CAUSES, receipt) for symbol in genes.split()),
        identifiers=tuple(IdentifierFact(ExternalId(*pair), assigner, receipt) for pair in identifiers),
        **fields,
    )
