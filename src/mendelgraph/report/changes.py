"""What changed between two releases, condition by condition and layer by layer, told by hashes.

The manifest of a release holds, for each condition, the hash of each of its layers. Two releases with the same hashes
are the same release, so a rebuild of one keeps the account of what changed before it: the same input in the same
folder gives the same bytes, however often it is built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STATED = "stated"


class Changes(NamedTuple):
    """Name the conditions that a release added, removed or changed, against the release of version `since`.

    `stated` are those whose pages say something else, `linked` those where only links or inferences differ.
    """

    since: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()


def compare_releases(
    since: str, old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]
) -> Changes | None:
    """Compare the conditions of two releases, each slug with the hashes of its layers; None where they are equal."""
    if old == new:
        return None
    both = sorted(old.keys() & new.keys())
    stated = tuple(slug for slug in both if old[slug].get(STATED) != new[slug].get(STATED))
    linked = (slug for slug in both if old[slug] != new[slug])
    return Changes(
        since,
        _sorted(new.keys() - old.keys()),
        _sorted(old.keys() - new.keys()),
        stated,
        tuple(slug for slug in linked if slug not in set(stated)),
    )


def _sorted(slugs: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(slugs))
