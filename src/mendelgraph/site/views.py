"""What each kind of page shows, as frozen values: read from the graph, turned into HTML by `site/pages`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Ref(NamedTuple):
    """Hold a thing to link to: its IRI and how it is called."""

    iri: str
    text: str
    note: str = ""


class Arrow(NamedTuple):
    """Hold a property as an arrow of a diagram."""

    source: Ref
    predicate: Ref
    target: Ref


class Proof(NamedTuple):
    """Hold a receipt as a reader sees it: the words between what stands before and behind them in their paragraph."""

    section: str
    role: str
    before: str
    words: str
    after: str


class Statement(NamedTuple):
    """Hold a sentence with what shows it; `iri` is the fact's own, `layer` stated, aligned or inferred."""

    iri: str
    text: str
    proofs: tuple[Proof, ...] = ()
    layer: str = "stated"
    notes: tuple[str, ...] = ()


class GeneRow(NamedTuple):
    """Hold a gene's part in a condition."""

    gene: Ref
    full_name: str
    fact: Statement


class ModeRow(NamedTuple):
    """Hold a mode of inheritance, the form it holds for, and what qualifies it."""

    mode: Ref
    form: str
    fact: Statement


class InferenceRow(NamedTuple):
    """Hold a conclusion: what is concluded, its value (noted: its CURIE), and the rule."""

    predicate: str
    value: Ref
    rule: Ref


class Clash(NamedTuple):
    """Hold a use of a name for something else, or with another scope: by whom, for which term, as what."""

    term: Ref
    vocabulary: str
    used_as: str


class NameRow(NamedTuple):
    """Hold another name: its scope in a word, its conflicts, the conditions that share it, and who disputes it."""

    text: str
    scope: str
    acronym: bool
    conflicts: tuple[Clash, ...]
    shared: tuple[Ref, ...]
    disputes: tuple[Clash, ...]
    recovered: str
    fact: Statement


class Vote(NamedTuple):
    """Hold a piece of evidence for or against a match."""

    kind: str
    evidence: str
    vocabulary: str
    supports: bool


class MatchRow(NamedTuple):
    """Hold a match, or a refused one with its reason."""

    iri: str
    target: Ref
    place: str
    address: str
    match: str
    confidence: str
    via: str
    reason: str
    votes: tuple[Vote, ...]


class ResourceRow(NamedTuple):
    """Hold an entry of the page's resources, or the address that alignment found for it."""

    heading: str
    label: str
    address: str
    place: str
    fact: Statement


class Article(NamedTuple):
    """Hold a cited work as a list shows it."""

    iri: str
    title: str
    authors: tuple[str, ...]
    journal: str
    issued: str
    doi: str
    pmid: str
    pmcid: str
    free: bool
    fact: Statement | None = None


class ReleaseFile(NamedTuple):
    """Hold a file of a release: its title, where it is fetched, its media type."""

    title: str
    address: str
    media_type: str


class SectionText(NamedTuple):
    """Hold a section of the source page."""

    iri: str
    role: str
    text: str
    documents: tuple[str, ...]
    sha256: str


class Node(NamedTuple):
    """Hold a node of the neighbourhood: kind condition, gene or article; `ring` 0 is the page's own condition."""

    iri: str
    label: str
    kind: str
    ring: int


class Edge(NamedTuple):
    """Hold an edge of the neighbourhood between two IRIs."""

    source: str
    target: str


class Neighbourhood(NamedTuple):
    """Hold the neighbourhood of a condition; `left_out` counts what would crowd it."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class ConditionView:
    """Hold what a condition's page shows."""

    iri: str
    slug: str
    name: str
    page: str
    summary: str
    description: tuple[str, ...]
    genes: tuple[GeneRow, ...]
    modes: tuple[ModeRow, ...]
    origins: tuple[Statement, ...]
    qualifiers: tuple[Statement, ...]
    frequencies: tuple[Statement, ...]
    inferences: tuple[InferenceRow, ...]
    names: tuple[NameRow, ...]
    matches: tuple[MatchRow, ...]
    refusals: tuple[MatchRow, ...]
    resources: tuple[ResourceRow, ...]
    articles: tuple[Article, ...]
    questions: tuple[Statement, ...]
    disagreements: tuple[Statement, ...]
    documents: tuple[str, ...]
    neighbourhood: Neighbourhood
