"""The rows of `unresolved.tsv`: whatever a person should look at, from every step."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from mendelgraph.extract import unknown_codes
from mendelgraph.records import RefusalKind
from mendelgraph.report import Unresolved, with_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.records import Catalogue, ConditionRecord
    from mendelgraph.report import ConditionNotes
    from mendelgraph.vocabulary.terms import Vocabulary


def curator_rows(
    catalogue: Catalogue, notes: Iterable[ConditionNotes], vocabulary: Vocabulary
) -> tuple[Unresolved, ...]:
    """Return all rows, sorted: the questions of alignment, disagreements, what no rule could read, broken inputs."""
    rows = chain(
        _broken(catalogue),
        _disagreements(catalogue),
        chain.from_iterable(map(_unread, catalogue.conditions)),
        (_question(note, number, vocabulary) for note in notes for number in range(len(note.questions))),
    )
    return tuple(sorted(rows, key=lambda row: row.order))


def _question(note: ConditionNotes, number: int, vocabulary: Vocabulary) -> Unresolved:
    question = note.questions[number]
    candidates = with_labels(question.candidates, vocabulary)
    return Unresolved(note.slug, note.name, question.kind, question.subject, question.detail, candidates)


def _broken(catalogue: Catalogue) -> Iterator[Unresolved]:
    for refusal in catalogue.refusals:
        if refusal.kind is RefusalKind.BROKEN:
            yield Unresolved("", "", "broken-source", refusal.document, refusal.reason)


def _disagreements(catalogue: Catalogue) -> Iterator[Unresolved]:
    names = {record.slug: record.name for record in catalogue.conditions}
    for item in catalogue.disagreements:
        said = "; ".join(f"{said.value} ({', '.join(said.documents)})" for said in item.values)
        yield Unresolved(item.slug, names.get(item.slug, ""), "sources-disagree", item.field, said)


def _unread(record: ConditionRecord) -> Iterator[Unresolved]:
    for code in unknown_codes(record):
        detail = "no mode of inheritance is stated for this code"
        yield Unresolved(record.slug, record.name, "unknown-inheritance-code", str(code), detail)
    for said in record.references:
        if said.value.text and said.value.fields is None:
            detail = "fits no citation pattern; kept as text"
            yield Unresolved(record.slug, record.name, "unread-citation", said.value.text, detail)
