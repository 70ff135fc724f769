"""The endpoint benchmark: its questions can be asked, its table can be read, and its servers give the same rows."""

from __future__ import annotations

import json
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import endpoint
from benchmarks.endpoint import YARDSTICK, Row, as_markdown
from benchmarks.endpoint_questions import GRAPH, make_questions
from benchmarks.endpoint_versions import find_versions
from benchmarks.serving_section import NOTHING_KEPT, show_endpoint
from mendelgraph.release import embedded_release
from mendelgraph.store import open_store


def test_every_question_has_texts_of_its_own_that_the_engine_takes() -> None:
    store = open_store(embedded_release())
    questions = make_questions(store)
    assert len(questions) == 8
    for question in questions:
        assert len(set(question.texts)) == len(question.texts) > 0
        for text in question.texts[:3]:
            answer = store.query(text)
            assert (type(answer).__name__ == "QueryTriples") is (question.accept == GRAPH)


def test_the_table_shows_what_fails_and_what_differs() -> None:
    rows = [
        Row("a", YARDSTICK, 100.0, 1.0, 0.5, same=True),
        Row("a", "b", 25.0, 0.25, 2.0, same=False),
        Row("a", "c", None, None, 0.0, same=False),
    ]
    assert as_markdown(rows).splitlines()[-1] == "| a | 100 (1.00; 0.50 ms) | 25 (0.25; 2.00 ms) * | fails |"


def test_ours_and_the_bare_server_answer_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("wrk") is None:
        pytest.skip("the load generator is absent: apt-get install wrk")
    every = endpoint._groups
    monkeypatch.setattr(endpoint, "_groups", lambda *arguments: every(*arguments)[:1])
    monkeypatch.setattr(endpoint, "ROUNDS", 1)
    monkeypatch.setattr(endpoint, "make_questions", lambda store: make_questions(store)[:2])
    told = json.loads(json.dumps(endpoint.record_endpoints(embedded_release(), 1)))
    assert {row["server"] for row in told["rows"]} == {YARDSTICK, "mendelgraph serve", NOTHING_KEPT}
    assert all(row["same"] and row["rate"] and row["alone"] for row in told["rows"])
    shown = "\n".join(show_endpoint(told))
    for said in (f"oxigraph serve: {version('oxigraph')}", "cores to use", "8 connections", "1 rounds of 1 s"):
        assert said in shown


def test_versions_are_those_that_servers_tell(tmp_path: Path) -> None:
    found = find_versions(tmp_path / "no-environment")
    assert found["mendelgraph"] == version("mendelgraph")
    assert found["oxigraph serve"] == version("oxigraph")
    assert "rdflib-endpoint" not in found


def test_a_release_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    ran = CliRunner().invoke(endpoint.command, [str(tmp_path)])
    assert (ran.exit_code, str(tmp_path) in ran.output) == (1, True)
    assert CliRunner().invoke(endpoint.command, []).exit_code == 2
