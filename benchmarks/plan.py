"""What a generated page is to state, drawn before a word of it is written, so that a test can ask for it back."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from benchmarks import distribution as real
from benchmarks.invention import invent_acronym, invent_word, make_slug
from mendelgraph.facts import FunctionChange, GeneRole, Measure, Mode, ParentalCopy, Qualifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.distribution import Richness
    from benchmarks.pool import Pool, PoolGene, PoolTerm

T = TypeVar("T")
PAGES = 1350
"""Conditions of a catalogue of the full size."""

OWN_LABEL = 568 / 925
"""The share of pages that bear the very name of their Mondo term; the others have it among their other names."""

_NAMES = ("{word} syndrome", "{word} disease", "familial {lower} dysplasia", "{lower} transport deficiency")
_OTHERS = (
    "{word} complex",
    "{word} anomaly",
    "inherited {lower} disorder",
    "congenital {lower} disorder",
    "{word} type spectrum disorder",
    "isolated {lower} defect of early childhood",
    "{lower} storage disorder",
    "primary {lower} dystrophy",
    "{word} malformation sequence",
    "hereditary {lower} neuropathy with late onset",
    "{word} phenomenon",
    "{lower} metabolism disorder",
    "progressive {lower} atrophy",
    "juvenile {lower} disorder",
    "{word} triad",
    "{lower} receptor disorder",
    "{word} association",
    "{lower} channelopathy",
)


class PlannedGene(NamedTuple):
    """Plan a gene: what the prose says of it."""

    gene: PoolGene
    role: GeneRole
    change: FunctionChange | None


class PlannedFrequency(NamedTuple):
    """Plan a frequency: what it counts, and the figure (people of whom one is affected, or cases, or families)."""

    measure: Measure
    figure: int


class Plan(NamedTuple):
    """Hold what a page states."""

    number: int
    slug: str
    name: str
    other_names: tuple[str, ...]
    term: PoolTerm | None
    genes: tuple[PlannedGene, ...]
    modes: tuple[Mode, ...]
    qualifiers: tuple[Qualifier, ...]
    copy: ParentalCopy | None
    frequencies: tuple[PlannedFrequency, ...]
    resources: int
    references: int


def plan_pages(pool: Pool, *, first: int, count: int, seed: int, richness: Richness) -> Iterator[Plan]:
    """Plan `count` pages from number `first` on; a page depends on its number, the seed and the pool alone."""
    return (plan_page(pool, number, seed, richness) for number in range(first, first + count))


def plan_page(pool: Pool, number: int, seed: int, richness: Richness) -> Plan:
    """Plan one page."""
    rng = random.Random(f"{seed}/{number}")  # noqa: S311 - no secret: the same page each time
    term = _term(pool, number)
    name = _name(number, seed, term)
    origin = rng.random() < real.ORIGINS
    genes = _genes(rng, pool, term, richness)
    causes = any(gene.role is GeneRole.CAUSES for gene in genes)
    return Plan(
        number,
        make_slug(name, number),
        name,
        tuple(_other_names(rng, pool, number, seed, richness)),
        term,
        genes,
        _modes(rng),
        tuple(qualifier for qualifier, times in real.QUALIFIERS.items() if rng.random() < times / 925),
        rng.choice(list(ParentalCopy)) if origin and causes else None,
        _frequencies(rng),
        round(real.draw(rng, real.SPREAD["resources"]) * richness.facts),
        round(real.draw(rng, real.REFERENCES) * richness.references),
    )


def _term(pool: Pool, number: int) -> PoolTerm | None:
    """Give each term to one page: a name that a hundred pages share would be no realistic conflict."""
    return pool.terms[number] if number < _kept_for_pages(pool) else None


def _kept_for_pages(pool: Pool) -> int:
    """Return how many terms are pages'; the rest lend their names to pages that mean something else."""
    return len(pool.terms) * 4 // 5


def _own_label(number: int, seed: int) -> bool:
    return random.Random(f"{seed}/{number}/label").random() < OWN_LABEL  # noqa: S311 - as above


def _name(number: int, seed: int, term: PoolTerm | None) -> str:
    if term and _own_label(number, seed):
        return term.label
    word = invent_word(number)
    return _NAMES[number % len(_NAMES)].format(word=word, lower=word.lower())


def _other_names(rng: random.Random, pool: Pool, number: int, seed: int, richness: Richness) -> Iterator[str]:
    wanted = round(real.draw(rng, real.SPREAD["other names"]) * richness.facts)
    term = _term(pool, number)
    if term and not _own_label(number, seed):
        yield term.label
    word = invent_word(number)
    for place in rng.sample(range(len(_OTHERS)), min(wanted, len(_OTHERS))):
        if rng.random() < real.CONFLICTED:
            yield _shared_name(pool, number, place, seed)
        elif place == 0:
            yield invent_acronym(number)
        else:
            yield _OTHERS[place].format(word=word, lower=word.lower())


def _shared_name(pool: Pool, number: int, place: int, seed: int) -> str:
    """Return a name that another bears: a term of the vocabulary, or the page beside this one as its own or another."""
    beside = number ^ 1
    if place % 3 == 0:
        return _name(beside, seed, _term(pool, beside))
    borrowed = _kept_for_pages(pool) + number // 4
    if place % 2 and borrowed < len(pool.terms):
        return pool.terms[borrowed].label
    word = invent_word(beside)
    return _OTHERS[place].format(word=word, lower=word.lower())


def _genes(rng: random.Random, pool: Pool, term: PoolTerm | None, richness: Richness) -> tuple[PlannedGene, ...]:
    wanted = max(round(real.draw(rng, real.SPREAD["genes"]) * richness.facts), 1 if rng.random() < 0.9 else 0)
    known = term.genes if term else ()
    others = rng.sample(pool.genes, min(wanted, len(pool.genes)))
    return tuple(_planned_gene(rng, gene) for gene in list(dict.fromkeys([*known, *others]))[:wanted])


def _planned_gene(rng: random.Random, gene: PoolGene) -> PlannedGene:
    role = GeneRole.CAUSES if rng.random() < 1332 / 1425 else GeneRole.CONTRIBUTES
    at = rng.random()
    change = FunctionChange.LOSS if at < 436 / 1470 else FunctionChange.GAIN if at < 468 / 1470 else None
    return PlannedGene(gene, role, change if role is GeneRole.CAUSES else None)


def _modes(rng: random.Random) -> tuple[Mode, ...]:
    count = _weighted(rng, real.MODES_A_PAGE)
    modes = [_weighted(rng, real.MODES) for _ in range(count)]
    if Mode.UNKNOWN in modes:  # a page that states a pattern beside it says that of forms, which these have none of
        return (Mode.UNKNOWN,)
    return tuple(dict.fromkeys(modes))


def _frequencies(rng: random.Random) -> tuple[PlannedFrequency, ...]:
    measures = dict.fromkeys(_weighted(rng, real.MEASURES) for _ in range(_weighted(rng, real.FREQUENCIES_A_PAGE)))
    if {Measure.PREVALENCE, Measure.INCIDENCE, Measure.UNKNOWN} <= set(measures):
        del measures[Measure.UNKNOWN]
    return tuple(PlannedFrequency(measure, _figure(rng, measure)) for measure in measures)


def _figure(rng: random.Random, measure: Measure) -> int:
    if measure in {Measure.PREVALENCE, Measure.INCIDENCE}:
        return rng.choice((1, 2, 3, 4, 5, 8)) * rng.choice((1_000, 10_000, 100_000))
    return rng.randint(12, 300) if measure is Measure.CASES else rng.randint(12, 40)


def _weighted(rng: random.Random, table: Mapping[T, int]) -> T:
    choices: Sequence[T] = list(table)
    return rng.choices(choices, list(table.values()))[0]
