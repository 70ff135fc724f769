"""Alignment held against a table: what counts as right, wrong, silent; and the measured figures on the real one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from mendelgraph.align import align_all
from mendelgraph.alignments import AlignedRecord, Justification, Mapping, Match
from mendelgraph.errors import InputError
from mendelgraph.evaluation import Outcome
from mendelgraph.evaluation.alignment import evaluate_alignment
from mendelgraph.extract import extract
from mendelgraph.facts import StatedRecord
from mendelgraph.identifiers import parse_curie
from mendelgraph.records import ConditionRecord, Said
from mendelgraph.sources import read_catalogue
from mendelgraph.vocabulary import open_vocabulary


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


@pytest.fixture(scope="module")
def measured(shared: Path, full_index: Path) -> Iterator[tuple[AlignedRecord, ...]]:
    vocabulary = open_vocabulary(full_index)
    stated = [extract(found) for found in read_catalogue([shared / "medlineplus"]).conditions]
    yield tuple(align_all(stated, vocabulary))
    vocabulary.close()


@pytest.mark.slow
def test_the_development_table_is_met(measured, shared):
    evaluation = evaluate_alignment(measured, shared / "gold" / "mondo-dev.tsv")
    assert evaluation.score("mondo-exact").precision >= 0.98
    assert evaluation.score("mondo-any").recall >= 0.93


@pytest.mark.slow
def test_the_rules_hold_on_every_page(measured):
    for aligned in measured:
        exact = [m.target for m in aligned.mappings if m.match is Match.EXACT and not m.refused]
        assert max(Counter(target.prefix for target in exact).values(), default=1) == 1, aligned.stated.record.slug
        assert not set(exact) & set(aligned.obsolete_terms), aligned.stated.record.slug
        assert all(name.scope.value != "hasExactSynonym" for name in aligned.names if name.conflicted)


@pytest.mark.slow
def test_the_letters_that_medquad_lost_come_back(measured):
    recovered = {name.printed: name.literal for aligned in measured for name in aligned.recovered}
    assert recovered["Alstrm syndrome"] == "Alström syndrome"
    assert recovered["Behet disease"] == "Behçet disease"


@pytest.mark.slow
def test_the_catalogues_shared_name_is_found_on_both_pages(measured):
    pages = {aligned.stated.record.slug: aligned for aligned in measured}
    poh, fop = "progressive-osseous-heteroplasia", "fibrodysplasia-ossificans-progressiva"
    for slug, other in ((poh, fop), (fop, poh)):
        shared_names = [n for n in pages[slug].names if n.literal.lower() == "myositis ossificans progressiva"]
        assert all(other in name.shared_with for name in shared_names)
        assert shared_names
