"""The recorded quality of extraction and alignment, as `data/quality.json` has it.

A release cannot know how right it is; what is known was measured on labelled tables, and this says on which.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.evaluation import FieldScore
from mendelgraph.resources import resources

if TYPE_CHECKING:
    from pathlib import Path

FILE = "quality.json"


class Measured(NamedTuple):
    """Hold the scores of one labelled table; `about` says what it labels and how it was made."""

    gold: str
    about: str
    compared: int
    scores: tuple[FieldScore, ...]


class Checked(NamedTuple):
    """Hold the outcome of the check by eye: rows looked at by verdict, in all and by kind of match."""

    sample: int
    verdicts: dict[str, dict[str, int]]


class Quality(NamedTuple):
    """Hold all that was measured."""

    measured: tuple[Measured, ...]
    checked: Checked | None


def read_quality(path: Path | None = None) -> Quality | None:
    """Read the recorded figures; None where there is no such file."""
    path = path or resources() / "data" / FILE
    if not path.is_file():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    checked = content.get("alignment-check")
    return Quality(
        tuple(
            Measured(
                table["gold"],
                table["about"],
                table["compared"],
                tuple(FieldScore(*(score[key] for key in FieldScore._fields)) for score in table["scores"]),
            )
            for table in content["measured"]
        ),
        Checked(checked["sample"], checked["verdicts"]) if checked else None,
    )
