"""What records share is put in order with little of it in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.export.order import path_order
from mendelgraph.release import lines
from mendelgraph.release.dumps import Span
from mendelgraph.release.kept import Place
from mendelgraph.release.lines import SharedLines
from mendelgraph.release.places import Places

LINES = [f"<urn:x:{subject}> <urn:p:{which}> <urn:o> .\n".encode() for subject in range(9) for which in range(3)]


@pytest.fixture
def few_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "HELD", 5)
    monkeypatch.setattr(lines, "SUBJECTS", 2)


@given(st.lists(st.lists(st.sampled_from(LINES))))
def test_lines_come_once_and_in_order_whatever_was_written_to_files(parts: list[list[bytes]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "HELD", 5)
        shared = SharedLines(Path("/tmp"))  # noqa: S108 - files without names
        for part in parts:
            shared.add(part)
        wanted = sorted({line for part in parts for line in part}, key=path_order)
        assert list(shared) == wanted
        assert list(shared) == wanted, "as often as asked for"
        shared.close()


@pytest.mark.usefixtures("few_in_memory")
def test_lines_can_be_added_after_they_were_asked_for(tmp_path: Path) -> None:
    shared = SharedLines(tmp_path)
    shared.add(LINES[::2])
    assert list(shared) == sorted(LINES[::2], key=path_order)
    shared.add(LINES[1::2])
    assert list(shared) == sorted(LINES, key=path_order)
    assert not list(tmp_path.iterdir()), "the files have no names, so that nothing is left of them"
    shared.close()
    assert list(shared) == []


@given(st.lists(st.lists(st.sampled_from(LINES))), st.sampled_from([0, 2, 100]))
def test_lines_that_come_later_fall_into_their_places(parts: list[list[bytes]], few: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "HELD", 12)
        patch.setattr(lines, "FEW", few)
        shared, before = SharedLines(Path("/tmp")), set[bytes]()  # noqa: S108 - files without names
        for part in parts:
            shared.add(part)
            before |= set(part)
            assert list(shared) == sorted(before, key=path_order)
        shared.close()


@pytest.mark.usefixtures("few_in_memory")
def test_portions_do_not_part_a_subject(tmp_path: Path) -> None:
    shared = SharedLines(tmp_path)
    shared.add(LINES)
    portions = list(shared.portions())
    shared.close()
    assert [line for portion in portions for line in portion] == sorted(LINES, key=path_order)
    assert len(portions) > 2
    subjects = [{line.split()[0] for line in portion} for portion in portions]
    assert sum(map(len, subjects)) == len(set().union(*subjects))


@pytest.mark.usefixtures("few_in_memory")
def test_a_new_line_leaves_other_portions_as_they_were(tmp_path: Path) -> None:
    shared = SharedLines(tmp_path)
    shared.add(LINES)
    before = list(shared.portions())
    shared.add([b"<urn:x:4> <urn:q> <urn:o> .\n"])
    after = list(shared.portions())
    shared.close()
    assert len(before) == len(after)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_nothing_shared_is_one_empty_portion(tmp_path: Path) -> None:
    assert list(SharedLines(tmp_path).portions()) == [[]]


def test_places_come_back_as_they_were_but_for_the_head_before_the_rows() -> None:
    spans = [Span(2**40 + number, 2**33 + number, 2**32 - 1 - number) for number in range(11)]
    kept = [Place.of_spans("ab" * 32, ("urn:x:list",), spans), Place.of_spans("", (), spans[::-1])]
    places = Places()
    for key, place in zip("ab", kept, strict=True):
        places.put(key, place)
    assert list(places) == list(zip("ab", kept, strict=True))
    places.shift = 10
    assert [place.rows.start for _, place in places] == [place.rows.start + 10 for place in kept]
