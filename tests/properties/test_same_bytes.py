"""Reading order, names of folders and hash seeds never matter: the same pages give the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

from mendelgraph.resources import resources

BUILD = """
import sys
from pathlib import Path
from mendelgraph.release import build
output, *sources = sys.argv[1:]
build(sources, output=Path(output), release="2026-11-01")
"""


def hashes(folder: Path, sources: list[Path], seed: int) -> dict[str, str]:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    subprocess.run(
        [sys.executable, "-c", BUILD, str(folder), *map(str, sources)], env=environment, check=True, capture_output=True
    )
    files = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    return {name: about["sha256"] for name, about in files.items()}


def test_order_and_seed_never_matter(tmp_path: Path) -> None:
    pages = sorted((resources() / "data" / "conditions").glob("*.txt"))[::3]
    shuffled = list(pages)
    Random(3).shuffle(shuffled)  # noqa: S311 - repeatable
    assert shuffled != pages
    first = hashes(tmp_path / "one", pages, 1)
    assert hashes(tmp_path / "two", shuffled, 2) == first
    assert {"mendelgraph.nq", "mendelgraph.ttl", "mendelgraph.jsonld", "report.json", "retired.tsv"} <= set(first)
