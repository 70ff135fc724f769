"""The release that a folder holds when the next one is built into it, as far as its manifest tells."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.graph.versions import is_date
from mendelgraph.report import Reference, restore
from mendelgraph.store import MANIFEST

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from mendelgraph.report import Altered, Conditions

UNREADABLE = (OSError, ValueError, TypeError, KeyError, AttributeError)
"""What a manifest raises that is not as we write it."""


class Predecessor(NamedTuple):
    """Hold a release's version and that of its own predecessor, the dates of issue in its folder, and its conditions.

    `since` is the version that it was compared with, if any, and `altered` are the conditions that differ from that
    release's, as they were there.
    """

    version: str
    previous: str | None
    issued: tuple[str, ...]
    conditions: Conditions
    since: str | None
    altered: Altered

    def reference(self, version: str) -> Reference | None:
        """Return what a release of `version` that takes its place is compared with.

        It is this one; where it is this very version that is built again, what this one was compared with.
        """
        if self.version != version:
            return Reference(self.version, self.conditions)
        return Reference(self.since, restore(self.conditions, self.altered)) if self.since else None


def read_predecessor(folder: Path, base: str) -> Predecessor | None:
    """Read what a release says of itself; None where there is none, or one of another base IRI: it shares no IRI."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return _predecessor(manifest) if manifest["base"] == base else None
    except UNREADABLE:
        return None


def _predecessor(manifest: Any) -> Predecessor:
    version, since = manifest["version"], manifest.get("since") or {"version": None, "conditions": {}}
    issued = (date for date in manifest.get("issued") or (manifest.get("previous"), version) if date)
    conditions = {slug: dict(layers) for slug, layers in manifest["conditions"].items()}
    altered = {slug: None if layers is None else dict(layers) for slug, layers in since["conditions"].items()}
    previous = manifest.get("previous")
    if not isinstance(version, str) or not all(isinstance(each, str | None) for each in (previous, since["version"])):
        raise TypeError(f"no versions: {version!r}, {previous!r}, {since['version']!r}")
    return Predecessor(version, previous, tuple(filter(is_date, issued)), conditions, since["version"], altered)
