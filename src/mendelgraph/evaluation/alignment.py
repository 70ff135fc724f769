"""The Mondo terms that alignment gives, held against a table of conditions and their Mondo terms.

A row of the table is a slug and a Mondo term; a slug with several rows may match any of them. Two questions are
asked, as a table made from OMIM numbers often names one subtype of a group that the page treats as a whole:

* `mondo-exact`: is the exact match one of the table's? A group instead of its subtype is wrong, unless both are listed.
* `mondo-any`: does any published match (exact, close, broad, narrow) reach one of the table's terms?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.alignments import Match
from mendelgraph.evaluation import Evaluation, FieldScore, GoldDisagreement, Outcome
from mendelgraph.evaluation.tables import read_gold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mendelgraph.alignments import AlignedRecord, Mapping

COLUMNS = frozenset({"slug", "mondo_id"})
EXACT, ANY = "mondo-exact", "mondo-any"


def evaluate_alignment(aligned: Iterable[AlignedRecord], gold: Path) -> Evaluation:
    """Compare aligned records with a table of slugs and Mondo ids.

    Raises InputError where the table cannot be read or lacks a column.
    """
    expected: dict[str, set[str]] = {}
    for row in read_gold(gold, COLUMNS):
        expected.setdefault(row["slug"], set()).add(row["mondo_id"])
    given = {record.stated.record.slug: record for record in aligned if record.stated.record.slug in expected}
    counts = {EXACT: [0, 0, 0], ANY: [0, 0, 0]}
    found: list[GoldDisagreement] = []
    for slug, record in sorted(given.items()):
        mappings = [m for m in record.mappings if m.target.prefix == "MONDO" and not m.refused]
        exact = [m for m in mappings if m.match is Match.EXACT]
        for field, ours in ((EXACT, exact), (ANY, mappings)):
            right = any(str(mapping.target) in expected[slug] for mapping in ours)
            _count(counts[field], right=right, said=bool(ours))
        found.extend(_disagreements(slug, expected[slug], exact, mappings))
    return Evaluation(
        gold.name,
        len(given),
        tuple(FieldScore(field, *numbers) for field, numbers in counts.items()),
        tuple(found),
        tuple(sorted(expected.keys() - given.keys())),
    )


def _count(numbers: list[int], *, right: bool, said: bool) -> None:
    """Count a slug: right, wrong (also a miss), or silent (a miss alone)."""
    numbers[0] += right
    numbers[1] += said and not right
    numbers[2] += not right


def _disagreements(
    slug: str, expected: set[str], exact: list[Mapping], mappings: list[Mapping]
) -> Iterator[GoldDisagreement]:
    targets = {str(mapping.target) for mapping in exact}
    if targets & expected:
        return
    for mapping in exact:
        votes = "; ".join(f"{'+' if vote.supports else '-'} {vote.kind}: {vote.evidence}" for vote in mapping.votes)
        yield GoldDisagreement(slug, EXACT, Outcome.EXTRA, f"{mapping.target} {mapping.label}", votes)
    given = {str(mapping.target): mapping for mapping in mappings}
    for target in sorted(expected):
        note = f"published as {given[target].match.value}: {given[target].reason}" if target in given else ""
        yield GoldDisagreement(slug, EXACT, Outcome.MISSED, target, note=note)
