"""What a record states, fact by fact, each with its receipts: values that pass from `extract` to `align`.

A receipt is the exact words in one section's text, with their offsets in Unicode code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.identifiers import Curie

if TYPE_CHECKING:
    from mendelgraph.records import Citation, ConditionRecord, ExternalId, GeneRecord, Resource, Role, Section


class Receipt(NamedTuple):
    """Point to the words in a section: `section.text[start:end] == quote`."""

    role: Role
    section: str
    start: int
    end: int
    quote: str


def make_receipt(section: Section, start: int, end: int) -> Receipt:
    """Make the receipt for `section.text[start:end]`; `section` in a receipt is the text's SHA-256."""
    return Receipt(section.role, section.sha256, start, end, section.text[start:end])


class GeneRole(StrEnum):
    """Say how a gene is involved. LISTED: the page's gene list has it, and no sentence says how."""

    CAUSES = "causes"
    CONTRIBUTES = "contributes"
    MODIFIES = "modifies"
    DELETED = "deleted"
    LISTED = "listed"


class VariantOrigin(StrEnum):
    """Say where the variant arises."""

    GERMLINE = "germline"
    SOMATIC = "somatic"


class FunctionChange(StrEnum):
    """Say what the variant does to the gene's function."""

    LOSS = "loss"
    GAIN = "gain"


class ParentalCopy(StrEnum):
    """Name the parent whose copy of the gene, when altered or missing, brings about the condition.

    Not the silenced copy: a condition that arises from the PATERNAL copy is one with *maternal* imprinting.
    """

    PATERNAL = "paternal"
    MATERNAL = "maternal"

    @property
    def allele_origin(self) -> Curie:
        """Return the GENO term of the allele's origin."""
        return Curie("GENO", "0000879" if self is ParentalCopy.PATERNAL else "0000878")


class Mode(StrEnum):
    """Name a mode of inheritance; UNKNOWN is the page's own statement that the pattern is unknown."""

    AUTOSOMAL_DOMINANT = "autosomal-dominant"
    AUTOSOMAL_RECESSIVE = "autosomal-recessive"
    SEMIDOMINANT = "semidominant"
    X_LINKED = "x-linked"
    X_LINKED_RECESSIVE = "x-linked-recessive"
    X_LINKED_DOMINANT = "x-linked-dominant"
    Y_LINKED = "y-linked"
    MITOCHONDRIAL = "mitochondrial"
    DIGENIC = "digenic"
    POLYGENIC = "polygenic"
    SPORADIC = "sporadic"
    UNKNOWN = "unknown"

    @property
    def term(self) -> Curie | None:
        """Return the HPO term, or None for UNKNOWN, which has none."""
        return MODE_TERMS.get(self)


MODE_TERMS = {
    Mode.AUTOSOMAL_DOMINANT: Curie("HP", "0000006"),
    Mode.AUTOSOMAL_RECESSIVE: Curie("HP", "0000007"),
    Mode.SEMIDOMINANT: Curie("HP", "0032113"),
    Mode.X_LINKED: Curie("HP", "0001417"),
    Mode.X_LINKED_RECESSIVE: Curie("HP", "0001419"),
    Mode.X_LINKED_DOMINANT: Curie("HP", "0001423"),
    Mode.Y_LINKED: Curie("HP", "0001450"),
    Mode.MITOCHONDRIAL: Curie("HP", "0001427"),
    Mode.DIGENIC: Curie("HP", "0010984"),
    Mode.POLYGENIC: Curie("HP", "0010982"),
    Mode.SPORADIC: Curie("HP", "0003745"),
}


class Qualifier(StrEnum):
    """Name what qualifies an inheritance."""

    DE_NOVO = "de-novo"
    INCOMPLETE_PENETRANCE = "incomplete-penetrance"
    ANTICIPATION = "anticipation"
    SOMATIC_MOSAICISM = "somatic-mosaicism"
    UNIPARENTAL_DISOMY = "uniparental-disomy"
    IMPRINTED = "imprinted"

    @property
    def term(self) -> Curie:
        """Return the HPO term."""
        return QUALIFIER_TERMS[self]


QUALIFIER_TERMS = {
    Qualifier.DE_NOVO: Curie("HP", "0025352"),
    Qualifier.INCOMPLETE_PENETRANCE: Curie("HP", "0003829"),
    Qualifier.ANTICIPATION: Curie("HP", "0003743"),
    Qualifier.SOMATIC_MOSAICISM: Curie("HP", "0001442"),
    Qualifier.UNIPARENTAL_DISOMY: Curie("HP", "0032382"),
    Qualifier.IMPRINTED: Curie("HP", "0034338"),
}


class NameFact(NamedTuple):
    """State a name: the condition's own (`preferred`), or another as the page lists it."""

    literal: str
    preferred: bool
    receipts: tuple[Receipt, ...]


class GeneFact(NamedTuple):
    """State a gene's involvement. `symbol` is as printed. `sole_cause`: the text names this one gene as the cause.

    `entrez` and `url` come from the page's own gene list, where it links to one.
    """

    symbol: str
    role: GeneRole
    receipts: tuple[Receipt, ...]
    origin: VariantOrigin | None = None
    change: FunctionChange | None = None
    copy: ParentalCopy | None = None
    sole_cause: bool = False
    entrez: str | None = None
    url: str | None = None


class InheritanceFact(NamedTuple):
    """State a mode of inheritance, of the whole condition or of one form of it (as the text names the form)."""

    mode: Mode
    receipts: tuple[Receipt, ...]
    form: str | None = None


class QualifierFact(NamedTuple):
    """State what qualifies the inheritance; `mode` where the text ties it to one of several modes."""

    qualifier: Qualifier
    receipts: tuple[Receipt, ...]
    mode: Mode | None = None


class OriginFact(NamedTuple):
    """State from which parent's copy the condition (or a form of it) arises, and of which gene if one is named."""

    copy: ParentalCopy
    receipts: tuple[Receipt, ...]
    symbol: str | None = None
    form: str | None = None


class Measure(StrEnum):
    """Say what a frequency counts. UNKNOWN: the text says that the frequency is not known."""

    PREVALENCE = "prevalence"
    INCIDENCE = "incidence"
    CASES = "cases"
    FAMILIES = "families"
    UNKNOWN = "unknown"


class FrequencyFact(NamedTuple):
    """State a frequency as numbers: affected `low`..`high` in `per_low`..`per_high` people, as the text gives them.

    "1 in 50,000 to 100,000" is low=high=1, per_low=50000, per_high=100000; "3.5 to 13 per 1,000" is low=3.5, high=13,
    per_low=per_high=1000; fewer than 50 cases is high=50, bound="<"; `about` marks an approximate figure.
    `words` holds a number given in words alone, such as "several hundred", which has no `low` and no `high`.
    """

    measure: Measure
    receipts: tuple[Receipt, ...]
    low: float | None = None
    high: float | None = None
    per_low: int | None = None
    per_high: int | None = None
    bound: str | None = None
    about: bool = False
    population: str | None = None
    place: str | None = None
    scope: str | None = None
    words: str | None = None


class IdentifierFact(NamedTuple):
    """State an identifier from the page's own list; `assigner` is NLM, or MedQuAD for the ids its authors added."""

    identifier: ExternalId
    assigner: str
    receipts: tuple[Receipt, ...]


class ResourceFact(NamedTuple):
    """State an entry of "Additional Information & Resources"."""

    resource: Resource
    receipts: tuple[Receipt, ...]


class ReferenceFact(NamedTuple):
    """State a reference of the page."""

    citation: Citation
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class StatedRecord:
    """Hold a record with all the facts it states, each list in the order of first mention."""

    record: ConditionRecord
    names: tuple[NameFact, ...]
    genes: tuple[GeneFact, ...] = ()
    inheritance: tuple[InheritanceFact, ...] = ()
    qualifiers: tuple[QualifierFact, ...] = ()
    origins: tuple[OriginFact, ...] = ()
    frequencies: tuple[FrequencyFact, ...] = ()
    identifiers: tuple[IdentifierFact, ...] = ()
    resources: tuple[ResourceFact, ...] = ()
    references: tuple[ReferenceFact, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedGene:
    """Hold a gene page's record with the facts it lists; of conditions it has links, whose pages state the facts."""

    record: GeneRecord
    names: tuple[NameFact, ...]
    identifiers: tuple[IdentifierFact, ...] = ()
    resources: tuple[ResourceFact, ...] = ()
    references: tuple[ReferenceFact, ...] = ()
