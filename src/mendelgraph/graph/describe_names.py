"""Names: each a SKOS-XL label with its receipts, and flat; scopes, conflicts and recovered spellings in *aligned*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.alignments import Scope
from mendelgraph.graph.literals import english, plain
from mendelgraph.graph.namespaces import MG, OBO, OIO, RDF, RDFS, SKOS, SKOSXL
from mendelgraph.graph.subject import Triple, curie_node, describe_fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode

    from mendelgraph.alignments import AlignedName, NameUse, RecoveredName
    from mendelgraph.facts import NameFact
    from mendelgraph.graph.subject import Subject
    from mendelgraph.records import Said

_USES = {"label": RDFS.label} | {str(scope): OIO[scope] for scope in Scope}
_FLAT = {SKOSXL.prefLabel: SKOS.prefLabel, SKOSXL.altLabel: SKOS.altLabel, SKOSXL.hiddenLabel: SKOS.hiddenLabel}


def state_names(subject: Subject, names: Iterable[NameFact], said: Iterable[Said[str]]) -> Iterator[Triple]:
    """Describe the names as the documents give them.

    The name to show is the preferred label. Another name that a document uses as the condition's own (a spelling that
    lost its letters, an older title) is a hidden label: SKOS allows one preferred label in a language.
    """
    documents = {item.value: item.documents for item in said}
    yield Triple(subject.thing, RDFS.label, english(subject.label))
    for name in names:
        iri, literal = subject.own.name(name.literal), english(name.literal)
        relation = _relation(name, subject.label)
        yield Triple(subject.thing, relation, iri)
        yield Triple(subject.thing, _FLAT[relation], literal)
        yield Triple(iri, SKOSXL.literalForm, literal)
        yield from describe_fact(subject, iri, SKOSXL.Label, name.receipts, documents.get(name.literal, ()))


def _relation(name: NameFact, label: str) -> NamedNode:
    if name.literal == label:
        return SKOSXL.prefLabel
    return SKOSXL.hiddenLabel if name.preferred else SKOSXL.altLabel


def align_names(subject: Subject, names: Iterable[AlignedName]) -> Iterator[Triple]:
    """Describe the scope of each other name, what decided it, and what else bears the name."""
    for name in names:
        iri, scope = subject.own.name(name.literal), OIO[name.scope]
        yield Triple(subject.thing, scope, english(name.literal))
        yield Triple(iri, MG.scope, scope)
        if name.acronym:
            yield Triple(iri, OIO.hasSynonymType, OBO.OMO_0003012)
        yield from (Triple(iri, MG.sharedWith, subject.mint.condition(slug)) for slug in name.shared_with)
        yield from (Triple(iri, MG.alsoNames, curie_node(use.term)) for use in name.also_names)
        yield from (Triple(iri, MG.scopeDisputedBy, curie_node(use.term)) for use in name.scope_disputed_by)
        yield from _describe_uses(subject, name.literal, MG.decidedBy, name.decided_by)
        yield from _describe_uses(subject, name.literal, MG.conflictingUse, name.also_names)
        yield from _describe_uses(subject, name.literal, MG.disputingUse, name.scope_disputed_by)


def _describe_uses(subject: Subject, literal: str, relation: NamedNode, uses: Iterable[NameUse]) -> Iterator[Triple]:
    for use in uses:
        iri = subject.own.use(literal, use)
        yield Triple(subject.own.name(literal), relation, iri)
        yield Triple(iri, RDF.type, MG.NameUse)
        yield Triple(iri, MG.term, curie_node(use.term))
        yield Triple(iri, SKOSXL.literalForm, english(use.literal))
        yield Triple(iri, MG.vocabulary, plain(use.source))
        if use.use in _USES:  # GARD gives names no scope
            yield Triple(iri, MG.usedAs, _USES[use.use])


def align_recovered(subject: Subject, recovered: Iterable[RecoveredName]) -> Iterator[Triple]:
    """Describe real spellings of names that lost their letters: on the name, and as a label that search finds."""
    for name in recovered:
        yield Triple(subject.own.name(name.printed), MG.recoveredForm, english(name.literal))
        yield Triple(subject.thing, SKOS.hiddenLabel, english(name.literal))
        yield from _describe_uses(subject, name.printed, MG.recoveredBy, [name.by])
