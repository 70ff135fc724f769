"""What links a record to other graphs: values that pass from `align` to `graph`.

A match is published with the votes for and against it; what is unsure is a question for a curator, never a link.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mendelgraph.facts import StatedRecord
    from mendelgraph.identifiers import Curie
    from mendelgraph.records import Citation


class Match(StrEnum):
    """Name a SKOS mapping predicate, from the condition to the target."""

    EXACT = "exactMatch"
    CLOSE = "closeMatch"
    BROAD = "broadMatch"
    NARROW = "narrowMatch"
    RELATED = "relatedMatch"


class Justification(StrEnum):
    """Name a SEMAPV term that says how a mapping was come by."""

    LEXICAL = "LexicalMatching"
    COMPOSITE = "CompositeMatching"
    CHAINED = "MappingChaining"
    CURATED = "ManualMappingCuration"
    STATED = "UnspecifiedMatching"


class Vote(NamedTuple):
    """Hold one piece of evidence for or against a match: its kind, the words or id that it rests on, its source."""

    kind: str
    supports: bool
    evidence: str
    source: str


class Mapping(NamedTuple):
    """Hold a match of a condition to a term of another vocabulary, or (`refused`) a candidate that was turned down.

    `via` is the term through which a cross reference was derived (the Mondo match, as a rule), `through` the
    vocabulary that gives the cross reference; `curator` is set for a decision of `data/mappings`.
    """

    target: Curie
    label: str
    match: Match
    justification: Justification
    confidence: float
    votes: tuple[Vote, ...]
    source: str
    source_version: str
    via: Curie | None = None
    refused: bool = False
    reason: str = ""
    curator: str = ""


class Question(NamedTuple):
    """Ask a curator: what is unsure about which thing, and the candidates in order of support."""

    slug: str
    kind: str
    subject: str
    detail: str
    candidates: tuple[Curie, ...] = ()


class SymbolKind(StrEnum):
    """Say as what HGNC knows a symbol."""

    APPROVED = "approved"
    PREVIOUS = "previous"
    ALIAS = "alias"


class ResolvedGene(NamedTuple):
    """Hold a gene symbol as printed and the HGNC entry it stands for."""

    printed: str
    hgnc: Curie
    symbol: str
    name: str
    kind: SymbolKind
    xrefs: tuple[Curie, ...]
    source_version: str


class Scope(StrEnum):
    """Name an oboInOwl synonym scope."""

    EXACT = "hasExactSynonym"
    NARROW = "hasNarrowSynonym"
    BROAD = "hasBroadSynonym"
    RELATED = "hasRelatedSynonym"


class NameUse(NamedTuple):
    """Hold a use of a name by a term: `use` is `label` or a scope's name."""

    term: Curie
    term_label: str
    use: str
    literal: str
    source: str


class AlignedName(NamedTuple):
    """Hold an other name with its scope, the uses that decided it, and what else bears that name.

    `also_names` are terms that mean something else, `shared_with` the slugs of other conditions of the catalogue
    with this name, `scope_disputed_by` uses for this very condition with another scope.
    """

    literal: str
    scope: Scope
    acronym: bool
    decided_by: tuple[NameUse, ...] = ()
    also_names: tuple[NameUse, ...] = ()
    shared_with: tuple[str, ...] = ()
    scope_disputed_by: tuple[NameUse, ...] = ()

    @property
    def conflicted(self) -> bool:
        """Tell whether this name also names something else."""
        return bool(self.also_names or self.shared_with)


class SuppliedResource(NamedTuple):
    """Hold the entity that a resource heading stands for, where the page's form lost its link."""

    category: str
    url: str
    entity: Curie | None = None
    label: str = ""


class CitationIds(NamedTuple):
    """Hold the ids that a curated table or a resolver gives a citation, known by its DOI or its printed text."""

    citation: Citation
    pmid: str | None
    pmcid: str | None
    source: str


class RecoveredName(NamedTuple):
    """Hold a name whose letters a document lost, and the vocabulary's name that makes the real spelling certain."""

    printed: str
    literal: str
    by: NameUse


@dataclass(frozen=True, slots=True)
class AlignedRecord:
    """Hold a stated record with its links to other graphs and the questions that stay open."""

    stated: StatedRecord
    mappings: tuple[Mapping, ...] = ()
    genes: tuple[ResolvedGene, ...] = ()
    names: tuple[AlignedName, ...] = ()
    resources: tuple[SuppliedResource, ...] = ()
    citations: tuple[CitationIds, ...] = ()
    questions: tuple[Question, ...] = ()
    term_labels: tuple[tuple[Curie, str], ...] = ()
    recovered: tuple[RecoveredName, ...] = ()
    obsolete_terms: tuple[Curie, ...] = ()
    cited_by: tuple[Curie, ...] = ()
    """The terms whose definition or cross references name the condition's page."""
