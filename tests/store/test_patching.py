"""A store that is changed holds what one loaded from the same records holds, and leaves the old one as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, serialize

from mendelgraph.store import build_store
from mendelgraph.store.patching import StorePatch, link_store, list_files, sum_file, sum_files

TITLE = "<urn:article:1> <urn:title> <urn:text:on-toes>"
YEAR = "<urn:article:1> <urn:year> <urn:year:1999>"
ABOUT = "<urn:a> <urn:cites> <urn:article:1>"
OTHER = "<urn:b> <urn:cites> <urn:article:1>"

Records = dict[str, list[str]]
OLD: Records = {"urn:graph:a/": [ABOUT, TITLE], "urn:graph:b/": [OTHER, TITLE]}


def nquads(records: Records) -> str:
    return "".join(f"{line} <{record}stated> .\n" for record, lines in records.items() for line in lines)


def load(folder: Path, records: Records) -> Path:
    folder.mkdir()
    (folder / "lines.nq").write_text(nquads(records))
    build_store(folder / "lines.nq", folder / "store")
    return folder / "store"


def content(store: Path) -> list[bytes]:
    return sorted((serialize(Store.read_only(str(store)), format=RdfFormat.N_QUADS) or b"").splitlines())


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return load(tmp_path / "old", OLD)


def patch(old: Path, new: Path, records: Records) -> None:
    """Make the store of records that share titles and years from an old one."""
    with StorePatch(old, new) as patched:
        for record in OLD:
            if records.get(record) != OLD[record]:
                patched.remove(record)
        for record, lines in records.items():
            patched.add(nquads({record: lines}).encode(), b"", fresh=lines != OLD.get(record))
        patched.finish(sorted({f"{line} .\n".encode() for lines in records.values() for line in lines[1:]}))
        del patched.store


CHANGES: dict[str, Records] = {
    "nothing": {},
    "a shared line left out": {"urn:graph:a/": [ABOUT]},
    "a shared line left out by all": {"urn:graph:a/": [ABOUT], "urn:graph:b/": [OTHER]},
    "a shared line put in": {"urn:graph:a/": [ABOUT, TITLE, YEAR]},
    "a record gone": {"urn:graph:a/": []},
    "all records gone": {"urn:graph:a/": [], "urn:graph:b/": []},
    "a record more": {"urn:graph:c/": ["<urn:c> <urn:cites> <urn:article:1>", TITLE, YEAR]},
    "a line that goes from one to the other": {"urn:graph:a/": [TITLE], "urn:graph:b/": [ABOUT, TITLE]},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_store_holds_what_a_loaded_one_holds(old: Path, tmp_path: Path, change: Records) -> None:
    before = content(old)
    records = {record: lines for record, lines in (OLD | change).items() if lines}
    patch(old, tmp_path / "store", records)
    assert content(tmp_path / "store") == content(load(tmp_path / "loaded", records))
    assert content(old) == before


def test_of_files_that_are_linked_the_sums_are_known(old: Path, tmp_path: Path) -> None:
    link_store(old, tmp_path / "store")
    tables = {name for name in list_files(old) if name.endswith(".sst")}
    assert tables
    sums = sum_files(tmp_path / "store", old, dict.fromkeys(list_files(old), -1))
    assert sums == {name: -1 if name in tables else sum_file(old / name) for name in list_files(old)}


def test_a_file_of_the_name_of_an_old_one_is_another_file(old: Path, tmp_path: Path) -> None:
    store = load(tmp_path / "other", OLD)
    known = dict.fromkeys([*list_files(old), "000001.sst"], -1)
    assert sum_files(store, old, known) == {name: sum_file(store / name) for name in list_files(store)}
    (store / "000001.sst").write_bytes(b"of a store whose old one has lost this file")
    assert sum_files(store, old, known)["000001.sst"] == sum_file(store / "000001.sst")


def test_files_that_say_nothing_are_not_listed(old: Path, tmp_path: Path) -> None:
    assert {"LOCK", "LOG"} <= {path.name for path in old.iterdir()}
    assert not {"LOCK", "LOG"} & set(list_files(old))
    assert list_files(tmp_path / "none") == []
