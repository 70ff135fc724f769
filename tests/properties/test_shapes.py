"""Every valid record conforms; a defect put anywhere into one is refused by the shape made for it, by either engine."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from mendelgraph.align import align_all
from mendelgraph.alignments import AlignedName, AlignedRecord, Scope
from mendelgraph.extract import extract
from mendelgraph.graph import Minter, describe
from mendelgraph.graph.literals import TRUE
from mendelgraph.graph.namespaces import BIOLINK, MG, OA, OIO, OWL, RDF, RDFS, SCHEMA, SKOS, SKOSXL
from mendelgraph.resources import resources
from mendelgraph.sources import read_catalogue
from mendelgraph.validation import Engine, Finding, Severity, load_shapes, validate_record
from mendelgraph.vocabulary import open_vocabulary
from tests.properties.test_round_trip import records

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mendelgraph.facts import StatedRecord

MINT = Minter()
SHAPES = "https://w3id.org/mendelgraph/shapes#"
MONDO = NamedNode("http://purl.obolibrary.org/obo/MONDO_0000001")
SAME_AS = NamedNode("http://www.w3.org/2002/07/owl#sameAs")
PATERNAL, MATERNAL = (NamedNode(f"http://purl.obolibrary.org/obo/GENO_000087{digit}") for digit in "98")

Quads = list[Quad]


@cache
def embedded() -> dict[str, tuple[Quad, ...]]:
    catalogue = read_catalogue([resources() / "data" / "conditions"])
    aligned = align_all([extract(record) for record in catalogue.conditions], open_vocabulary(None))
    return {each.stated.record.slug: tuple(describe(each, MINT)) for each in aligned}


def violations(quads: Sequence[Quad], engine: Engine = Engine.FAST) -> set[Finding]:
    found = validate_record(quads, load_shapes(None), engine=engine).findings
    return {one for one in found if one.severity is Severity.VIOLATION}


def shapes_of(findings: set[Finding]) -> set[str]:
    return {one.shape.removeprefix(SHAPES) for one in findings}


def scoped(stated: StatedRecord) -> AlignedRecord:
    """Give other names the scope that alignment gives where no vocabulary knows them."""
    others = (name.literal for name in stated.names if not name.preferred)
    return AlignedRecord(stated, names=tuple(AlignedName(name, Scope.RELATED, False) for name in others))


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(stated=records())
def test_every_generated_record_conforms(stated: StatedRecord) -> None:
    assert violations(describe(scoped(stated), MINT)) == set()


def put(quads: Quads, old: Quad, **parts: object) -> Quads:
    new = Quad(
        parts.get("subject", old.subject),  # type: ignore[arg-type]  # a term
        parts.get("predicate", old.predicate),  # type: ignore[arg-type]  # a term
        parts.get("object", old.object),  # type: ignore[arg-type]  # a term
        old.graph_name,
    )
    return [new if quad == old else quad for quad in quads]


def add(quads: Quads, like: Quad, *triple: object) -> Quads:
    return [*quads, Quad(*triple, like.graph_name)]  # type: ignore[arg-type]  # terms


def drop_receipt(quads: Quads, chosen: Quad) -> Quads:
    return [quad for quad in quads if (quad.subject, quad.predicate) != (chosen.subject, MG.receipt)]


def swap_copies(quads: Quads, chosen: Quad) -> Quads:
    other = {PATERNAL: MATERNAL, MATERNAL: PATERNAL}
    return [Quad(q.subject, q.predicate, other.get(q.object, q.object), q.graph_name) for q in quads]  # type: ignore[call-overload]


def second_exact(quads: Quads, chosen: Quad) -> Quads:
    more = add(quads, chosen, chosen.subject, SKOS.exactMatch, MONDO)
    return add(more, chosen, MONDO, RDFS.label, Literal("another", language="en"))


def is_mondo(quad: Quad) -> bool:
    return quad.predicate == SKOS.exactMatch and "MONDO_" in str(quad.object)


# what the defect is put on, what is done there, the shape that must refuse it
DEFECTS: dict[str, tuple[Callable[[Quad], bool], Callable[[Quads, Quad], Quads], str]] = {
    "a fact without receipt": (
        lambda quad: quad.predicate == RDF.type and quad.object == MG.Fact,
        drop_receipt,
        "Fact-receipt",
    ),
    "words that do not stand there": (
        lambda quad: quad.predicate == OA.exact,
        lambda quads, quad: put(quads, quad, object=Literal(quad.object.value + "?", language="en")),
        "Receipt-text",
    ),
    "a text that changed under its hash": (
        lambda quad: quad.predicate == SCHEMA.text,
        lambda quads, quad: put(quads, quad, object=Literal(quad.object.value + " More.", language="en")),
        "Section-hash-of-text",
    ),
    "a swapped copy": (lambda quad: quad.predicate == MG.inferredMode, swap_copies, "ParentOfOrigin-*-imprinting"),
    "an obsolete exact match": (
        is_mondo,
        lambda quads, quad: add(quads, quad, quad.object, OWL.deprecated, TRUE),
        "Condition-obsolete-exact",
    ),
    "two exact matches in Mondo": (is_mondo, second_exact, "Condition-two-exact"),
    "a malformed identifier": (
        is_mondo,
        lambda quads, quad: put(quads, quad, object=NamedNode("http://purl.obolibrary.org/obo/MONDO_12")),
        "Condition-match-kind",
    ),
    "the same as a class": (
        is_mondo,
        lambda quads, quad: add(quads, quad, quad.subject, SAME_AS, quad.object),
        "Condition-same-as",
    ),
    "a conflicted name that is exact": (
        lambda quad: quad.predicate == MG.alsoNames,
        lambda quads, quad: [
            Quad(q.subject, q.predicate, OIO.hasExactSynonym, q.graph_name)
            if (q.subject, q.predicate) == (quad.subject, MG.scope)
            else q
            for q in quads
        ],
        "Name-conflicted-exact",
    ),
    "a name without language": (
        lambda quad: quad.predicate == SKOSXL.literalForm and "/use/" not in str(quad.subject),
        lambda quads, quad: put(quads, quad, object=Literal(quad.object.value)),
        "Name-text",
    ),
    "two labels": (
        lambda quad: quad.predicate == SKOS.prefLabel,
        lambda quads, quad: add(quads, quad, quad.subject, RDFS.label, Literal("another", language="en")),
        "Condition-label",
    ),
    "a gene without symbol": (
        lambda quad: quad.predicate == MG.symbol and "/gene/" in str(quad.subject),
        lambda quads, quad: [each for each in quads if each != quad],
        "Association-symbol",
    ),
    "a cause whose role is another": (
        lambda quad: quad.predicate == MG.geneRole and quad.object == MG.Causes,
        lambda quads, quad: put(quads, quad, object=MG.Contributes),
        "Association-causal",
    ),
    "a mode that is no mode": (
        lambda quad: quad.predicate == BIOLINK.object and "/inheritance/" in str(quad.subject),
        lambda quads, quad: put(quads, quad, object=MONDO),
        "Inheritance-*",
    ),
}


def matches(shape: str, pattern: str) -> bool:
    before, _, after = pattern.partition("*")
    return shape.startswith(before) and shape.endswith(after) if "*" in pattern else shape == pattern


def places(case: str) -> list[tuple[str, Quad]]:
    """Every place of every embedded record where a defect can be put; a stated composite is inferred for a swap."""
    return [(slug, quad) for slug, quads in sorted(embedded().items()) for quad in quads if DEFECTS[case][0](quad)]


@pytest.mark.parametrize("slug", sorted(embedded()))
def test_every_embedded_record_conforms(slug: str) -> None:
    assert violations(embedded()[slug]) == set()


@pytest.mark.parametrize("case", DEFECTS)
@settings(max_examples=8, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_a_defect_anywhere_is_refused_by_its_shape(case: str, data: st.DataObject) -> None:
    _, break_it, shape = DEFECTS[case]
    slug, quad = data.draw(st.sampled_from(places(case)))
    broken = break_it(list(embedded()[slug]), quad)
    found = shapes_of(violations(broken))
    assert any(matches(each, shape) for each in found), (slug, quad, found)


@pytest.mark.slow
@pytest.mark.parametrize("case", DEFECTS)
def test_both_engines_find_the_same_defect(case: str) -> None:
    slug, quad = min(places(case), key=lambda place: len(embedded()[place[0]]))
    broken = DEFECTS[case][1](list(embedded()[slug]), quad)
    reports = [set(validate_record(broken, load_shapes(None), engine=engine).findings) for engine in Engine]
    assert reports[0] == reports[1] != set()


@settings(max_examples=6, deadline=None, derandomize=True, database=None)
@given(stated=records(), left_out=st.sets(st.floats(0, 1, exclude_max=True), max_size=8))
def test_both_engines_agree_on_generated_records_whole_or_not(stated: StatedRecord, left_out: set[float]) -> None:
    """Leave out statements anywhere: what breaks is the same for both."""
    quads = describe(scoped(stated), MINT)
    gone = {int(place * len(quads)) for place in left_out}
    rest = [quad for number, quad in enumerate(quads) if number not in gone]
    reports = [set(validate_record(rest, load_shapes(None), engine=engine).findings) for engine in Engine]
    assert reports[0] == reports[1]
    assert bool(violations(rest)) <= bool(gone)


def test_blank_nodes_stand_only_in_lists() -> None:
    for quads in embedded().values():
        named = {quad.predicate for quad in quads if isinstance(quad.subject, BlankNode)}
        assert named <= {RDF.first, RDF.rest}
