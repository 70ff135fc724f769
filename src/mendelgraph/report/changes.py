"""What changed between two releases, condition by condition and layer by layer, told by hashes.

The manifest of a release holds, for each condition, the hash of each of its layers, and what those were before where
they changed. So a release that is built again is compared with the same release as before: the same input in the same
folder gives the same bytes, however often it is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

STATED = "stated"

Conditions = Mapping[str, Mapping[str, str]]
"""The conditions of a release: each slug with the hash of each of its layers."""
Altered = Mapping[str, Mapping[str, str] | None]
"""Conditions as they were before; None: there was none."""


class Reference(NamedTuple):
    """Hold what a release is compared with: the version of another, and its conditions."""

    version: str
    conditions: Conditions


class Changes(NamedTuple):
    """Name the conditions that a release added, removed or changed, against the release of version `since`.

    `stated` are those whose pages say something else, `linked` those where only links or inferences differ.
    """

    since: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()


def compare_releases(old: Reference, new: Conditions) -> Changes:
    """Compare the conditions of two releases.

    >>> compare_releases(Reference("2026-10-01", {"a": {"stated": "1"}}), {"b": {"stated": "1"}})
    Changes(since='2026-10-01', added=('b',), removed=('a',), stated=(), linked=())
    """
    both = sorted(old.conditions.keys() & new.keys())
    stated = tuple(slug for slug in both if old.conditions[slug].get(STATED) != new[slug].get(STATED))
    linked = (slug for slug in both if old.conditions[slug] != new[slug])
    return Changes(
        old.version,
        _sorted(new.keys() - old.conditions.keys()),
        _sorted(old.conditions.keys() - new.keys()),
        stated,
        tuple(slug for slug in linked if slug not in set(stated)),
    )


def _sorted(slugs: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(slugs))


def find_altered(old: Conditions, new: Conditions) -> Altered:
    """Return of two releases the conditions that are not the same, as the old one has them."""
    return {slug: old.get(slug) for slug in sorted(old.keys() | new.keys()) if old.get(slug) != new.get(slug)}


def restore(new: Conditions, altered: Altered) -> Conditions:
    """Return the conditions of an old release from those of a new one, and what `find_altered` found of the two.

    >>> restore({"a": {"stated": "2"}, "b": {}}, {"a": {"stated": "1"}, "b": None})
    {'a': {'stated': '1'}}
    """
    both = {**new, **altered}
    return {slug: layers for slug, layers in both.items() if layers is not None}
