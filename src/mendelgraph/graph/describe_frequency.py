"""Frequency: the numbers as stated. The prevalence class they fall in is inferred (`infer`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.facts import Measure
from mendelgraph.graph.literals import TRUE, decimal, english, integer, plain
from mendelgraph.graph.namespaces import MG
from mendelgraph.graph.subject import Triple, describe_fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.facts import FrequencyFact
    from mendelgraph.graph.subject import Subject

MEASURES = {
    Measure.PREVALENCE: MG.Prevalence,
    Measure.INCIDENCE: MG.Incidence,
    Measure.CASES: MG.CaseCount,
    Measure.FAMILIES: MG.FamilyCount,
    Measure.UNKNOWN: MG.UnknownFrequency,
}

# field of FrequencyFact, its property, how its value is written
_DETAILS = (
    ("low", MG.affectedLow, decimal),
    ("high", MG.affectedHigh, decimal),
    ("per_low", MG.perLow, integer),
    ("per_high", MG.perHigh, integer),
    ("words", MG.inWords, english),
    ("bound", MG.bound, plain),
    ("population", MG.population, english),
    ("place", MG.place, english),
    ("scope", MG.appliesTo, english),
)


def state_frequencies(subject: Subject, facts: Iterable[FrequencyFact]) -> Iterator[Triple]:
    """Describe each frequency as the page gives it."""
    for fact in facts:
        iri = subject.own.frequency(fact)
        yield Triple(subject.thing, MG.frequency, iri)
        yield Triple(iri, MG.measure, MEASURES[fact.measure])
        for field, predicate, write in _DETAILS:
            value = getattr(fact, field)
            if value is not None:
                yield Triple(iri, predicate, write(value))
        if fact.about:
            yield Triple(iri, MG.approximate, TRUE)
        yield from describe_fact(subject, iri, MG.Frequency, fact.receipts)
