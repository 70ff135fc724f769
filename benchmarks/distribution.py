"""How long real pages are and how much they state, measured on 925 of them, so that generated pages are alike.

Lengths are characters of a section's text. `measure_pages` counts again; a test compares where the pages are at hand.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.facts import Measure, Mode, Qualifier

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Mapping, Sequence

    from mendelgraph.facts import StatedRecord

PERCENTILES = (0, 5, 10, 25, 50, 75, 90, 95, 99, 100)

SPREAD: Mapping[str, tuple[int, ...]] = {
    "description": (268, 740, 878, 1167, 1554, 2067, 2571, 2965, 3444, 4350),
    "frequency": (34, 63, 73, 103, 149, 233, 358, 462, 678, 1041),
    "causes": (303, 620, 736, 936, 1254, 1630, 2028, 2334, 3005, 4626),
    "inheritance": (112, 152, 247, 303, 354, 684, 1067, 1310, 1895, 2933),
    "other names": (0, 1, 2, 3, 4, 6, 8, 9, 13, 19),
    "resources": (0, 1, 1, 2, 3, 5, 7, 9, 18, 58),
    "genes": (0, 0, 1, 1, 1, 2, 3, 4, 7, 26),
}
"""Values at PERCENTILES."""

REFERENCES = (4, 4, 4, 7, 8, 12, 15, 15, 15, 15)
"""References a page, at PERCENTILES: of the seven pages at hand that have any."""

MODES: Mapping[Mode, int] = {
    Mode.AUTOSOMAL_RECESSIVE: 480,
    Mode.AUTOSOMAL_DOMINANT: 400,
    Mode.SPORADIC: 129,
    Mode.X_LINKED_RECESSIVE: 60,
    Mode.UNKNOWN: 58,
    Mode.POLYGENIC: 54,
    Mode.X_LINKED: 29,
    Mode.X_LINKED_DOMINANT: 26,
    Mode.MITOCHONDRIAL: 13,
    Mode.SEMIDOMINANT: 4,
    Mode.Y_LINKED: 2,
}
"""How many pages of 925 state each mode."""

MODES_A_PAGE: Mapping[int, int] = {1: 714, 2: 130, 3: 81}

QUALIFIERS: Mapping[Qualifier, int] = {
    Qualifier.DE_NOVO: 99,
    Qualifier.SOMATIC_MOSAICISM: 52,
    Qualifier.INCOMPLETE_PENETRANCE: 42,
    Qualifier.ANTICIPATION: 8,
    Qualifier.UNIPARENTAL_DISOMY: 5,
    Qualifier.IMPRINTED: 4,
}

MEASURES: Mapping[Measure, int] = {
    Measure.PREVALENCE: 439,
    Measure.UNKNOWN: 387,
    Measure.CASES: 323,
    Measure.INCIDENCE: 187,
    Measure.FAMILIES: 68,
}
FREQUENCIES_A_PAGE: Mapping[int, int] = {0: 10, 1: 513, 2: 344, 3: 58}

CONFLICTED = 552 / 5252
"""The share of names that also name something else."""

ORIGINS = 5 / 925
"""The share of pages that say from which parent's copy the condition arises."""


class Richness(NamedTuple):
    """Say how much of a real page a generated one has (1.0 is all of it), and whether the bulk file has it as well."""

    text: float
    facts: float
    references: float
    in_bulk: bool


FULL = Richness(1.0, 1.0, 1.0, in_bulk=True)
LEAN = Richness(0.05, 0.1, 0.0, in_bulk=False)
"""For a hundred catalogues, which have to fit a disk: a fifth of the statements of a full page."""


def draw(rng: random.Random, values: Sequence[int]) -> int:
    """Draw a value whose percentiles are these, on straight lines between them."""
    at = rng.random() * 100
    for (low, high), (start, end) in zip(pairwise(PERCENTILES), pairwise(values), strict=True):
        if at <= high:
            return round(start + (end - start) * (at - low) / (high - low))
    return values[-1]


def find_percentiles(values: Iterable[int]) -> tuple[int, ...]:
    """Return the values at PERCENTILES.

    >>> find_percentiles(range(1, 101))
    (1, 6, 11, 26, 51, 76, 91, 96, 100, 100)
    """
    ordered = sorted(values)
    return tuple(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] for percent in PERCENTILES)


def measure_pages(pages: Sequence[StatedRecord]) -> dict[str, tuple[int, ...]]:
    """Measure SPREAD on pages."""
    lengths: dict[str, list[int]] = {}
    for page in pages:
        for said in page.record.sections:
            if said.value.role.value in SPREAD and said.value.role.is_prose:
                lengths.setdefault(said.value.role.value, []).append(len(said.value.text))
        lengths.setdefault("other names", []).append(len(page.record.other_names))
        lengths.setdefault("resources", []).append(len(page.record.resources))
        lengths.setdefault("genes", []).append(len(page.genes))
    return {name: find_percentiles(values) for name, values in lengths.items()}


def measure_modes(pages: Iterable[StatedRecord]) -> Counter[Mode]:
    """Measure MODES on pages."""
    return Counter(fact.mode for page in pages for fact in page.inheritance)
