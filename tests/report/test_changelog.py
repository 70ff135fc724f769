"""The changelog goes on from release to release, and tells a release that is built again once."""

from __future__ import annotations

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


def changelog(folder: Path, version: str) -> list[ChangeRow]:
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


def test_the_table_comes_back_whatever_is_in_a_name() -> None:
    rows = change_rows("b", Changes("a", added=("x",), linked=("y",)), {"x": "A\tname\nof two lines"})
    assert [row.name for row in read_changelog(write_changelog(rows))] == ["A name of two lines", "y"]


def test_rows_of_another_form_are_passed_over() -> None:
    assert [*read_changelog("version\tsince\na\tb\nv\tw\tburnt\tx\ty\n")] == []
    assert carry_on([], ()) == ()
