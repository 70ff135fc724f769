"""Small aligned records, made by hand, from which the report's values are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mendelgraph.alignments import AlignedRecord, Justification, Mapping, Match, Vote
from mendelgraph.facts import NameFact, StatedRecord
from mendelgraph.identifiers import parse_curie
from mendelgraph.records import ConditionRecord, Document, Form, Said


@pytest.fixture
def stated() -> StatedRecord:
    """Return a record that states its name alone."""
    document = Document("page.txt", Form.PAGE_TEXT, "0" * 64)
    record = ConditionRecord("nail-disease", (document,), (Said("Nail disease", ("page.txt",)),))
    return StatedRecord(record, (NameFact("Nail disease", True, ()),))


@pytest.fixture
def make_mapping() -> Callable[..., Mapping]:
    """Return a function that makes a mapping to a term from votes written as `+kind source` or `-kind source`."""

    def make(target: str, match: Match = Match.EXACT, *votes: str, **fields: object) -> Mapping:
        given = tuple(Vote(vote[1:].split()[0], vote[0] == "+", "evidence", vote.split()[1]) for vote in votes)
        mapping = Mapping(
            parse_curie(target), "label", match, Justification.COMPOSITE, 0.9, given, "mondo", "2026-08-04"
        )
        return mapping._replace(**fields)

    return make


@pytest.fixture
def align_as(stated: StatedRecord) -> Callable[..., AlignedRecord]:
    """Return a function that makes an aligned record of the same page, with the fields given."""
    return lambda **fields: replace(AlignedRecord(stated), **fields)
