"""The files of a release folder, each from the one before: N-Quads first, then what is derived from them."""

from __future__ import annotations

import gzip
import json
from hashlib import file_digest
from shutil import copyfileobj
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from mendelgraph.export import write
from mendelgraph.release.folder import MANIFEST
from mendelgraph.report import conflict_rows, write_conflicts, write_html, write_json, write_unresolved
from mendelgraph.store import QUADS, STORE, build_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Quad

    from mendelgraph.records import Document
    from mendelgraph.release.pipeline import Piece
    from mendelgraph.report import BuildReport

DUMPS = {"mendelgraph.ttl": "turtle", "mendelgraph.jsonld": "jsonld", "mappings.sssom.tsv": "sssom"}
"""The files made by a writer of `export` from the N-Quads."""
PACKED = (QUADS, "mendelgraph.ttl", "mendelgraph.jsonld")
"""The files that get a gzip copy beside them."""


def write_quads(folder: Path, pieces: Iterable[Piece]) -> None:
    """Write the N-Quads of all pieces, in the order of their graphs."""
    with (folder / QUADS).open("wb") as out:
        out.writelines(piece.nquads for piece in pieces)


def write_derived(folder: Path, dataset: Piece) -> None:
    """Write what follows from the N-Quads: dumps, packed copies, `void.ttl` and the store."""
    for name, form in DUMPS.items():
        with (folder / name).open("wb") as out:
            write(_quads(folder), form, out)
    with (folder / "void.ttl").open("wb") as out:
        write(parse(dataset.nquads, format=RdfFormat.N_QUADS), "turtle", out)
    for name in PACKED:
        _pack(folder / name)
    build_store(folder / QUADS, folder / STORE)


def _quads(folder: Path) -> Iterator[Quad]:
    return parse(path=folder / QUADS, format=RdfFormat.N_QUADS)


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
) -> dict[str, int]:
    """Write `manifest.json` and return the files' sizes.

    It has the hash of every file but the store's, of every source, and of every condition's layers (`conditions`).

    The store is left out because its engine names and packs its files anew each time; it is made of `mendelgraph.nq`.
    """
    files = sorted(path for path in folder.iterdir() if path.is_file())
    manifest = {
        "version": version,
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
