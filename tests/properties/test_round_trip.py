"""Any record survives the way to RDF and back: nothing that is stated is lost or joined with something else."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse, serialize

from mendelgraph.alignments import AlignedRecord
from mendelgraph.extract import extract
from mendelgraph.facts import (
    FrequencyFact,
    FunctionChange,
    GeneFact,
    GeneRole,
    InheritanceFact,
    Measure,
    Mode,
    NameFact,
    OriginFact,
    ParentalCopy,
    Qualifier,
    QualifierFact,
    StatedRecord,
    VariantOrigin,
    make_receipt,
)
from mendelgraph.graph import Minter, describe
from mendelgraph.records import ConditionRecord, Document, Form, Role, Said, make_section
from mendelgraph.resources import resources
from mendelgraph.sources import read_catalogue
from tests.properties.backwards import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mendelgraph.facts import Receipt

MINT = Minter()
DOCUMENT = Document("page.txt", Form.PAGE_TEXT, "a" * 64)
PLAIN = ["marble", "bone", "of", "the", "father's", "copy", "GNAS", "causes", "it", "é", "1", "in", "50,000"]
ODD = ['"so"', "back\\slash", "\\u0041", "<b>", "{x}", "%41", "𝔾", "é", "\u202eabc", "?x", "_:b", "&amp;", "#", "@en"]
WORDS = st.sampled_from(PLAIN + ODD)
TEXT = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
SYMBOLS = st.sampled_from(["GNAS", "MT-TL1", "C9orf72", "HLA-B", "x/y", "é", "A B", 'a"b', "a?b#c", "%2F"])
FORMS = st.none() | st.sampled_from(["type I", "late form", "Type 1", "type i", "type-I", "a/b", 'the "x" form'])


def enum(kind: type) -> st.SearchStrategy[object]:
    return st.sampled_from(list(kind))


@st.composite
def records(draw: st.DrawFn) -> StatedRecord:
    """Facts that the rules could state: each with its own receipts in a text, one fact a subject."""
    sections = {role: make_section(role, draw(st.lists(TEXT, min_size=1, max_size=3))) for role in Role}

    def receipts(role: Role) -> tuple[Receipt, ...]:
        text = sections[role].text
        spans = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 9)), min_size=1, max_size=2))
        return tuple(
            sorted({make_receipt(sections[role], start, min(start + more, len(text))) for start, more in spans})
        )

    names = draw(st.lists(TEXT, min_size=1, max_size=5, unique=True))
    genes = draw(st.lists(st.tuples(SYMBOLS, enum(GeneRole), st.none() | enum(VariantOrigin)), max_size=4, unique=True))
    modes = draw(st.lists(st.tuples(enum(Mode), FORMS), max_size=3, unique=True))
    qualifiers = draw(st.lists(enum(Qualifier), max_size=3, unique=True))
    origins = draw(st.lists(st.tuples(enum(ParentalCopy), FORMS), max_size=2, unique=True))
    low = draw(st.integers(1, 500))
    counted = st.sampled_from([Measure.CASES, Measure.FAMILIES])
    figures = draw(
        st.lists(
            st.builds(
                FrequencyFact,
                enum(Measure),
                st.just(()),
                st.just(float(low)),
                st.just(float(low + 1)),
                st.integers(1_000, 9_000),
                st.integers(9_000, 90_000),
                st.none() | st.sampled_from(["<", ">"]),
                st.booleans(),
                st.none() | TEXT,
                st.none() | TEXT,
                FORMS,
                st.none(),  # figures, so no words
            )
            | st.tuples(counted, TEXT).map(lambda said: FrequencyFact(said[0], (), words=said[1])),
            max_size=3,
            unique=True,
        )
    )
    own = ConditionRecord(
        "marble-bone",
        (DOCUMENT,),
        (Said(names[0], (DOCUMENT.id,)),),
        tuple(Said(name, (DOCUMENT.id,)) for name in names[1:]),
        tuple(Said(section, (DOCUMENT.id,)) for section in sections.values()),
    )
    return StatedRecord(
        own,
        tuple(NameFact(name, name == names[0], receipts(Role.OTHER_NAMES)) for name in names),
        tuple(
            GeneFact(symbol, role, receipts(Role.CAUSES), origin, draw(st.none() | enum(FunctionChange)))
            for symbol, role, origin in genes
        ),
        tuple(InheritanceFact(mode, receipts(Role.INHERITANCE), form) for mode, form in modes),
        tuple(QualifierFact(qualifier, receipts(Role.INHERITANCE)) for qualifier in qualifiers),
        tuple(OriginFact(copy, receipts(Role.INHERITANCE), None, form) for copy, form in origins),
        tuple(figure._replace(receipts=receipts(Role.FREQUENCY)) for figure in figures),
    )


def check_round_trip(stated: StatedRecord) -> None:
    written = serialize(describe(AlignedRecord(stated), MINT), format=RdfFormat.N_QUADS) or b""
    back = Record(parse(written, format=RdfFormat.N_QUADS), MINT.condition(stated.record.slug))
    assert back.names() == _sorted(stated.names)
    assert back.inheritance() == _sorted(stated.inheritance)
    assert back.qualifiers() == {(fact.qualifier, frozenset(fact.receipts)) for fact in stated.qualifiers}
    assert back.origins() == _sorted(stated.origins)
    assert back.frequencies() == _sorted(stated.frequencies)
    assert back.identifiers() == {(fact.identifier, fact.assigner) for fact in stated.identifiers}
    assert back.resources() == {fact.resource for fact in stated.resources}
    assert back.references() == {fact.citation.text for fact in stated.references}
    # The address of a gene's page and its NCBI Gene id stand on the association as links: compared by their own tests.
    copies = {origin.symbol: origin.copy for origin in stated.origins if origin.symbol}
    expected = {
        fact._replace(entrez=None, url=None, copy=fact.copy or copies.get(fact.symbol)) for fact in stated.genes
    }
    assert back.genes() == _sorted(expected)


def _sorted(facts: Iterable[object]) -> set[object]:
    return {fact._replace(receipts=tuple(sorted(set(fact.receipts)))) for fact in facts}  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(stated=records())
def test_generated_records_survive(stated: StatedRecord) -> None:
    check_round_trip(stated)


@pytest.mark.parametrize(
    "path", sorted((resources() / "data" / "conditions").glob("*.txt")), ids=lambda path: path.stem
)
def test_embedded_records_survive(path: object) -> None:
    (record,) = read_catalogue([path]).conditions  # type: ignore[list-item]
    check_round_trip(extract(record))


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(stated=records(), order=st.randoms(use_true_random=False))
def test_the_order_of_facts_never_matters(stated: StatedRecord, order: object) -> None:
    lists = {each.name: list(getattr(stated, each.name)) for each in fields(stated) if each.name != "record"}
    for facts in lists.values():
        order.shuffle(facts)  # type: ignore[attr-defined]
    shuffled = replace(stated, **{name: tuple(facts) for name, facts in lists.items()})
    assert describe(AlignedRecord(shuffled), MINT) == describe(AlignedRecord(stated), MINT)
