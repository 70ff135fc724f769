"""The alignments that are checked by eye: chosen by lot, stable, with verdicts that hold as long as what they judge."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.align import MAPPING_COLUMNS
from mendelgraph.errors import InputError
from mendelgraph.evaluation.sample import (
    SIZES,
    SampleRow,
    choose_sample,
    count_verdicts,
    read_sample,
    shorten_votes,
    write_sample,
)

TABLE = Path(__file__).resolve().parents[2] / "docs" / "alignment-check.tsv"


def row(slug: str, target: str = "MONDO:0000001", match: str = "exactMatch", **fields: str) -> dict[str, str]:
    values = {
        "subject_id": f"ghr:{slug}",
        "subject_label": slug,
        "predicate_id": f"skos:{match}",
        "object_id": target,
        "object_label": "label",
        "confidence": "0.90",
        "other": "said by mondo | + name-is-label: x [mondo]",
    }
    return dict.fromkeys(MAPPING_COLUMNS, "") | values | fields


MANY = [row(f"condition-{number}") for number in range(600)]


def test_the_sample_has_its_size_and_no_row_twice():
    sample = choose_sample([*MANY, *(row(f"c{n}", match="closeMatch") for n in range(200))])
    assert len(sample) == len(set(sample)) == sum(SIZES.values())
    assert Counter(found.match for found in sample) == {"exact": 400, "close": 100}


def test_left_out_are_other_vocabularies_refusals_and_what_follows_from_the_hierarchy():
    rows = [
        row("a", "OMIM:100001"),
        row("b", predicate_modifier="Not"),
        row("c", match="narrowMatch", other="said by mondo | + member-of-group: MONDO:0000002 [mondo]"),
        row("d", match="narrowMatch"),
    ]
    assert [found.slug for found in choose_sample(rows)] == ["d"]


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(random):
    shuffled = list(MANY)
    random.shuffle(shuffled)
    assert choose_sample(shuffled) == choose_sample(MANY)


def test_a_change_elsewhere_leaves_the_sample_as_it_is():
    before, after = choose_sample(MANY), choose_sample(MANY[:-50])
    gone = {f"condition-{number}" for number in range(550, 600)}
    assert {found.slug for found in before} - gone <= {found.slug for found in after}


def test_a_verdict_holds_until_what_it_judges_changes():
    [first] = choose_sample([row("a")])
    judged = first._replace(verdict="right", note="seen")
    [kept] = choose_sample([row("a", confidence="0.50", other="")], [judged])
    [changed] = choose_sample([row("a", match="closeMatch")], [judged])
    assert (kept.verdict, kept.note, kept.confidence) == ("right", "seen", "0.50")
    assert (changed.verdict, changed.note) == ("", "")


def test_votes_are_short_but_for_genes_and_identifiers():
    evidence = (
        "said by mondo | + name-of-equivalent: A [gard] | + name-of-equivalent: A [ordo] | + omim: OMIM:1 [page]"
        " | - gene-differs: ABC1, ABC2 [ordo]"
    )
    assert shorten_votes(evidence, "+") == "name-of-equivalent ×2, omim OMIM:1"
    assert shorten_votes(evidence, "-") == "gene-differs ABC1, ABC2"


def test_the_table_is_read_as_it_was_written():
    rows = tuple(found._replace(verdict="right") for found in choose_sample(MANY))
    assert read_sample(write_sample(rows, "# seen\n"), where="x") == ("# seen\n", rows)


@pytest.mark.parametrize(
    ("text", "message"),
    [("slug\tname\n", "columns"), ("{head}\na\tb\n", "2 cells"), ("{head}\n{row}\n", "verdict 'maybe'")],
    ids=["columns", "cells", "verdict"],
)
def test_another_table_is_refused(text, message):
    cells = SampleRow("a", "A", "MONDO:1", "A", "exact", "1", "", "", "maybe")
    with pytest.raises(InputError, match=message):
        read_sample(text.format(head="\t".join(SampleRow._fields), row="\t".join(cells)), where="x")


def test_the_recorded_check_was_done():
    head, rows = read_sample(TABLE.read_text(encoding="utf-8"), where=TABLE.name)
    assert head.startswith("# Looked through on ")
    assert len(rows) == sum(SIZES.values())
    assert all(found.note for found in rows if found.verdict in {"wrong", "doubtful"})
    exact = count_verdicts(rows)["exact"]
    assert exact["right"] / (exact["right"] + exact.get("wrong", 0)) >= 0.98


def test_the_evidence_is_written_as_it_is_read_here(embedded_release):
    """Hold the reading of votes to the table that a release really has."""
    lines = (embedded_release / "mappings.sssom.tsv").read_text(encoding="utf-8").splitlines()
    sample = choose_sample(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    exact = [found for found in sample if found.match == "exact"]
    assert len(exact) >= 10
    assert all("name" in found.votes_for for found in exact)
