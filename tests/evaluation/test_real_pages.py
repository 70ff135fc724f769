"""All shared pages, extracted and aligned once: the recorded figures are today's, and the rules hold on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from mendelgraph import align
from mendelgraph.alignments import AlignedRecord, Match
from mendelgraph.evaluation.quality import Quality, quality_json, quality_page
from mendelgraph.evaluation.recorded import measure_quality
from mendelgraph.facts import StatedRecord
from mendelgraph.vocabulary.terms import Vocabulary

ROOT = Path(__file__).resolve().parents[2]
ADVICE = "what is recorded is not what is measured; run scripts/measure-quality ../shared/data and look at the diff"

pytestmark = pytest.mark.slow


class Measured(NamedTuple):
    """Hold the quality, and the aligned records that it was measured on."""

    quality: Quality
    records: tuple[AlignedRecord, ...]


@pytest.fixture(scope="module")
def measured(shared: Path, full_index: Path) -> Measured:
    """Measure, and keep what is aligned on the way."""
    align_all, kept = align.align_all, list[AlignedRecord]()

    def align_and_keep(stated: Iterable[StatedRecord], vocabulary: Vocabulary) -> list[AlignedRecord]:
        kept.extend(align_all(stated, vocabulary))
        return kept

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(align, "align_all", align_and_keep)
        quality = measure_quality(shared, full_index, ROOT / "docs" / "alignment-check.tsv")
    assert len(kept) > 900
    return Measured(quality, tuple(kept))


def test_what_is_recorded_is_what_is_measured(measured):
    assert (ROOT / "data" / "quality.json").read_text(encoding="utf-8") == quality_json(measured.quality), ADVICE
    assert (ROOT / "docs" / "quality.md").read_text(encoding="utf-8") == quality_page(measured.quality), ADVICE


def test_the_development_table_is_met(measured):
    (evaluation,) = (each for each in measured.quality.evaluations if each.gold == "mondo-dev.tsv")
    assert evaluation.score("mondo-exact").precision >= 0.98
    assert evaluation.score("mondo-any").recall >= 0.93


def test_the_rules_hold_on_every_page(measured):
    for aligned in measured.records:
        exact = [m.target for m in aligned.mappings if m.match is Match.EXACT and not m.refused]
        assert max(Counter(target.prefix for target in exact).values(), default=1) == 1, aligned.stated.record.slug
        assert not set(exact) & set(aligned.obsolete_terms), aligned.stated.record.slug
        assert all(name.scope.value != "hasExactSynonym" for name in aligned.names if name.conflicted)


def test_the_letters_that_medquad_lost_come_back(measured):
    recovered = {name.printed: name.literal for aligned in measured.records for name in aligned.recovered}
    assert recovered["Alstrm syndrome"] == "Alström syndrome"
    assert recovered["Behet disease"] == "Behçet disease"


def test_the_catalogues_shared_name_is_found_on_both_pages(measured):
    pages = {aligned.stated.record.slug: aligned for aligned in measured.records}
    poh, fop = "progressive-osseous-heteroplasia", "fibrodysplasia-ossificans-progressiva"
    for slug, other in ((poh, fop), (fop, poh)):
        shared_names = [n for n in pages[slug].names if n.literal.lower() == "myositis ossificans progressiva"]
        assert all(other in name.shared_with for name in shared_names)
        assert shared_names
