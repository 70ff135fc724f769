"""What the folder held before: the release that is about to be replaced, as far as its manifest and report tell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mendelgraph.release.folder import MANIFEST
from mendelgraph.report import Changes, compare_releases

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def changes_since(folder: Path, conditions: Mapping[str, Mapping[str, str]]) -> Changes | None:
    """Compare the conditions of a new release with those of the release in the folder; None where there is none.

    Where they are equal, the account that the old release gives of what changed before it still holds and is taken
    over. A manifest or report that cannot be read as such is no previous release.
    """
    manifest = _read(folder / MANIFEST)
    old, version = manifest.get("conditions"), manifest.get("version")
    if not isinstance(old, dict) or not isinstance(version, str):
        return None
    return compare_releases(version, old, conditions) or _carried_over(folder)


def _carried_over(folder: Path) -> Changes | None:
    told = _read(folder / "report.json").get("changes")
    if not isinstance(told, dict) or told.keys() != set(Changes._fields):
        return None
    return Changes(told.pop("since"), **{field: tuple(slugs) for field, slugs in told.items()})


def _read(path: Path) -> dict[str, object]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
