"""The changelog goes on from release to release, and tells a release that is built again once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mendelgraph import build
from mendelgraph.report import ChangeRow, Changes, carry_on, change_rows, read_changelog, write_changelog
from mendelgraph.resources import resources

PAGES = resources() / "data" / "conditions"
NAMES = ("progressive-osseous-heteroplasia", "alstrom-syndrome", "angelman-syndrome")


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[list[ChangeRow]]:
    """Return the changelog after each of four builds into one folder: all, one gone, one changed, that again."""
    folder = tmp_path_factory.mktemp("changelog")
    (folder / "pages").mkdir()
    for name in NAMES:
        shutil.copy(PAGES / f"{name}.txt", folder / "pages")
    found = [changelog(folder, "2026-01-01")]
    (folder / "pages" / f"{NAMES[1]}.txt").unlink()
    found.append(changelog(folder, "2026-02-01"))
    page = folder / "pages" / f"{NAMES[2]}.txt"
    page.write_text(
        page.read_text(encoding="utf-8").replace("Angelman syndrome", "Angelmann syndrome"), encoding="utf-8"
    )
    found.append(changelog(folder, "2026-03-01"))
    found.append(changelog(folder, "2026-03-01"))
    return found


def changelog(folder: Path, version: str | None) -> list[ChangeRow]:
    build([folder / "pages"], output=folder / "dist", release=version)
    page = (folder / "dist" / "changelog.html").read_text(encoding="utf-8")
    rows = [*read_changelog((folder / "dist" / "changelog.tsv").read_text(encoding="utf-8"))]
    assert all(row.name in page and f"Release {row.version}" in page for row in rows)
    assert "<script" not in page
    return rows


def test_the_first_release_has_nothing_to_tell(releases: list[list[ChangeRow]]) -> None:
    assert releases[0] == []


def test_a_condition_that_went_is_named_by_its_name(releases: list[list[ChangeRow]]) -> None:
    assert releases[1] == [ChangeRow("2026-02-01", "2026-01-01", "retired", "alstrom-syndrome", "Alström syndrome")]


def test_what_an_older_release_changed_stays(releases: list[list[ChangeRow]]) -> None:
    newest, oldest = releases[2]
    assert oldest == releases[1][0]
    assert newest[:4] == ("2026-03-01", "2026-02-01", "page", "angelman-syndrome")


def test_a_release_built_again_is_told_once(releases: list[list[ChangeRow]]) -> None:
    assert releases[3] == releases[2]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    for name in NAMES[:2]:
        shutil.copy(PAGES / f"{name}.txt", tmp_path / "pages")
    return tmp_path / "pages"


def turn(pages: Path) -> None:
    """Remove the page of a condition, or put it back."""
    page = pages / f"{NAMES[1]}.txt"
    if page.exists():
        page.unlink()
    else:
        shutil.copy(PAGES / page.name, page)


def told(rows: list[ChangeRow]) -> list[tuple[str, str, str]]:
    return [row[:3] for row in rows]


def test_a_release_that_changes_nothing_is_not_told_as_if_it_had(pages: Path) -> None:
    changelog(pages.parent, "2026-01-01")
    turn(pages)
    before = changelog(pages.parent, "2026-02-01")
    assert changelog(pages.parent, "2026-03-01") == before
    report = json.loads((pages.parent / "dist" / "report.json").read_bytes())
    nothing = {field: [] for field in Changes._fields[1:]}
    assert report["changes"] == {"since": "2026-02-01"} | nothing


def test_a_release_that_is_built_again_is_told_against_the_one_before_it(pages: Path) -> None:
    changelog(pages.parent, "2026-01-01")
    turn(pages)
    assert told(changelog(pages.parent, "2026-02-01")) == [("2026-02-01", "2026-01-01", "retired")]
    turn(pages)
    assert changelog(pages.parent, "2026-02-01") == []
    (pages / f"{NAMES[0]}.txt").unlink()
    assert told(changelog(pages.parent, "2026-02-01")) == [("2026-02-01", "2026-01-01", "retired")]


def test_undated_releases_that_take_turns_are_all_told(pages: Path) -> None:
    rows: list[ChangeRow] = []
    for number in range(4):
        rows = changelog(pages.parent, None)
        assert len(rows) == number
        turn(pages)
    assert [row.what for row in rows] == ["retired", "added", "retired"]
    assert [row.since for row in rows[:-1]] == [row.version for row in rows[1:]]


def test_the_table_comes_back_whatever_is_in_a_name() -> None:
    rows = change_rows("b", Changes("a", added=("x",), linked=("y",)), {"x": "A\tname\nof two lines"})
    assert [row.name for row in read_changelog(write_changelog(rows))] == ["A name of two lines", "y"]


def test_rows_of_another_form_are_passed_over() -> None:
    assert [*read_changelog("version\tsince\na\tb\nv\tw\tburnt\tx\ty\n")] == []
    assert carry_on([], "v", ()) == ()
