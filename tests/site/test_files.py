"""What stays the same is left untouched, and stamps are those of the files."""

from __future__ import annotations

from pathlib import Path

from mendelgraph.site.files import Stamp, are_there, stamp_of, write_file


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
