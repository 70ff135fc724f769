"""What pages and archives do seldom: each told or read as it should be."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mendelgraph.records import ConditionRecord, PartialDate, Refusal, RefusalKind
from mendelgraph.sources import archives, read, read_catalogue
from mendelgraph.sources.citation_dates import print_date, read_date
from mendelgraph.sources.citations import parse_citation
from mendelgraph.sources.prose import mend
from tests.sources.pages import Page, read_record, read_refusal, to_bulk, to_text
from tests.sources.pages import read as read_bytes

Put = Callable[[dict[str, bytes]], Path]


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in members.items():
            about = tarfile.TarInfo(name)
            about.type, about.size = (tarfile.DIRTYPE, 0) if name.endswith("/") else (tarfile.REGTYPE, len(data))
            archive.addfile(about, io.BytesIO(data))
    return packed.getvalue()


PACK = {"zip": zipped, "tar": tarred}


@pytest.mark.parametrize("kind", PACK)
def test_folders_of_an_archive_are_no_documents(kind: str, put: Put) -> None:
    folder = put({f"pages.{kind}": PACK[kind]({"in/": b"", "in/a.txt": to_text(Page())})})
    catalogue = read(folder)
    assert [record.documents[0].id for record in catalogue.conditions] == [f"pages.{kind}/in/a.txt"]
    assert catalogue.refusals == ()


@pytest.mark.parametrize(("kind", "reason"), [("zip", "holds no condition"), ("tar", "binary data")])
def test_an_archive_of_nothing_is_told(kind: str, reason: str, put: Put) -> None:
    (refusal,) = read(put({f"pages.{kind}": PACK[kind]({})})).refusals
    assert reason in refusal.reason


@pytest.mark.parametrize("kind", PACK)
def test_an_archive_within_an_archive_is_not_opened(kind: str, put: Put) -> None:
    folder = put({"outer.zip": zipped({f"inner.{kind}": PACK[kind]({"a.txt": to_text(Page())})})})
    (refusal,) = read(folder).refusals
    assert refusal.document == f"outer.zip/inner.{kind}"
    assert "unpack it first" in refusal.reason


@pytest.mark.parametrize(
    ("limit", "kind", "reason"),
    [
        ("MAX_MEMBERS", "zip", "holds more than 1 files"),
        ("MAX_MEMBERS", "tar", "holds more than 1 files"),
        ("MAX_STREAM_BYTES", "zip", "unpacks to more than"),
    ],
)
def test_an_archive_of_too_much_is_refused(
    limit: str, kind: str, reason: str, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, limit, 1)
    folder = put({f"pages.{kind}": PACK[kind]({"a.txt": to_text(Page(slug="a")), "b.txt": to_text(Page(slug="b"))})})
    refusals = read(folder).refusals
    assert [refusal.kind for refusal in refusals] == [RefusalKind.BROKEN]
    assert reason in refusals[0].reason


def test_an_encrypted_member_is_refused_and_the_next_is_read(put: Put) -> None:
    data = zipped({"a.txt": to_text(Page(slug="a")), "b.txt": to_text(Page(slug="b"))})
    place = data.index(b"PK\x01\x02") + 8  # the flags of the first member in the directory
    catalogue = read(put({"pages.zip": data[:place] + b"\x01" + data[place + 1 :]}))
    assert [record.slug for record in catalogue.conditions] == ["b"]
    assert [tuple(refusal) for refusal in catalogue.refusals] == [
        ("pages.zip/a.txt", RefusalKind.BROKEN, "encrypted: unpack it first")
    ]


def test_a_text_with_an_unknown_role_is_told_and_the_rest_of_the_record_read() -> None:
    data = to_bulk(Page())
    assert b"<text-role>description</text-role>" in data
    record, refusal = read_bytes(data.replace(b"<text-role>description</text-role>", b"<text-role>gossip</text-role>"))
    assert isinstance(record, ConditionRecord)
    assert isinstance(refusal, Refusal)
    assert "unknown text-role 'gossip', text left out" in refusal.reason


TOPIC = "<topic><title>{}</title><url>https://medlineplus.gov/genetics/{}/</url></topic>"


def topics(*rows: tuple[str, str]) -> list[ConditionRecord | Refusal]:
    told = "".join(TOPIC.format(*row) for row in rows)
    root = "genetics_home_reference_topic_list"
    text = f'<{root}><topic id="All"><title>All</title><topics>{told}</topics></topic></{root}>'
    return list(read_bytes(text.encode()))  # type: ignore[arg-type]


def test_conditions_of_an_index_of_topics_are_read_and_the_others_counted() -> None:
    record, broken, others = topics(("Toes", "condition/toes"), ("", "condition/bones"), ("BMP1", "gene/bmp1"))
    assert (record.slug, record.name) == ("toes", "Toes")  # type: ignore[union-attr]
    assert "the name is empty" in broken.reason  # type: ignore[union-attr]
    assert tuple(others)[1:] == (RefusalKind.NOT_A_SOURCE, "1 topics that are no conditions")  # type: ignore[arg-type]


def test_an_index_of_conditions_alone_has_nothing_to_count() -> None:
    assert [item.slug for item in topics(("Toes", "condition/toes"))] == ["toes"]  # type: ignore[union-attr]


def test_blank_lines_at_the_end_of_a_page_do_not_count() -> None:
    assert read_record(to_text(Page()) + b"\n \n\n").name == Page().name


def test_a_heading_that_stands_twice_is_text_the_second_time() -> None:
    record = read_record(to_text(Page()).replace(b"\nFrequency\n", b"\nDescription\n\nFrequency\n"))
    assert [said.value for said in record.names] == [Page().name]


def test_text_without_the_line_of_an_address_is_no_page() -> None:
    assert read_refusal(b"Plain words.\n").kind is RefusalKind.NOT_A_SOURCE


CHAPTER = "Doe J. Marble. 2023 Aug 8. In: %sBones [Internet]. Ulm: Press; 1993-2025. Available from http://x.org/1"


@pytest.mark.parametrize(
    "text",
    [
        CHAPTER % "some people whom nobody knows, editors. ",
        CHAPTER.replace("2023 Aug 8", "in a year") % "",
        CHAPTER.replace("Doe J. Marble. ", "Doe J. ") % "",
        CHAPTER.replace("Doe J. ", "somebody wrote it. ") % "",
    ],
    ids=["editors", "date", "title", "authors"],
)
def test_a_chapter_that_does_not_fit_stays_whole(text: str) -> None:
    assert parse_citation(text).fields is None


def test_a_chapter_that_fits_is_read() -> None:
    assert parse_citation(CHAPTER % "").fields is not None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023", PartialDate(2023)),
        ("2005-2006", PartialDate(2005, span="-2006")),
        ("2005 Mar 1-7", PartialDate(2005, 3, span="1-7")),
        ("2005 2nd Quart", PartialDate(2005, span="2nd Quart")),
        ("1499 Jan", None),
        ("2005 Brumaire", None),
        ("2005 Jan 0", None),
        ("someday", None),
    ],
)
def test_dates_that_are_seldom_printed(text: str, day: PartialDate | None) -> None:
    assert read_date(text) == day
    assert day is None or print_date(day) == text


@pytest.mark.parametrize("text", ["\u00e2\u20ac", "\u00c3", "\u00c3\u00c3", "caf\u00e9"])
def test_what_only_looks_like_mojibake_stays(text: str) -> None:
    assert mend(text) == text


def test_no_source_gives_an_empty_catalogue() -> None:
    assert read_catalogue([]).conditions == ()
