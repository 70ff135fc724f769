from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.alignments import Justification, Mapping, Match, NameUse, Question, Vote
from mendelgraph.facts import (
    FrequencyFact,
    GeneFact,
    GeneRole,
    InheritanceFact,
    Measure,
    Mode,
    OriginFact,
    ParentalCopy,
    Qualifier,
    QualifierFact,
    Receipt,
    VariantOrigin,
)
from mendelgraph.graph.iris import DEFAULT_BASE, Minter, RecordMinter, fingerprint, readable, segment
from mendelgraph.identifiers import Curie
from mendelgraph.records import Document, ExternalId, Form, Resource, Role, Section

MINT = Minter()
OWN = MINT.below_condition("marble-bone")

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.sampled_from(
    ["POH", "Poh", "poh", "a b", "A b", "a-b", "a/b", "..", ".", "~", "a~b", "a b ", "A  b", "é", "é"]
)
MAYBE = st.none() | TEXT
SHA = st.text("0123456789abcdef", min_size=64, max_size=64)
CURIES = st.builds(
    Curie, st.sampled_from(["MONDO", "OMIM", "ICD11"]), st.from_regex(r"[0-9]{3}(/other)?", fullmatch=True)
)
OFFSETS = st.integers(0, 400)


def enum(kind: type) -> st.SearchStrategy[object]:
    return st.sampled_from(list(kind))


# what is minted, how, and the part of it that its IRI stands for
KINDS = {
    "condition": (TEXT, MINT.condition, None),
    "gene page": (TEXT, MINT.gene, None),
    "source": (TEXT, MINT.source, None),
    "class partition": (TEXT, MINT.partition, None),
    "property partition": (TEXT, MINT.property_partition, None),
    "linkset": (st.tuples(TEXT, TEXT), lambda x: MINT.linkset(*x), None),
    "link target": (TEXT, MINT.target, None),
    "release": (SHA, MINT.version, None),
    "distribution": (st.tuples(SHA, TEXT), lambda x: MINT.distribution(*x), None),
    "condition graph": (
        st.tuples(TEXT, st.sampled_from(["stated", "aligned"])),
        lambda x: MINT.condition_graph(*x),
        None,
    ),
    "gene graph": (st.tuples(TEXT, st.sampled_from(["stated", "aligned"])), lambda x: MINT.gene_graph(*x), None),
    "document": (
        st.builds(Document, TEXT, st.just(Form.PAGE_TEXT), SHA),
        MINT.document,
        lambda x: (x.id, x.sha256[:12]),
    ),
    "section": (st.builds(Section, enum(Role), TEXT), OWN.section, None),
    "receipt": (
        st.builds(Receipt, enum(Role), SHA, OFFSETS, OFFSETS, st.just("")),
        OWN.receipt,
        lambda x: (x.role, x.section[:12], x.start, x.end),
    ),
    "name": (TEXT, OWN.name, None),
    "gene": (
        st.builds(GeneFact, TEXT, enum(GeneRole), st.just(()), st.none() | enum(VariantOrigin)),
        OWN.gene,
        lambda x: (x.symbol, x.role, x.origin),
    ),
    "inheritance": (st.builds(InheritanceFact, enum(Mode), st.just(()), MAYBE), OWN.inheritance, None),
    "qualifier": (
        st.builds(QualifierFact, enum(Qualifier), st.just(()), st.none() | enum(Mode)),
        OWN.qualifier,
        None,
    ),
    "origin": (st.builds(OriginFact, enum(ParentalCopy), st.just(()), MAYBE, MAYBE), OWN.origin, None),
    "frequency": (
        st.builds(
            FrequencyFact,
            enum(Measure),
            st.just(()),
            st.none() | st.floats(0, 9, allow_nan=False),
            population=MAYBE,
            place=MAYBE,
            scope=MAYBE,
        ),
        OWN.frequency,
        str,
    ),
    "identifier": (
        st.tuples(st.builds(ExternalId, TEXT, TEXT), TEXT),
        lambda x: OWN.identifier(*x),
        None,
    ),
    "resource": (st.builds(Resource, TEXT, st.just("") | TEXT, MAYBE), OWN.resource, None),
    "mapping": (
        st.builds(
            Mapping,
            CURIES,
            st.just(""),
            enum(Match),
            st.just(Justification.LEXICAL),
            st.just(1.0),
            st.just(()),
            TEXT,
            st.just("1"),
            st.none() | CURIES,
            st.booleans(),
        ),
        OWN.mapping,
        None,
    ),
    "name use": (
        st.tuples(TEXT, st.builds(NameUse, CURIES, TEXT, TEXT, TEXT, TEXT)),
        lambda x: OWN.use(*x),
        None,
    ),
    "question": (st.builds(Question, st.just("x"), TEXT, TEXT, TEXT, st.tuples(CURIES)), OWN.question, None),
    "disagreement": (TEXT, OWN.disagreement, None),
    "disputed value": (st.tuples(TEXT, TEXT), lambda x: OWN.disputed_value(*x), None),
    "inference": (st.tuples(TEXT, TEXT), lambda x: OWN.inference(*x), None),
}


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_two_different_things_never_share_an_iri(kind: str, data: st.DataObject) -> None:
    things, mint, identity = KINDS[kind]
    one, other = data.draw(things), data.draw(things)
    same = one == other if identity is None else identity(one) == identity(other)
    assert (mint(one) == mint(other)) == same


@given(st.lists(TEXT, min_size=2, max_size=6, unique=True))
def test_slugs_are_injective(texts: list[str]) -> None:
    assert len({readable(text) for text in texts}) == len(texts)
    assert len({segment(text) for text in texts}) == len(texts)


@given(st.lists(st.lists(MAYBE, max_size=3).map(tuple), min_size=2, max_size=4, unique=True))
def test_fingerprints_keep_their_parts_apart(parts: list[tuple[str | None, ...]]) -> None:
    assert len({fingerprint(*part) for part in parts}) == len(parts)


@given(TEXT)
def test_a_segment_stays_one_segment_that_no_browser_resolves_away(text: str) -> None:
    for slug in (segment(text), readable(text)):
        assert slug.isascii()
        assert not set(slug) & set('/?# <>"{}|\\^`')
        assert slug.strip(".")


def test_kinds_of_things_do_not_share_iris() -> None:
    def one_of_each(own: RecordMinter) -> set[str]:
        return {
            own.name("x").value,
            own.gene(GeneFact("x", GeneRole.CAUSES, ())).value,
            own.disagreement("x").value,
            own.section(Section(Role.CAUSES, "x")).value,
            own.resource(Resource("x")).value,
            own.inference("x").value,
        }

    owners = [MINT.below_condition("a"), MINT.below_condition("b"), MINT.below_gene("a")]
    minted = [one_of_each(owner) for owner in owners]
    assert all(len(iris) == 6 for iris in minted)
    assert all(not one & other for one, other in combinations(minted, 2))


def test_an_mapping_and_its_refusal_differ() -> None:
    match = Mapping(Curie("MONDO", "0000001"), "", Match.EXACT, Justification.LEXICAL, 1.0, (), "mondo", "1")
    assert OWN.mapping(match).value.endswith("/mapping/MONDO:0000001/exactMatch/mondo")
    assert OWN.mapping(match._replace(refused=True)).value.endswith("/refusal/MONDO:0000001/exactMatch/mondo")
    vote = Vote("label", True, "x", "mondo")
    assert OWN.vote(vote) != OWN.vote(vote._replace(supports=False))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Osteoma cutis", "osteoma-cutis"),
        ("POH", "POH"),
        ("5q minus", "5q-minus"),
        ("McCune Albright", "McCune-Albright"),
        ("Behçet disease", "beh-et-disease~" + fingerprint("Behçet disease")),
        ("Wolf-Hirschhorn", "wolf-hirschhorn~" + fingerprint("Wolf-Hirschhorn")),
    ],
)
def test_names_read_well_in_an_iri(text: str, slug: str) -> None:
    assert readable(text) == slug


@pytest.mark.parametrize("base", ["", "x", "http://example.org", "/local/", "http://exa mple/"])
def test_a_base_that_cannot_hold_iris_is_refused(base: str) -> None:
    with pytest.raises(ValueError):
        Minter(base)


def test_the_base_moves_everything_that_is_ours() -> None:
    here = Minter("https://bones.example/kb#")
    assert here.condition("x").value == "https://bones.example/kb#condition/x"
    assert here.dataset_graph().value.replace(here.base, DEFAULT_BASE) == MINT.dataset_graph().value
