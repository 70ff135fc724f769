"""Alignment held against a table: what counts as right, wrong, silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from mendelgraph.alignments import AlignedRecord, Justification, Mapping, Match
from mendelgraph.errors import InputError
from mendelgraph.evaluation import Outcome
from mendelgraph.evaluation.alignment import evaluate_alignment
from mendelgraph.facts import StatedRecord
from mendelgraph.identifiers import parse_curie
from mendelgraph.records import ConditionRecord, Said


def record(slug: str, *matches: tuple[str, Match], refused: bool = False) -> AlignedRecord:
    stated = StatedRecord(ConditionRecord(slug, (), (Said(slug, ()),)), ())
    mappings = tuple(
        Mapping(parse_curie(curie), "", match, Justification.COMPOSITE, 0.9, (), "mondo", "", refused=refused)
        for curie, match in matches
    )
    return AlignedRecord(stated, mappings)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.tsv"
    path.write_text(
        "slug\tmondo_id\na\tMONDO:0000001\na\tMONDO:0000002\nb\tMONDO:0000003\nc\tMONDO:0000004\n", encoding="utf-8"
    )
    return path


def counts(evaluation, field):
    score = evaluation.score(field)
    return score.tp, score.fp, score.fn


@pytest.mark.parametrize(
    ("ours", "exact", "reached"),
    [
        pytest.param(record("b", ("MONDO:0000003", Match.EXACT)), (1, 0, 0), (1, 0, 0), id="right"),
        pytest.param(record("a", ("MONDO:0000002", Match.EXACT)), (1, 0, 0), (1, 0, 0), id="either-of-two"),
        pytest.param(record("b", ("MONDO:0000009", Match.EXACT)), (0, 1, 1), (0, 1, 1), id="wrong"),
        pytest.param(record("b", ("MONDO:0000003", Match.NARROW)), (0, 0, 1), (1, 0, 0), id="narrow"),
        pytest.param(record("b", ("OMIM:100001", Match.EXACT)), (0, 0, 1), (0, 0, 1), id="another-vocabulary"),
        pytest.param(record("b"), (0, 0, 1), (0, 0, 1), id="silent"),
        pytest.param(record("b", ("MONDO:0000003", Match.EXACT), refused=True), (0, 0, 1), (0, 0, 1), id="refused"),
    ],
)
def test_what_counts(gold, ours, exact, reached):
    evaluation = evaluate_alignment([ours], gold)
    assert (counts(evaluation, "mondo-exact"), counts(evaluation, "mondo-any")) == (exact, reached)
    assert evaluation.compared == 1


def test_rows_without_a_record_are_absent_and_records_without_a_row_left_out(gold):
    evaluation = evaluate_alignment([record("b"), record("z")], gold)
    assert (evaluation.compared, evaluation.absent) == (1, ("a", "c"))


def test_a_disagreement_says_what_was_given_and_what_missed(gold):
    ours = record("b", ("MONDO:0000009", Match.EXACT), ("MONDO:0000003", Match.CLOSE))
    extra, missed = evaluate_alignment([ours], gold).disagreements
    assert (extra.outcome, extra.value) == (Outcome.EXTRA, "MONDO:0000009 ")
    assert (missed.outcome, missed.value) == (Outcome.MISSED, "MONDO:0000003")
    assert missed.note.startswith("published as closeMatch")


def test_a_table_without_the_columns_is_refused(tmp_path):
    path = tmp_path / "gold.tsv"
    path.write_text("slug\tid\na\tb\n", encoding="utf-8")
    with pytest.raises(InputError, match="mondo_id"):
        evaluate_alignment([], path)
