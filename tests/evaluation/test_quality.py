"""The recorded quality: figures and failures as files."""

from __future__ import annotations

import json
from pathlib import Path

from mendelgraph.evaluation import Evaluation, FieldScore, GoldDisagreement, Outcome
from mendelgraph.evaluation.quality import Quality, quality_json, quality_page
from mendelgraph.evaluation.sample import SampleRow
from mendelgraph.report import read_quality
from mendelgraph.vocabulary.terms import VocabularySource

ROOT = Path(__file__).resolve().parents[2]

QUALITY = Quality(
    (
        Evaluation(
            "mondo-dev.tsv",
            3,
            (FieldScore("mondo-exact", 2, 1, 1),),
            (
                GoldDisagreement("a", "mondo-exact", Outcome.EXTRA, "MONDO:0000001 nail", "votes of ours", "a note"),
                GoldDisagreement("a", "mondo-exact", Outcome.MISSED, "MONDO:0000002"),
            ),
        ),
    ),
    (
        SampleRow("b", "B", "MONDO:0000003", "Bee", "exact", "0.9", "", "", "right"),
        SampleRow("c", "C", "MONDO:0000004", "Sea", "close", "0.9", "", "", "wrong", "another thing"),
        SampleRow("d", "D", "MONDO:0000005", "Dee", "close", "0.9", "", ""),
    ),
    (VocabularySource("mondo", "Mondo", "2026-08-04", "CC BY", "", ""),),
    "Looked through on a day.",
)


def test_the_page_has_figures_failures_and_the_check():
    page = quality_page(QUALITY)
    assert "| mondo-exact | 0.667 | 0.667 | 0.667 | 2 | 1 | 1 |" in page
    assert "- mondo-exact: a +MONDO:0000001 nail, -MONDO:0000002" in page
    assert "| close | 0 | 0 | 1 | 1 |" in page
    assert "- c close MONDO:0000004 (Sea): another thing" in page
    assert "Looked through on a day." in page
    assert "- Mondo: 2026-08-04" in page


def test_no_sentence_of_a_source_is_printed():
    assert "votes of ours" not in quality_page(QUALITY)
    assert "votes of ours" not in quality_json(QUALITY)


def test_the_json_is_what_the_report_of_a_release_reads(tmp_path):
    (tmp_path / "quality.json").write_text(quality_json(QUALITY), encoding="utf-8")
    quality = read_quality(tmp_path / "quality.json")
    assert quality is not None
    assert quality.measured[0].scores == QUALITY.evaluations[0].scores
    assert quality.checked is not None
    assert quality.checked.verdicts == {"close": {"": 1, "wrong": 1}, "exact": {"right": 1}}


def test_without_figures_there_is_no_quality(tmp_path):
    assert read_quality(tmp_path / "quality.json") is None


def test_page_and_json_were_recorded_together():
    recorded = json.loads((ROOT / "data" / "quality.json").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    for table in recorded["measured"]:
        for score in table["scores"]:
            assert f"| {score['tp']} | {score['fp']} | {score['fn']} |" in page
