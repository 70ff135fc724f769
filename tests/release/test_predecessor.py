"""What the release in a folder says of itself, and of what it was compared with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from mendelgraph.errors import InputError
from mendelgraph.graph.versions import check_date
from mendelgraph.release.predecessor import read_predecessor
from mendelgraph.report import Reference

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://w3id.org/mendelgraph/"
WHOLE = {
    "version": "2026-02-01",
    "base": BASE,
    "issued": ["2026-01-01", "2026-02-01"],
    "conditions": {"kept": {"stated": "1"}, "new": {"stated": "1"}},
    "since": {"version": "2026-01-01", "conditions": {"gone": {"stated": "2"}, "new": None}},
}


def write(folder: Path, manifest: Any) -> Path:
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_the_next_release_is_compared_with_the_one_in_the_folder(tmp_path: Path) -> None:
    old = read_predecessor(write(tmp_path, WHOLE), BASE)
    assert old
    assert old.reference("2026-03-01") == Reference("2026-02-01", WHOLE["conditions"])  # type: ignore[arg-type]  # JSON


def test_the_same_release_is_compared_with_what_it_was_compared_with(tmp_path: Path) -> None:
    old = read_predecessor(write(tmp_path, WHOLE), BASE)
    assert old
    expected = Reference("2026-01-01", {"kept": {"stated": "1"}, "gone": {"stated": "2"}})
    assert old.reference("2026-02-01") == expected


def test_a_first_release_that_is_built_again_is_compared_with_nothing(tmp_path: Path) -> None:
    old = read_predecessor(write(tmp_path, WHOLE | {"since": None}), BASE)
    assert old
    assert old.reference("2026-02-01") is None


def test_a_release_of_an_older_package_is_dated_by_its_version(tmp_path: Path) -> None:
    older = {name: WHOLE[name] for name in ("version", "base", "conditions")} | {"previous": "4423e168097e"}
    old = read_predecessor(write(tmp_path, older), BASE)
    assert old
    assert (old.issued, old.reference("2026-02-01")) == (("2026-02-01",), None)


DAMAGE: dict[str, Any] = {
    "no object": [],
    "no version": {"base": BASE, "conditions": {}},
    "another base": WHOLE | {"base": "https://other.example/"},
    "conditions are no object": WHOLE | {"conditions": ["rotor-syndrome"]},
    "layers are no object": WHOLE | {"conditions": {"rotor-syndrome": "x"}},
    "a version is no text": WHOLE | {"version": 2026},
    "a date is no text": WHOLE | {"issued": [2026]},
    "dates are no list": WHOLE | {"issued": 2026},
    "what was altered is no object": WHOLE | {"since": {"version": "2026-01-01", "conditions": {"a": "x"}}},
    "compared with nothing that has a name": WHOLE | {"since": {"version": 1, "conditions": {}}},
    "since is no object": WHOLE | {"since": "2026-01-01"},
}


@pytest.mark.parametrize("manifest", DAMAGE.values(), ids=DAMAGE)
def test_what_is_no_manifest_of_this_catalogue_is_no_predecessor(manifest: Any, tmp_path: Path) -> None:
    assert read_predecessor(write(tmp_path, manifest), BASE) is None


def test_what_is_no_json_is_no_predecessor(tmp_path: Path) -> None:
    assert read_predecessor(tmp_path, BASE) is None
    (tmp_path / "manifest.json").write_bytes(b"\xff{")
    assert read_predecessor(tmp_path, BASE) is None


@pytest.mark.parametrize("release", ["20260201", "2026-W05-1", "2026-2-1", "2026-02-30", "today", "", " 2026-02-01"])
def test_a_date_of_issue_is_written_in_one_way(release: str) -> None:
    with pytest.raises(InputError, match="write YYYY-MM-DD"):
        check_date(release)
