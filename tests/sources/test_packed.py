"""Records that are held packed are those that were read, whatever is in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.records import (
    BookFields,
    Citation,
    CitationFields,
    ConditionRecord,
    Document,
    ExternalId,
    Form,
    InheritanceCode,
    PartialDate,
    RelatedGene,
    Resource,
    Role,
    Said,
    Section,
)
from mendelgraph.resources import resources
from mendelgraph.sources import read_catalogue, shelf
from mendelgraph.sources.packed import PackedRecords, pack_record, unpack_record

PAGES = resources() / "data" / "conditions"
TEXTS = st.text(max_size=5)
MAYBE = st.none() | TEXTS
MANY = st.lists(TEXTS, max_size=3).map(tuple)
DATES = st.builds(PartialDate, st.integers(1, 9999), st.none() | st.integers(1, 12), st.none(), MAYBE)
BOOKS = st.builds(BookFields, TEXTS, TEXTS, TEXTS, TEXTS, MAYBE, MANY, MAYBE)
FIELDS = st.builds(
    CitationFields,
    authors=MANY, title=TEXTS, journal=TEXTS, issued=st.none() | DATES, volume=MAYBE, issue=MAYBE, pages=MAYBE,
    doi=MAYBE, electronic=st.none() | DATES, collection=MAYBE, errata=MANY, book=st.none() | BOOKS, notes=MANY,
)  # fmt: skip


def said(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(st.builds(Said, values, MANY), max_size=2).map(tuple)


RECORDS = st.builds(
    ConditionRecord,
    slug=TEXTS,
    documents=st.lists(st.builds(Document, TEXTS, st.sampled_from(Form), TEXTS, MAYBE, MAYBE, MAYBE)).map(tuple),
    names=said(TEXTS),
    other_names=said(TEXTS),
    sections=said(st.builds(Section, st.sampled_from(Role), TEXTS)),
    genes=said(st.builds(RelatedGene, TEXTS, MAYBE, MAYBE)),
    inheritance=said(st.builds(InheritanceCode, TEXTS, TEXTS)),
    identifiers=said(st.builds(ExternalId, TEXTS, TEXTS)),
    resources=said(st.builds(Resource, TEXTS, TEXTS, MAYBE)),
    references=said(st.builds(Citation, TEXTS, st.none() | FIELDS, MAYBE, MAYBE, st.booleans(), st.booleans())),
)


@given(RECORDS)
def test_a_record_comes_back_as_it_was(record: ConditionRecord) -> None:
    back = unpack_record(pack_record(record))
    assert back == record
    assert repr(back) == repr(record), "to the types of all its parts: `repr` is what digests are made of"


def test_packed_records_are_a_sequence() -> None:
    records = read_catalogue([PAGES]).conditions[:5]
    packed = PackedRecords(tuple(map(pack_record, records)))
    assert list(packed) == list(records)
    assert list(packed[1:3]) == list(records[1:3])
    assert packed[-1] == records[-1]


@pytest.mark.parametrize("held", [0, 7, 10_000])
def test_a_catalogue_is_the_same_from_whatever_number_on_its_records_are_packed(
    held: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in sorted(PAGES.glob("*.txt"))[:10]:
        shutil.copy(page, tmp_path)
        changed = page.read_text(encoding="utf-8").replace("\nDescription\n", "\nDescription\n\nSaid otherwise.\n", 1)
        (tmp_path / f"again-{page.name}").write_text(changed, encoding="utf-8")
    whole = read_catalogue([tmp_path])
    assert whole.disagreements
    monkeypatch.setattr(shelf, "WHOLE", held)
    found = read_catalogue([tmp_path])
    assert isinstance(found.conditions, PackedRecords) is (held < 20)
    assert list(found.conditions) == list(whole.conditions)
    assert (found.genes, found.refusals, found.disagreements) == (whole.genes, whole.refusals, whole.disagreements)
