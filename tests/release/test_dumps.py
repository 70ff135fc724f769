"""Files are written in the background, in order, from new parts and from stretches of old files."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.export.packing import Stretch
from mendelgraph.release import dumps
from mendelgraph.release.dumps import Background, NewFile, OldFile, Span

OLD = bytes(range(256)) * 4
SPANS = st.tuples(st.integers(0, len(OLD)), st.integers(0, 300)).map(lambda pair: (pair[0], min(sum(pair), len(OLD))))


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("old") / "old"
    path.write_bytes(OLD)
    return path


def span(start: int, end: int) -> Span:
    return Span(start, end - start, zlib.crc32(OLD[start:end]))


def write_all(path: Path, parts: list[bytes | Stretch]) -> tuple[NewFile, tuple[str, str]]:
    background = Background()
    try:
        file = NewFile(path, background)
        for part in parts:
            file.write(part, zlib.crc32(bytes(part)))
        return file, file.close()
    finally:
        background.stop()


@given(
    st.lists(st.binary(max_size=40) | SPANS | st.sampled_from([(0, 100), (100, 101), (101, 400)])),
    st.sampled_from([1, 64, 10_000]),
)
def test_a_file_is_its_parts_however_they_come(
    old: Path, tmp_path_factory: pytest.TempPathFactory, parts: list[bytes | tuple[int, int]], at_once: int
) -> None:
    with pytest.MonkeyPatch.context() as patch, OldFile(old) as file:
        patch.setattr(dumps, "WRITTEN_AT_ONCE", at_once)
        given_parts = [part if isinstance(part, bytes) else file.read(span(*part)) for part in parts]
        path = tmp_path_factory.mktemp("new") / "new"
        new, (name, digest) = write_all(path, given_parts)
    wanted = b"".join(part if isinstance(part, bytes) else OLD[slice(*part)] for part in parts)
    assert path.read_bytes() == wanted
    assert (name, digest) == ("new", sha256(wanted).hexdigest())
    assert (new.size, new.checksum) == (len(wanted), zlib.crc32(wanted))


def test_stretches_that_meet_are_not_copied(old: Path) -> None:
    with OldFile(old) as file:
        parts = [file.read(span(*ends)) for ends in ((10, 20), (20, 700), (700, 900))]
        joined = dumps._join([*parts])
        assert isinstance(joined, memoryview)
        assert joined.obj is parts[0].whole.obj
        assert bytes(joined) == OLD[10:900]
        assert dumps._join([parts[0], parts[2]]) == OLD[10:20] + OLD[700:900]


@pytest.mark.parametrize("wrong", [Span(0, 10, 1), Span(len(OLD) - 5, 10, zlib.crc32(OLD[-5:]))], ids=["sum", "end"])
def test_bytes_that_are_not_what_they_were_are_refused(old: Path, wrong: Span) -> None:
    with OldFile(old) as file, pytest.raises(ValueError, match="were altered"):
        file.read(wrong)


def test_a_stretch_outlives_the_reading_of_its_file(old: Path) -> None:
    with OldFile(old) as file:
        part = file.read(span(3, 9))
    assert bytes(part) == OLD[3:9]
    assert len(part) == 6
    with pytest.raises(ValueError, match="were altered"):
        file.read(span(3, 9))


def hold(gate: Event) -> Callable[[], None]:
    def wait() -> None:
        assert gate.wait(60)

    return wait


def test_what_holds_nothing_never_waits_for_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "AHEAD", 10)
    gate, background, done = Event(), Background(), list[int]()
    background.submit(hold(gate), 0)
    for number in range(100):
        background.submit(lambda number=number: done.append(number), 0)
    assert done == []
    gate.set()
    background.finish()
    assert done == list(range(100))
    background.stop()


def test_what_holds_too_much_waits_for_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "AHEAD", 10)
    background, done = Background(), list[int]()
    for number in range(50):
        background.submit(lambda number=number: done.append(number), 4)
        assert len(done) >= number - 3, "no more than three wait that hold ten bytes together"
    background.finish()
    background.stop()


def test_what_a_task_raises_is_raised_to_who_waits() -> None:
    background = Background()

    def fail() -> None:
        raise OSError("no space left")

    background.submit(fail, 1)
    with pytest.raises(OSError, match="no space"):
        background.finish()
    background.stop()
