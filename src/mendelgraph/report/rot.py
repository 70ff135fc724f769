"""Links that no longer lead anywhere: terms that a vocabulary calls obsolete, or no longer has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.align.curated import ROOTS
from mendelgraph.identifiers import Curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.report.notes import ConditionNotes
    from mendelgraph.vocabulary.terms import Vocabulary

HIERARCHIES = {**ROOTS, "Orphanet": Curie("Orphanet", "C001")}
"""The top term of each vocabulary that can be searched for missing terms."""
WHOLE = 4000
"""Terms below it from which a vocabulary counts as whole: ORDO has 4,600, embedded slices have under 800."""


class Rot(NamedTuple):
    """Name a link to a term that is `obsolete` or `missing`, and what its vocabulary says to use instead."""

    slug: str
    name: str
    target: Curie
    label: str
    state: str
    instead: tuple[tuple[Curie, str], ...] = ()


def find_rot(notes: Iterable[ConditionNotes], vocabulary: Vocabulary) -> list[Rot]:
    """Return the rotten links of all conditions.

    A term is missing only from a vocabulary that the index holds whole: a slice leaves most terms out.
    """
    every = list(notes)
    used = {target.prefix for note in every for target in note.unlabelled}
    hierarchies = {prefix: root for prefix, root in HIERARCHIES.items() if prefix in used}
    whole = {prefix for prefix, root in hierarchies.items() if len(vocabulary.descendants(root)) >= WHOLE}
    return sorted(row for note in every for row in _of_condition(note, whole, vocabulary))


def _of_condition(note: ConditionNotes, whole: set[str], vocabulary: Vocabulary) -> Iterator[Rot]:
    for target in note.obsolete:
        term = vocabulary.term(target)
        instead = (*term.replaced_by, *term.consider) if term else ()
        label = term.label if term else ""
        yield Rot(note.slug, note.name, target, label, "obsolete", with_labels(instead, vocabulary))
    for target in note.unlabelled:
        if target.prefix in whole and vocabulary.term(target) is None:
            yield Rot(note.slug, note.name, target, "", "missing")


def with_labels(terms: Iterable[Curie], vocabulary: Vocabulary) -> tuple[tuple[Curie, str], ...]:
    """Return terms with their labels, in their order; the label of an unknown term, or of a gene, is what is known."""
    return tuple((curie, _label(curie, vocabulary)) for curie in dict.fromkeys(terms))


def _label(curie: Curie, vocabulary: Vocabulary) -> str:
    if curie.prefix == "HGNC":
        gene = vocabulary.gene(curie)
        return gene.symbol if gene else ""
    term = vocabulary.term(curie)
    return term.label if term else ""
