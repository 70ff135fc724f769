"""What is no text of a vocabulary's size or encoding: refused in words, before it fills the memory."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest

from mendelgraph.errors import InputError
from mendelgraph.sources.limits import MAX_ELEMENTS, MAX_RATIO, MiB
from mendelgraph.vocabulary.index import gather
from mendelgraph.vocabulary.reading import Document, read_document

HEADER = b"format-version: 1.2\nontology: mondo\n\n"


def refusal(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(InputError) as told:
        gather([path], progress=lambda _: None)
    assert told.value.where == str(path)
    return told.value.what


def test_a_packed_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(HEADER + b"! x" * 8_000_000)
    tracemalloc.start()
    assert f"more than {MAX_RATIO} times" in refusal(tmp_path / "mondo.obo.gz", bomb)
    assert tracemalloc.get_traced_memory()[1] < 20 * MiB
    tracemalloc.stop()


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_file_larger_than_any_vocabulary_is_refused(
    pack: type[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mendelgraph.vocabulary.reading.MAX_VOCABULARY_BYTES", MiB)
    assert "larger than 1 MiB" in refusal(tmp_path / "mondo.obo", pack(HEADER + b"! x" * MiB))


def test_lines_take_no_memory_of_their_own() -> None:
    document = Document(Path("x"), "", "\n" * 100_000)
    tracemalloc.start()
    assert sum(1 for _ in document.lines()) == 100_001
    assert tracemalloc.get_traced_memory()[1] < 50_000
    tracemalloc.stop()


def test_a_stanza_has_no_more_lines_than_any_could(tmp_path: Path) -> None:
    assert "a stanza of more than" in refusal(tmp_path / "mondo.obo", HEADER + b"is_a: x\n" * (MAX_ELEMENTS + 1))


@pytest.mark.parametrize("name", ["undefined", "punycode", "idna", "unicode_escape", "rot13", "hex", "utf-7", "ISO-9"])
def test_an_encoding_that_no_vocabulary_has_is_refused(name: str, tmp_path: Path) -> None:
    data = f'<?xml version="1.0" encoding="{name}"?><JDBOR/>'.encode()
    assert refusal(tmp_path / "x.xml", data) == f"declares the encoding {name!r}; save it as UTF-8"


@pytest.mark.parametrize("name", ["UTF-8", "iso-8859-1", "UTF-16"])
def test_the_usual_encodings_are_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_bytes(f'<?xml version="1.0" encoding="{name}"?><JDBOR>é</JDBOR>'.encode(name))
    assert "é" in read_document(tmp_path / "x.xml").text


def test_ascii_that_is_declared_and_is_none_is_no_vocabulary(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_bytes('<?xml version="1.0" encoding="US-ASCII"?><JDBOR>é</JDBOR>'.encode())
    with pytest.raises(InputError, match="no vocabulary file recognised"):
        gather([tmp_path / "x.xml"], progress=lambda _: None)
