"""What a record is made of, as rows: how things of a kind are told apart, and what about them can change.

A thing's IRI is minted from what it is about, so the same IRI in two releases is the same thing, and what its
properties say can be compared. Where that which names it changed (a gene's role, the mode of a form), one thing went
and another came; a row says by which values these two are still to be called one thing that changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from mendelgraph.graph.namespaces import (
    BIBO,
    BIOLINK,
    CITO,
    DCTERMS,
    FABIO,
    MG,
    OIO,
    OWL,
    PRISM,
    RDF,
    RDFS,
    SCHEMA,
    SKOSXL,
    SSSOM,
)  # fmt: skip

if TYPE_CHECKING:
    from mendelgraph.diff.index import Index, Term

Path = tuple[NamedNode, ...]


class Field(NamedTuple):
    """Hold the name of what can change, and the predicates that lead to it."""

    name: str
    path: Path


class Kind(NamedTuple):
    """Say how things of one kind are found, shown, paired and compared.

    `pairs` are tried in turn: what is gone and what is new, one each, with the same values of these paths is one thing
    that changed. `moves` is a last one, compared up to the vocabulary of its value: a link that goes elsewhere.
    """

    word: str
    classes: tuple[NamedNode, ...]
    shown: tuple[Path, ...]
    fields: tuple[Field, ...]
    pairs: tuple[tuple[Path, ...], ...] = ()
    moves: Path | None = None


def _field(name: str, *path: NamedNode) -> Field:
    return Field(name, path)


_WORK = CITO.hasCitedEntity
_MODE = BIOLINK.DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation
_FREQUENCY = (
    ("low", MG.affectedLow), ("high", MG.affectedHigh), ("per low", MG.perLow), ("per high", MG.perHigh),
    ("in words", MG.inWords), ("bound", MG.bound), ("approximate", MG.approximate), ("measure", MG.measure),
    ("population", MG.population), ("place", MG.place), ("applies to", MG.appliesTo),
)  # fmt: skip
_CITATION = (
    ("text", DCTERMS.bibliographicCitation), ("title", DCTERMS.title), ("authors", BIBO.authorList),
    ("editors", BIBO.editorList), ("journal", PRISM.publicationName), ("issued", DCTERMS.issued),
    ("volume", PRISM.volume), ("issue", PRISM.number), ("pages", BIBO.pages), ("doi", PRISM.doi),
    ("electronic date", DCTERMS.available), ("pmid", FABIO.hasPubMedId), ("pmcid", FABIO.hasPubMedCentralId),
    ("erratum", CITO.isCorrectedBy), ("on PubMed", MG.onPubMed), ("free in PMC", MG.freeInPmc),
    ("note", MG.publicationNote), ("span", MG.issuedSpan), ("collection", MG.electronicCollection),
)  # fmt: skip

KINDS = (
    Kind(
        "name",
        (SKOSXL.Label,),
        ((SKOSXL.literalForm,),),
        (
            _field("scope", MG.scope),
            _field("synonym type", OIO.hasSynonymType),
            _field("also names", MG.alsoNames),
            _field("shared with", MG.sharedWith),
            _field("scope disputed by", MG.scopeDisputedBy),
            _field("real spelling", MG.recoveredForm),
        ),
    ),
    Kind(
        "gene",
        (BIOLINK.CausalGeneToDiseaseAssociation, BIOLINK.GeneToDiseaseAssociation),
        ((MG.symbol,),),
        (
            _field("role", MG.geneRole),
            _field("gene", BIOLINK.subject),
            _field("variant origin", MG.variantOrigin),
            _field("function change", MG.functionChange),
            _field("parental copy", MG.causalAlleleOrigin),
            _field("sole cause", MG.soleCause),
            _field("symbol status", MG.symbolStatus),
            _field("NCBI Gene id", MG.statedGeneId),
        ),
        (((MG.symbol,),),),
    ),
    Kind(
        "mode of inheritance",
        (_MODE,),
        ((BIOLINK.object,), (MG.conditionForm,)),
        (_field("mode", BIOLINK.object), _field("form", MG.conditionForm), _field("qualifier", MG.qualifier)),
        (((MG.conditionForm,),),),
    ),
    Kind(
        "qualifier",
        (MG.InheritanceQualification,),
        ((BIOLINK.object,),),
        (_field("qualifies", MG.qualifies),),
        (((BIOLINK.object,),),),
    ),
    Kind(
        "parent of origin",
        (MG.ParentOfOrigin,),
        ((BIOLINK.object,), (MG.symbol,), (MG.conditionForm,)),
        (_field("copy", BIOLINK.object), _field("gene", MG.gene), _field("form", MG.conditionForm)),
        (((MG.symbol,), (MG.conditionForm,)),),
    ),
    Kind(
        "frequency",
        (MG.Frequency,),
        tuple((path,) for _, path in (*_FREQUENCY[6:], *_FREQUENCY[:4])),
        tuple(_field(name, path) for name, path in _FREQUENCY),
        (((MG.measure,), (MG.place,), (MG.appliesTo,)), ((MG.place,), (MG.appliesTo,))),
    ),
    Kind(
        "identifier",
        (MG.PageIdentifier,),
        ((MG.database,), (MG.key,)),
        (_field("key", MG.key), _field("assigner", MG.assigner)),
        (((MG.database,), (MG.assigner,)),),
    ),
    Kind(
        "resource",
        (SCHEMA.WebPage,),
        ((MG.heading,), (RDFS.label,)),
        (
            _field("label", RDFS.label),
            _field("address", SCHEMA.url),
            _field("about", SCHEMA.about),
            _field("category", MG.resourceCategory),
        ),
        (((MG.heading,), (RDFS.label,)), ((MG.heading,), (SCHEMA.url,))),
    ),
    Kind(
        "citation",
        (CITO.Citation,),
        ((_WORK, DCTERMS.bibliographicCitation), (_WORK,)),
        tuple(_field(name, _WORK, path) for name, path in _CITATION),
        (((_WORK, DCTERMS.title),), ((_WORK, PRISM.doi),), ((_WORK, BIBO.authorList),)),
    ),
    Kind(
        "mapping",
        (SSSOM.Mapping,),
        ((SSSOM.predicate_modifier,), (OWL.annotatedTarget,), (OWL.annotatedProperty,)),
        (
            _field("target", OWL.annotatedTarget),
            _field("match", OWL.annotatedProperty),
            _field("modifier", SSSOM.predicate_modifier),
            _field("confidence", SSSOM.confidence),
            _field("justification", SSSOM.mapping_justification),
            _field("vocabulary version", SSSOM.object_source_version),
            _field("through", MG.via),
            _field("reason", MG.reason),
            _field("curator", SSSOM.author_label),
        ),
        (
            ((OWL.annotatedTarget,), (SSSOM.predicate_modifier,), (MG.vocabulary,)),
            ((OWL.annotatedTarget,), (MG.vocabulary,)),
            ((OWL.annotatedTarget,),),
        ),
        (OWL.annotatedTarget,),
    ),
    Kind(
        "question",
        (MG.Question,),
        ((MG.questionKind,), (MG.questionSubject,)),
        (_field("candidate", MG.candidate), _field("detail", RDFS.comment)),
        (((MG.questionKind,), (MG.questionSubject,)),),
    ),
    Kind(
        "disagreement of sources",
        (MG.Disagreement,),
        ((MG.field,),),
        (_field("values", MG.disputedValue, MG.givenValue),),
    ),
    Kind(
        "inference",
        (MG.Inference,),
        ((BIOLINK.predicate,), (BIOLINK.object,)),
        (_field("concludes", BIOLINK.object), _field("rule", MG.byRule)),
        (((BIOLINK.subject,), (BIOLINK.predicate,)),),
    ),
    Kind(
        "source document",
        (MG.SourceDocument,),
        ((DCTERMS.identifier,),),
        (_field("sha256", SCHEMA.sha256), _field("reviewed", SCHEMA.lastReviewed), _field("form", MG.form)),
        (((DCTERMS.identifier,),),),
    ),
    Kind(
        "section",
        (MG.Section,),
        ((MG.sectionRole,),),
        (_field("sha256 of the text", SCHEMA.sha256),),
        (((MG.sectionRole,),),),
    ),
)


def kind_of(index: Index, node: Term) -> Kind | None:
    """Return the kind of a node, where it is a thing of a kind."""
    classes = set(index.values(node, RDF.type))
    return next((kind for kind in KINDS if classes.intersection(kind.classes)), None)


def values_of(index: Index, node: NamedNode, paths: tuple[Path, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the values of several paths, as text that can be compared."""
    return tuple(tuple(map(str, index.values(node, *path))) for path in paths)
