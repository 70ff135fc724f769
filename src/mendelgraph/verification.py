"""The receipts of a release, held against its sources as they are now, and the facts that lost theirs.

A receipt holds where the page still has a section of the same role and text. Where that text changed, the sentences
that the receipt quotes from (in a list: the lines) are looked for in the page's new text of that role. Where they stand
there as they were, the receipt has moved; else it is lost, and every fact that rests on it is named. Nothing is
extracted again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode

from mendelgraph.errors import InputError
from mendelgraph.extract.sentences import split_sentences
from mendelgraph.graph.describe_sections import SECTION_ROLES
from mendelgraph.graph.namespaces import DCTERMS, MG, OA, RDF, SCHEMA
from mendelgraph.records import Role, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Store

    from mendelgraph.records import Catalogue

ROLES = {node.value: role for role, node in SECTION_ROLES.items()}


class Passage(NamedTuple):
    """Hold a receipt as the release has it: the page, the section with its text, and where the words stand in it."""

    receipt: str
    page: str
    section: Section
    start: int
    end: int

    @property
    def words(self) -> str:
        """Return the words."""
        return self.section.text[self.start : self.end]


class Moved(NamedTuple):
    """Say where the words of a receipt stand now: in a text of the same role, known by its hash."""

    passage: Passage
    sha256: str
    start: int
    end: int


class LostFact(NamedTuple):
    """Name a fact that rests on lost words: its classes, what it is about, the words, how many receipts are left."""

    fact: str
    kinds: tuple[str, ...]
    about: str
    page: str
    words: tuple[tuple[Role, str], ...]
    left: int


class GonePage(NamedTuple):
    """Name a page of the release that no source has any more, and count what rests on it."""

    page: str
    facts: int
    receipts: int


@dataclass(frozen=True, slots=True)
class Verification:
    """Hold what became of the receipts.

    `holding` counts those whose section is unchanged, `unchecked` those on pages that nobody asked about.
    """

    receipts: int
    holding: int
    unchecked: int = 0
    moved: tuple[Moved, ...] = ()
    lost: tuple[Passage, ...] = ()
    facts: tuple[LostFact, ...] = ()
    gone: tuple[GonePage, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether every receipt still has its words."""
        return not self.lost and not self.gone


@dataclass(frozen=True, slots=True)
class Receipts:
    """Hold the receipts of a release by their IRI, and the facts that rest on each."""

    passages: Mapping[str, Passage]
    facts: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class _Tally:
    holding: int = 0
    moved: list[Moved] = field(default_factory=list)
    lost: list[Passage] = field(default_factory=list)
    gone: list[Passage] = field(default_factory=list)


def verify(store: Store, catalogue: Catalogue, *, partial: bool = False) -> Verification:
    """Hold every receipt of a release against freshly read sources.

    `store` has the release's union in its default graph. With `partial` the sources are only some of the pages, and the
    others are not held to be gone. Raises InputError where a receipt lacks its words or place, or there is none at all.
    """
    receipts = read_receipts(store)
    if not receipts.passages:
        raise InputError("there are no receipts in this data; give a release that `mendelgraph build` made")
    pages = _index(catalogue)
    tally = _Tally()
    for _, passage in sorted(receipts.passages.items()):
        _judge(passage, pages, tally)
    return Verification(
        receipts=len(receipts.passages),
        holding=tally.holding,
        unchecked=len(tally.gone) if partial else 0,
        moved=tuple(tally.moved),
        lost=tuple(tally.lost),
        facts=_lost_facts(store, receipts, tally.lost),
        gone=() if partial else _gone_pages(receipts, tally.gone),
    )


def read_receipts(store: Store) -> Receipts:
    """Read the receipts of a release and the facts that rest on them."""
    sections = _read_sections(store)
    sources, words = _column(store, OA.hasSource), _column(store, OA.exact)
    starts, ends = _column(store, OA.start), _column(store, OA.end)
    selectors: dict[str, list[str]] = defaultdict(list)
    for receipt, selector in _pairs(store, OA.hasSelector):
        selectors[receipt].append(selector)
    passages: dict[str, Passage] = {}
    for receipt, source in sources.items():
        parts = selectors[receipt]
        quote = next((words[part] for part in parts if part in words), None)
        place = next(((int(starts[part]), int(ends[part])) for part in parts if part in starts and part in ends), None)
        if source not in sections or quote is None or place is None:
            raise InputError("this receipt lacks its section, words or place; `validate` says more", where=receipt)
        passages[receipt] = Passage(receipt, *sections[source], *place)
        if passages[receipt].words != quote or place[1] - place[0] != len(quote):
            raise InputError("the words of this receipt are not those of its section at its place", where=receipt)
    facts: dict[str, list[str]] = defaultdict(list)
    for fact, receipt in _pairs(store, MG.receipt):
        facts[receipt].append(fact)
    return Receipts(passages, {receipt: tuple(sorted(found)) for receipt, found in facts.items()})


def _read_sections(store: Store) -> dict[str, tuple[str, Section]]:
    """Return page and text of each section, by its IRI."""
    texts, pages = _column(store, SCHEMA.text), _column(store, DCTERMS.isPartOf)
    return {
        section: (pages.get(section, ""), Section(ROLES[role], texts[section]))
        for section, role in _pairs(store, MG.sectionRole)
        if role in ROLES and section in texts
    }


def _pairs(store: Store, predicate: NamedNode) -> Iterator[tuple[str, str]]:
    for quad in store.quads_for_pattern(None, predicate, None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            yield quad.subject.value, quad.object.value


def _column(store: Store, predicate: NamedNode) -> dict[str, str]:
    return dict(_pairs(store, predicate))


def _index(catalogue: Catalogue) -> dict[str, dict[Role, dict[str, Section]]]:
    """Return the sections of each page by role and text, by the page's address."""
    pages: dict[str, dict[Role, dict[str, Section]]] = {}
    conditions = ((record.page, record.sections) for record in catalogue.conditions)
    genes = ((record.page, record.sections) for record in catalogue.genes)
    for page, sections in (*conditions, *genes):
        roles = pages.setdefault(page, defaultdict(dict))
        for said in sections:
            roles[said.value.role][said.value.text] = said.value
    return pages


def _judge(passage: Passage, pages: Mapping[str, Mapping[Role, Mapping[str, Section]]], tally: _Tally) -> None:
    page = pages.get(passage.page)
    if page is None:
        tally.gone.append(passage)
        return
    texts = page.get(passage.section.role, {})
    if passage.section.text in texts:
        tally.holding += 1
    elif found := find_again(passage, texts.values()):
        tally.moved.append(found)
    else:
        tally.lost.append(passage)


def find_again(passage: Passage, sections: Iterable[Section]) -> Moved | None:
    """Find the sentences (or lines) that a receipt quotes from, unchanged, in other texts; the place nearest wins.

    >>> old = Passage("r", "p", Section(Role.CAUSES, "One gene is known. QRST1 causes it."), 19, 35)
    >>> found = find_again(old, [Section(Role.CAUSES, "QRST1 causes it. No other gene is known.")])
    >>> found.start, found.end
    (0, 16)
    >>> find_again(old, [Section(Role.CAUSES, "Perhaps QRST1 causes it.")]) is None
    True
    """
    start, end = _surround(passage)
    whole = passage.section.text[start:end]
    places = [(abs(place - start), section.sha256, place) for section in sections for place in _places(section, whole)]
    if not places:
        return None
    _, sha256, place = min(places)
    shift = place - start
    return Moved(passage, sha256, passage.start + shift, passage.end + shift)


def _surround(passage: Passage) -> tuple[int, int]:
    touched = [
        (start, end) for start, end in _units(passage.section) if start < passage.end and end > passage.start
    ] or [(passage.start, passage.end)]
    return min(touched[0][0], passage.start), max(touched[-1][1], passage.end)


def _places(section: Section, whole: str) -> Iterator[int]:
    units = list(_units(section))
    starts, ends = {start for start, _ in units}, {end for _, end in units}
    place = section.text.find(whole)
    while place >= 0:
        if place in starts and place + len(whole) in ends:
            yield place
        place = section.text.find(whole, place + 1)


def _units(section: Section) -> Iterator[tuple[int, int]]:
    """Yield beginning and end of each sentence, or of each line of a list."""
    if section.role.is_prose:
        yield from ((sentence.start, sentence.end) for sentence in split_sentences(section))
        return
    start = 0
    for line in section.text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _lost_facts(store: Store, receipts: Receipts, lost: Iterable[Passage]) -> tuple[LostFact, ...]:
    words: dict[str, list[Passage]] = defaultdict(list)
    for passage in lost:
        for fact in receipts.facts.get(passage.receipt, ()):
            words[fact].append(passage)
    return tuple(sorted(_describe(store, fact, passages) for fact, passages in words.items()))


def _describe(store: Store, fact: str, passages: list[Passage]) -> LostFact:
    node = NamedNode(fact)
    held = sum(1 for _ in store.quads_for_pattern(node, MG.receipt, None, DefaultGraph()))
    return LostFact(
        fact=fact,
        kinds=tuple(kind for kind in _objects(store, node, RDF.type) if kind != MG.Fact.value),
        about=", ".join(_objects(store, node, MG.about)),
        page=passages[0].page,
        words=tuple(sorted({(passage.section.role, passage.words) for passage in passages})),
        left=held - len(passages),
    )


def _objects(store: Store, subject: NamedNode, predicate: NamedNode) -> list[str]:
    found = store.quads_for_pattern(subject, predicate, None, DefaultGraph())
    return sorted(quad.object.value for quad in found if isinstance(quad.object, NamedNode))


def _gone_pages(receipts: Receipts, gone: Iterable[Passage]) -> tuple[GonePage, ...]:
    pages: dict[str, list[str]] = defaultdict(list)
    for passage in gone:
        pages[passage.page].append(passage.receipt)
    return tuple(
        GonePage(page, len({fact for receipt in found for fact in receipts.facts.get(receipt, ())}), len(found))
        for page, found in sorted(pages.items())
    )


def as_json(verification: Verification) -> str:
    """Write a verification as JSON, keys and lists in a fixed order."""
    document = {
        "receipts": verification.receipts,
        "holding": verification.holding,
        "unchecked": verification.unchecked,
        "moved": [
            {"receipt": each.passage.receipt, "sha256": each.sha256, "start": each.start, "end": each.end}
            for each in verification.moved
        ],
        "lost": [each.receipt for each in verification.lost],
        "facts": [
            each._asdict() | {"words": [{"section": role.value, "words": said} for role, said in each.words]}
            for each in verification.facts
        ],
        "gone": [each._asdict() for each in verification.gone],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
