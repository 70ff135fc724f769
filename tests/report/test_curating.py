"""The list of open questions, and the way back from a decision to a mapping that wins."""

from __future__ import annotations

import ast
import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

import mendelgraph
from mendelgraph.align import (
    align,
    check_curated,
    collect_curated,
    collect_names,
    embedded_citations,
    embedded_curated,
    read_curated,
)
from mendelgraph.alignments import Justification, Match
from mendelgraph.errors import InputError
from mendelgraph.extract import extract
from mendelgraph.identifiers import parse_curie
from mendelgraph.report import (
    UNRESOLVED_COLUMNS,
    Unresolved,
    note_condition,
    read_decisions,
    with_labels,
    write_unresolved,
)
from mendelgraph.report.curating import KINDS
from mendelgraph.resources import resources
from mendelgraph.sources import read_catalogue
from mendelgraph.vocabulary import open_vocabulary

PACKAGE = Path(mendelgraph.__file__).parent


def fill(table: str, slug: str, decision: str, comment: str = "the page says so") -> str:
    """Fill in the decision of a condition's first line."""
    rows = list(csv.DictReader(io.StringIO(table), delimiter="\t"))
    row = next(row for row in rows if row["slug"] == slug)
    row |= {"decision": decision, "comment": comment}
    out = io.StringIO()
    writer = csv.DictWriter(out, UNRESOLVED_COLUMNS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def question(slug: str = "nail-disease", kind: str = "no-match", **fields: str) -> Unresolved:
    return Unresolved(slug, "Nail disease", kind, fields.get("subject", "Nail disease"), "unsure")


def test_candidates_stand_with_their_labels_and_the_decision_is_left_empty():
    candidates = ((parse_curie("MONDO:0000001"), "nail disease"), (parse_curie("OMIM:100001"), ""))
    [row] = csv.DictReader(io.StringIO(write_unresolved([question()._replace(candidates=candidates)])), delimiter="\t")
    assert row["candidates"] == "MONDO:0000001 nail disease | OMIM:100001"
    assert (row["decision"], row["comment"]) == ("", "")


def test_what_a_decision_settles_comes_first():
    rows = [question(kind="a-new-kind"), question("b", "unread-citation"), question("c"), question("a", "unsure-match")]
    lines = write_unresolved(rows).splitlines()
    assert [line.split("\t")[2] for line in lines[1:]] == ["no-match", "unsure-match", "unread-citation", "a-new-kind"]
    assert write_unresolved(reversed(rows)) == write_unresolved(rows)


def test_every_kind_of_question_is_explained():
    asked = {
        call.args[1].value
        for path in [*(PACKAGE / "align").glob("*.py"), PACKAGE / "release" / "curation.py"]
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"Question", "_question"}
        and len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
    }
    assert len(asked) >= 5
    assert asked <= KINDS.keys(), "add the new kind to KINDS of mendelgraph.report.curating"


def test_a_decision_becomes_a_curated_mapping_that_wins():
    """From a page of the embedded catalogue to its question, to a decision, to the match that it makes."""
    vocabulary = open_vocabulary(None)
    [record] = read_catalogue([resources() / "data" / "conditions" / "y-chromosome-infertility.txt"]).conditions
    stated = extract(record)
    before = align_with(stated, vocabulary, embedded_curated())
    target = before.questions[0].candidates[0]
    notes = note_condition(before)
    rows = [
        Unresolved(notes.slug, notes.name, q.kind, q.subject, q.detail, with_labels(q.candidates, vocabulary))
        for q in notes.questions
    ]

    filled = fill(write_unresolved(rows), record.slug, f"exact {target}")
    table = read_decisions(filled, author="A. Curator", where="unresolved.tsv")
    curated = collect_curated(read_curated(table, where="decided.sssom.tsv"))
    check_curated(curated, vocabulary)
    after = align_with(stated, vocabulary, curated)

    assert not [m for m in before.mappings if m.target == target and m.match is Match.EXACT and not m.refused]
    [mapping] = [m for m in after.mappings if m.target == target]
    assert (mapping.match, mapping.justification) == (Match.EXACT, Justification.CURATED)
    assert mapping.curator == "A. Curator"
    assert "no-match" not in {q.kind for q in after.questions}


def align_with(stated, vocabulary, curated):
    return align(
        stated, vocabulary, neighbours=collect_names([stated]), curated=curated, citations=embedded_citations()
    )


def test_several_decisions_of_one_line():
    filled = fill(write_unresolved([question()]), "nail-disease", "narrow MONDO:0000001; not mondo:0000002")
    rows = read_curated(read_decisions(filled, author="A", where="x"), where="y")
    assert [(row.match, row.denied, str(row.target)) for row in rows] == [
        (Match.NARROW, False, "MONDO:0000001"),
        (Match.EXACT, True, "MONDO:0000002"),
    ]


def test_a_line_without_a_decision_stays_open():
    table = read_decisions(write_unresolved([question()]), author="A", where="x")
    assert read_curated(table, where="y") == ()


@pytest.mark.parametrize(
    ("slug", "decision", "comment", "message"),
    [
        ("nail-disease", "same MONDO:0000001", "why", "line 2: decision 'same MONDO:0000001' does not begin with"),
        ("nail-disease", "exact", "why", "line 2: unknown prefix"),
        ("nail-disease", "exact MONDO:12", "why", "line 2: MONDO:12 does not fit"),
        ("nail-disease", "exact MONDO:0000001", "", "line 2: a decision needs a comment"),
        ("nail-disease", "exact MONDO:0000001; exact MONDO:0000002", "why", "already matches MONDO:0000001 exactly"),
        ("", "exact MONDO:0000001", "why", "about no condition"),
    ],
    ids=["word", "no term", "malformed", "no reason", "two exact", "no condition"],
)
def test_a_decision_that_cannot_be_taken_is_refused_by_line(slug, decision, comment, message):
    filled = fill(write_unresolved([question(slug)]), slug, decision, comment)
    with pytest.raises(InputError, match=message):
        read_decisions(filled, author="A", where="unresolved.tsv")


def test_another_table_is_refused():
    with pytest.raises(InputError, match="column candidates, comment"):
        read_decisions("slug\tname\n", author="A", where="x")


@pytest.mark.parametrize(
    ("decision", "arguments", "code", "shown"),
    [
        ("exact MONDO:0000001", ["A. Curator"], 0, "skos:exactMatch\t\tMONDO:0000001"),
        ("same MONDO:0000001", ["A. Curator"], 3, "line 2: decision"),
        ("exact MONDO:0000001", [], 2, "Usage: scripts/take-decisions"),
    ],
    ids=["taken", "refused", "usage"],
)
def test_the_script_that_takes_decisions(tmp_path, decision, arguments, code, shown):
    table = tmp_path / "unresolved.tsv"
    table.write_text(fill(write_unresolved([question()]), "nail-disease", decision), encoding="utf-8")
    script = Path(__file__).resolve().parents[2] / "scripts" / "take-decisions"
    done = subprocess.run([sys.executable, script, table, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert shown in (done.stderr if code else done.stdout)
