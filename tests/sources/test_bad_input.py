"""What is wrong with an input is said, with file and place; the good beside it is read."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mendelgraph.errors import InputError
from mendelgraph.records import ConditionRecord, InheritanceCode, RefusalKind, Role
from mendelgraph.sources import limits, read, read_catalogue, read_documents
from mendelgraph.sources.limits import MAX_DEPTH, MAX_PAGE_BYTES
from tests.sources.pages import (
    FORMS,
    NOTICE,
    Page,
    read_record,
    read_refusal,
    to_bulk,
    to_html,
    to_json,
    to_medquad,
    to_scrape,
    to_text,
)
from tests.sources.pages import read as read_bytes

Put = Callable[[dict[str, bytes]], Path]

BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>"""
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
SLUGLESS = b"https://medlineplus.gov/genetics/condition/../../etc/passwd"

BROKEN = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n\n", "the file is empty"),
    "text cut": (to_text(Page())[:-30], "its end is missing"),
    "text without description": (to_text(Page()).replace(b"\nDescription\n", b"\n"), "no line 'Description'"),
    "text in Latin-1": (to_text(Page(name="Behçet")).decode().encode("cp1252"), "line 5, byte"),
    "text with a path for a slug": (
        to_text(Page()).replace(b"https://medlineplus.gov/genetics/condition/marble-toe-syndrome", SLUGLESS),
        "holds no slug",
    ),
    "HTML cut": (to_html(Page())[:-200], "without </html>"),
    "HTML without sections": (to_html(Page()).replace(b"data-bookmark", b"data-x"), "no section"),
    "HTML without a name": (to_html(Page(name="")), "the name is empty"),
    "HTML in Latin-1": (to_html(Page(name="Behçet")).decode().encode("latin-1"), "byte"),
    "HTML too deep": (to_html(Page()).replace(b"<body>", b"<body>" + b"<div>" * 100_000), "nested more than"),
    "HTML too large": (to_html(Page()).replace(b"<body>", b"<body>" + b" " * MAX_PAGE_BYTES), "larger than 8 MiB"),
    "HTML with no date": (to_html(Page()).replace(b"May 4", b"May 44"), "is no date"),
    "HTML that is all comment": (b"<!DOCTYPE html><!-- <html>", "no HTML element"),
    "JSON cut": (to_json(Page())[:-10], "line 1, column"),
    "JSON too deep": (b'{"ghr_page": ' + b"[" * 100_000, "nested too deep"),
    "JSON with a huge number": (b'{"a": ' + b"9" * 5000 + b"}", "malformed JSON"),
    "JSON with a number for a list": (to_json(Page()).replace(b'[{"text":', b'[7, {"text":'), "expected an object"),
    "JSON with a list for a name": (to_json(Page()).replace(b'"Marble toe syndrome"', b"[[]]"), "element 'name'"),
    "JSON with HTML too deep": (
        to_json(Page()).replace(b"<p>It starts", b"<b>" * (MAX_DEPTH + 1) + b"<p>It starts"),
        "nested more than",
    ),
    "XML cut": (to_medquad(Page())[:-30], "malformed XML"),
    "XML with control character": (to_medquad(Page(name="a\x07b")), "malformed XML"),
    "XML in Latin-1": (to_medquad(Page(name="Behçet")).decode().encode("latin-1"), "malformed XML"),
    "XML too deep": (to_medquad(Page()).replace(b"<Focus>", b"<a>" * 100_000 + b"<Focus>"), "malformed XML"),
    "XML with an unknown question": (to_medquad(Page()).replace(b"frequency", b"fees"), "unknown question type 'fees'"),
    "other XML cut": (b"<rss><channel></rss>", "malformed XML"),
    "bulk with an endless record": (
        b"<summaries><a>" + b"<b/>" * 100_001 + b"</a></summaries>",
        "more than 100000 elements",
    ),
    "XML bomb": (BOMB + b"<lolz>&d;</lolz>", "declares entities"),
    "MedQuAD bomb": (
        BOMB + to_medquad(Page(name="x")).replace(b"<?xml", b"<!--").replace(b"?>", b"-->"),
        "declares entities",
    ),
    "MedQuAD with an external entity": (EXTERNAL + b"<Document><Focus>&a;</Focus></Document>", "declares entities"),
    "bulk bomb": (BOMB + b"<summaries><name>&d;</name></summaries>", "declares entities"),
    "scrape with an external entity": (EXTERNAL + b"<MedlinePlusConditions>&a;</MedlinePlusConditions>", "entities"),
    "declared XML that is none": (b"<?xml version='1.0'?>\n", "holds no element"),
    "gzip cut": (gzip.compress(to_text(Page()) * 50)[:-20], "cannot be read to its end"),
    "gzip of nothing": (b"\x1f\x8b\x08\x00", "cannot be read to its end"),
    "gzip twice": (gzip.compress(gzip.compress(b"x")), "packed twice"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04", "unpack it first"),
    "gzip bomb": (gzip.compress(b"<summaries>" + bytes(64 * 2**20)), "malformed XML"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_a_reason(name: str) -> None:
    data, reason = BROKEN[name]
    refusal = read_refusal(data, "folder/file.x")
    assert (refusal.document, refusal.kind) == ("folder/file.x", RefusalKind.BROKEN)
    assert reason in refusal.reason


NOT_SOURCES = {
    "readme": b"# About\n\nA page says 'URL of this page: x' somewhere.",
    "licence in Latin-1": "Lizenz für alle".encode("latin-1"),
    "table": b"Disease Name,Disease Definition\nToes,Hard.\n",
    "other JSON": b'{"name": "mendelgraph", "version": 1}',
    "list of other JSON": b'["a"]',
    "record of a chromosome": b'{"ghr_page": "https://medlineplus.gov/genetics/chromosome/12", "name": "12"}',
    "other XML": b"<rss><channel/></rss>",
    "other MedQuAD": to_medquad(Page()).replace(b'"GHR"', b'"NIDDK"'),
    "other HTML": b"<!DOCTYPE html><html><body>Hello</body></html>",
    "index of genes": to_html(Page()).replace(b"condition/marble-toe-syndrome/", b"gene/"),
    "text of a gene page": to_text(Page()).replace(b"/condition/", b"/gene/"),
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00",
    "page about something else": to_text(Page()).replace(b"URL of this page", b"Address"),
    "Markdown that begins with HTML": b'<p align="center"><img src="x"></p>\n\n# About',
    "Markdown that begins with a comment": b"<!-- lint off -->\n# About",
    "conflict marks": b"<<<<<<< HEAD\n",
    "RTF": b"{\\rtf1 x}",
    "large other JSON": b'{"graphs": ["' + b"x" * 9_000_000,
    "large other XML": b"<rdf><a>" + b"x" * 9_000_000,
    "link in Markdown": b"[a link](x)",
}


@pytest.mark.parametrize("name", NOT_SOURCES)
def test_what_is_no_source_is_listed_as_such(name: str) -> None:
    refusal = read_refusal(NOT_SOURCES[name])
    assert refusal.kind is RefusalKind.NOT_A_SOURCE
    assert refusal.reason


@pytest.mark.parametrize("form", ["bulk-xml", "scrape-xml"])
def test_a_broken_record_does_not_take_the_others_down(form: str) -> None:
    pages = [Page(slug="a"), Page(slug="b", name=""), Page(slug="../c"), Page(slug="d")]
    found = read_bytes((to_bulk if form == "bulk-xml" else to_scrape)(*pages))
    assert [item.slug for item in found if isinstance(item, ConditionRecord)] == ["a", "d"]
    reasons = [item.reason for item in found if not isinstance(item, ConditionRecord)]
    assert len(reasons) == 2
    assert "line" in reasons[0]
    assert "the name is empty" in reasons[0]
    assert "holds no slug" in reasons[1]


def test_what_stands_before_the_cut_of_a_bulk_file_is_read() -> None:
    data = to_bulk(Page(slug="a"), Page(slug="b"))
    *records, refusal = read_bytes(data[:-500])
    assert [record.slug for record in records] == ["a"]  # type: ignore[union-attr]
    assert "malformed XML" in refusal.reason  # type: ignore[union-attr]
    assert "line" in refusal.reason  # type: ignore[union-attr]


def test_a_list_of_records_in_json_keeps_the_good_ones() -> None:
    good = json.loads(to_json(Page()))
    record, refusal = read_bytes(json.dumps([good, {**good, "name": 1.5}]).encode())
    assert record.documents[0].id == "x#1"  # type: ignore[union-attr]
    assert (refusal.document, refusal.kind) == ("x#2", RefusalKind.BROKEN)  # type: ignore[union-attr]


@pytest.mark.parametrize("form", ["api-json", "bulk-xml"])
def test_an_unknown_inheritance_code_is_kept_and_reported(form: str) -> None:
    record, refusal = read_bytes(FORMS[form](Page(codes=(("ad", "Autosomal dominant"), ("zz", "By post")))))
    assert isinstance(record, ConditionRecord)
    assert InheritanceCode("zz", "By post") in {said.value for said in record.inheritance}
    assert refusal.kind is RefusalKind.BROKEN  # type: ignore[union-attr]
    assert "unknown inheritance code 'zz'" in refusal.reason  # type: ignore[union-attr]


@pytest.mark.parametrize("form", ["page-text", "page-html", "api-json"])
def test_control_characters_in_names_are_removed_and_reported(form: str) -> None:
    page = Page(name='Marble "toe"\x01 syndrome', other_names=("a\x07b 'c'",))
    record, *refusals = read_bytes(FORMS[form](page))
    assert isinstance(record, ConditionRecord)
    assert record.name == 'Marble "toe" syndrome'
    assert record.other_names[0].value == "ab 'c'"
    assert {refusal.kind for refusal in refusals} == {RefusalKind.BROKEN}  # type: ignore[union-attr]
    assert "control character" in refusals[0].reason  # type: ignore[union-attr]


def test_a_lone_surrogate_in_json_does_no_harm() -> None:
    record, _ = read_bytes(to_json(Page()).replace(b"Marble toe", rb"Marble\ud800 toe"))
    assert record.name == Page().name  # type: ignore[union-attr]


@pytest.mark.parametrize("day", ["soon", "2020-13-01", "2020-02-30", "20200101"])
def test_a_date_that_is_none_is_left_out_and_reported(day: str) -> None:
    record, refusal = read_bytes(to_json(Page()).replace(b"2020-08-18", day.encode()))
    assert record.documents[0].published is None  # type: ignore[union-attr]
    assert refusal.reason.endswith(f"published: {day!r} is no date, left out")  # type: ignore[union-attr]


def test_an_unknown_text_role_is_reported() -> None:
    _, refusal = read_bytes(to_json(Page()).replace(b'"description"', b'"gossip"'))
    assert "unknown text-role 'gossip'" in refusal.reason  # type: ignore[union-attr]


def test_a_reference_that_is_no_pmid_is_reported() -> None:
    _, refusal = read_bytes(to_scrape(Page(references=(("", "see there"),))))
    assert "'see there' is not a PMID" in refusal.reason  # type: ignore[union-attr]


def test_a_citation_in_no_pattern_stays_whole() -> None:
    record = read_record(to_html(Page(references=(("Somebody said so once", "7"),))))
    assert [(said.value.text, said.value.fields, said.value.pmid) for said in record.references] == [
        ("Somebody said so once", None, "7")
    ]


def test_mojibake_is_mended() -> None:
    garbled = to_html(Page(name="Behçet’s α")).decode("latin-1").encode()
    assert read_record(garbled).name == "Behçet’s α"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_of_unicode_are_read(encoding: str) -> None:
    assert read_record(to_text(Page(name="Behçet")).decode().encode(encoding)).name == "Behçet"


def test_a_link_may_not_be_a_script_or_break_an_iri() -> None:
    page = Page(resources=(("Links", "a", "javascript:alert(1)"), ("Links", "b", 'https://x.org/?a="b c"<d>[e]#f#g')))
    urls = {said.value.label: said.value.url for said in read_record(to_html(page)).resources}
    assert urls == {"a": None, "b": "https://x.org/?a=%22b%20c%22%3Cd%3E%5Be%5D#f%23g"}


def test_the_same_page_twice_is_listed_once(put: Put) -> None:
    catalogue = read(put({"b": to_text(Page()), "a": to_text(Page())}))
    assert [tuple(refusal) for refusal in catalogue.refusals] == [("b", RefusalKind.DUPLICATE, "says the same as a")]
    assert catalogue.conditions[0].documents[0].id == "a"


@pytest.mark.parametrize(
    "evil", ["<a" * 1_000_000, "<!--" * 1_000_000, "<div/>" * 200_000, "<p>" * 300_000, "<" * 2_000_000]
)
def test_hostile_html_ends_soon(evil: str) -> None:
    started = time.process_time()
    read_bytes(to_html(Page()).replace(b"<body>", b"<body>" + evil.encode()))
    assert time.process_time() - started < 20


def test_a_folder_of_good_and_bad_gives_the_good(put: Put) -> None:
    folder = put(
        {
            "good.txt": to_text(Page(slug="a")),
            "deep/er/good.html": to_html(Page(slug="b")),
            "bad.json": b"{",
            "note.md": b"# Note",
            ".git/config": b"x",
        }
    )
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to(folder)
    (folder / "nowhere").symlink_to(folder / "gone")
    (folder / "link.txt").symlink_to(folder / "good.txt")
    catalogue = read(folder)
    assert [record.slug for record in catalogue.conditions] == ["a", "b"]
    assert catalogue.conditions[1].documents[0].id == "deep/er/good.html"
    listed = {refusal.document: refusal.kind for refusal in catalogue.refusals}
    assert listed == {
        "bad.json": RefusalKind.BROKEN,
        "nowhere": RefusalKind.BROKEN,
        "note.md": RefusalKind.NOT_A_SOURCE,
        ".git": RefusalKind.NOT_A_SOURCE,
        "pipe": RefusalKind.NOT_A_SOURCE,
        "loop": RefusalKind.NOT_A_SOURCE,
        "link.txt": RefusalKind.DUPLICATE,
    }


def test_a_pipe_or_a_device_is_not_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    refusals = read_catalogue([pipe, Path("/dev/zero"), tmp_path / "gone"]).refusals
    assert [refusal.kind for refusal in refusals] == [RefusalKind.BROKEN] * 3
    assert ["device" in refusals[0].reason, "pipe" in refusals[2].reason] == [True, True]
    assert "No such file" in refusals[1].reason


def test_a_folder_without_permission_is_told(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put({"shut/a.txt": to_text(Page(slug="a")), "b.txt": to_text(Page(slug="b"))})
    scandir = os.scandir

    def guarded(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    catalogue = read(folder)
    assert [record.slug for record in catalogue.conditions] == ["b"]
    assert [(r.document, r.kind) for r in catalogue.refusals] == [("shut", RefusalKind.BROKEN)]
    assert "Permission denied" in catalogue.refusals[0].reason


def test_a_file_without_permission_is_told(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put({"a.txt": to_text(Page()), "b.txt": to_text(Page(slug="b"))})
    opened = os.open

    def guarded(path: Path, flags: int) -> int:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, flags)

    monkeypatch.setattr(os, "open", guarded)
    catalogue = read(folder)
    assert [record.slug for record in catalogue.conditions] == ["b"]
    assert [tuple(refusal) for refusal in catalogue.refusals] == [
        ("a.txt", RefusalKind.BROKEN, "cannot be opened: Permission denied")
    ]


def test_the_notes_of_a_fetch_are_no_sources_and_are_passed_over(put: Put) -> None:
    page = to_text(Page(slug="a"))
    notes = {"a.txt.fetched.json": b"{}", "bulk.xml.part": b"<half", "bulk.xml.part.json": b"{}"}
    alone = {"b.txt.fetched.json": b"{}", "c.part": b"<half", "d.part.json": b"{}"}
    catalogue = read(put({"a.txt": page, **notes, **alone}))
    assert [record.slug for record in catalogue.conditions] == ["a"]
    assert {refusal.document for refusal in catalogue.refusals} == set(alone), (
        "beside nothing, they are no notes of ours"
    )


def test_nothing_at_the_path_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        read(tmp_path / "gone")


def test_files_of_one_name_in_two_sources_keep_apart(put: Put) -> None:
    folder = put({"a/x": to_text(Page(slug="a")), "b/x": to_text(Page(slug="b"))})
    records = read_catalogue([folder / "a", folder / "b"]).conditions
    assert [record.documents[0].id for record in records] == [f"{folder.as_posix()}/{name}/x" for name in "ab"]


def test_odd_file_names_stay_printable(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\n.txt")).write_bytes(to_text(Page()))
    assert read(tmp_path).conditions[0].documents[0].id == "\\xff\\n.txt"


def _tar(files: dict[str, bytes], extra: tuple[tarfile.TarInfo, ...] = ()) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        for entry in extra:
            archive.addfile(entry)
    return target.getvalue()


def _zip(files: dict[str, bytes], link: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        if link:
            entry = zipfile.ZipInfo(link)
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, "/etc/passwd")
    return target.getvalue()


MEMBERS = {"pages/a.txt": to_text(Page(slug="a")), "b.html.gz": gzip.compress(to_html(Page(slug="b"))), "../c": b"x"}


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz"])
def test_archives_are_read_member_by_member(name: str, put: Put) -> None:
    link = tarfile.TarInfo("link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    inner = {**MEMBERS, "inner.zip": _zip({"d": b"x"})}
    data = _zip(inner, "link") if name == "x.zip" else _tar(inner, (link,))
    folder = put({f"in/{name}": gzip.compress(data) if name.endswith("gz") else data})
    catalogue = read(folder / "in")
    assert [record.slug for record in catalogue.conditions] == ["a", "b"]
    assert catalogue.conditions[0].documents[0].id == f"{name}/pages/a.txt"
    assert {refusal.document: refusal.kind for refusal in catalogue.refusals} == {
        f"{name}/../c": RefusalKind.BROKEN,
        f"{name}/link": RefusalKind.NOT_A_SOURCE,
        f"{name}/inner.zip": RefusalKind.BROKEN,
    }
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [name]


def test_a_zip_file_cut_short_is_told(put: Put) -> None:
    catalogue = read(put({"a.zip": _zip(MEMBERS)[:-10], "b": to_text(Page(slug="b"))}))
    assert [record.slug for record in catalogue.conditions] == ["b"]
    assert "cannot be read to its end" in catalogue.refusals[0].reason


def test_a_bomb_is_not_unpacked(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mendelgraph.sources.streams.RATIO_FREE_BYTES", 100_000)
    spaces = b"<summaries>" + b"<a> </a>" * 1_000_000 + b"</summaries>"
    catalogue = read(put({"a.xml.gz": gzip.compress(spaces), "b.zip": _zip({"b.xml": spaces})}))
    assert [refusal.document for refusal in catalogue.refusals] == ["a.xml.gz", "b.zip/b.xml"]
    assert all(f"more than {limits.MAX_RATIO} times" in refusal.reason for refusal in catalogue.refusals)


def test_too_many_members_are_told(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mendelgraph.sources.archives.MAX_MEMBERS", 2)
    folder = put({"a.zip": _zip(MEMBERS), "b.tar": _tar(MEMBERS)})
    reasons = [refusal.reason for refusal in read(folder).refusals if refusal.document in {"a.zip", "b.tar"}]
    assert reasons == ["holds more than 2 files"] * 2


def test_memory_does_not_grow_with_a_bulk_file(tmp_path: Path) -> None:
    """Read ten times as much and look at the tracked peak, which a tree or a list of all records would multiply."""
    import tracemalloc

    peaks = []
    for count in (30, 300):
        path = tmp_path / f"{count}.xml"
        path.write_bytes(to_bulk(*(Page(slug=f"s{number}") for number in range(count))))
        tracemalloc.start()
        assert sum(isinstance(item, ConditionRecord) for item in read_documents([path])) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0]


def test_summaries_of_other_kinds_are_counted_in_one_line() -> None:
    extra = "<chromosome-summary><name>12</name></chromosome-summary>" * 3 + "<mtdna-summary/>"
    record, *others = read_bytes(to_bulk(Page(), extra=extra))
    assert isinstance(record, ConditionRecord)
    assert [(other.document, other.reason[:2]) for other in others] == [  # type: ignore[union-attr]
        ("x#chromosome-summary", "3 "),
        ("x#mtdna-summary", "1 "),
    ]


def test_the_notice_is_no_part_of_the_last_section() -> None:
    record = read_record(to_text(Page()))
    assert all(NOTICE not in said.value.text for said in record.sections)
    assert Role.REFERENCES in {said.value.role for said in record.sections}
