"""What a source says, before anything is made of it: frozen values that pass from the readers to the extractor.

A record holds everything that one or several documents say about one condition or gene. Every item is a `Said`:
the value with the documents that said it, so merging loses nothing and a disagreement stays two items.
`sources.merge` joins records of the same slug; the order in which documents were read never matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")


class Form(StrEnum):
    """Name a form in which the content exists; the order is the order of trust for names and dates."""

    API_JSON = "api-json"
    PAGE_HTML = "page-html"
    PAGE_TEXT = "page-text"
    BULK_XML = "bulk-xml"
    SCRAPE_XML = "scrape-xml"
    MEDQUAD_XML = "medquad-xml"


class Role(StrEnum):
    """Name what a section of a page is for: prose first, then the lists that a page or data file holds.

    The text of a list section is its items in the order of the source, one a line. TITLE holds one item, the name as
    printed: every reader makes it, so that the name has a receipt like every other fact.
    """

    TITLE = "title"
    DESCRIPTION = "description"
    FREQUENCY = "frequency"
    CAUSES = "causes"
    INHERITANCE = "inheritance"
    FUNCTION = "function"
    CONDITIONS = "conditions"
    OTHER_NAMES = "other-names"
    RELATED_GENES = "related-genes"
    INHERITANCE_PATTERNS = "inheritance-patterns"
    IDENTIFIERS = "identifiers"
    RESOURCES = "resources"
    REFERENCES = "references"

    @property
    def is_prose(self) -> bool:
        """Tell a section of sentences from a list."""
        return self in PROSE


PROSE = frozenset({Role.DESCRIPTION, Role.FREQUENCY, Role.CAUSES, Role.INHERITANCE, Role.FUNCTION, Role.CONDITIONS})


class Document(NamedTuple):
    """Name one source document: a file, or one element of a file that holds many.

    `id` is the file's path as the user would recognise it (relative to the source given, POSIX separators), with
    `#` and the element's own id where a file holds many. `sha256` is that of the file's bytes, or of the element's.
    """

    id: str
    form: Form
    sha256: str
    url: str | None = None
    reviewed: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Said(Generic[T]):
    """Hold a value and the ids of the documents that said it, sorted."""

    value: T
    documents: tuple[str, ...]


class Section(NamedTuple):
    """Hold one section: NFC text, single spaces, paragraphs (or list items) joined as `make_section` says."""

    role: Role
    text: str

    @property
    def sha256(self) -> str:
        """Return the hash of the text as UTF-8, by which receipts know it."""
        return sha256(self.text.encode()).hexdigest()


def make_section(role: Role, parts: list[str]) -> Section:
    r"""Join paragraphs by an empty line, list items by a line break.

    >>> make_section(Role.OTHER_NAMES, ["POH", "Osteoma cutis"]).text
    'POH\nOsteoma cutis'
    """
    return Section(role, ("\n\n" if role.is_prose else "\n").join(parts))


class RelatedGene(NamedTuple):
    """Hold a row of a page's gene list: symbol as printed, page address, NCBI Gene id where the address has one."""

    symbol: str
    url: str | None = None
    entrez: str | None = None

    def __str__(self) -> str:
        return self.symbol if self.url is None else f"{self.symbol} {self.url}"


class InheritanceCode(NamedTuple):
    """Hold a row of a page's coded inheritance list: ac ad ar m x xd xr y n u."""

    code: str
    memo: str

    def __str__(self) -> str:
        return f"{self.code} {self.memo}"


class ExternalId(NamedTuple):
    """Hold an identifier as the source gives it: its name of the database and its spelling of the key."""

    database: str
    key: str

    def __str__(self) -> str:
        return f"{self.database} {self.key}"


class Resource(NamedTuple):
    """Hold an entry of "Additional Information & Resources": its heading, its label, and the link if it survived.

    A heading whose entries were lost (as in page text) is an entry with an empty label and no link.
    """

    category: str
    label: str = ""
    url: str | None = None

    def __str__(self) -> str:
        return " | ".join(part for part in (self.category, self.label, self.url) if part)


class PartialDate(NamedTuple):
    """Hold a date at the precision it is printed with: year, month 1-12, day; or a printed span such as `Sep-Oct`."""

    year: int
    month: int | None = None
    day: int | None = None
    span: str | None = None

    def __str__(self) -> str:
        """Return the ISO 8601 form at this precision: 2002, 2002-01 or 2002-01-10."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)])


class Citation(NamedTuple):
    """Hold a reference: the text as printed, the fields it was read into, and the ids that links gave.

    `text` is empty where a source gave nothing but a PMID. `fields` are None where the text fits no known pattern;
    such a citation stays whole as text and is reported.
    """

    text: str
    fields: CitationFields | None = None
    pmid: str | None = None
    pmcid: str | None = None
    on_pubmed: bool = False
    free_in_pmc: bool = False


class CitationFields(NamedTuple):
    """Hold what a citation's text says, each field as printed; `notes` are marks such as `Review`."""

    authors: tuple[str, ...] = ()
    title: str = ""
    journal: str = ""
    issued: PartialDate | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    electronic: PartialDate | None = None
    collection: str | None = None
    errata: tuple[str, ...] = ()
    book: BookFields | None = None
    notes: tuple[str, ...] = ()


class BookFields(NamedTuple):
    """Hold what only a chapter of an online book has: `In: TITLE. PLACE: PUBLISHER; SPAN. Available from URL`."""

    title: str
    place: str
    publisher: str
    span: str
    url: str | None = None
    editors: tuple[str, ...] = ()
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class ConditionRecord:
    """Hold all that the documents say of one condition. The first of `names` is the one to show."""

    slug: str
    documents: tuple[Document, ...]
    names: tuple[Said[str], ...]
    other_names: tuple[Said[str], ...] = ()
    sections: tuple[Said[Section], ...] = ()
    genes: tuple[Said[RelatedGene], ...] = ()
    inheritance: tuple[Said[InheritanceCode], ...] = ()
    identifiers: tuple[Said[ExternalId], ...] = ()
    resources: tuple[Said[Resource], ...] = ()
    references: tuple[Said[Citation], ...] = ()

    @property
    def name(self) -> str:
        """Return the name to show."""
        return self.names[0].value

    @property
    def page(self) -> str:
        """Return the address of the condition's page."""
        return f"https://medlineplus.gov/genetics/condition/{self.slug}/"

    def prose(self, role: Role) -> Iterator[Section]:
        """Yield the distinct texts of a section, the most trusted document's first."""
        return (said.value for said in self.sections if said.value.role is role)


@dataclass(frozen=True, slots=True)
class GeneRecord:
    """Hold all that the documents say of one gene page. `conditions` are (name, slug) of the pages it points to."""

    symbol: str
    documents: tuple[Document, ...]
    names: tuple[Said[str], ...]
    other_names: tuple[Said[str], ...] = ()
    sections: tuple[Said[Section], ...] = ()
    conditions: tuple[Said[RelatedCondition], ...] = ()
    identifiers: tuple[Said[ExternalId], ...] = ()
    resources: tuple[Said[Resource], ...] = ()
    references: tuple[Said[Citation], ...] = ()
    chromosome: tuple[Said[str], ...] = ()

    @property
    def page(self) -> str:
        """Return the address of the gene's page."""
        return f"https://medlineplus.gov/genetics/gene/{self.symbol.lower()}/"


class RelatedCondition(NamedTuple):
    """Hold a condition that a gene page points to."""

    name: str
    slug: str


class RefusalKind(StrEnum):
    """Say why an input gave no record: it is broken, it is no source document, or it repeats one already read."""

    BROKEN = "broken"
    NOT_A_SOURCE = "not-a-source"
    DUPLICATE = "duplicate"


class Refusal(NamedTuple):
    """Name an input that gave no record, and why. Only BROKEN makes a run exit with 3."""

    document: str
    kind: RefusalKind
    reason: str


class Disagreement(NamedTuple):
    """Report that documents say different things of one field where only one can be right."""

    slug: str
    field: str
    values: tuple[Said[str], ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Hold all that was read: records sorted by slug and symbol, refusals by document.

    Very many conditions are held packed (`sources.packed`): each is made anew whenever it is asked for.
    """

    conditions: Sequence[ConditionRecord]
    genes: tuple[GeneRecord, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
