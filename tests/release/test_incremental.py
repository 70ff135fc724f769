"""A build into the folder of an older release gives the same bytes as one into an empty folder, and does less."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
import zipfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mendelgraph import build
from mendelgraph.release import assembly, pipeline, records, workers, writing
from mendelgraph.release.freezing import freeze, thaw
from mendelgraph.release.kept import FOLDER, INDEX, KEPT_FILES, PORTIONS, SOURCES, read_index
from mendelgraph.resources import resources
from mendelgraph.store import open_store
from mendelgraph.vocabulary.compilation import write_contents
from mendelgraph.vocabulary.slices import read_slices
from tests.release.damages import DAMAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGES = resources() / "data" / "conditions"
CHANGED = "progressive-osseous-heteroplasia.txt"
OTHERS = sorted(page.name for page in PAGES.glob("*.txt") if page.name != CHANGED)[:5]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first")
    (folder / "pages").mkdir()
    for page in (CHANGED, *OTHERS):
        shutil.copy(PAGES / page, folder / "pages")
    build([folder / "pages"], output=folder / "dist")
    return folder


@pytest.fixture(scope="module")
def unchanged(first: Path) -> Path:
    """Return the release of the same pages, built anew in the place of the first, of which nothing was taken over."""
    return from_nothing(first)


@pytest.fixture
def again(first: Path, tmp_path: Path) -> Path:
    """Return a folder of the pages and the release made of them, to be changed."""
    for name in ("pages", "dist"):
        shutil.copytree(first / name, tmp_path / "again" / name)
    return tmp_path / "again"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the slugs of the conditions that a build makes, as it makes them."""
    slugs: list[str] = []

    def note(task: pipeline.Task, context: pipeline.Context) -> object:
        slugs.append(task.record.slug)
        return whole(task, context)

    whole = pipeline.make_condition
    monkeypatch.setattr(workers, "make_condition", note)
    return slugs


def change(pages: Path) -> None:
    page = pages / CHANGED
    text = page.read_text(encoding="utf-8")
    assert "GNAS" in text
    page.write_text(text.replace("GNAS", "GNAZ"), encoding="utf-8")


def remove(pages: Path) -> None:
    (pages / CHANGED).unlink()


def rename(pages: Path) -> None:
    """Add a page whose name is another's too, so that one that did not change has to say so."""
    page = (pages / CHANGED).read_text(encoding="utf-8")
    (pages / "second.txt").write_text(page.replace("progressive-osseous", "second-osseous"), encoding="utf-8")


def nothing(_pages: Path) -> None:
    pass


CHANGES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "nothing": (nothing, set()),
    "one page": (change, {"progressive-osseous-heteroplasia"}),
    "a page gone": (remove, set()),
    "a page of the same names": (rename, {"progressive-osseous-heteroplasia", "second-osseous-heteroplasia"}),
}


def statements(folder: Path) -> Iterator[str]:
    return map(str, open_store(folder))


def assert_same_release(one: Path, other: Path) -> None:
    files = {path.name for path in one.iterdir() if path.is_file()}
    assert files == {path.name for path in other.iterdir() if path.is_file()}
    for name in sorted(files):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    assert sorted(statements(one)) == sorted(statements(other))
    for name in (*KEPT_FILES, SOURCES, PORTIONS):
        assert (one / FOLDER / name).read_bytes() == (other / FOLDER / name).read_bytes(), name
    assert read_index(one, made_by(one)).state == read_index(other, made_by(other)).state


def made_by(release: Path) -> str:
    with (release / FOLDER / INDEX).open(encoding="utf-8") as index:
        return str(json.loads(next(index))[0])


def from_nothing(again: Path, vocabulary: Path | None = None) -> Path:
    """Build what lies there into the folder of a release that nothing can be taken over from."""
    whole = again / "whole"
    shutil.copytree(again / "dist", whole)
    shutil.rmtree(whole / FOLDER)
    build([again / "pages"], output=whole, vocabulary=vocabulary)
    return whole


@pytest.mark.parametrize(("alter", "remade"), CHANGES.values(), ids=CHANGES)
def test_a_change_makes_anew_what_depends_on_it_and_gives_the_bytes_of_a_whole_build(
    again: Path, made: list[str], alter: Callable[[Path], None], remade: set[str]
) -> None:
    alter(again / "pages")
    whole = from_nothing(again)
    del made[:]
    build([again / "pages"], output=again / "dist")
    assert remade <= set(made)
    assert len(made) <= 2, "records far from the change were made anew"
    assert_same_release(again / "dist", whole)


def test_a_store_that_was_changed_again_and_again_is_that_of_a_whole_build(
    again: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for alter in (change, rename, remove):
        alter(again / "pages")
        shutil.rmtree(again / "whole", ignore_errors=True)
        whole = from_nothing(again)
        with monkeypatch.context() as patched:
            patched.setattr(writing, "PATCHED", 1)
            patched.setattr(assembly, "StoreBuilder", None)
            build([again / "pages"], output=again / "dist")
        assert_same_release(again / "dist", whole)


def test_what_a_file_about_the_changed_page_says_of_another_is_put_together_with_what_others_say(again: Path) -> None:
    pages = again / "pages"
    with zipfile.ZipFile(pages / "both.zip", "w") as archive:
        for name in (CHANGED, OTHERS[0]):
            archive.write(pages / name, name)
    build([pages], output=again / "dist")
    change(pages)
    whole = from_nothing(again)
    build([pages], output=again / "dist")
    assert_same_release(again / "dist", whole)


def test_packed_files_are_the_plain_ones(first: Path) -> None:
    for name in ("mendelgraph.nq", "mendelgraph.ttl", "mendelgraph.jsonld"):
        assert gzip.decompress((first / "dist" / f"{name}.gz").read_bytes()) == (first / "dist" / name).read_bytes()


def test_a_reader_of_the_old_release_is_not_disturbed(again: Path) -> None:
    store = open_store(again / "dist")
    before = len(store)
    change(again / "pages")
    build([again / "pages"], output=again / "dist")
    assert len(store) == before
    assert sum(1 for _ in store) == before


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_nothing_is_taken_over_from_a_release_that_was_tampered_with(
    again: Path, unchanged: Path, damage: Callable[[Path], None]
) -> None:
    damage(again / "dist")
    build([again / "pages"], output=again / "dist")
    assert_same_release(again / "dist", unchanged)


def test_a_build_that_fails_lets_go_of_the_store(again: Path) -> None:
    def fail(step: str) -> None:
        if step == "counting statements":
            raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more") as kept:
        build([again / "pages"], output=again / "dist", progress=fail)
    build([again / "pages"], output=again / "dist")
    assert kept.tb, "whoever keeps the error keeps what the build was about"


def test_another_base_makes_everything_anew(again: Path, made: list[str]) -> None:
    build([again / "pages"], output=again / "dist", base="https://example.org/kb/")
    assert len(made) == 1 + len(OTHERS)


def write_vocabulary(path: Path, slices: Path) -> None:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database:
        write_contents(read_slices(slices), database)


def test_another_vocabulary_makes_everything_anew(again: Path, made: list[str]) -> None:
    vocabulary, slices = again / "vocabulary.sqlite", again / "vocabulary"
    shutil.copytree(resources() / "data" / "vocabulary", slices)
    write_vocabulary(vocabulary, slices)
    build([again / "pages"], output=again / "dist", vocabulary=vocabulary)
    del made[:]
    build([again / "pages"], output=again / "dist", vocabulary=vocabulary)
    assert not made
    terms = (slices / "terms.tsv").read_text(encoding="utf-8")
    assert "MONDO:0008153\tprogressive" in terms
    altered = terms.replace("MONDO:0008153\tprogressive", "MONDO:0008153\tProgressive")
    (slices / "terms.tsv").write_text(altered, encoding="utf-8")
    write_vocabulary(vocabulary, slices)
    whole = from_nothing(again, vocabulary)
    del made[:]
    build([again / "pages"], output=again / "dist", vocabulary=vocabulary)
    assert len(made) == 1 + len(OTHERS)
    assert_same_release(again / "dist", whole)


def test_where_links_cannot_be_made_files_are_copied(again: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    whole = from_nothing(again)
    monkeypatch.setattr("mendelgraph.store.patching.os.link", refuse)
    build([again / "pages"], output=again / "dist")
    assert_same_release(again / "dist", whole)


def test_only_known_values_are_kept_and_come_back() -> None:
    piece = pipeline.Piece("urn:x:a", Counter({"stated": 3}))
    assert thaw(freeze(piece)) == piece
    with pytest.raises(TypeError, match="cannot be kept"):
        freeze(records.OldRelease)
    with pytest.raises(KeyError):
        thaw(["os.system", "true"])
