"""Files become one index: whole or not at all, the same bytes from the same input, nothing lost in silence."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mendelgraph.errors import InputError
from mendelgraph.identifiers import parse_curie
from mendelgraph.vocabulary import open_vocabulary
from mendelgraph.vocabulary.index import compile_index, open_index, vocabulary_files
from mendelgraph.vocabulary.schema import SCHEMA_VERSION

FORMS = Path(__file__).with_name("forms")
Write = Callable[[str, str], Path]


def quiet(message: str) -> None:
    """Take progress and say nothing."""


def test_the_report_says_what_went_in_and_what_did_not(tmp_path: Path, write: Write) -> None:
    readme = write("README.md", "# Notes\n")
    picture = tmp_path / "x.png"
    picture.write_bytes(b"\x89PNG\xff\xfe")
    report = compile_index([*vocabulary_files(FORMS), readme, picture], tmp_path / "index.sqlite", progress=quiet)
    assert report.unrecognised == (str(readme), str(picture))
    assert ("ICDO:8650/3", 1) in report.refused
    assert ("superclass by label", 1) in report.refused_prefixes()
    assert {source.key for source in report.sources} >= {"mondo", "hgnc", "ordo", "geno"}
    assert all(source.licence and source.url and len(source.sha256) == 64 for source in report.sources)
    assert report.counts["genes"] == 2


def test_of_two_releases_of_one_source_the_newer_is_taken_and_the_other_named(tmp_path: Path) -> None:
    report = compile_index(vocabulary_files(FORMS), tmp_path / "index.sqlite", progress=quiet)
    assert [Path(name).name for name in report.superseded] == ["gencc.csv", "mondo.cellxgene.json"]
    assert next(s.version for s in report.sources if s.key == "mondo").endswith("2026-11-03/mondo.obo")


def test_same_files_same_bytes_whatever_their_order_and_place(tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    shutil.copytree(FORMS, moved)
    files = list(vocabulary_files(moved))
    random.Random(1).shuffle(files)  # noqa: S311 - an order, not a secret
    compile_index(files, tmp_path / "a", progress=quiet)
    compile_index(vocabulary_files(FORMS), tmp_path / "b", progress=quiet)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_hash_seed_does_not_matter(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        start = "from mendelgraph.cli import main; main()"
        command = [sys.executable, "-c", start, "vocabulary", "build", str(FORMS), "-o", str(tmp_path / seed)]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_an_index_is_replaced_whole_or_not_at_all(tmp_path: Path, write: Write) -> None:
    out = tmp_path / "out" / "index.sqlite"
    compile_index(vocabulary_files(FORMS), out, progress=quiet)
    before = out.read_bytes()
    broken = write("broken.json", '{"graphs": [{"id": "http://purl.obolibrary.org/obo/mondo.json"')
    with pytest.raises(InputError, match=r"broken\.json: looks like OBO Graph JSON"):
        compile_index([*vocabulary_files(FORMS), broken], out, progress=quiet)
    assert out.read_bytes() == before
    assert [path.name for path in out.parent.iterdir()] == ["index.sqlite"]


def test_an_open_index_survives_its_replacement(tmp_path: Path) -> None:
    out = tmp_path / "index.sqlite"
    compile_index(vocabulary_files(FORMS), out, progress=quiet)
    poh = parse_curie("MONDO:0008153")
    with open_index(out) as before:
        compile_index([FORMS / "hgnc.txt"], out, progress=quiet)
        assert before.term(poh) is not None
        with open_index(out) as after:
            assert after.term(poh) is None


def test_nothing_recognised_is_an_error(tmp_path: Path, write: Write) -> None:
    with pytest.raises(InputError, match="no vocabulary file recognised"):
        compile_index([write("README.md", "x")], tmp_path / "index.sqlite", progress=quiet)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, write: Write) -> None:
    file = write("file", "x")
    with pytest.raises(InputError, match="cannot be written"):
        compile_index(vocabulary_files(FORMS), file / "index.sqlite", progress=quiet)


def test_a_link_to_an_index_stays(tmp_path: Path) -> None:
    out, link = tmp_path / "index.sqlite", tmp_path / "latest"
    link.symlink_to(out)
    compile_index([FORMS / "hgnc.txt"], link, progress=quiet)
    assert link.is_symlink()
    assert out.is_file()


def test_a_pipe_is_no_place_for_an_index(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="no regular file"):
        compile_index([FORMS / "hgnc.txt"], tmp_path / "pipe", progress=quiet)
    assert (tmp_path / "pipe").is_fifo()


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no files"):
        vocabulary_files(tmp_path)


def test_what_the_downloader_notes_is_no_vocabulary_file(write: Write) -> None:
    kept = write("folder/mondo.obo", "x")
    for name in ("mondo.obo.fetched.json", "hp.obo.part", "hp.obo.part.json", ".DS_Store"):
        write(f"folder/{name}", "x")
    assert vocabulary_files(kept.parent) == (kept,)


def test_what_is_no_index_is_refused(tmp_path: Path, write: Write) -> None:
    with pytest.raises(InputError, match="not a vocabulary index"):
        open_index(write("x.sqlite", "no database, but long enough to have a header of a hundred bytes " * 3))
    with pytest.raises(InputError, match="no such index"):
        open_index(tmp_path / "absent.sqlite")


@pytest.mark.parametrize(("application", "version"), [(0, SCHEMA_VERSION), (0x4D474958, SCHEMA_VERSION + 1)])
def test_another_database_or_another_version_is_refused(tmp_path: Path, application: int, version: int) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as database:
        database.executescript(f"PRAGMA application_id = {application}; PRAGMA user_version = {version};")
    database.close()
    with pytest.raises(InputError, match="compile it again"):
        open_index(path)


def test_open_vocabulary_takes_slices_index_and_folder(tmp_path: Path) -> None:
    compile_index(vocabulary_files(FORMS), tmp_path / "index.sqlite", progress=quiet)
    said: list[str] = []
    poh = parse_curie("MONDO:0008153")
    for path in (None, tmp_path / "index.sqlite", FORMS):
        with open_vocabulary(path, progress=said.append) as vocabulary:
            term = vocabulary.term(poh)
        assert term is not None
        assert term.label == "progressive osseous heteroplasia"
    assert "vocabulary build" in said[0]


def test_open_vocabulary_refuses_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="absent"):
        open_vocabulary(tmp_path / "absent")
