"""The page of a mode of inheritance, or of another term of HPO's branch of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.site.places import curie_or_iri
from mendelgraph.site.rendering import Head, render
from mendelgraph.site.views import Ref

if TYPE_CHECKING:
    from mendelgraph.site.rendering import Setting
    from mendelgraph.site.triples import LayerTable


def mode_page(iri: str, tables: list[LayerTable], stem: str, setting: Setting) -> bytes:
    """Render the page of a mode of inheritance."""
    catalogue = setting.catalogue
    label = catalogue.label(iri) or curie_or_iri(iri)
    inferred = {condition for condition, modes in catalogue.inferred_modes.items() if iri in modes}
    stated = [each for each in catalogue.by_mode.get(iri, ()) if iri in catalogue.modes.get(each, ())]
    conditions = catalogue.sorted_conditions(stated)
    only = catalogue.sorted_conditions(inferred - set(stated))
    description = f"{label}: {len(conditions) + len(only)} conditions of this catalogue are inherited in this way."
    return render(
        "mode.html", Head(stem, iri, label, description), setting,
        label=label, curie=curie_or_iri(iri), conditions=conditions, inferred=only, tables=tables,
        broader=_refs(catalogue.broader.get(iri, ()), catalogue.labels),
        narrower=_refs(catalogue.narrower.get(iri, ()), catalogue.labels),
    )  # fmt: skip


def _refs(iris: tuple[str, ...], labels: dict[str, str]) -> list[Ref]:
    return sorted((Ref(iri, labels.get(iri) or curie_or_iri(iri)) for iri in iris), key=lambda ref: ref.text)
