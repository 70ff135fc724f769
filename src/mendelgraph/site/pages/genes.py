"""The page of a gene."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.graph.namespaces import BIOLINK, MG
from mendelgraph.site import schema_org
from mendelgraph.site.places import curie_or_iri, place_of
from mendelgraph.site.receipts import read_sections
from mendelgraph.site.rendering import Head, render
from mendelgraph.site.views import Ref
from mendelgraph.site.wording import ROLES, join_words

if TYPE_CHECKING:
    from mendelgraph.site.catalogue import Catalogue
    from mendelgraph.site.records import Graph
    from mendelgraph.site.rendering import Setting
    from mendelgraph.site.triples import LayerTable


class Involved(NamedTuple):
    """Hold a condition of a gene with the gene's role in it, and how that condition is inherited."""

    condition: Ref
    role: str
    modes: tuple[Ref, ...]


def gene_page(iri: str, graph: Graph, tables: list[LayerTable], stem: str, setting: Setting) -> bytes:
    """Render the page of a gene."""
    catalogue = setting.catalogue
    involved = list_conditions(iri, catalogue)
    symbol, name = catalogue.label(iri), catalogue.full_names.get(iri, "")
    causes = [each.condition.text for each in involved if each.role == ROLES["Causes"].format(gene=symbol)]
    description = summarize(symbol, name, causes, len(involved))
    chromosome = graph.one(iri, MG.chromosome)
    data = schema_org.gene(iri, f"{setting.address}{stem}.html", description, chromosome, catalogue)
    head = Head(stem, iri, symbol, description, "article", data)
    xrefs = [(place_of(xref), curie_or_iri(xref)) for xref in (iri, *catalogue.gene_xrefs.get(iri, ()))]
    return render(
        "gene.html", head, setting,
        symbol=symbol, name=name, summary=description, involved=involved, xrefs=xrefs,
        sections=[section for section in read_sections(graph) if section.role in {"Function", "Conditions"}],
        chromosome=chromosome, symbols=graph.all(iri, BIOLINK.symbol), tables=tables,
    )  # fmt: skip


def list_conditions(iri: str, catalogue: Catalogue) -> list[Involved]:
    """Return the conditions of a gene by name."""
    symbol = catalogue.label(iri)
    rows = [
        Involved(
            Ref(each.condition, catalogue.label(each.condition)),
            ROLES.get(each.role, "{gene} is involved").format(gene=symbol),
            tuple(Ref(mode, catalogue.label(mode)) for mode in catalogue.modes.get(each.condition, ())),
        )
        for each in catalogue.by_gene.get(iri, ())
    ]
    return sorted(rows, key=lambda row: (row.condition.text.casefold(), row.role))


def summarize(symbol: str, name: str, causes: list[str], count: int) -> str:
    """Say in a sentence what a gene is here for.

    >>> summarize("GNAS", "GNAS complex locus", ["POH"], 2)
    'GNAS (GNAS complex locus) is a human gene. Variants in it cause POH; it takes part in 2 conditions of this \
catalogue.'
    """
    called = f"{symbol} ({name})" if name and name != symbol else symbol
    shown = causes[:3] + ([f"{len(causes) - 3} more conditions"] if len(causes) > 3 else [])
    cause = f"Variants in it cause {join_words(shown)}; it" if causes else "It"
    return f"{called} is a human gene. {cause} takes part in {count} condition{'s' * (count != 1)} of this catalogue."
