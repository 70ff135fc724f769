"""Rules that conclude what no page states. Each conclusion names its rule and the facts that it rests on.

A rule is a row of RULES: a function from a stated record to conclusions. Nothing else writes the *inferred* layer.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.facts import Measure, Mode, ParentalCopy, Qualifier
from mendelgraph.graph.literals import english, plain
from mendelgraph.graph.namespaces import BIOLINK, MG, OBO, PROV, RDF, RDFS
from mendelgraph.graph.subject import Triple, curie_node
from mendelgraph.identifiers import Curie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode

    from mendelgraph.facts import FrequencyFact, InheritanceFact, OriginFact, StatedRecord
    from mendelgraph.graph.subject import Subject


class Conclusion(NamedTuple):
    """Hold what a rule concludes: a statement, the label of its object, and the facts it rests on."""

    rule: NamedNode
    subject: NamedNode
    predicate: NamedNode
    object: NamedNode
    label: str
    premises: tuple[NamedNode, ...]


class Imprinting(NamedTuple):
    """Hold the rule and the HPO term that a parental copy leads to. The silenced copy is the other one."""

    rule: NamedNode
    term: NamedNode
    label: str


IMPRINTING = {
    ParentalCopy.PATERNAL: Imprinting(
        MG.PaternalCopyImpliesMaternalImprinting,
        OBO.HP_0012275,
        "Autosomal dominant inheritance with maternal imprinting",
    ),
    ParentalCopy.MATERNAL: Imprinting(
        MG.MaternalCopyImpliesPaternalImprinting,
        OBO.HP_0012274,
        "Autosomal dominant inheritance with paternal imprinting",
    ),
}


class PrevalenceClass(NamedTuple):
    """Hold a prevalence class of ORDO: from `low` (included, but for the open first class) up to `high` (excluded)."""

    low: Fraction
    high: Fraction
    term: Curie
    label: str


# ORDO 3.1; Orphanet rounds down to whole numbers, so "1-5 / 10 000" ends where 6 begins.
PREVALENCE_CLASSES = (
    PrevalenceClass(Fraction(0), Fraction(1, 10**6), Curie("Orphanet", "409979"), "<1 / 1 000 000"),
    PrevalenceClass(Fraction(1, 10**6), Fraction(1, 10**5), Curie("Orphanet", "409976"), "1-9 / 1 000 000"),
    PrevalenceClass(Fraction(1, 10**5), Fraction(1, 10**4), Curie("Orphanet", "409977"), "1-9 / 100 000"),
    PrevalenceClass(Fraction(1, 10**4), Fraction(6, 10**4), Curie("Orphanet", "409975"), "1-5 / 10 000"),
    PrevalenceClass(Fraction(6, 10**4), Fraction(1, 10**3), Curie("Orphanet", "409978"), "6-9 / 10 000"),
    PrevalenceClass(Fraction(1, 10**3), Fraction(2), Curie("Orphanet", "409980"), ">1 / 1000"),
)
_ONE_IN_A_THOUSAND = Fraction(1, 1000)


def infer(subject: Subject, stated: StatedRecord) -> Iterator[Triple]:
    """Write every conclusion: flat, and as a node with its rule and premises."""
    for rule in RULES:
        for conclusion in rule(subject, stated):
            yield from _describe_conclusion(subject, conclusion)


def _describe_conclusion(subject: Subject, conclusion: Conclusion) -> Iterator[Triple]:
    _, about, predicate, value, label, premises = conclusion
    iri = subject.own.inference(conclusion.rule.value, about.value, predicate.value, value.value)
    yield Triple(about, predicate, value)
    yield Triple(value, RDFS.label, english(label))
    yield Triple(iri, RDF.type, MG.Inference)
    yield Triple(iri, MG.about, subject.thing)
    yield Triple(iri, MG.byRule, conclusion.rule)
    yield Triple(iri, BIOLINK.subject, about)
    yield Triple(iri, BIOLINK.predicate, predicate)
    yield Triple(iri, BIOLINK.object, value)
    yield Triple(iri, BIOLINK.knowledge_level, plain("logical_entailment"))
    yield Triple(iri, BIOLINK.agent_type, plain("automated_agent"))
    yield from (Triple(iri, PROV.wasDerivedFrom, premise) for premise in premises)


def infer_imprinting(subject: Subject, stated: StatedRecord) -> Iterator[Conclusion]:
    """Conclude the HPO composite from the copy that causes disease, where imprinting is stated.

    Imprinting has to be stated, since other things also pass through one parent only (expanding repeats); and the
    mode has to be autosomal dominant or unsaid, since that is what the composite terms say.
    """
    imprinted = [fact for fact in stated.qualifiers if fact.qualifier is Qualifier.IMPRINTED]
    if not imprinted:
        return
    premises = tuple(subject.own.qualifier(fact) for fact in imprinted)
    for origin in stated.origins:
        if _is_contradicted(origin, stated.origins):
            continue
        rule, term, label = IMPRINTING[origin.copy]
        for about in _dominant_modes(subject, origin, stated.inheritance):
            rests_on = (subject.own.origin(origin), *premises, *([about] if about != subject.thing else []))
            yield Conclusion(rule, about, MG.inferredMode, term, label, rests_on)
            if origin.form is None and about != subject.thing:
                yield Conclusion(rule, subject.thing, MG.inferredMode, term, label, rests_on)


def _is_contradicted(origin: OriginFact, origins: tuple[OriginFact, ...]) -> bool:
    """Tell whether the other parent's copy is stated for the same form, or for the whole."""
    return any(
        other.copy is not origin.copy and (other.form == origin.form or None in (other.form, origin.form))
        for other in origins
    )


def _dominant_modes(subject: Subject, origin: OriginFact, modes: tuple[InheritanceFact, ...]) -> Iterator[NamedNode]:
    if not modes:
        yield subject.thing
    for mode in modes:
        same_form = origin.form == mode.form or None in (origin.form, mode.form)
        if mode.mode is Mode.AUTOSOMAL_DOMINANT and same_form:
            yield subject.own.inheritance(mode)


def infer_prevalence(subject: Subject, stated: StatedRecord) -> Iterator[Conclusion]:
    """Conclude the prevalence class of each figure; of the condition, where the figure is for all people everywhere."""
    for fact in stated.frequencies:
        found = prevalence_class(fact)
        if not found:
            continue
        iri = subject.own.frequency(fact)
        general = not (fact.place or fact.scope)
        for about in (iri, *([subject.thing] if general else [])):
            yield Conclusion(
                MG.FigureFallsInPrevalenceClass, about, MG.prevalenceClass, curie_node(found.term), found.label, (iri,)
            )


def prevalence_class(fact: FrequencyFact) -> PrevalenceClass | None:
    """Return the class that the whole stated range lies in, or None.

    >>> from mendelgraph.facts import FrequencyFact, Measure
    >>> prevalence_class(FrequencyFact(Measure.INCIDENCE, (), 1, 1, 50_000, 100_000)).label
    '1-9 / 100 000'
    """
    figures = (fact.low, fact.high, fact.per_low, fact.per_high)
    if fact.measure not in {Measure.PREVALENCE, Measure.INCIDENCE} or None in figures or 0 in figures:
        return None
    low = Fraction(str(fact.low)) / Fraction(fact.per_high or 1)
    high = Fraction(str(fact.high)) / Fraction(fact.per_low or 1)
    if _ONE_IN_A_THOUSAND in (low, high):
        return None
    low = Fraction(0) if fact.bound in {"<", "<="} else low
    high = Fraction(1) if fact.bound in {">", ">="} else high
    return next((row for row in PREVALENCE_CLASSES if _lies_in(low, high, row, fact.bound)), None)


def _lies_in(low: Fraction, high: Fraction, row: PrevalenceClass, bound: str | None) -> bool:
    below = high <= row.high if bound == "<" else high < row.high
    return row.low <= low and below


RULES = (infer_imprinting, infer_prevalence)
