"""One record as an index of its quads, and its terms as words."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from mendelgraph.diff.blocks import read_graph
from mendelgraph.errors import InputError
from mendelgraph.graph import Minter
from mendelgraph.graph.namespaces import MG, OBO, OIO, PREFIXES, RDF, RDFS, SEMAPV, SKOS, iri_of
from mendelgraph.identifiers import curie_of_iri
from mendelgraph.store import QUADS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


Term = NamedNode | BlankNode | Literal

_OURS = tuple(map(iri_of, (MG, OIO, SKOS, SEMAPV)))
_CALLED = {OBO.OMO_0003012: "acronym"}
"""Terms that no graph of a release has a label of."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SYNONYM = re.compile(r"has(\w+)Synonym")


class Terms:
    """Hold the terms that every record of a release may use, which are read when one is first asked for."""

    def __init__(self, release: Path, base: str) -> None:
        self._file, self._graph = release / QUADS, Minter(base).terms_graph().value

    @cached_property
    def index(self) -> Index:
        """Return them as an index."""
        return Index(read_graph(self._file, self._graph))


class Index:
    """Hold the triples of one record by subject and predicate; labels that it has not are looked up in `terms`."""

    def __init__(self, lines: Iterable[bytes], terms: Terms | None = None) -> None:
        self._terms = terms
        self._about: dict[Term, dict[NamedNode, list[Term]]] = {}
        try:
            for quad in parse(b"".join(lines), format=RdfFormat.N_QUADS):
                objects = self._about.setdefault(quad.subject, {}).setdefault(quad.predicate, [])
                if quad.object not in objects:
                    objects.append(quad.object)
        except SyntaxError as error:
            raise InputError(f"a release holds N-Quads that cannot be read: {error}; build it anew") from error

    def values(self, subject: Term, *path: NamedNode) -> tuple[Term, ...]:
        """Return what a path of predicates leads to, sorted; an RDF list counts as its items."""
        found: list[Term] = [subject]
        for predicate in path:
            found = [value for each in found for value in self._about.get(each, {}).get(predicate, ())]
        if any(isinstance(term, BlankNode) for term in found):
            return tuple(self._items(found))
        return tuple(sorted(found, key=str))

    def value(self, subject: Term, *path: NamedNode) -> Term | None:
        """Return the first of what a path leads to."""
        return next(iter(self.values(subject, *path)), None)

    def nodes(self, kinds: Iterable[NamedNode]) -> Iterator[NamedNode]:
        """Yield the nodes of any of these classes."""
        wanted = set(kinds)
        for subject, predicates in self._about.items():
            if isinstance(subject, NamedNode) and wanted.intersection(predicates.get(RDF.type, ())):
                yield subject

    def _items(self, found: Iterable[Term]) -> Iterator[Term]:
        for cell in found:
            place: Term | None = cell
            while place is not None and place != RDF.nil:
                yield from self._about.get(place, {}).get(RDF.first, ())
                place = next(iter(self._about.get(place, {}).get(RDF.rest, ())), None)

    def say(self, term: Term) -> str:
        """Return a term as words: a literal's text, one of our terms by its name, any other by label and CURIE."""
        if not isinstance(term, NamedNode):
            return term.value or '""'
        label = self.value(term, RDFS.label)
        if label:
            return f"{label.value} ({shorten(term)})"
        return self._terms.index.say(term) if self._terms else shorten(term)


def shorten(term: NamedNode) -> str:
    """Return an IRI as people say it: a word of a vocabulary, a CURIE, or the IRI itself.

    >>> shorten(MG.LossOfFunction), shorten(OIO.hasExactSynonym), shorten(NamedNode("https://omim.org/entry/166350"))
    ('loss of function', 'exact', 'OMIM:166350')
    """
    if term in _CALLED:
        return _CALLED[term]
    for base in _OURS:
        if term.value.startswith(base):
            name = term.value.removeprefix(base)
            return _SYNONYM.sub(r"\1", " ".join(_HUMP.split(name)) if "Synonym" not in name else name).lower()
    curie = curie_of_iri(term.value)
    if curie:
        return str(curie)
    prefix = next((prefix for prefix, iri in PREFIXES.items() if term.value.startswith(iri)), "")
    return f"{prefix}:{term.value.removeprefix(PREFIXES[prefix])}" if prefix else term.value
