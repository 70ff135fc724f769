"""The charts of the report: what people would rather look at than read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.alignments import Scope
from mendelgraph.facts import Mode
from mendelgraph.identifiers import prefixes
from mendelgraph.report.charts import Chart, Count, count, draw_bars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.report.values import BuildReport

GENE_BINS = ((0, 0), (1, 1), (2, 2), (3, 3), (4, 5), (6, 10), (11, 20), (21, None))
"""Genes per condition, from and to; most conditions have one, a few have dozens."""
SCOPES = {Scope.EXACT: "exact", Scope.NARROW: "narrow", Scope.BROAD: "broad", Scope.RELATED: "related"}


def draw_charts(report: BuildReport) -> Iterator[Chart]:
    """Yield the charts in the order in which the page shows them."""
    yield draw_bars("modes", "Conditions by mode of inheritance", _modes(report.chapter("inheritance")))
    yield draw_bars("genes", "Conditions by number of genes named", _genes(report.chapter("genes-per-condition")))
    yield draw_bars(
        "coverage", "Conditions linked to each vocabulary", _coverage(report), legend=("exact match", "other match")
    )
    yield draw_bars("names", "Other names by scope", _names(report.chapter("names")))


def _modes(found: dict[str, int]) -> list[Count]:
    titles = {mode.value: mode_title(mode) for mode in Mode} | {"none stated": "None stated"}
    return _longest_first(count(title, found[key]) for key, title in titles.items() if key in found)


def mode_title(mode: Mode) -> str:
    """Return a mode in words.

    >>> [mode_title(mode) for mode in (Mode.AUTOSOMAL_DOMINANT, Mode.X_LINKED_RECESSIVE)]
    ['Autosomal dominant', 'X-linked recessive']
    """
    words = mode.value.replace("-", " ").replace(" linked", "-linked")
    return words[0].upper() + words[1:]


def _genes(found: dict[str, int]) -> list[Count]:
    return [count(_bin_title(low, high), sum(_within(low, high, found))) for low, high in GENE_BINS]


def _within(low: int, high: int | None, found: dict[str, int]) -> Iterator[int]:
    return (number for genes, number in found.items() if low <= int(genes) and (high is None or int(genes) <= high))


def _bin_title(low: int, high: int | None) -> str:
    if high is None:
        return f"{low} and more"
    return f"{low} to {high}" if low != high else ("no gene", "1 gene")[low] if low < 2 else f"{low} genes"


def _coverage(report: BuildReport) -> list[Count]:
    exact, linked = report.chapter("coverage"), report.chapter("linked")
    return _longest_first(
        Count(name, linked[name], exact.get(name, 0), f"{exact.get(name, 0):,} of {linked[name]:,}")
        for name in prefixes()
        if name in linked
    )


def _names(found: dict[str, int]) -> list[Count]:
    return [count(word, found.get(scope.value, 0)) for scope, word in SCOPES.items()]


def _longest_first(rows: Iterable[Count]) -> list[Count]:
    return sorted(rows, key=lambda row: (-row.whole, row.label))
