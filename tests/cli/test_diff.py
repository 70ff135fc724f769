"""`mendelgraph diff`, end to end on two releases."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from mendelgraph.cli import main
from tests.diff.releases import make_release
from tests.graph.conftest import make_aligned

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def releases(tmp_path: Path) -> tuple[Path, Path]:
    changed = replace(make_aligned(), questions=())
    return make_release(tmp_path / "old", [make_aligned()]), make_release(tmp_path / "new", [changed])


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


def test_words(releases: tuple[Path, Path]) -> None:
    result = run(*releases)
    assert result.exit_code == 0
    assert result.stdout == (
        "https://w3id.org/mendelgraph/condition/marble-bone  Marble bone\n"
        "  question removed: gene XYZ\n"
        "  statements: -6 +0\n"
    )


def test_json_has_one_object_a_line(releases: tuple[Path, Path]) -> None:
    lines = [json.loads(line) for line in run(*releases, "--format", "json").stdout.splitlines()]
    record = {"record": "https://w3id.org/mendelgraph/condition/marble-bone", "label": "Marble bone"}
    assert lines == [
        {**record, "kind": "question", "verb": "removed", "about": "gene XYZ"},
        {**record, "deleted": 6, "added": 0},
    ]


def test_patch(releases: tuple[Path, Path]) -> None:
    rows = run(*releases, "--format", "patch").stdout.splitlines()
    assert [sum(row.startswith(sign) for row in rows) for sign in ("D ", "A ")] == [6, 0]
    assert rows[-1] == "TC ."


@pytest.mark.parametrize("form", ["text", "json", "patch"])
def test_exit_codes(releases: tuple[Path, Path], form: str) -> None:
    old, new = releases
    assert run(old, new, "--format", form).exit_code == 0
    assert run(old, new, "--format", form, "--exit-code").exit_code == 4
    same = run(old, old, "--format", form, "--exit-code")
    assert (same.exit_code, same.stderr) == (0, "no statement differs\n")


def test_what_is_no_release_is_an_input_error(tmp_path: Path) -> None:
    result = run(tmp_path, tmp_path)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "build it anew" in result.stderr
