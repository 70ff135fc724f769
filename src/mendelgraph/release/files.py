"""The files of a release folder, each from the one before: N-Quads first, then what is derived from them."""

from __future__ import annotations

import json
from hashlib import file_digest
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import RdfFormat, parse

from mendelgraph.export import sort_quads, write
from mendelgraph.graph.distributions import describe_files
from mendelgraph.graph.layers import write_graph
from mendelgraph.report import conflict_rows, find_altered, write_conflicts, write_html, write_json, write_unresolved
from mendelgraph.store import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mendelgraph.graph import Minter
    from mendelgraph.graph.versions import Lineage
    from mendelgraph.records import Document
    from mendelgraph.report import BuildReport, Conditions, Reference


def write_void(folder: Path, dataset: bytes, hashes: Mapping[str, str], version: str, mint: Minter) -> None:
    """Write the dataset's description, given as N-Quads, with the checksums of the files that are there by now."""
    files = {path.name: (hashes.get(path.name) or _hash(path), path.stat().st_size) for path in _files(folder)}
    quads = [
        *parse(dataset, format=RdfFormat.N_QUADS),
        *write_graph(mint.dataset_graph(), describe_files(files, version, mint)),
    ]
    with (folder / "void.ttl").open("wb") as out:
        write(sort_quads(quads), "turtle", out)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())


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


class Content(NamedTuple):
    """Hold what a manifest says of a release beside its files, of which `hashes` has those that are known."""

    documents: Iterable[Document]
    conditions: Mapping[str, Mapping[str, str]]
    version: str
    base: str
    lineage: Lineage
    reference: Reference | None
    hashes: Mapping[str, str]


def write_manifest(folder: Path, content: Content) -> dict[str, int]:
    """Write `manifest.json` and return the files' sizes.

    It has the hash of every file but the store's, of every source, and of every condition's layers; `since` has those
    of the release that it is compared with, where they are others.

    The store is left out because its engine names and packs its files anew each time; it is made of `mendelgraph.nq`.
    """
    files = _files(folder)
    hashes = {path.name: content.hashes.get(path.name) or _hash(path) for path in files}
    manifest = {
        "version": content.version,
        "previous": content.lineage.previous,
        "issued": content.lineage.issued,
        "since": _since(content.reference, content.conditions),
        "base": content.base,
        "files": {path.name: {"sha256": hashes[path.name], "bytes": path.stat().st_size} for path in files},
        "conditions": content.conditions,
        "sources": {document.id: document.sha256 for document in content.documents},
    }
    text = json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return {path.name: path.stat().st_size for path in (*files, folder / MANIFEST)}


def _since(reference: Reference | None, conditions: Conditions) -> dict[str, object] | None:
    """Return the version that a release is compared with, and what it has otherwise, as that one had it."""
    if reference is None:
        return None
    return {"version": reference.version, "conditions": find_altered(reference.conditions, conditions)}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
