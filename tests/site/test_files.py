"""What stays the same is left untouched, and stamps are those of the files."""

from __future__ import annotations

from pathlib import Path

from mendelgraph.site.files import Stamp, are_there, remove_scratch, stamp_of, write_file


def test_a_file_is_written_once_and_its_stamp_is_that_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "new/folder/page.html"
    first = write_file(str(path), b"one")
    again = write_file(str(path), b"one")
    found = path.stat()
    assert (first.changed, again.changed) == (True, False)
    assert first.stamp == again.stamp == Stamp(found.st_size, found.st_mtime_ns) == stamp_of(str(path))
    other = write_file(str(path), b"two")
    assert (other.changed, path.read_bytes()) == (True, b"two")
    assert [each.name for each in path.parent.iterdir()] == ["page.html"]


def test_a_file_that_is_gone_or_lies_where_a_folder_was_is_not_there(tmp_path: Path) -> None:
    stamp = write_file(str(tmp_path / "a/b"), b"").stamp
    assert are_there(tmp_path, {"a/b": stamp})
    assert not are_there(tmp_path, {"a/b": stamp, "a/c": stamp})
    assert not are_there(tmp_path, {"a/b/c": stamp})


def test_what_killed_processes_left_goes_and_what_is_like_it_stays(tmp_path: Path) -> None:
    left = {".index.html.17", "a/.page.html.4", f"a/.{'x' * 100}.9"}
    others = {"index.html", ".page.html.4", "a/.page.html.old", "a/.page.html.", "a/.other.html.4", "b/.page.html.4"}
    for name in left | others:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    remove_scratch(tmp_path, {"index.html", "a/page.html", f"a/{'x' * 120}.html", "gone/page.html"})
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == others
