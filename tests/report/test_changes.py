"""What changed since the release before."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.release.previous import changes_since
from mendelgraph.report import Changes, compare_releases

OLD = {
    "kept": {"stated": "1", "aligned": "1"},
    "linked": {"stated": "1", "aligned": "1"},
    "told": {"stated": "1", "aligned": "1"},
    "gone": {"stated": "1"},
}
NEW = {
    "kept": {"stated": "1", "aligned": "1"},
    "linked": {"stated": "1", "aligned": "2", "inferred": "1"},
    "told": {"stated": "2", "aligned": "2"},
    "new": {"stated": "1"},
}


def write_release(folder: Path, conditions: object, changes: object = None, version: str = "v1") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps({"version": version, "conditions": conditions}))
    (folder / "report.json").write_text(json.dumps({"changes": changes}))
    return folder


def test_conditions_are_added_removed_or_changed_in_what_is_stated_or_only_in_links():
    assert compare_releases("v1", OLD, NEW) == Changes("v1", ("new",), ("gone",), ("told",), ("linked",))


@given(
    *[
        st.dictionaries(
            st.sampled_from("abcde"), st.dictionaries(st.sampled_from(("stated", "aligned")), st.sampled_from("12"))
        )
        for _ in range(2)
    ]
)
def test_every_condition_that_differs_is_named_once(old, new):
    changes = compare_releases("v1", old, new) or Changes("v1")
    named = sorted(slug for slugs in changes[1:] for slug in slugs)
    assert named == sorted(slug for slug in old.keys() | new.keys() if old.get(slug) != new.get(slug))


def test_the_first_release_has_nothing_to_compare_with(tmp_path):
    assert changes_since(tmp_path / "dist", NEW) is None


def test_a_new_release_is_compared_with_the_one_in_the_folder(tmp_path):
    folder = write_release(tmp_path / "dist", OLD)
    assert changes_since(folder, NEW) == compare_releases("v1", OLD, NEW)


def test_a_rebuild_keeps_the_account_of_the_last_change(tmp_path):
    told = compare_releases("v0", OLD, NEW)
    folder = write_release(tmp_path / "dist", NEW, told._asdict())
    assert changes_since(folder, NEW) == told


def test_a_rebuild_of_a_first_release_has_nothing_to_tell(tmp_path):
    assert changes_since(write_release(tmp_path / "dist", NEW), NEW) is None


def test_a_folder_whose_manifest_cannot_be_read_is_no_previous_release(tmp_path):
    folder = write_release(tmp_path / "dist", ["not", "a", "mapping"])
    assert changes_since(folder, NEW) is None
    (folder / "manifest.json").write_text("{")
    assert changes_since(folder, NEW) is None
