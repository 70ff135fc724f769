from __future__ import annotations

from pathlib import Path

import pytest

from mendelgraph.graph.diagram import draw_classes, fill_page, read_ontology
from mendelgraph.graph.namespaces import MG, terms_of

PAGE = Path(__file__).parents[2] / "docs" / "model.md"


def test_the_page_shows_the_ontology_as_it_is() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert fill_page(page, read_ontology()) == page, "run scripts/draw-model"


def test_every_term_is_in_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [term for term in terms_of(MG) if f"| `mg:{term}` |" not in page] == []


def test_the_drawing_has_links_superclasses_and_individuals() -> None:
    drawing = draw_classes(read_ontology()).splitlines()
    assert "  mg_Fact --> oa_SpecificResource : mg_receipt" in drawing
    assert "  mg_Frequency --|> mg_Fact : is a" in drawing
    assert "  mg_VariantOrigin : Somatic" in drawing


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks the marks"):
        fill_page("# A page", read_ontology())
