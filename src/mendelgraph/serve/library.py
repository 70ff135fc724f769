"""The documents of a release over HTTP: which there are, what each is about, each in the form that is asked for.

Pages and triples are those of the static site, asked for one by one through `mendelgraph.site.library`.
"""

from __future__ import annotations

import csv
import json
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from mendelgraph.errors import InputError
from mendelgraph.serve.media import DOCUMENT_FORMS, HTML, Form
from mendelgraph.serve.search import Index, build_index, items_of, search
from mendelgraph.site.catalogue import read_base, read_catalogue
from mendelgraph.site.crawlers import write_robots, write_sitemap
from mendelgraph.site.downloads import write_download
from mendelgraph.site.library import Library as Site
from mendelgraph.site.quads import QuadFile
from mendelgraph.site.rendering import Setting
from mendelgraph.site.search import INDEX, write_index
from mendelgraph.site.writing import STATIC, VENDOR, assets
from mendelgraph.store import MANIFEST, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import QuerySolutions

    from mendelgraph.site.catalogue import Catalogue

RETIRED = "retired.tsv"
"""A release says in this table which conditions earlier releases had, by slug, with the successor's slug if any."""
VOID = "void.ttl"
HOME, DATASET = "index", "dataset"
"""Stems of documents."""
TAG_LENGTH = 24
VENDOR_FOLDER = "vendor"
EDITOR = STATIC / VENDOR_FOLDER
"""Where `scripts/build-web` puts the query editor; the static site, which has no endpoint, leaves it out."""
KEPT = 64
"""Documents made last that are kept, because a browser asks for page and data of the same thing."""


class Place(NamedTuple):
    """Name a document by its stem, and the place in it."""

    stem: str
    fragment: str = ""


class Library:
    """Hold an open release and hand out its documents; `url` is the service's public address, without a last slash."""

    def __init__(self, release: Path, url: str | None = None) -> None:
        self.release, self.identity = release, identify(release)
        self.base = read_base(release)
        self.url = (url or self.base).rstrip("/#")
        self.store = open_store(release)
        self.catalogue: Catalogue = read_catalogue(self.base, self.store)
        self.setting = Setting(self.catalogue, f"{self.url}/", (STATIC / VENDOR).is_file())
        # Not the store's quads: it rewrites the datatypes of numbers.
        self._site = Site(self.catalogue, self.store, self.setting, quads=QuadFile(release, self.base))
        self._iris = {stem: iri for iri, stem in self.catalogue.addresses.pages.items()}
        self._make = lru_cache(maxsize=KEPT)(self._site.document)
        self.retired = self._read_retired()

    @cached_property
    def manifest(self) -> dict[str, object]:
        """Return what the release says of itself."""
        found: dict[str, object] = json.loads((self.release / MANIFEST).read_bytes())
        return found

    @cached_property
    def files(self) -> frozenset[str]:
        """Return the names of the files that the release offers for download."""
        files = self.manifest.get("files", {})
        return frozenset([*files, MANIFEST] if isinstance(files, dict) else [MANIFEST])

    @cached_property
    def _digests(self) -> dict[str, str]:
        files = self.manifest.get("files", {})
        rows = files.items() if isinstance(files, dict) else ()
        said = {name: str(row["sha256"]) for name, row in rows if isinstance(row, dict) and "sha256" in row}
        return {**said, MANIFEST: sha256((self.release / MANIFEST).read_bytes()).hexdigest()}

    def tag_of(self, name: str) -> str | None:
        """Return the entity tag of a file of the release, by its hash; None where the file is another release's now.

        Weak for a file that is packed on its way, and then has other bytes (RFC 9110, 8.8.3.3).
        """
        digest = self._digests.get(name)
        if digest is None or identify(self.release) != self.identity:
            return None
        tag = f'"{digest[:TAG_LENGTH]}"'
        return tag if name.endswith(".gz") else f"W/{tag}"

    @cached_property
    def assets(self) -> dict[str, bytes]:
        """Return what pages load and crawlers ask for, by path; read once, so that no path of a client opens a file."""
        return {
            **dict(assets()),
            **{f"assets/{VENDOR_FOLDER}/{path.name}": path.read_bytes() for path in EDITOR.glob("query.*")},
            INDEX: write_index(self.catalogue),
            "sitemap.xml": write_sitemap(self.setting),
            "robots.txt": write_robots(self.setting),
        }

    @cached_property
    def void(self) -> bytes:
        """Return the description of the dataset, as Turtle; empty where the release has none."""
        path = self.release / VOID
        return path.read_bytes() if path.is_file() else b""

    def _read_retired(self) -> dict[str, str]:
        """Return the IRIs that earlier releases had and this one has no more, with what replaces them, or nothing."""
        path = self.release / RETIRED
        if not path.is_file():
            return {}
        with path.open(encoding="utf-8", newline="") as table:
            rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
            if not {"slug", "successor"} <= set(rows.fieldnames or ()):
                raise InputError("lacks a column slug or successor; build the release anew", where=str(path))
            return {self._condition(row["slug"]): self._condition(row["successor"]) for row in rows}

    def _condition(self, slug: str) -> str:
        return f"{self.base}condition/{slug}" if slug else ""

    @cached_property
    def size(self) -> int:
        """Return the number of triples of the default graph, which is the union of all graphs."""
        answer: QuerySolutions = self.store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")  # type: ignore[assignment]  # a SELECT
        return int(next(answer)["n"].value)

    @cached_property
    def index(self) -> Index:
        """Return the index of all conditions and genes."""
        return build_index(items_of(self.catalogue))

    def warm(self) -> None:
        """Make what every client needs before the first one comes."""
        _ = self.index, self.assets, self.files, self.size, self.void, self._digests

    def near(self, path: str) -> list[str]:
        """Return the stems of documents that a wrong address may have meant."""
        words = unquote(path).rpartition("/")[2].replace("-", " ")
        return [hit.item.stem for hit in search(self.index, words, limit=5)]

    def find(self, iri: str) -> Place | None:
        """Return the document that tells of an IRI."""
        found = self.catalogue.addresses.find(iri)
        return Place(*found) if found else None

    def iri_of(self, stem: str) -> str | None:
        """Return what a document is about."""
        return self._iris.get(stem)

    def forms(self, stem: str) -> tuple[Form, ...]:
        """Return the forms of a document: lists and questions say nothing of their own, and are pages alone."""
        return (HTML,) if stem.startswith(("query/", "browse/")) else DOCUMENT_FORMS

    def document(self, stem: str, form: Form) -> bytes:
        """Return a document; raise KeyError where there is none of that stem. The home page's data is the dataset's."""
        if form is HTML:
            return self._make(self._iris[stem]).page
        told = DATASET if stem == HOME and DATASET in self._iris else stem
        return write_download(self._make(self._iris[told]).triples, form.suffix)


def identify(release: Path) -> tuple[int, ...]:
    """Tell a release from the one that takes its place under the same name; empty where there is none."""
    try:
        folder, manifest = release.stat(), (release / MANIFEST).stat()
    except OSError:
        return ()
    return folder.st_dev, folder.st_ino, manifest.st_ino, manifest.st_mtime_ns, manifest.st_size
