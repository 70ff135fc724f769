"""The folder that contestants share: what is in its files, and under which names."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from benchmarks.mappings import write_ottr, write_rml
from benchmarks.tables import make_tables, skolemise, split_term, write_tables
from mendelgraph.queries import query_book
from mendelgraph.validation import load_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Quad, Triple

TASK, FACTS, QUADS, QUESTIONS, SHAPES = "task.json", "facts.json", "records.nq", "questions.json", "shapes.nt"
RML, OTTR = "mapping.ttl", "templates.stottr"
OURS, RDFLIB, MORPH, MAPLIB = "ours.json", "rdflib.json", "morph-kgc.json", "maplib.json"
ASKED = ("condition-by-omim", "conditions-of-gene", "conditions-by-parental-copy", "names-shared")
"""Questions of the query book, asked with the defaults that stand in them."""


def read_records(nquads: Path, wanted: frozenset[str]) -> Iterator[Quad]:
    """Yield the quads of some conditions from a release's N-Quads, which has all lines of a record together."""
    with nquads.open("rb") as file:
        for slug, lines in groupby(file, key=_slug):
            if slug in wanted:
                yield from parse(b"".join(lines), format=RdfFormat.N_QUADS)


def _slug(line: bytes) -> str:
    r"""Return the slug in the name of a line's graph, or nothing where it is no condition's.

    >>> _slug(b"<urn:s> <urn:p> <urn:o> <https://example.org/graph/condition/poh/stated> .\n")
    'poh'
    """
    before, found, last = line.rpartition(b"/graph/condition/")
    return last.partition(b"/")[0].decode() if found and before else ""


def prepare(folder: Path, nquads: Path, slugs: frozenset[str], questions: Sequence[str] = ASKED) -> set[Triple]:
    """Write what the contestants start from, and return the triples that they are to make."""
    quads = list(read_records(nquads, slugs))
    with (folder / QUADS).open("wb") as out:
        serialize(quads, out, format=RdfFormat.N_QUADS)
    named = skolemise(quads)
    rows = [
        [_iri(quad.graph_name), _iri(quad.subject), quad.predicate.value, *split_term(quad.object)] for quad in named
    ]
    (folder / FACTS).write_text(json.dumps(sorted(rows)), encoding="utf-8")
    triples = {quad.triple for quad in named}
    tables = make_tables(triples)
    write_tables(tables, folder)
    (folder / RML).write_text(write_rml(tables, folder), encoding="utf-8")
    (folder / OTTR).write_text(write_ottr(tables), encoding="utf-8")
    (folder / SHAPES).write_text(load_shapes(None).text, encoding="utf-8")
    asked = {name: query_book()[name].text for name in questions}
    (folder / QUESTIONS).write_text(json.dumps(asked), encoding="utf-8")
    return triples


def _iri(term: object) -> str:
    if isinstance(term, NamedNode):
        return term.value
    raise ValueError(f"unexpected term: {term!r}")
