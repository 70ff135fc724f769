"""The runs behind the recorded quality: both labelled tables, with one vocabulary, and the sample that was checked."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from mendelgraph.evaluation.measure import measure
from mendelgraph.evaluation.quality import GOLD, Quality
from mendelgraph.evaluation.sample import read_sample
from mendelgraph.sources import read_catalogue
from mendelgraph.vocabulary import open_vocabulary

if TYPE_CHECKING:
    from pathlib import Path


def measure_quality(shared: Path, vocabulary: Path, sample: Path) -> Quality:
    """Measure on the pages and tables below `shared`, with a vocabulary index or folder.

    Raises InputError where pages, tables, vocabulary or sample cannot be read.
    """
    head, rows = read_sample(sample.read_text(encoding="utf-8"), where=sample.name)
    catalogue = read_catalogue([shared / "medlineplus"])
    with closing(open_vocabulary(vocabulary)) as opened:
        evaluations = tuple(
            measure(catalogue.conditions, shared / "gold" / gold, open_vocabulary=lambda: opened) for gold in GOLD
        )
        sources = opened.sources()
    told = " ".join(line.lstrip("# ").strip() for line in head.splitlines())
    return Quality(evaluations, rows, sources, told)
