"""Sources of which only what changed is read give what reading all of them gives."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mendelgraph.release import sources
from mendelgraph.release.kept import FOLDER
from mendelgraph.release.sources import NOTHING, Known, Reading, read_again, read_known, take_gist, write_sources
from mendelgraph.sources.documents import read_files
from tests.sources.pages import FORMS, Page, to_bulk, to_scrape
from tests.sources.test_genes import PAGE as GENE

TOES = Page()
HANDS = Page(slug="marble-hand-syndrome", name="Marble hand syndrome", other_names=("MTS",))
RENAMED = TOES._replace(name="Marble toes", codes=(("ad", "Autosomal dominant"), ("zz", "A code of tomorrow")))
UNREAD = HANDS._replace(references=(("Something that fits no pattern", "11784876"),))


def _zip(*members: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, member in enumerate(members):
            archive.writestr(f"{number}.txt", member)
    return out.getvalue()


CONTENT: dict[str, bytes] = {
    **{f"{form} {page.slug} {number}": FORMS[form](page) for form in ("page-text", "medquad-xml", "api-json-2020-bare")
       for number, page in enumerate((TOES, HANDS, RENAMED, UNREAD))},
    "bulk": to_bulk(TOES, HANDS),
    "scrape": to_scrape(RENAMED, TOES, TOES),
    "archive": _zip(FORMS["page-text"](TOES), FORMS["page-text"](HANDS), b"\x00"),
    "gene": GENE.encode(),
    "broken": b"<Document",
    "empty": b"",
    "notes": b"what I still have to do",
}  # fmt: skip

FILES = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(sorted(CONTENT)), max_size=6)


def lay(folder: Path, files: dict[str, str]) -> None:
    for path in folder.iterdir():
        path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(CONTENT[content])


def through_a_file(reading: Reading, folder: Path) -> Known:
    (folder / FOLDER).mkdir(exist_ok=True)
    return read_known(folder, write_sources(folder, reading))


def assert_same(reading: Reading, whole: Reading) -> None:
    assert not whole.gists
    assert reading.catalogue.genes == whole.catalogue.genes
    assert reading.catalogue.refusals == whole.catalogue.refusals
    assert reading.catalogue.disagreements == whole.catalogue.disagreements
    assert len(reading.catalogue.conditions) == len(whole.catalogue.conditions)
    for record, wanted in zip(reading.catalogue.conditions, whole.catalogue.conditions, strict=True):
        assert record in {wanted, take_gist(wanted)}
        assert reading.digest(record) == whole.digest(wanted)
        assert reading.whole(record) == wanted


@settings(max_examples=30, deadline=None)
@given(st.lists(FILES, min_size=2, max_size=4))
def test_whatever_came_went_and_changed(rounds: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as place:
        pages, kept = Path(place, "pages"), Path(place, "kept")
        pages.mkdir()
        kept.mkdir()
        known = NOTHING
        for files in rounds:
            lay(pages, files)
            reading = read_again([pages], known)
            assert_same(reading, read_again([pages]))
            known = through_a_file(reading, kept)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are read, as they are read."""
    names: list[str] = []

    def note(files: object) -> object:
        listed = list(files)  # type: ignore[call-overload]  # whatever it is given
        names.extend(file.id for file in listed)
        return read_files(listed)

    monkeypatch.setattr(sources, "read_files", note)
    return names


def remove(pages: Path) -> None:
    (pages / "b").unlink()


def alter(pages: Path) -> None:
    (pages / "b").write_bytes(CONTENT["page-text marble-toe-syndrome 2"])


def touch(pages: Path) -> None:
    (pages / "b").write_bytes((pages / "b").read_bytes())


@pytest.mark.parametrize(
    ("change", "read"),
    [(remove, {"c", "f"}), (alter, {"b", "c", "f"}), (touch, {"f"})],
    ids=["gone", "altered", "the same"],
)
def test_only_files_about_what_changed_and_about_genes_are_read(
    tmp_path: Path, opened: list[str], change: Callable[[Path], None], read: set[str]
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    lay(
        pages,
        {
            "a": "page-text marble-hand-syndrome 1",
            "b": "page-text marble-toe-syndrome 0",
            "c": "medquad-xml marble-toe-syndrome 0",
            "d": "medquad-xml marble-hand-syndrome 1",
            "e": "notes",
            "f": "gene",
        },
    )
    known = through_a_file(read_again([pages]), tmp_path)
    change(pages)
    del opened[:]
    reading = read_again([pages], known)
    assert set(opened) == read
    assert reading.catalogue.genes
    assert [record.sections == () for record in reading.catalogue.conditions] == [True, "c" not in read]
    assert_same(reading, read_again([pages]))


def test_what_else_a_file_holds_about_a_changed_page_is_read_from_all_its_files(
    tmp_path: Path, opened: list[str]
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    both, hands = "bulk", "medquad-xml marble-hand-syndrome 1"
    lay(pages, {"a": "page-text marble-toe-syndrome 0", "b": both, "c": hands, "d": "notes", "e": "empty"})
    known = through_a_file(read_again([pages]), tmp_path)
    (pages / "a").write_bytes(CONTENT["page-text marble-toe-syndrome 2"])
    del opened[:]
    reading = read_again([pages], known)
    assert set(opened) == {"a", "b", "c"}, "c is about a page of b, which is about the page of a"
    assert not reading.gists
    assert_same(reading, read_again([pages]))


def test_a_file_that_cannot_be_read_is_looked_at_each_time(tmp_path: Path, opened: list[str]) -> None:
    (tmp_path / "a").write_bytes(CONTENT["broken"])
    (tmp_path / "b").write_bytes(CONTENT["page-text marble-toe-syndrome 0"])
    known = through_a_file(read_again([tmp_path]), tmp_path)
    assert read_again([tmp_path], Known({**known.files, "b": sources.FileNote("")}, known.gists)).gists == {}
    del opened[:]
    assert read_again([tmp_path], known).catalogue.refusals == read_again([tmp_path]).catalogue.refusals
