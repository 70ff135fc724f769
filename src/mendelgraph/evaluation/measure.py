"""From source pages to an evaluation: the one place where the steps before a comparison are run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.evaluation.extraction import evaluate_extraction
from mendelgraph.evaluation.tables import GoldKind, gold_kind
from mendelgraph.extract import extract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mendelgraph.evaluation import Evaluation
    from mendelgraph.facts import StatedRecord
    from mendelgraph.records import ConditionRecord
    from mendelgraph.vocabulary.terms import Vocabulary


def measure(records: Iterable[ConditionRecord], gold: Path, *, open_vocabulary: Callable[[], Vocabulary]) -> Evaluation:
    """Take records as far as a labelled table needs, and compare: to stated facts, or on to alignments.

    `open_vocabulary` is called for an alignment table only. Raises InputError for a table of neither kind.
    """
    kind = gold_kind(gold)
    stated = [extract(record) for record in records]
    if kind is GoldKind.EXTRACTION:
        return evaluate_extraction(stated, gold)
    return _measure_alignment(stated, gold, open_vocabulary())


def _measure_alignment(stated: list[StatedRecord], gold: Path, vocabulary: Vocabulary) -> Evaluation:
    # Imported here: an extraction table is measured without the aligner and its tables.
    from mendelgraph.align import align_all
    from mendelgraph.evaluation.alignment import evaluate_alignment

    return evaluate_alignment(align_all(stated, vocabulary), gold)
