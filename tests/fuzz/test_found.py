"""What fuzzing found, each as the smallest case of it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mendelgraph.errors import InputError
from mendelgraph.extract.symbols import printed_symbols
from mendelgraph.queries import read_question
from mendelgraph.records import RefusalKind
from mendelgraph.vocabulary.index import gather
from tests.sources.pages import read_refusal

QUERY = "#+ title: t\n#+ parameter: n | integer | how many\nSELECT * {{\nVALUES ?n {{ {} }}\n}}"

HGNC = (Path(__file__).parents[1] / "vocabulary" / "forms" / "hgnc.txt").read_bytes()
VOCABULARIES = {
    "an encoding nobody knows": b'<?xml version="1.0" encoding="ISO-9"?>\n<JDBOR/>',
    "compressed, and damaged within": b"\x1f\x8b\x08\0\0\0\0\0\0\xff\xff\xff\xff",
    "a line's end within a row": b"gene_curie,disease_curie\nHGNC:1,MON\rDO:2,x,MONDO:0000001,\n",
    "one gene with two symbols": HGNC + HGNC[HGNC.index(b"\n") + 1 :].replace(b"GNAS", b"GNAZ"),
    "JSON nested beyond reason": b'{"graphs": ' + b"[" * 100_000,
}


@pytest.mark.parametrize("case", VOCABULARIES)
def test_a_damaged_vocabulary_file_is_an_input_error(case: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(VOCABULARIES[case])
    with pytest.raises(InputError):
        gather([tmp_path / "file"], progress=lambda _: None)


EMPTY = {
    "bulk": b"<summaries/>",
    "bulk of text": b'<summaries xmlns="https://medlineplus.gov/download/ghr-s20250603.xsd">-summary</summaries>',
    "scrape": b"<MedlinePlusConditions/>",
    "index": b"<genetics_home_reference_topic_list/>",
}


@pytest.mark.parametrize("case", EMPTY)
def test_a_file_for_many_records_that_has_none_says_so(case: str) -> None:
    refusal = read_refusal(EMPTY[case])
    assert (refusal.kind, refusal.reason[:19]) == (RefusalKind.BROKEN, "holds no condition,")


def test_a_row_that_ends_early_has_empty_cells(tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_text("id\tlabel\tsubClassOf\nDOID:4\tdisease\t\nDOID:5\n", encoding="utf-8")
    contents, _ = gather([tmp_path / "terms.tsv"], progress=lambda _: None)
    assert {str(term.curie): term.label for term in contents.terms if term.curie.prefix == "DOID"}[
        "DOID:4"
    ] == "disease"


@pytest.mark.parametrize("default", ["", "nonsense", "1 2", '"'], ids=repr)
def test_a_parameter_without_a_single_default_is_an_input_error(default: str) -> None:
    with pytest.raises(InputError, match="parameter"):
        read_question("mine", QUERY.format(default))


def test_a_choice_without_what_stands_behind_it_is_an_input_error() -> None:
    with pytest.raises(InputError, match="a choice is"):
        read_question("mine", QUERY.format("2").replace("| integer |", "| choice paternal |"))


def test_a_long_list_of_symbols_is_read_in_linear_time() -> None:
    text = "GNAS, BMP1, " * 4_000
    started = time.process_time()
    printed_symbols([text], frozenset())
    assert time.process_time() - started < 2
