"""The report as one page of HTML that needs nothing but itself: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from mendelgraph.alignments import Match
from mendelgraph.graph.describe_sections import CREDIT, NOTICE
from mendelgraph.identifiers import parse_curie
from mendelgraph.report import tables
from mendelgraph.report.conflicts import CATALOGUE, conflict_rows
from mendelgraph.report.figures import draw_charts

if TYPE_CHECKING:
    from mendelgraph.report.values import BuildReport

PAGE = "https://medlineplus.gov/genetics/condition/"


def write_html(report: BuildReport) -> str:
    """Return the page, the same text for the same build."""
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            matches=tuple(match.value.removesuffix("Match") for match in Match),
            charts=tuple(draw_charts(report)),
            coverage=tables.coverage_rows(report),
            witnesses=tables.witness_rows(report),
            agreement=tables.agreement_rows(report),
            lists=tables.list_rows(report.notes),
            refusals=tables.refusal_groups(report.refusals),
            turned_down=tables.turned_down_groups(report.notes),
            questions=tables.question_groups(report.unresolved),
            ledger=tables.ledger_rows(conflict_rows(report.notes)),
            codes_differ=[row for note in report.notes for row in note.codes_differ],
            disputed=[(note, name) for note in report.notes for name in note.disputed],
            names={note.slug: note.name for note in report.notes},
            catalogue=CATALOGUE,
        )
    )


@cache
def environment() -> Environment:
    """Return the templates of pages, with what they may use."""
    templates = Environment(
        loader=PackageLoader("mendelgraph.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"number": "{:,}".format, "use": _use, "iri": _iri, "page": PAGE.__add__}
    templates.globals |= {"percent": percent, "credit": CREDIT, "notice": NOTICE}
    return templates


def load_templates() -> None:
    """Compile the templates of pages, which takes a tenth of a second, before they are needed."""
    for name in environment().list_templates(extensions=["j2"]):
        environment().get_template(name)


def percent(part: int, whole: int) -> str:
    """Return a share in words, rounded, but never up to all or down to nothing.

    >>> [percent(*pair) for pair in ((999, 1000), (1, 1000), (0, 5), (5, 5), (0, 0))]
    ['99 %', '<1 %', '0 %', '100 %', '–']
    """
    if whole == 0:
        return "–"
    share = round(100 * part / whole)
    if part > 0 and share == 0:
        return "<1 %"
    return f"{min(share, 99 if part < whole else 100)} %"


def _use(value: str) -> str:
    """Return a scope or a use in a word: `hasExactSynonym` as "exact"."""
    return value.removeprefix("has").removesuffix("Synonym").lower()


def _iri(curie: object) -> str:
    return parse_curie(str(curie)).iri
