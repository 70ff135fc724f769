"""Releases as `build` writes them, compared and patched: what it sorts, `diff` must take as sorted."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from mendelgraph.cli import main
from mendelgraph.diff import apply_patch
from mendelgraph.release import build
from mendelgraph.resources import resources
from mendelgraph.store import QUADS

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (resources() / "data" / "conditions" / "rotor-syndrome.txt").read_text(encoding="utf-8")
SLUGS = ("rotor-syndrome", "rotor-syndrome-2", "rotor-syndrome0")
"""A slug that others extend by what sorts before, and after, the stroke that ends it in the name of a graph."""


def build_pages(folder: Path, version: str, **pages: str) -> Path:
    (folder / version).mkdir()
    for slug, text in pages.items():
        page = text.replace("/condition/rotor-syndrome/", f"/condition/{slug}/")
        (folder / version / f"{slug}.txt").write_text(page, encoding="utf-8")
    return build([folder / version], output=folder / f"dist-{version}", release=version).folder


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a release of pages whose slugs extend each other, and one in which one is another and one is not there."""
    folder = tmp_path_factory.mktemp("built")
    old = dict.fromkeys(SLUGS, PAGE)
    new = {SLUGS[0]: PAGE, SLUGS[1]: PAGE.replace("SLCO1B3", "SLCO1B9")}
    return build_pages(folder, "2026-10-01", **old), build_pages(folder, "2026-11-01", **new)


def diff(releases: tuple[Path, Path], form: str) -> bytes:
    result = CliRunner().invoke(main, ["diff", *map(str, releases), "--format", form])
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


def test_words_tell_records_in_the_order_of_the_files(releases: tuple[Path, Path]) -> None:
    lines = diff(releases, "text").decode().splitlines()
    told = [line.partition("  ")[0].rpartition("/")[2] for line in lines if not line.startswith(" ")]
    assert told == ["dataset", *SLUGS, "dataset", SLUGS[-1]]
    assert json.loads(diff(releases, "json").splitlines()[-1])["verb"] == "retired"


def test_old_and_patch_give_new(releases: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "patch").write_bytes(diff(releases, "patch"))
    out = BytesIO()
    assert sum(apply_patch(releases[0] / QUADS, tmp_path / "patch", out)) > 0
    assert out.getvalue() == (releases[1] / QUADS).read_bytes()
