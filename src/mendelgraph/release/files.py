"""The files of a release folder, each from the one before: N-Quads first, then what is derived from them."""

from __future__ import annotations

import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import file_digest
from shutil import copyfileobj
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from mendelgraph.export import sort_quads, write
from mendelgraph.graph.distributions import describe_files
from mendelgraph.graph.layers import write_graph
from mendelgraph.release.folder import MANIFEST
from mendelgraph.report import conflict_rows, write_conflicts, write_html, write_json, write_unresolved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from mendelgraph.export.blocks import Blocks
    from mendelgraph.graph import Minter
    from mendelgraph.records import Document
    from mendelgraph.report import BuildReport


@contextmanager
def pack_dumps(files: Iterable[Path]) -> Iterator[None]:
    """Write the packed copies beside these files while the block runs: packing runs outside Python's lock."""
    with ThreadPoolExecutor() as threads:
        packing = [threads.submit(_pack, path) for path in files]
        yield
        for packed in packing:
            packed.result()


def write_void(folder: Path, dataset: Blocks, version: str, mint: Minter) -> None:
    """Write the dataset's description with the checksums of the files that are there by now."""
    files = {path.name: (_hash(path), path.stat().st_size) for path in folder.iterdir() if path.is_file()}
    quads = [
        *parse(dataset.nquads, format=RdfFormat.N_QUADS),
        *write_graph(mint.dataset_graph(), describe_files(files, version, mint)),
    ]
    with (folder / "void.ttl").open("wb") as out:
        write(sort_quads(quads), "turtle", out)


def _pack(path: Path) -> None:
    """Pack without name and time, so that the same content gives the same bytes."""
    with (
        path.open("rb") as plain,
        path.with_name(f"{path.name}.gz").open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
    ):
        copyfileobj(plain, packed, 1 << 20)


def write_report(folder: Path, report: BuildReport) -> None:
    """Write the report as a page and as JSON, and its two lists to work with as tables."""
    files = {
        "report.html": write_html(report),
        "report.json": write_json(report),
        "unresolved.tsv": write_unresolved(report.unresolved),
        "conflicts.tsv": write_conflicts(conflict_rows(report.notes)),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def write_manifest(
    folder: Path,
    documents: Iterable[Document],
    conditions: Mapping[str, Mapping[str, str]],
    version: str,
    base: str,
    previous: str | None = None,
) -> dict[str, int]:
    """Write `manifest.json` and return the files' sizes.

    It has the hash of every file but the store's, of every source, and of every condition's layers (`conditions`).

    The store is left out because its engine names and packs its files anew each time; it is made of `mendelgraph.nq`.
    """
    files = sorted(path for path in folder.iterdir() if path.is_file())
    manifest = {
        "version": version,
        "previous": previous,
        "base": base,
        "files": {path.name: {"sha256": _hash(path), "bytes": path.stat().st_size} for path in files},
        "conditions": conditions,
        "sources": {document.id: document.sha256 for document in documents},
    }
    text = json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return {path.name: path.stat().st_size for path in (*files, folder / MANIFEST)}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
