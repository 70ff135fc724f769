"""The sentences of generated pages, all our own. Those that state a fact are ones that the extraction rules read.

`{Name}` is the condition's name at the beginning of a sentence, `{name}` within one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.facts import FunctionChange, GeneRole, Measure, Mode, ParentalCopy, Qualifier

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTICE = "This page was generated for a benchmark: nothing that it says of {name} is true."

GENE: Mapping[GeneRole, tuple[str, ...]] = {
    GeneRole.CAUSES: (
        "Mutations in the {symbol} gene cause {name}.",
        "{Name} results from mutations in the {symbol} gene.",
        "Variants of the {symbol} gene are responsible for {name}.",
    ),
    GeneRole.CONTRIBUTES: (
        "Variants of the {symbol} gene increase the risk of {name}.",
        "Variants of the {symbol} gene raise the chance that {name} develops.",
    ),
}
CHANGE: Mapping[FunctionChange, str] = {
    FunctionChange.LOSS: "Mutations in the {symbol} gene that cause this disorder lead to a nonfunctional protein.",
    FunctionChange.GAIN: "Mutations in the {symbol} gene that cause this disorder make an overactive protein.",
}

MODE: Mapping[Mode, str] = {
    Mode.AUTOSOMAL_DOMINANT: "{Name} follows an autosomal dominant pattern, so a single altered copy is enough.",
    Mode.AUTOSOMAL_RECESSIVE: "{Name} follows an autosomal recessive pattern, so both copies are altered.",
    Mode.SPORADIC: "Most cases of {name} are sporadic and turn up in families without a history of it.",
    Mode.X_LINKED_RECESSIVE: "{Name} follows an X-linked recessive pattern.",
    Mode.UNKNOWN: "The inheritance pattern of {name} is unknown.",
    Mode.POLYGENIC: "{Name} is a multifactorial disorder, to which heredity and surroundings both add.",
    Mode.X_LINKED: "{Name} is inherited in an X-linked pattern.",
    Mode.X_LINKED_DOMINANT: "{Name} follows an X-linked dominant pattern.",
    Mode.MITOCHONDRIAL: "{Name} follows a mitochondrial pattern, and mothers hand it on.",
    Mode.SEMIDOMINANT: "{Name} has an autosomal codominant pattern.",
    Mode.Y_LINKED: "{Name} is a Y-linked trait.",
}

QUALIFIER: Mapping[Qualifier, str] = {
    Qualifier.DE_NOVO: "Nearly all cases result from new mutations in the gene.",
    Qualifier.SOMATIC_MOSAICISM: "The mixture of cells with and without the change is known as mosaicism.",
    Qualifier.INCOMPLETE_PENETRANCE: "This situation is called incomplete penetrance.",
    Qualifier.ANTICIPATION: "What the children of a family then show is known as anticipation.",
    Qualifier.UNIPARENTAL_DISOMY: "A handful of families owe the disorder to uniparental disomy.",
    Qualifier.IMPRINTED: "The gene undergoes genomic imprinting.",
}
COPY: Mapping[ParentalCopy, str] = {
    copy: f"{{Name}} occurs when mutations affect the {copy.value} copy of the {{symbol}} gene."
    for copy in ParentalCopy
}

FREQUENCY: Mapping[Measure, tuple[str, ...]] = {
    Measure.PREVALENCE: (
        "{Name} affects about 1 in {figure:,} people.",
        "An estimated 1 in {figure:,} people in {place} have {name}.",
        "The prevalence of {name} is about 1 in {figure:,} people in {place}.",
    ),
    Measure.INCIDENCE: (
        "{Name} occurs in about 1 in {figure:,} newborns.",
        "It occurs in 1 in {figure:,} newborns in {place}.",
    ),
    Measure.UNKNOWN: ("The exact prevalence of {name} is unknown.", "Its incidence is unknown."),
    Measure.CASES: (
        "About {figure} affected individuals have been reported.",
        "At least {figure} cases have been reported.",
    ),
    Measure.FAMILIES: ("About {figure} affected families have been described.",),
}
PLACES = ("Japan", "Finland", "the United States", "northern Sweden", "Tunisia", "Quebec")

FILLERS: Mapping[str, tuple[str, ...]] = {
    "description": (
        "In {name}, the {part} is the first to show that something is amiss.",
        "Growth slows down early on, and the {part} keeps a shape that doctors recognise.",
        "The signs come slowly as a rule, and they differ much from one person to the next.",
        "Pain in the {part} can come and go for years before anybody gives it a name.",
        "Children sit, stand and walk later than others, and speech follows in its own time.",
        "When the {part} is examined closely, its layers look thinner than they should.",
        "Weariness after a short walk is what people complain of first.",
        "Doctors watch the {part} once a year, because trouble there begins without notice.",
        "Life goes on much as it does for anyone else, but the {part} needs care.",
        "The skin over the {part} feels warm and tight, and it bruises at a touch.",
        "Cold weather makes matters worse for the {part}, and rest makes them better.",
        "Hearing, sight and the sense of smell stay as they were.",
    ),
    "frequency": (
        "{Name} has been seen on every continent.",
        "Men and women have it alike.",
        "It may well be overlooked, since its signs are those of many ailments.",
        "Records are best where a register of rare diseases is kept.",
    ),
    "causes": (
        "The gene holds the plan for a protein that keeps the {part} in working order.",
        "That protein sits in the wall of the cell and lets small molecules pass at the right moment.",
        "Without it, waste piles up and the tissue of the {part} swells.",
        "How the shape of the protein is tied to the signs in the {part} is a question for further study.",
        "Cells that divide fast feel the change first, and the {part} is full of them.",
        "The protein works together with a dozen partners, each of which has a task of its own.",
        "In the laboratory, the altered protein folds slowly and is broken down early.",
        "The {part} needs more of the protein than any tissue else, which explains where the signs begin.",
        "Energy runs short inside the cell, and the {part} pays for it.",
    ),
    "inheritance": (
        "A visit to a genetic counsellor helps a family to see what this means for them.",
        "Brothers and sisters can be told apart by a test of the blood.",
        "What a family decides to do with such knowledge is for the family alone.",
        "The {part} tells nothing of how the disorder came into a family.",
        "Records of three generations are the best guide for a counsellor.",
    ),
}
PARTS = (
    "heart", "ear", "liver", "spine", "lower jaw", "kidney", "retina", "inner ear", "hip joint", "thyroid", "lung",
    "brain stem", "muscle of the thigh", "palm of the hand", "scalp", "tongue", "spleen", "shoulder blade", "nerve",
)  # fmt: skip

RESOURCES = (
    "Genetic Testing Registry",
    "MedlinePlus Encyclopedia",
    "Gene Review",
    "Patient Support and Advocacy Resources",
    "Catalog of Genes and Diseases from OMIM",
    "Scientific Articles on PubMed",
)
TITLES = (
    "What {name} looks like in the {part}",
    "A family with {name}, seen again after ten years",
    "The {part} in {name}: a benchmark's invention",
    "Early signs of {name} in the {part}",
    "On telling {name} from its neighbours",
)
JOURNAL = "J Invented Ex"
"""No journal of this name exists; a reference says so to whoever meets it."""
