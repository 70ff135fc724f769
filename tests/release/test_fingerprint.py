"""What made a release has another fingerprint as soon as anything of it is another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mendelgraph.graph import DEFAULT_BASE
from mendelgraph.release import fingerprint
from mendelgraph.release.fingerprint import ENGINES, fingerprint_folders, fingerprint_package, fingerprint_settings
from mendelgraph.release.workers import Settings
from mendelgraph.validation import Engine

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings with a vocabulary of two files."""
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "terms.tsv").write_text("MONDO:0019311\ttumoral calcinosis\n")
    (tmp_path / "vocabulary" / "xrefs.tsv").write_text("MONDO:0019311\tGARD:0010876\n")
    return Settings(DEFAULT_BASE, tmp_path / "vocabulary", Engine.PYSHACL)


def add_file(vocabulary: Path) -> None:
    (vocabulary / "names.tsv").write_text("")


def alter_file(vocabulary: Path) -> None:
    (vocabulary / "terms.tsv").write_text("MONDO:0019311\tTumoral calcinosis\n")


def rename_file(vocabulary: Path) -> None:
    (vocabulary / "terms.tsv").rename(vocabulary / "words.tsv")


def remove_file(vocabulary: Path) -> None:
    (vocabulary / "xrefs.tsv").unlink()


@pytest.mark.parametrize("change", [add_file, alter_file, rename_file, remove_file], ids=lambda change: change.__name__)
def test_another_vocabulary_has_another_fingerprint(settings: Settings, change: Callable[[Path], None]) -> None:
    before = fingerprint_settings(settings)
    assert settings.vocabulary
    change(settings.vocabulary)
    assert fingerprint_settings(settings) != before


def test_another_index_has_another_fingerprint(settings: Settings, tmp_path: Path) -> None:
    index = tmp_path / "index.sqlite"
    index.write_bytes(b"one")
    before = fingerprint_settings(settings._replace(vocabulary=index))
    index.write_bytes(b"two")
    assert fingerprint_settings(settings._replace(vocabulary=index)) != before


@pytest.mark.parametrize(
    "changed",
    [{"base": "https://example.org/kb/"}, {"engine": Engine.FAST}, {"vocabulary": None}],
    ids=lambda changed: next(iter(changed)),
)
def test_another_setting_has_another_fingerprint(settings: Settings, changed: dict[str, object]) -> None:
    assert fingerprint_settings(settings._replace(**changed)) != fingerprint_settings(settings)


def test_another_package_has_another_fingerprint(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint_settings(settings)
    monkeypatch.setattr(fingerprint, "fingerprint_package", lambda: "another package")
    assert fingerprint_settings(settings) != before


def test_another_python_has_another_fingerprint(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint_settings(settings)
    monkeypatch.setattr(sys, "version", "4.0")
    assert fingerprint_settings(settings) != before


@pytest.mark.parametrize("engine", ENGINES)
def test_another_engine_has_another_fingerprint(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    before = fingerprint_settings(settings)
    version = fingerprint.version
    monkeypatch.setattr(fingerprint, "version", lambda name: "0" if name == engine else version(name))
    assert fingerprint_settings(settings) != before


@pytest.fixture
def code(tmp_path: Path) -> Path:
    for folder in ("one", "two"):
        (tmp_path / "code" / folder).mkdir(parents=True)
    (tmp_path / "code" / "one" / "a.py").write_text("pass\n")
    return tmp_path / "code"


def alter(code: Path) -> None:
    (code / "one" / "a.py").write_text("fail\n")


def move(code: Path) -> None:
    (code / "one" / "a.py").rename(code / "two" / "a.py")


def shift(code: Path) -> None:
    """Put the beginning of what a file says into its name."""
    (code / "one" / "a.py").unlink()
    (code / "one" / "a.pyp").write_text("ass\n")


@pytest.mark.parametrize("change", [alter, move, shift], ids=lambda change: change.__name__)
def test_other_code_has_another_fingerprint(code: Path, change: Callable[[Path], None]) -> None:
    before = fingerprint_folders(code)
    change(code)
    assert fingerprint_folders(code) != before


def test_compiled_code_is_not_looked_at(code: Path) -> None:
    before = fingerprint_folders(code)
    (code / "one" / "a.pyc").write_bytes(b"compiled")
    assert fingerprint_folders(code) == before


def test_the_package_is_looked_at_with_all_that_records_are_made_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(fingerprint, "fingerprint_folders", lambda *folders: seen.extend(each.name for each in folders))
    fingerprint_package.__wrapped__()
    assert seen == ["mendelgraph", "data", "ontology", "shapes"]
