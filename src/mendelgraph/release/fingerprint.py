"""What made a release, as one hash: the code with all that it carries, the engines, the vocabulary, the base IRI."""

from __future__ import annotations

import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import file_digest, sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from mendelgraph.resources import resources

if TYPE_CHECKING:
    from mendelgraph.release.workers import Settings

ENGINES = ("pyoxigraph", "shacl", "pyshacl", "rdflib", "lxml", "selectolax")


CARRIED = ("data", "ontology", "shapes")
"""Of what travels with the package, the folders that a record is made from."""


@cache
def fingerprint_package() -> str:
    """Return a hash of the package's files and of the data that travel with it, as they were when first asked."""
    package = Path(__file__).resolve().parents[1]
    return fingerprint_folders(package, *(resources() / name for name in CARRIED))


def fingerprint_folders(*folders: Path) -> str:
    """Return a hash of all files in folders, with their names and where they lie; compiled ones say nothing new."""
    content = sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix != ".pyc" and path.is_file():
                data = path.read_bytes()
                content.update(f"{path.relative_to(folder.parent)} {len(data)}\n".encode() + data)
    return content.hexdigest()


def fingerprint_settings(settings: Settings) -> str:
    """Return a hash of all that a record depends on beside its sources and other records."""
    with ThreadPoolExecutor(1) as thread:  # an index is as large as ten times all the rest
        vocabulary = thread.map(_hash, _vocabulary_files(settings.vocabulary))
        parts = (
            fingerprint_package(),
            *(f"{name} {_version(name)}" for name in ENGINES),
            sys.version,
            zlib.ZLIB_RUNTIME_VERSION,
            settings.base,
            settings.engine.value,
            *vocabulary,
        )
    return sha256("\n".join(parts).encode()).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _vocabulary_files(path: Path | None) -> list[Path]:
    if path is None:
        return []
    return [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return f"{path.name} {file_digest(file, 'sha256').hexdigest()}"
