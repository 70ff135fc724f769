"""The documents of a release: which there are, what each is about, and each in the form that is asked for."""

from __future__ import annotations

import csv
import json
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from pyoxigraph import DefaultGraph, NamedNode, Quad

from mendelgraph.export import sort_quads, write
from mendelgraph.serve.media import HTML, Form
from mendelgraph.serve.search import Index, build_index, items_of, search
from mendelgraph.site.catalogue import read_base, read_catalogue
from mendelgraph.site.records import find_record
from mendelgraph.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from mendelgraph.site.catalogue import Catalogue

RETIRED = "retired.tsv"
"""A release may say in a table (`iri`, `replaced_by`) which of our IRIs earlier releases had."""
MANIFEST = "manifest.json"


class Place(NamedTuple):
    """Name a document by its stem, and the place in it."""

    stem: str
    fragment: str = ""


class Library:
    """Hold an open release and hand out its documents."""

    def __init__(self, release: Path) -> None:
        self.release = release
        self.base = read_base(release)
        self.store = open_store(release)
        self.catalogue: Catalogue = read_catalogue(self.base, self.store)
        self._iris = {stem: iri for iri, stem in self.catalogue.addresses.pages.items()}

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
    def retired(self) -> dict[str, str]:
        """Return the IRIs that earlier releases had and this one has no more, with what replaces them, or nothing."""
        path = self.release / RETIRED
        if not path.is_file():
            return {}
        with path.open(encoding="utf-8", newline="") as table:
            return {row["iri"]: row.get("replaced_by") or "" for row in csv.DictReader(table, delimiter="\t")}

    def find(self, iri: str) -> Place | None:
        """Return the document that tells of an IRI."""
        found = self.catalogue.addresses.find(iri)
        return Place(*found) if found else None

    def place(self, stem: str) -> Place:
        """Return the place that is a whole document."""
        return Place(stem)

    @cached_property
    def size(self) -> int:
        """Return the number of triples of the default graph, which is the union of all graphs."""
        return sum(1 for _ in self.store.quads_for_pattern(None, None, None, DefaultGraph()))

    @cached_property
    def index(self) -> Index:
        """Return the index of all conditions and genes."""
        return build_index(items_of(self.catalogue))

    def near(self, path: str) -> list[str]:
        """Return the stems of documents that a wrong address may have meant."""
        words = unquote(path).rpartition("/")[2].replace("-", " ")
        return [hit.item.stem for hit in search(self.index, words, limit=5)]

    def iri_of(self, stem: str) -> str | None:
        """Return what a document is about."""
        return self._iris.get(stem)

    def document(self, stem: str, form: Form) -> bytes:
        """Return a document; raise KeyError where there is none of that stem."""
        iri = self._iris[stem]
        return self._page(stem, iri) if form is HTML else self._data(iri, form)

    def _page(self, stem: str, iri: str) -> bytes:
        return f"<!doctype html><title>{stem}</title><p>{iri}".encode()

    def _data(self, iri: str, form: Form) -> bytes:
        record = find_record(iri, self.base, self.store)
        triples = (
            record.triples
            if record
            else [quad.triple for quad in self.store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph())]
        )
        out = BytesIO()
        write(sort_quads(Quad(*triple) for triple in triples), form.name, out)
        return out.getvalue()
