"""The rows of `unresolved.tsv`: whatever a person should look at, from every step."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from mendelgraph.extract import unknown_codes
from mendelgraph.records import RefusalKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.records import Catalogue, ConditionRecord
    from mendelgraph.release.pipeline import Piece


def curator_rows(catalogue: Catalogue, pieces: Iterable[Piece]) -> list[dict[str, str]]:
    """Return all rows, sorted: broken inputs, disagreements, what no rule could read, the questions of alignment."""
    rows = chain(
        _broken(catalogue),
        _disagreements(catalogue),
        chain.from_iterable(map(_unread, catalogue.conditions)),
        chain.from_iterable(piece.unresolved for piece in pieces),
    )
    return sorted(rows, key=lambda row: tuple(row.values()))


def _row(slug: str, kind: str, subject: str, detail: str) -> dict[str, str]:
    return {"slug": slug, "kind": kind, "subject": subject, "detail": detail, "candidates": ""}


def _broken(catalogue: Catalogue) -> Iterator[dict[str, str]]:
    for refusal in catalogue.refusals:
        if refusal.kind is RefusalKind.BROKEN:
            yield _row("", "broken-source", refusal.document, refusal.reason)


def _disagreements(catalogue: Catalogue) -> Iterator[dict[str, str]]:
    for item in catalogue.disagreements:
        said = "; ".join(f"{said.value} ({', '.join(said.documents)})" for said in item.values)
        yield _row(item.slug, "sources-disagree", item.field, said)


def _unread(record: ConditionRecord) -> Iterator[dict[str, str]]:
    for code in unknown_codes(record):
        yield _row(record.slug, "unknown-inheritance-code", str(code), "no mode of inheritance is stated for this code")
    for said in record.references:
        if said.value.text and said.value.fields is None:
            yield _row(record.slug, "unread-citation", said.value.text, "fits no citation pattern; kept as text")
