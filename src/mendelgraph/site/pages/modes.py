"""The page of a mode of inheritance, or of another term of HPO's branch of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.site.rendering import Head, render
from mendelgraph.site.triples import prefixed
from mendelgraph.site.views import Ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mendelgraph.site.rendering import Setting
    from mendelgraph.site.triples import LayerTable


def mode_page(iri: str, tables: list[LayerTable], stem: str, setting: Setting) -> bytes:
    """Render the page of a mode of inheritance."""
    catalogue = setting.catalogue
    label = catalogue.label(iri) or prefixed(iri)
    inheriting = catalogue.by_mode.get(iri, ())
    stated = [each for each in inheriting if iri in catalogue.modes.get(each, ())]
    inferred = {each for each in inheriting if iri in catalogue.inferred_modes.get(each, ())}
    conditions = catalogue.sorted_conditions(stated)
    only = catalogue.sorted_conditions(inferred - set(stated))
    description = f"{label}: {len(conditions) + len(only)} conditions of this catalogue are inherited in this way."
    return render(
        "mode.html", Head(stem, iri, label, description), setting,
        label=label, curie=prefixed(iri), conditions=conditions, inferred=only, tables=tables,
        broader=_refs(catalogue.broader.get(iri, ()), catalogue.labels),
        narrower=_refs(catalogue.narrower.get(iri, ()), catalogue.labels),
    )  # fmt: skip


def _refs(iris: tuple[str, ...], labels: Mapping[str, str]) -> list[Ref]:
    return sorted((Ref(iri, labels.get(iri) or prefixed(iri)) for iri in iris), key=lambda ref: ref.text)
