"""rdflib and pyshacl: from facts that are ready to a graph, its dumps, its validation, loading and questions.

`python -m benchmarks.contestants.rdflib_pyshacl FOLDER`. The facts are rows of text in `facts.json`, so that
nothing but making terms and adding them is timed: what decides which facts there are costs this way nothing.
"""

from __future__ import annotations

import gzip
import json
import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path

import pyshacl
import rdflib
from rdflib import Dataset, Graph, Literal, URIRef

from benchmarks.contestants.clock import Clock, ask, cpu
from benchmarks.work import FACTS, QUESTIONS, RDFLIB, SHAPES, TASK

FORMATS = {"nquads": "dump.nq", "turtle": "dump.ttl", "json-ld": "dump.jsonld"}
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def main(folder: Path) -> None:
    """Run every step and write what it took."""
    rdflib.NORMALIZE_LITERALS = False
    clock = Clock()
    facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    with clock.step("describe"):
        dataset, union = describe(facts)
    with clock.step("dump"):
        for form, name in FORMATS.items():
            dump(dataset if form == "nquads" else union, form, folder / name)
    share = json.loads((folder / TASK).read_text(encoding="utf-8"))["validated"]
    validated = validate(facts, folder, share) if share else {}
    with clock.step("load"):
        Dataset().parse(folder / FORMATS["nquads"], format="nquads")
    questions = json.loads((folder / QUESTIONS).read_text(encoding="utf-8"))
    asked = {name: ask(partial(_answer, union, text)) for name, text in questions.items()}
    told = {"validated": validated, "asked": asked}
    versions = f"rdflib {version('rdflib')}, pyshacl {version('pyshacl')}"
    clock.write(folder / RDFLIB, triples=len(union), version=versions, more=told)


def describe(facts: list[list[str]]) -> tuple[Dataset, Graph]:
    """Make the named graphs, and their union, of which Turtle and JSON-LD are written."""
    dataset, union = Dataset(), Graph()
    named = {graph: dataset.graph(URIRef(graph)) for graph in sorted({fact[0] for fact in facts})}
    for graph, subject, predicate, kind, value in facts:
        triple = URIRef(subject), URIRef(predicate), term(kind, value)
        dataset.add((*triple, named[graph]))
        union.add(triple)
    return dataset, union


def term(kind: str, value: str) -> URIRef | Literal:
    """Make a term: an IRI, or a literal by its `@LANG` or datatype."""
    if kind == "iri":
        return URIRef(value)
    if kind.startswith("@"):
        return Literal(value, lang=kind[1:])
    return Literal(value) if kind == _STRING else Literal(value, datatype=URIRef(kind))


def dump(graph: Graph, form: str, path: Path) -> None:
    """Write a dump and its packed copy."""
    graph.serialize(path, format=form)
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 6))


def validate(facts: list[list[str]], folder: Path, share: int) -> dict[str, float]:
    """Validate some records, half of them and then all, so that it shows whether the time grows with the triples."""
    shapes = Graph().parse(folder / SHAPES)
    records = sorted({fact[0].rpartition("/")[0] for fact in facts})[:share]
    took: dict[str, float] = {}
    for kept in (set(records[: len(records) // 2]), set(records)):
        _, data = describe([fact for fact in facts if fact[0].rpartition("/")[0] in kept])
        start = cpu()
        pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
        took[str(len(data))] = cpu() - start
    return took


def _answer(graph: Graph, text: str) -> None:
    list(graph.query(text))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
