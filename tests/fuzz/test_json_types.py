"""JSON in which one value is of another type: read, or refused in words, up to the index that is written from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from mendelgraph.errors import InputError
from tests.fuzz.targets import TARGETS, VOCABULARIES, try_target

FORMS = [path for path in VOCABULARIES if path.suffix == ".json"]
OTHERS: tuple[Any, ...] = (None, True, 1, 1.5, 10**30, "", "\ud800", [], ["x"], [None], {}, {"a": 1})


def places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each value within a value."""
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield (*above, key)
        yield from places(value[key], (*above, key))


def swapped(document: Any, place: tuple[Any, ...], other: Any) -> bytes:
    changed = deepcopy(document)
    within = changed
    for key in place[:-1]:
        within = within[key]
    within[place[-1]] = other
    return json.dumps(changed).encode()


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_value_of_another_type_is_read_or_refused(path: Any) -> None:
    document = json.loads(path.read_bytes())
    for place in places(document):
        for other in OTHERS:
            try_target(path.name, swapped(document, place, other))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_text_in_the_place_of_a_list_is_not_taken_for_its_letters(path: Any) -> None:
    document = json.loads(path.read_bytes())
    lists = [place for place in places(document) if place[-1] in {"synonyms", "xrefs", "is_a", "nodes", "edges"}]
    assert lists
    for place in lists:
        with pytest.raises(InputError, match=r"'abc' stands where a list must"):
            TARGETS[path.name].read(swapped(document, place, "abc"))
