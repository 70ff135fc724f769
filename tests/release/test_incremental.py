"""A build into the folder of an older release gives the same bytes as one into an empty folder, and does less."""

from __future__ import annotations

import gzip
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from mendelgraph import build
from mendelgraph.release import pipeline, records, workers
from mendelgraph.release.freezing import freeze, thaw
from mendelgraph.release.kept import FOLDER, INDEX, KEPT_FILES, PORTIONS, RECORDS, SOURCES, read_index
from mendelgraph.resources import resources
from mendelgraph.store import open_store

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


@pytest.fixture
def again(first: Path, tmp_path: Path) -> Path:
    """Return a folder of the pages and the release made of them, to be changed."""
    shutil.copytree(first, tmp_path / "again")
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


def from_nothing(again: Path) -> Path:
    """Build what lies there into the folder of a release that nothing can be taken over from."""
    whole = again / "whole"
    shutil.copytree(again / "dist", whole)
    shutil.rmtree(whole / FOLDER)
    build([again / "pages"], output=whole)
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


def test_a_store_that_was_changed_again_and_again_is_that_of_a_whole_build(again: Path) -> None:
    for alter in (change, rename, remove):
        alter(again / "pages")
        build([again / "pages"], output=again / "dist")
    whole = again / "whole"
    build([again / "pages"], output=whole)
    graphs = [
        {str(quad) for quad in open_store(folder) if "/dataset>" not in str(quad)} for folder in (whole, again / "dist")
    ]
    named = [{quad for quad in each if "/graph/" in quad} for each in graphs]
    assert named[0] == named[1]


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


def spoil_dump(release: Path) -> None:
    file = release / "mendelgraph.nq"
    file.write_bytes(file.read_bytes().replace(b"Osteoma", b"Ostomea"))


def spoil_packed(release: Path) -> None:
    data = bytearray((release / "mendelgraph.ttl.gz").read_bytes())
    data[len(data) // 2] ^= 255
    (release / "mendelgraph.ttl.gz").write_bytes(data)


def spoil_lines(release: Path) -> None:
    file = release / FOLDER / RECORDS
    file.write_bytes(file.read_bytes().replace(b"GNAS", b"GNAZ"))


def spoil_sums(release: Path) -> None:
    file = release / FOLDER / "sums.jsonl"
    file.write_bytes(file.read_bytes().replace(b"1", b"2", 1))


def spoil_sources(release: Path) -> None:
    file = release / FOLDER / SOURCES
    file.write_bytes(file.read_bytes().replace(b"GNAS", b"GNAZ").replace(b"Osteoma", b"Ostemoa"))


def spoil_portions(release: Path) -> None:
    file = release / FOLDER / PORTIONS
    file.write_bytes(file.read_bytes().replace(b"1", b"2"))


def cut_dump(release: Path) -> None:
    with (release / "mendelgraph.jsonld").open("r+b") as file:
        file.truncate(1000)


def spoil_index(release: Path) -> None:
    (release / FOLDER / INDEX).write_text("[1, 2")


def empty_index(release: Path) -> None:
    (release / FOLDER / INDEX).write_text("")


def change_store(release: Path) -> None:
    store = Store(release / "store")
    store.update("INSERT DATA { <urn:x:a> <urn:x:b> <urn:x:c> }")
    store.flush()


DAMAGES = (
    spoil_dump,
    spoil_packed,
    spoil_lines,
    spoil_sums,
    spoil_sources,
    cut_dump,
    spoil_index,
    empty_index,
    change_store,
)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_nothing_is_taken_over_from_a_release_that_was_tampered_with(
    again: Path, damage: Callable[[Path], None]
) -> None:
    whole = from_nothing(again)
    damage(again / "dist")
    build([again / "pages"], output=again / "dist")
    assert_same_release(again / "dist", whole)


def test_another_vocabulary_or_base_makes_everything_anew(again: Path, made: list[str], tmp_path: Path) -> None:
    build([again / "pages"], output=again / "dist", base="https://example.org/kb/")
    assert len(made) == 1 + len(OTHERS)
    del made[:]
    shutil.copytree(resources() / "data" / "vocabulary", tmp_path / "vocabulary")
    build([again / "pages"], output=again / "dist", vocabulary=None)
    assert len(made) == 1 + len(OTHERS)


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
