"""The embedded slices are what the script writes, and say of the catalogue what the full index says."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mendelgraph.errors import InputError
from mendelgraph.identifiers import parse_curie
from mendelgraph.resources import resources
from mendelgraph.vocabulary.slices import (
    printed_symbols,
    read_mention,
    read_slices,
    slice_catalogue,
    slice_index,
    write_slices,
)

if TYPE_CHECKING:
    from mendelgraph.vocabulary.lookup import SqliteVocabulary
    from mendelgraph.vocabulary.slices import PageMention

FOLDER = resources() / "data" / "vocabulary"
MEND = "run scripts/slice-vocabulary INDEX"
PAGE = """\
URL of this page: https://medlineplus.gov/genetics/condition/some-page/

Some page

Causes

The GNAS gene.

Other Names for This Condition

  • Another name

References

  • Somebody A. A title. 2002.
"""


@pytest.fixture(scope="module")
def pages() -> list[PageMention]:
    paths = sorted((resources() / "data" / "conditions").glob("*.txt"))
    return [read_mention(path.read_text(encoding="utf-8")) for path in paths]


def test_a_page_names_what_its_title_and_bullets_say() -> None:
    mention = read_mention(PAGE)
    assert (mention.slug, mention.names) == ("some-page", ("Some page", "Another name"))


def test_a_text_that_is_no_page_is_refused() -> None:
    with pytest.raises(ValueError, match="URL of this page"):
        read_mention("Some page\n")


def test_printed_symbols_are_words_written_like_one() -> None:
    assert printed_symbols("GNAS, XLalphas, C9orf72 and HLA-B; type II") == ("C9orf72", "GNAS", "HLA-B", "II")


def test_slices_read_back_as_they_were_written(tmp_path: Path) -> None:
    contents = read_slices(FOLDER)
    for name, text in write_slices(contents).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert text == (FOLDER / name).read_text(encoding="utf-8")
    assert read_slices(tmp_path) == contents


def test_slices_are_sorted_and_without_duplicates() -> None:
    contents = read_slices(FOLDER)
    for table in (contents.terms, contents.names, contents.xrefs, contents.parents, contents.genes, contents.pages):
        assert list(table) == sorted(set(table))


def test_slices_are_small_and_hold_no_prose() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.tsv")}
    assert sum(map(len, texts.values())) < 2_000_000
    longest = max((cell for text in texts.values() for cell in re.split(r"[\t\n]", text)), key=len)
    assert len(longest) < 400, longest


def test_a_slice_with_other_columns_is_refused(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.tsv"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "terms.tsv").write_text("curie\tname\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"terms\.tsv.*slice-vocabulary"):
        read_slices(tmp_path)


def test_a_missing_slice_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"sources\.tsv"):
        read_slices(tmp_path)


def test_a_cell_with_a_tab_is_never_written() -> None:
    contents = read_slices(FOLDER)
    spoilt = contents._replace(terms=[contents.terms[0]._replace(label="a\tb")])
    with pytest.raises(ValueError, match="tab"):
        write_slices(spoilt)


def test_every_page_of_the_catalogue_is_covered(slices: SqliteVocabulary, pages: list[PageMention]) -> None:
    for page in pages:
        assert slices.named(page.names[0]) or slices.citing(page.slug), f"{page.slug}: {MEND}"


def test_slicing_the_slices_changes_nothing(slices: SqliteVocabulary, pages: list[PageMention]) -> None:
    """A slice answers for its pages as the index did, so that slicing it again finds the same bearers and genes."""
    again, first = slice_index(slices, pages), read_slices(FOLDER)
    assert set(again.names) <= set(first.names)
    assert {gene.symbol for gene in again.genes} == {gene.symbol for gene in first.genes}
    assert again.pages == list(first.pages)


@pytest.mark.slow
def test_the_slices_are_what_the_script_writes(full: SqliteVocabulary) -> None:
    for name, text in write_slices(slice_catalogue(full, resources() / "data")).items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, f"{name} is out of date; {MEND}"


@pytest.mark.slow
def test_slices_and_index_answer_alike_about_the_catalogue(
    full: SqliteVocabulary, slices: SqliteVocabulary, pages: list[PageMention]
) -> None:
    names = {name for page in pages for name in page.names}
    for name in sorted(names):
        assert slices.named(name) == full.named(name)
        assert slices.named_lossy(name) == full.named_lossy(name)
        assert slices.obsolete_with_name(name) == full.obsolete_with_name(name)
    for page in pages:
        assert slices.citing(page.slug) == full.citing(page.slug)
        for symbol in printed_symbols(page.text):
            assert slices.genes_by_symbol(symbol) == full.genes_by_symbol(symbol)
    for term in {use.term for name in names for use in full.named(name)}:
        assert slices.term(term) == full.term(term)
        assert slices.names(term) == full.names(term)
        assert slices.xrefs(term) == full.xrefs(term)
        assert slices.xrefs_to(term) == full.xrefs_to(term)
        assert slices.ancestors(term) == full.ancestors(term)
        assert slices.genes_of(term) == full.genes_of(term)
        assert slices.modes_of(term) == full.modes_of(term)


def test_every_identifier_in_the_slices_is_canonical() -> None:
    contents = read_slices(FOLDER)
    curies = {row.curie for row in contents.terms} | {row.object for row in contents.xrefs}
    curies |= set(chain.from_iterable(contents.parents)) | {gene.hgnc for gene in contents.genes}
    for curie in curies:
        assert parse_curie(str(curie)) == curie
