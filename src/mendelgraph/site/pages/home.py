"""The first page: what this is, how much of it there is, and the ways in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.site import schema_org
from mendelgraph.site.pages.browse import Item, by_letter
from mendelgraph.site.pages.dataset import DESCRIPTION, KEYWORDS, TITLE
from mendelgraph.site.places import curie_or_iri, place_of
from mendelgraph.site.rendering import Head, render
from mendelgraph.site.wording import MATERNAL, PATERNAL, mode_name

if TYPE_CHECKING:
    from mendelgraph.site.catalogue import Catalogue
    from mendelgraph.site.rendering import Setting

BARS = 9


class Bar(NamedTuple):
    """Hold a bar of a chart: its label, what it links to, its number, and its length in percent of the longest."""

    label: str
    iri: str
    number: int
    percent: int


class Chart(NamedTuple):
    """Hold a chart."""

    title: str
    note: str
    bars: list[Bar]


def home_page(iri: str, stem: str, setting: Setting) -> bytes:
    """Render the first page."""
    catalogue = setting.catalogue
    letters = by_letter([Item(entry.iri, entry.name) for entry in catalogue.sorted_conditions()])
    address = f"{setting.address}{stem}.html"
    data = schema_org.dataset(f"{catalogue.base}dataset", address, TITLE, DESCRIPTION, list(KEYWORDS), catalogue)
    head = Head(stem, iri, "mendelgraph", DESCRIPTION, linked_data=data, downloads=False)
    return render(
        "home.html", head, setting,
        letters=letters, charts=[chart for chart in charts(catalogue) if chart.bars], counts=counts(catalogue),
        only={parent: catalogue.sorted_conditions(_of_copy(copy, catalogue))
              for parent, copy in (("father", PATERNAL), ("mother", MATERNAL))},
    )  # fmt: skip


def _of_copy(copy: str, catalogue: Catalogue) -> list[str]:
    return [condition for condition, copies in catalogue.copies.items() if copy in copies]


def counts(catalogue: Catalogue) -> list[tuple[str, int, str]]:
    """Return (what, how many, the list of them)."""
    base = catalogue.base
    return [
        ("conditions", len(catalogue.conditions), f"{base}conditions"),
        ("genes", len(catalogue.genes), f"{base}browse/genes"),
        ("other names", sum(len(entry.names) for entry in catalogue.conditions.values()), f"{base}conditions"),
        ("articles", len(catalogue.cited_by), f"{base}browse/articles"),
        ("statements", catalogue.triples, f"{base}dataset"),
    ]


def charts(catalogue: Catalogue) -> list[Chart]:
    """Return the charts of the first page."""
    modes = Counter(mode for found in catalogue.modes.values() for mode in found)
    genes = Counter({gene: len({each.condition for each in found}) for gene, found in catalogue.by_gene.items()})
    places = Counter(
        place for entry in catalogue.conditions.values() for place in {place_of(match).name for match in entry.matches}
    )
    named = [(mode_name(catalogue.label(iri) or curie_or_iri(iri)), iri, number) for iri, number in modes.items()]
    classes = Counter(each for found in catalogue.prevalences.values() for each in found)
    return [
        Chart("How they are inherited", "conditions by mode of inheritance", bars(named)),
        Chart("Genes with several conditions", "conditions for each gene",
              bars([(catalogue.label(iri), iri, number) for iri, number in genes.items() if number > 1])),
        Chart("Where they link to", "conditions with an exact or close match",
              bars([(name, "", number) for name, number in places.items()])),
        Chart("How common they are", "conditions by Orphanet's prevalence classes",
              bars([(catalogue.label(iri) or curie_or_iri(iri), "", number) for iri, number in classes.items()])),
    ]  # fmt: skip


def bars(rows: list[tuple[str, str, int]]) -> list[Bar]:
    """Return the longest bars first.

    >>> bars([("a", "", 1), ("b", "", 4)])
    [Bar(label='b', iri='', number=4, percent=100), Bar(label='a', iri='', number=1, percent=25)]
    """
    ordered = sorted(rows, key=lambda row: (-row[2], row[0]))[:BARS]
    return [Bar(label, iri, number, max(1, round(100 * number / ordered[0][2]))) for label, iri, number in ordered]
