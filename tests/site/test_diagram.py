"""Diagrams of the vocabulary show every property that leads to a class or from it, once, and without overlap."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.site.diagram import BOX, TALL, WIDTH, draw_diagram
from mendelgraph.site.library import Library
from mendelgraph.site.pages.ontology import arrows_of
from mendelgraph.site.records import Graph
from mendelgraph.site.views import Arrow, Ref

ARROWS = st.lists(
    st.tuples(*(st.integers(0, 4) for _ in range(3))).map(
        lambda ends: Arrow(*(Ref(f"urn:{n}", f"t{n}") for n in ends))
    ),
    max_size=12,
    unique=True,
)


@given(ARROWS)
def test_boxes_stand_apart_within_the_drawing(arrows: list[Arrow]) -> None:
    diagram = draw_diagram(arrows, "urn:1")
    assert (diagram is None) == (not arrows)
    if diagram:
        for one, other in combinations(diagram.boxes, 2):
            assert abs(one.x - other.x) >= BOX or abs(one.y - other.y) >= TALL
        assert all(0 <= box.x <= WIDTH - BOX and 0 <= box.y <= diagram.height - TALL for box in diagram.boxes)


@pytest.mark.parametrize("name", ["Fact", "Frequency", "receipt", "Question"])
def test_every_property_of_a_term_is_drawn(name: str, library: Library) -> None:
    iri = f"https://w3id.org/mendelgraph/ontology#{name}"
    graph = Graph(library.document("https://w3id.org/mendelgraph/ontology").lines)
    arrows = sorted(arrows_of(iri, graph))
    diagram = draw_diagram(arrows, iri)
    drawn = {line.term.iri for line in diagram.lines} if diagram else set()
    assert drawn == {arrow.predicate.iri for arrow in arrows}
