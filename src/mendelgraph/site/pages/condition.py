"""The page of a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.site import schema_org
from mendelgraph.site.drawing import draw
from mendelgraph.site.rendering import Head, render

if TYPE_CHECKING:
    from mendelgraph.site.rendering import Setting
    from mendelgraph.site.triples import LayerTable
    from mendelgraph.site.views import ConditionView


def condition_page(view: ConditionView, tables: list[LayerTable], stem: str, setting: Setting) -> bytes:
    """Render the page of a condition."""
    address = f"{setting.address}{stem}.html"
    head = Head(stem, view.iri, view.name, view.summary, "article", schema_org.condition(view, address))
    return render("condition.html", head, setting, view=view, tables=tables, drawing=draw(view.neighbourhood))
