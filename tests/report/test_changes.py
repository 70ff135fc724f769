"""What changed since another release, and that the other can be had back from what is told of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.report import Changes, Reference, compare_releases, find_altered, restore

OLD = {
    "kept": {"stated": "1", "aligned": "1"},
    "linked": {"stated": "1", "aligned": "1"},
    "told": {"stated": "1", "aligned": "1"},
    "gone": {"stated": "1"},
}
NEW = {
    "kept": {"stated": "1", "aligned": "1"},
    "linked": {"stated": "1", "aligned": "2", "inferred": "1"},
    "told": {"stated": "2", "aligned": "2"},
    "new": {"stated": "1"},
}


def test_conditions_are_added_removed_or_changed_in_what_is_stated_or_only_in_links():
    assert compare_releases(Reference("v1", OLD), NEW) == Changes("v1", ("new",), ("gone",), ("told",), ("linked",))


CONDITIONS = st.dictionaries(
    st.sampled_from("abcde"), st.dictionaries(st.sampled_from(("stated", "aligned")), st.sampled_from("12"))
)


@given(CONDITIONS, CONDITIONS)
def test_every_condition_that_differs_is_named_once(old, new):
    named = sorted(slug for slugs in compare_releases(Reference("v1", old), new)[1:] for slug in slugs)
    assert named == sorted(slug for slug in old.keys() | new.keys() if old.get(slug) != new.get(slug))
    assert named == [*find_altered(old, new)]


@given(CONDITIONS, CONDITIONS)
def test_what_was_before_comes_back_from_what_was_altered(old, new):
    assert restore(new, find_altered(old, new)) == old
