"""Small release folders made of records written by hand: what `diff` reads of a release and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

from mendelgraph.export.order import graph_order, sort_quads
from mendelgraph.graph import DatasetInfo, Minter, describe, describe_dataset
from mendelgraph.graph.versions import Lineage
from mendelgraph.release.files import Content, write_manifest
from mendelgraph.store import QUADS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

    from mendelgraph.alignments import AlignedRecord
    from mendelgraph.vocabulary.terms import VocabularySource

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def make_release(
    folder: Path,
    records: Sequence[AlignedRecord],
    version: str = "2026-10-01",
    sources: tuple[VocabularySource, ...] = (),
    base: str = Minter().base,
) -> Path:
    mint = Minter(base)
    blocks = {mint.condition_graph(each.stated.record.slug, "").value: describe(each, mint) for each in records}
    blocks[mint.dataset_graph().value] = describe_dataset(DatasetInfo(version, None, LICENCE, sources), mint)
    folder.mkdir()
    (folder / QUADS).write_bytes(b"".join(_text(blocks[key]) for key in sorted(blocks, key=graph_order)))
    write_manifest(folder, Content((), {}, version, base, Lineage(), None, {}))
    return folder


def add_quads(release: Path, quads: Iterable[Quad]) -> None:
    """Put quads where they belong in the N-Quads of a release."""
    lines = [f"{quad} .\n" for quad in quads] + (release / QUADS).read_text(encoding="utf-8").splitlines(keepends=True)
    (release / QUADS).write_bytes(_text([*parse("".join(lines), format=RdfFormat.N_QUADS)]))


def _text(quads: list[Quad]) -> bytes:
    return serialize(sort_quads(quads), format=RdfFormat.N_QUADS) or b""
