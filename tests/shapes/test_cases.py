"""Every rule is tried: valid cases pass, invalid ones are caught with the focus node, path and message they state."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
import pytest

from mendelgraph.rdf.writing import write_ntriples
from mendelgraph.resources import resources
from mendelgraph.validation import Engine, Finding
from mendelgraph.validation.engines import run_engine

CASES = Path(__file__).parent / "cases"
SHAPES = "https://w3id.org/mendelgraph/shapes#"
SH = "http://www.w3.org/ns/shacl#"
UNTRIED = {"prefixes", "identifier"}
EXPECTED = re.compile(r"# (\w+) (\S+)\n#   focus: (.+)\n#   path: (.+)\n#   message: (.+)\n")


class Expected(NamedTuple):
    severity: str
    shape: str
    focus: str
    path: str
    message: str


def shape_files() -> list[str]:
    return sorted(path.stem for path in (resources() / "shapes").glob("*.ttl") if path.stem not in UNTRIED)


@cache
def rules(name: str) -> frozenset[str]:
    """The IRIs that a file of shapes defines: what its cases answer for."""
    return frozenset(
        quad.subject.value
        for quad in pyoxigraph.parse(path=resources() / "shapes" / f"{name}.ttl")
        if isinstance(quad.subject, pyoxigraph.NamedNode)
    )


def speaking_rules(name: str) -> set[str]:
    """The rules of a file that have a message, by local name: properties, and shapes with a query."""
    quads = list(pyoxigraph.parse(path=resources() / "shapes" / f"{name}.ttl"))
    speaking = {quad.subject for quad in quads if quad.predicate.value in {f"{SH}message", f"{SH}sparql"}}
    return {term.value.removeprefix(SHAPES) for term in speaking if isinstance(term, pyoxigraph.NamedNode)}


@cache
def shapes_of(name: str) -> str:
    """A file of shapes with those that it refers to; all shapes at once are tried in `tests/validation`."""
    files = {name, "prefixes", "identifier", "inheritance"}
    paths = (resources() / "shapes" / f"{stem}.ttl" for stem in sorted(files))
    return write_ntriples(quad.triple for path in paths for quad in pyoxigraph.parse(path=path))


@cache
def found(path: Path, engine: Engine) -> frozenset[Finding]:
    triples = {quad.triple for quad in pyoxigraph.parse(path=path)}
    return frozenset(run_engine(write_ntriples(triples), shapes_of(path.parent.name), engine))


def expected(path: Path) -> set[Expected]:
    return {Expected(*row) for row in EXPECTED.findall(path.read_text(encoding="utf-8"))}


def own(path: Path, engine: Engine) -> set[Expected]:
    return {
        Expected(one.severity.value, one.shape.removeprefix(SHAPES), one.focus, one.path or "-", one.message)
        for one in found(path, engine)
        if one.shape in rules(path.parent.name)
    }


def case_id(path: Path) -> str:
    return path.relative_to(CASES).with_suffix("").as_posix()


@pytest.mark.parametrize("path", sorted(CASES.glob("*/valid-*.ttl")), ids=case_id)
def test_a_valid_case_passes(path: Path) -> None:
    assert own(path, Engine.FAST) == set()


@pytest.mark.parametrize("path", sorted(CASES.glob("*/invalid-*.ttl")), ids=case_id)
def test_an_invalid_case_is_caught_as_it_states(path: Path) -> None:
    assert expected(path), "the case states no finding in its head"
    assert own(path, Engine.FAST) == expected(path)


@pytest.mark.parametrize("path", sorted(CASES.glob("*/*.ttl")), ids=case_id)
def test_both_engines_find_the_same(path: Path) -> None:
    assert found(path, Engine.PYSHACL) == found(path, Engine.FAST)


@pytest.mark.parametrize("name", shape_files())
def test_every_rule_has_an_invalid_case(name: str) -> None:
    tried = {one.shape for path in (CASES / name).glob("invalid-*.ttl") for one in expected(path)}
    assert speaking_rules(name) - tried == set()
    assert list((CASES / name).glob("valid-*.ttl"))


def test_every_folder_of_cases_is_that_of_a_shape_file() -> None:
    assert sorted(path.name for path in CASES.iterdir()) == shape_files()
