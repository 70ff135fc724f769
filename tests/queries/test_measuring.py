"""The measuring of questions measures every question, and tells what it measured. How long they take is no test."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.questions import Row, main, measure_questions, write_table
from mendelgraph.queries import query_book


def test_every_question_is_measured(embedded: Path) -> None:
    rows = measure_questions(embedded, runs=1)
    assert {row.name for row in rows} == set(query_book())
    assert [row.p95 for row in rows] == sorted((row.p95 for row in rows), reverse=True)
    assert all(0 < row.p50 <= row.p95 for row in rows)
    assert {row.name: row.rows for row in rows}["condition-by-omim"] == 1


def test_the_table_is_markdown() -> None:
    assert (
        write_table([Row("names-exact", 1008, 12.34, 15.6)]).splitlines()[2] == "| names-exact | 1,008 | 12.3 | 15.6 |"
    )


def test_without_a_release_it_says_how_to_call_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "python -m benchmarks.questions RELEASE" in capsys.readouterr().err
