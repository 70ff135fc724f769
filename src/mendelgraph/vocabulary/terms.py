"""What a reference vocabulary says, in one shape for all of them, and what can be asked of their index."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from mendelgraph.alignments import SymbolKind
    from mendelgraph.identifiers import Curie


class VocabularySource(NamedTuple):
    """Describe one release of one vocabulary, or a part of one, that went into an index.

    `key` names it in every row (`mondo`, `hp`, `hgnc`, `doid`, `ordo`, `gard`, `mondo-sssom`, `mim2gene-medgen`, …).
    """

    key: str
    title: str
    version: str
    licence: str
    url: str
    sha256: str


class Term(NamedTuple):
    """Hold a class of a disease or phenotype vocabulary. Obsolete ones have their replacements, if any are given."""

    curie: Curie
    label: str
    source: str
    obsolete: bool = False
    replaced_by: tuple[Curie, ...] = ()
    consider: tuple[Curie, ...] = ()


class TermName(NamedTuple):
    """Hold a name of a term. `use` is `label`, an oboInOwl scope's local name (`hasExactSynonym`), or `unscoped`."""

    term: Curie
    use: str
    literal: str
    source: str
    abbreviation: bool = False


class Xref(NamedTuple):
    """Hold a cross reference as its source gives it; `predicate` is a CURIE such as `skos:exactMatch`."""

    subject: Curie
    predicate: str
    object: Curie
    source: str


class Gene(NamedTuple):
    """Hold an HGNC entry; `xrefs` are NCBIGene, ENSEMBL, UniProtKB and OMIM ids."""

    hgnc: Curie
    symbol: str
    name: str
    location: str
    previous: tuple[str, ...]
    aliases: tuple[str, ...]
    xrefs: tuple[Curie, ...]
    source: str


class GeneHit(NamedTuple):
    """Hold a gene found by a symbol, and as what HGNC knows that symbol."""

    gene: Gene
    kind: SymbolKind


class GeneDisease(NamedTuple):
    """Hold a published link between a gene and a disease; `relation` as the source has it."""

    gene: Curie
    disease: Curie
    relation: str
    source: str


class PageLink(NamedTuple):
    """Hold a term that cites a condition page (by slug), as 437 terms of the Disease Ontology do."""

    term: Curie
    slug: str
    source: str


class DiseaseMode(NamedTuple):
    """Hold an inheritance mode (an HPO term) that a source gives for a disease, with the reference it cites, if any."""

    disease: Curie
    mode: Curie
    reference: str
    source: str


class Vocabulary(Protocol):
    """Answer look-ups on an index of reference vocabularies. All answers are sorted and free of duplicates.

    Names are compared folded: `fold_name` of `mendelgraph.vocabulary.names`.
    """

    def sources(self) -> tuple[VocabularySource, ...]:
        """Return the releases that went into the index."""
        ...

    def version(self, source: str) -> str:
        """Return the version of a source by its key; raise KeyError for an unknown one."""
        ...

    def term(self, curie: Curie) -> Term | None:
        """Return the term, obsolete or not."""
        ...

    def named(self, name: str) -> tuple[TermName, ...]:
        """Return every use of a name by any term (folded comparison), obsolete terms left out."""
        ...

    def names(self, curie: Curie) -> tuple[TermName, ...]:
        """Return the names of a term, from all sources."""
        ...

    def xrefs(self, curie: Curie) -> tuple[Xref, ...]:
        """Return the cross references that have the term as subject."""
        ...

    def xrefs_to(self, curie: Curie) -> tuple[Xref, ...]:
        """Return the cross references that have the term as object."""
        ...

    def parents(self, curie: Curie) -> tuple[Curie, ...]:
        """Return the direct superclasses."""
        ...

    def ancestors(self, curie: Curie) -> frozenset[Curie]:
        """Return all superclasses, without the term itself."""
        ...

    def children(self, curie: Curie) -> tuple[Curie, ...]:
        """Return the direct subclasses."""
        ...

    def gene(self, hgnc: Curie) -> Gene | None:
        """Return the HGNC entry."""
        ...

    def genes_by_symbol(self, symbol: str) -> tuple[GeneHit, ...]:
        """Return the genes that bear a symbol (case-sensitive but for `orf`), approved first."""
        ...

    def gene_by_entrez(self, entrez: str) -> Gene | None:
        """Return the gene with this NCBI Gene id."""
        ...

    def diseases_of(self, gene: Curie) -> tuple[GeneDisease, ...]:
        """Return the published links of a gene."""
        ...

    def genes_of(self, disease: Curie) -> tuple[GeneDisease, ...]:
        """Return the published links of a disease."""
        ...

    def citing(self, slug: str) -> tuple[PageLink, ...]:
        """Return the terms that cite the page of this condition."""
        ...

    def named_lossy(self, name: str) -> tuple[TermName, ...]:
        """Return the uses of names that read like this one once their non-ASCII characters are lost (MedQuAD's are).

        Only names that have such characters; obsolete terms left out.
        """
        ...

    def obsolete_with_name(self, name: str) -> tuple[TermName, ...]:
        """Return every use of a name by an obsolete term; the term has its replacements."""
        ...

    def descendants(self, curie: Curie) -> frozenset[Curie]:
        """Return all subclasses, without the term itself."""
        ...

    def modes_of(self, disease: Curie) -> tuple[DiseaseMode, ...]:
        """Return the inheritance modes that sources give for a disease."""
        ...
