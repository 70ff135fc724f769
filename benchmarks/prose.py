"""Write the sections of a planned page, as long as real ones."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import sentences as say
from benchmarks.distribution import SPREAD, draw
from benchmarks.invention import invent_word
from mendelgraph.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.distribution import Richness
    from benchmarks.plan import Plan

PARAGRAPH = 4
"""Sentences of a paragraph."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Paragraphs = tuple[str, ...]


class Page(NamedTuple):
    """Hold a plan, and what the page says in words: paragraphs by section, resource headings, references."""

    plan: Plan
    prose: Mapping[Role, Paragraphs]
    resources: tuple[str, ...]
    references: tuple[str, ...]


def write_page(plan: Plan, seed: int, richness: Richness) -> Page:
    """Write a page; it depends on its arguments alone."""
    rng = random.Random(f"{seed}/{plan.number}/prose")  # noqa: S311 - no secret: the same page each time
    writer = _Writer(plan, rng)
    stated = {
        Role.DESCRIPTION: [writer.fill(say.NOTICE)],
        Role.FREQUENCY: list(writer.frequency()),
        Role.CAUSES: list(writer.causes()),
        Role.INHERITANCE: list(writer.inheritance()),
    }
    return Page(
        plan,
        {role: writer.section(role, facts, richness.text) for role, facts in stated.items()},
        tuple(say.RESOURCES[place % len(say.RESOURCES)] for place in range(min(plan.resources, len(say.RESOURCES)))),
        tuple(writer.reference(place) for place in range(plan.references)),
    )


class _Writer:
    """Put a plan and a source of chance to the patterns."""

    def __init__(self, plan: Plan, rng: random.Random) -> None:
        self._plan = plan
        self._rng = rng

    def fill(self, pattern: str, **more: object) -> str:
        name = self._plan.name
        return pattern.format(Name=name[:1].upper() + name[1:], name=name, part=self._rng.choice(say.PARTS), **more)

    def section(self, role: Role, facts: Sequence[str], share: float) -> Paragraphs:
        """Return the facts with other sentences behind them, up to a length drawn from the real ones."""
        wanted = draw(self._rng, SPREAD[role.value]) * share
        text, length = list(facts), sum(len(fact) + 1 for fact in facts)
        fillers = say.FILLERS[role.value]
        order = self._rng.sample(range(len(fillers)), len(fillers))
        while length < wanted or not text:
            text.append(self.fill(fillers[order[len(text) % len(order)]]))
            length += len(text[-1]) + 1
        return tuple(" ".join(text[start : start + PARAGRAPH]) for start in range(0, len(text), PARAGRAPH))

    def causes(self) -> Iterator[str]:
        for gene in self._plan.genes:
            yield self.fill(self._rng.choice(say.GENE[gene.role]), symbol=gene.gene.symbol)
            if gene.change:
                yield self.fill(say.CHANGE[gene.change], symbol=gene.gene.symbol)

    def inheritance(self) -> Iterator[str]:
        for mode in self._plan.modes:
            yield self.fill(say.MODE[mode])
        for qualifier in self._plan.qualifiers:
            yield self.fill(say.QUALIFIER[qualifier])
        if self._plan.copy:
            symbol = next(gene.gene.symbol for gene in self._plan.genes if gene.role.value == "causes")
            yield self.fill(say.COPY[self._plan.copy], symbol=symbol)

    def frequency(self) -> Iterator[str]:
        for planned in self._plan.frequencies:
            pattern = self._rng.choice(say.FREQUENCY[planned.measure])
            yield self.fill(pattern, figure=planned.figure, place=self._rng.choice(say.PLACES))

    def reference(self, place: int) -> str:
        """Return an article that is plainly invented, in the form in which pages print articles."""
        authors = ", ".join(
            f"{invent_word(self._rng.randrange(20_000))} {chr(ord('A') + self._rng.randrange(26))}"
            for _ in range(self._rng.randint(2, 7))
        )
        title = self.fill(say.TITLES[place % len(say.TITLES)])
        start = self._rng.randint(1, 900)
        issued = f"{self._rng.randint(1990, 2024)} {self._rng.choice(_MONTHS)}"
        where = f"{self._rng.randint(1, 60)}({self._rng.randint(1, 12)}):{start}-{start + self._rng.randint(1, 12)}"
        return f"{authors}. {title[:1].upper() + title[1:]}. {say.JOURNAL}. {issued};{where}."
