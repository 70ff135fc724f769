"""The rows of `unresolved.tsv` that come from reading, and the release that is there before any was built."""

from __future__ import annotations

from pathlib import Path

import pytest

from mendelgraph.records import (
    Catalogue,
    Citation,
    ConditionRecord,
    Disagreement,
    InheritanceCode,
    Refusal,
    RefusalKind,
    Said,
)
from mendelgraph.release import embedded, embedded_release
from mendelgraph.release.curation import curator_rows
from mendelgraph.vocabulary import open_vocabulary


def test_whatever_reading_left_open_has_its_row() -> None:
    record = ConditionRecord(
        "marble-bone",
        (),
        (Said("Marble bone", ()),),
        references=(Said(Citation("A note that fits nowhere."), ()),),
        inheritance=(Said(InheritanceCode("qq", "of the ninth kind"), ()),),
    )
    said = (Said("2012-01", ("one",)), Said("2015-06", ("two", "three")))
    refusals = (Refusal("torn.xml", RefusalKind.BROKEN, "ends early"), Refusal("b", RefusalKind.DUPLICATE, "as a"))
    catalogue = Catalogue((record,), (), refusals, (Disagreement("marble-bone", "reviewed", said),))
    rows = {(row.slug, row.kind, row.subject, row.detail) for row in curator_rows(catalogue, [], open_vocabulary(None))}
    assert ("", "broken-source", "torn.xml", "ends early") in rows
    assert ("marble-bone", "sources-disagree", "reviewed", "2012-01 (one); 2015-06 (two, three)") in rows
    assert {(kind, subject) for _, kind, subject, _ in rows} >= {("unread-citation", "A note that fits nowhere.")}
    assert "unknown-inheritance-code" in {kind for _, kind, _, _ in rows}
    assert len(rows) == 4, "a page said twice is nobody's work"


def test_a_first_use_builds_once_and_the_next_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []

    def build(*, output: Path) -> None:
        output.mkdir()
        (output / "manifest.json").write_text("{}")
        built.append(output)

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(embedded, "build", build)
    assert embedded_release() == embedded_release() == built[0]
    assert len(built) == 1
    assert built[0].parent == tmp_path / "mendelgraph"


def test_without_a_home_the_cache_is_in_the_folder_for_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("no home")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    monkeypatch.setattr(embedded, "gettempdir", lambda: "/somewhere")
    assert embedded._cache().parent == Path("/somewhere")
