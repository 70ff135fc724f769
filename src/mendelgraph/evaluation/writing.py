"""An evaluation as text to read and as JSON to keep."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.evaluation import Evaluation, FieldScore, GoldDisagreement

SHOWN = 5
HEADER = ("field", "precision", "recall", "F1", "agreed", "extra", "missed")


def write_text(evaluation: Evaluation) -> str:
    r"""Return the scores as a table, then every disagreement with its sentence.

    >>> from mendelgraph.evaluation import Evaluation, FieldScore
    >>> print(write_text(Evaluation("gold.tsv", 2, (FieldScore("genes", 3, 1, 0),))), end="")
    2 records compared with gold.tsv
    field  precision  recall     F1  agreed  extra  missed
    genes      0.750   1.000  0.857       3      1       0
    """
    return "".join(f"{line}\n" for line in (*_head(evaluation), *_table(evaluation), *_list(evaluation)))


def _head(evaluation: Evaluation) -> Iterator[str]:
    yield f"{evaluation.compared} records compared with {evaluation.gold}"
    if evaluation.absent:
        shown, more = evaluation.absent[:SHOWN], len(evaluation.absent) - SHOWN
        rest = f" and {more} more (all of them in JSON)" if more > 0 else ""
        yield f"{len(evaluation.absent)} rows have no record: {', '.join(shown)}{rest}"


def _table(evaluation: Evaluation) -> Iterator[str]:
    rows = [HEADER, *(_cells(score) for score in evaluation.scores)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    for first, *rest in rows:
        yield "  ".join((first.ljust(widths[0]), *(cell.rjust(widths[n]) for n, cell in enumerate(rest, start=1))))


def _cells(score: FieldScore) -> tuple[str, ...]:
    ratios = (f"{value:.3f}" for value in (score.precision, score.recall, score.f1))
    return (score.field, *ratios, str(score.tp), str(score.fp), str(score.fn))


def _list(evaluation: Evaluation) -> Iterator[str]:
    for item in evaluation.disagreements:
        yield f"{item.slug}: {item.field}: {item.outcome} {item.value}"
        yield from (f"    {line}" for line in _evidence(item))


def _evidence(item: GoldDisagreement) -> Iterator[str]:
    if item.sentence:
        yield f"ours: {item.sentence}"
    if item.note:
        yield f"table's note: {item.note}"


def write_json(evaluation: Evaluation) -> str:
    """Return the evaluation as JSON, two spaces deep, with a final line break."""
    content = {
        "gold": evaluation.gold,
        "compared": evaluation.compared,
        "absent": list(evaluation.absent),
        "scores": [
            {**score._asdict(), "precision": score.precision, "recall": score.recall, "f1": score.f1}
            for score in evaluation.scores
        ],
        "disagreements": [item._asdict() for item in evaluation.disagreements],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
