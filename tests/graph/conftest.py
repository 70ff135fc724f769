"""A condition and a gene page made by hand, with every kind of fact that the graph can hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mendelgraph.alignments import (
    AlignedName,
    AlignedRecord,
    CitationIds,
    Justification,
    Mapping,
    Match,
    NameUse,
    Question,
    RecoveredName,
    ResolvedGene,
    Scope,
    SuppliedResource,
    SymbolKind,
    Vote,
)
from mendelgraph.facts import (
    FrequencyFact,
    FunctionChange,
    GeneFact,
    GeneRole,
    IdentifierFact,
    InheritanceFact,
    Measure,
    Mode,
    NameFact,
    OriginFact,
    ParentalCopy,
    Qualifier,
    QualifierFact,
    Receipt,
    ReferenceFact,
    ResourceFact,
    StatedRecord,
    VariantOrigin,
    make_receipt,
)
from mendelgraph.identifiers import Curie
from mendelgraph.records import (
    Citation,
    CitationFields,
    ConditionRecord,
    Document,
    ExternalId,
    Form,
    GeneRecord,
    PartialDate,
    RelatedCondition,
    Resource,
    Role,
    Said,
    make_section,
)

PAGE = Document("pages/marble-bone.txt", Form.PAGE_TEXT, "a" * 64, "https://medlineplus.gov/genetics/condition/marble/")
QUIZ = Document("quiz/0000001.xml", Form.MEDQUAD_XML, "b" * 64, reviewed="2012-01", published="2013-02-05")
BOTH, FIRST = (PAGE.id, QUIZ.id), (PAGE.id,)

ARTICLE = Citation(
    "Roe AB, Doe C. Marble bones of the father. J Bone. 2002 Jan 10;34(2):199-206. doi: 10.1000/b(1)<2>."
    " Erratum In: J Bone 2002 May 23;34(5):678",
    CitationFields(
        ("Roe AB", "Doe C"),
        "Marble bones of the father",
        "J Bone",
        PartialDate(2002, 1, 10),
        "34",
        "2",
        "199-206",
        "10.1000/b(1)<2>",
        PartialDate(2001, 12),
        "2002",
        ("J Bone 2002 May 23;34(5):678",),
    ),
    on_pubmed=True,
    free_in_pmc=True,
)
NOTE = Citation("A note that fits nowhere.")

TEXTS = {
    Role.TITLE: ["Marble bone"],
    Role.FREQUENCY: ["Marble bone affects 1 in 50,000 to 100,000 newborns. In Atlantis it is not known."],
    Role.CAUSES: [
        "Marble bone is caused by changes in MRB1. A change in OLD2 after birth also does it. XYZ adds to it."
    ],
    Role.INHERITANCE: [
        "It is autosomal dominant. The gene is imprinted.",
        "Marble bone occurs when the father's copy of MRB1 is changed. The late form is of unknown inheritance.",
    ],
    Role.OTHER_NAMES: ["MB", "Behet bone", "Stone: bone"],
    Role.IDENTIFIERS: ["OMIM 166350", "SNOMED CT none"],
    Role.RESOURCES: ["Catalog of Genes and Diseases from OMIM", "Patient Support | Bones | https://bones.example/a"],
    Role.REFERENCES: [ARTICLE.text, NOTE.text],
}
SECTIONS = {role: make_section(role, parts) for role, parts in TEXTS.items()}
OLDER = make_section(Role.CAUSES, ["Changes in MRB1 cause marble bone."])

MRB1 = ResolvedGene(
    "MRB1",
    Curie("HGNC", "1"),
    "MRB1",
    "marble bone 1",
    SymbolKind.APPROVED,
    (Curie("NCBIGene", "11"), Curie("ENSEMBL", "ENSG00000000001")),
    "2024-10",
)
OLD2 = ResolvedGene("OLD2", Curie("HGNC", "2"), "NEW2", "newer two", SymbolKind.PREVIOUS, (), "2024-10")
MONDO, HP_TERM, DO = Curie("MONDO", "0000001"), Curie("HP", "0000002"), Curie("DOID", "3")


def words(role: Role, quote: str) -> tuple[Receipt, ...]:
    section = SECTIONS[role]
    start = section.text.index(quote)
    return (make_receipt(section, start, start + len(quote)),)


def make_record() -> ConditionRecord:
    sections = [Said(section, BOTH if role is Role.INHERITANCE else FIRST) for role, section in SECTIONS.items()]
    return ConditionRecord(
        "marble-bone",
        (PAGE, QUIZ),
        (Said("Marble bone", FIRST), Said("Marbl bone", (QUIZ.id,))),
        tuple(Said(name, BOTH) for name in TEXTS[Role.OTHER_NAMES]),
        (*sections, Said(OLDER, (QUIZ.id,))),
        references=(Said(ARTICLE, FIRST), Said(NOTE, FIRST)),
    )


def make_stated() -> StatedRecord:
    causes = words(Role.CAUSES, "Marble bone is caused by changes in MRB1.")
    dominant, imprinted = words(Role.INHERITANCE, "It is autosomal dominant."), words(Role.INHERITANCE, "imprinted")
    return StatedRecord(
        make_record(),
        (
            NameFact("Marble bone", True, words(Role.TITLE, "Marble bone")),
            NameFact("Marbl bone", True, words(Role.TITLE, "Marbl")),
            *(NameFact(name, False, words(Role.OTHER_NAMES, name)) for name in TEXTS[Role.OTHER_NAMES]),
        ),
        (
            GeneFact(
                "MRB1",
                GeneRole.CAUSES,
                (*causes, make_receipt(OLDER, 0, len(OLDER.text))),
                change=FunctionChange.LOSS,
                copy=ParentalCopy.PATERNAL,
                sole_cause=True,
                entrez="11",
                url="https://medlineplus.gov/genetics/gene/mrb1/",
            ),
            GeneFact("OLD2", GeneRole.CAUSES, words(Role.CAUSES, "OLD2"), origin=VariantOrigin.SOMATIC),
            GeneFact("XYZ", GeneRole.CONTRIBUTES, words(Role.CAUSES, "XYZ adds to it.")),
        ),
        (
            InheritanceFact(Mode.AUTOSOMAL_DOMINANT, dominant),
            InheritanceFact(Mode.UNKNOWN, words(Role.INHERITANCE, "unknown"), "late form"),
        ),
        (
            QualifierFact(Qualifier.IMPRINTED, imprinted),
            QualifierFact(Qualifier.INCOMPLETE_PENETRANCE, imprinted, Mode.AUTOSOMAL_DOMINANT),
        ),
        (OriginFact(ParentalCopy.PATERNAL, words(Role.INHERITANCE, "father's copy of MRB1"), "MRB1"),),
        (
            FrequencyFact(
                Measure.INCIDENCE,
                words(Role.FREQUENCY, "1 in 50,000 to 100,000 newborns"),
                1,
                1,
                50_000,
                100_000,
                about=True,
                population="newborns",
            ),
            FrequencyFact(Measure.UNKNOWN, words(Role.FREQUENCY, "In Atlantis it is not known."), place="Atlantis"),
        ),
        (
            IdentifierFact(ExternalId("OMIM", "166350"), "NLM", words(Role.IDENTIFIERS, "OMIM 166350")),
            IdentifierFact(ExternalId("SNOMED CT", "none"), "MedQuAD", words(Role.IDENTIFIERS, "SNOMED CT none")),
        ),
        (
            ResourceFact(Resource(TEXTS[Role.RESOURCES][0]), words(Role.RESOURCES, TEXTS[Role.RESOURCES][0])),
            ResourceFact(
                Resource("Patient Support", "Bones", "https://bones.example/a"),
                words(Role.RESOURCES, TEXTS[Role.RESOURCES][1]),
            ),
        ),
        (
            ReferenceFact(ARTICLE, words(Role.REFERENCES, ARTICLE.text)),
            ReferenceFact(NOTE, words(Role.REFERENCES, NOTE.text)),
        ),
    )


def make_aligned() -> AlignedRecord:
    exact = NameUse(MONDO, "marble bone disease", "hasExactSynonym", "MB", "mondo")
    other = NameUse(HP_TERM, "Stone bone", "label", "Stone: bone", "hp")
    disputing = NameUse(DO, "marble bone (DO)", "hasExactSynonym", "Stone: bone", "doid")
    real = NameUse(MONDO, "marble bone disease", "hasRelatedSynonym", "Behçet bone", "mondo")
    vote = Vote("label", True, "marble bone", "mondo")
    match = Mapping(
        MONDO, "marble bone disease", Match.EXACT, Justification.COMPOSITE, 0.95, (vote,), "mondo", "2026-08-04"
    )
    derived = Mapping(
        Curie("OMIM", "166350"),
        "MARBLE BONE",
        Match.EXACT,
        Justification.CHAINED,
        1.0,
        (),
        "mondo",
        "2026-08-04",
        MONDO,
    )
    refused = replace_mapping(match, target=HP_TERM, label="Stone bone", refused=True, reason="it is a sign, not this")
    curated = replace_mapping(
        match, source_version="", target=DO, label="marble bone (DO)", match=Match.CLOSE, curator="A. Person"
    )
    return AlignedRecord(
        make_stated(),
        (match, derived, refused, curated),
        (MRB1, OLD2),
        (
            AlignedName("MB", Scope.EXACT, True, decided_by=(exact,)),
            AlignedName("Behet bone", Scope.RELATED, False),
            AlignedName(
                "Stone: bone",
                Scope.RELATED,
                False,
                also_names=(other,),
                shared_with=("stone-bone",),
                scope_disputed_by=(disputing,),
            ),
        ),
        (
            SuppliedResource(
                TEXTS[Role.RESOURCES][0], "https://omim.org/entry/166350", Curie("OMIM", "166350"), "MARBLE BONE"
            ),
            SuppliedResource("Scientific Articles on PubMed", "https://pubmed.ncbi.nlm.nih.gov/?term=marble"),
        ),
        (CitationIds(ARTICLE, "123", "PMC456", "curated"), CitationIds(NOTE, "789", None, "curated")),
        (Question("marble-bone", "gene", "XYZ", "HGNC does not know this symbol", (Curie("HGNC", "3"),)),),
        (
            (Curie("HP", "0000006"), "Autosomal dominant inheritance"),
            (Curie("HP", "0034338"), "Imprinted"),
            (Curie("HP", "0003829"), "Typified by incomplete penetrance"),
            (Curie("GENO", "0000879"), "paternal allele origin"),
        ),
        (RecoveredName("Behet bone", "Behçet bone", real),),
        (DO,),
    )


def replace_mapping(mapping: Mapping, **changes: object) -> Mapping:
    return mapping._replace(**changes)  # type: ignore[arg-type] # a test's own keywords


@pytest.fixture
def aligned() -> AlignedRecord:
    return make_aligned()


@pytest.fixture
def reversed_record() -> AlignedRecord:
    """The same record with every list in the opposite order, but for names, where the first is the one to show."""
    record = make_aligned()
    stated = record.stated
    own = replace(stated.record, documents=stated.record.documents[::-1], sections=stated.record.sections[::-1])
    fields = ("genes", "inheritance", "qualifiers", "origins", "frequencies", "identifiers", "resources", "references")
    stated = replace(stated, record=own, **{field: getattr(stated, field)[::-1] for field in fields})
    fields = ("mappings", "genes", "names", "resources", "citations", "questions", "term_labels", "recovered")
    return replace(record, stated=stated, **{field: getattr(record, field)[::-1] for field in fields})


@pytest.fixture
def gene_page() -> GeneRecord:
    document = Document("pages/mrb1.html", Form.PAGE_HTML, "c" * 64)
    sections = (
        make_section(Role.FUNCTION, ["The gene marble bone 1 keeps bone apart."]),
        make_section(Role.OTHER_NAMES, ["MB1-like", "MB1"]),
    )
    return GeneRecord(
        "MRB1",
        (document,),
        (Said("marble bone 1", (document.id,)),),
        (Said("MB1", (document.id,)), Said("MB1-like", (document.id,))),
        tuple(Said(section, (document.id,)) for section in sections),
        (Said(RelatedCondition("Marble bone", "marble-bone"), (document.id,)),),
    )
