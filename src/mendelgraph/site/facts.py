"""What a release answers to the questions that pages were made from, as digests to compare."""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode

from mendelgraph.graph.namespaces import FOAF
from mendelgraph.resources import resources
from mendelgraph.site.inputs import WHOLE, digest, digest_lines, tables_of
from mendelgraph.site.library import find_graph, find_layers
from mendelgraph.site.pages.ontology import find_examples
from mendelgraph.site.records import find_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pyoxigraph import Store

    from mendelgraph.site.catalogue import Catalogue
    from mendelgraph.site.quads import QuadFile

PROGRAM = Path(__file__).parents[1]
LIBRARIES = ("jinja2", "markupsafe", "pyoxigraph")
"""Libraries whose version may show in a page's bytes."""


class Facts:
    """Answer questions about a release; `identity` stands for all of it."""

    def __init__(self, catalogue: Catalogue, store: Store, quads: QuadFile, identity: str) -> None:
        self._catalogue, self._store, self._quads, self._identity = catalogue, store, quads, identity

    def answer(self, question: str) -> str:
        """Return the digest of what the release answers to a question (`table key`)."""
        table, _, key = question.partition(" ")
        if table in self._tables:
            rows = self._tables[table]
            return digest(sorted(rows.items()) if key == WHOLE else rows.get(key))
        return self._others[table](key)

    @cached_property
    def _tables(self) -> Mapping[str, Mapping[str, object]]:
        return tables_of(self._catalogue)

    @cached_property
    def _others(self) -> Mapping[str, Callable[[str], str]]:
        base, store = self._catalogue.base, self._store
        return {
            "record": self._record,
            "topic": lambda iri: digest(self._topic(iri)),
            "subject": lambda iri: digest_lines(find_layers(iri, store)),
            "graph": lambda name: digest_lines({name: find_graph(name, base, store)}),
            "examples": lambda iri: digest(list(find_examples(iri, base, store))),
            "everything": lambda _: digest(self._identity),
        }

    def _record(self, iri: str) -> str:
        if answer := self._quads.digest(iri):
            return answer
        found = find_record(iri, self._catalogue.base, self._store)
        return digest_lines(found.layers if found else {})

    def _topic(self, page: str) -> str | None:
        quads = self._store.quads_for_pattern(NamedNode(page), FOAF.primaryTopic, None, DefaultGraph())
        return next((quad.object.value for quad in quads if isinstance(quad.object, NamedNode)), None)


def fingerprint(*settings: str) -> str:
    """Return what tells this program, with these settings, from every other that may write other bytes."""
    found = sha256("\0".join([*settings, *(f"{name} {version(name)}" for name in LIBRARIES)]).encode())
    folders = [PROGRAM, *(resources() / name for name in ("ontology", "queries"))]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    for path in sorted([*files, resources() / "data" / "prefixes.tsv"]):
        found.update(path.read_bytes())
    return found.hexdigest()
