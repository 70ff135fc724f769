"""Records, datasets and files from outside: the same findings by either engine, one order, and no way to hang."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, Quad

from mendelgraph.errors import InputError
from mendelgraph.rdf import Limits
from mendelgraph.resources import resources
from mendelgraph.validation import (
    Engine,
    Severity,
    Shapes,
    default_engine,
    load_shapes,
    validate_outside,
    validate_quads,
    validate_record,
)
from mendelgraph.validation.shapes import EXTENSIONS
from mendelgraph.validation.validate import split_records

ENGINES = list(Engine)
SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <urn:x:> .
e:shape a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:pattern "%s" %s ] .
"""
DATA = '@prefix e: <urn:x:> . e:s a e:C ; e:p "%s" .'


def quads_of(text: str) -> list[Quad]:
    return list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TRIG))


def shapes_in(folder: Path, text: str) -> Shapes:
    (folder / "shapes.ttl").write_text(text, encoding="utf-8")
    return load_shapes(folder)


@pytest.fixture(scope="module")
def example() -> list[Quad]:
    """The example of the documentation: the three graphs of progressive osseous heteroplasia."""
    path = Path(__file__).resolve().parents[2] / "docs" / "example-poh.trig"
    return list(pyoxigraph.parse(path=path))


def swapped(quads: list[Quad]) -> list[Quad]:
    """The copy that the trap is about: every paternal allele origin turned into a maternal one."""
    paternal, maternal = (NamedNode(f"http://purl.obolibrary.org/obo/GENO_000087{digit}") for digit in "98")
    return [
        Quad(quad.subject, quad.predicate, maternal if quad.object == paternal else quad.object, quad.graph_name)
        for quad in quads
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_example_conforms(example: list[Quad], engine: Engine) -> None:
    report = validate_quads(example, load_shapes(), engine=engine)
    assert report.conforms
    assert report.of(Severity.VIOLATION) == ()


def test_the_swapped_copy_fails(example: list[Quad]) -> None:
    report = validate_quads(swapped(example), load_shapes(), engine=Engine.FAST)
    rules = {finding.shape.rpartition("#")[2] for finding in report.of(Severity.VIOLATION)}
    assert rules == {"ParentOfOrigin-maternal-imprinting"}


def test_seeded_faults_are_found_alike_by_both_engines(example: list[Quad]) -> None:
    """Leave out one statement in thirty: what breaks is the same for both, in the same order."""
    rest = [quad for quad in example if random.Random(str(quad)).random() > 1 / 30]  # noqa: S311 - a choice, no secret
    fast, slow = (validate_quads(rest, load_shapes(), engine=engine) for engine in ENGINES)
    assert len(fast.findings) > 20
    assert fast == slow


def test_the_order_of_quads_never_matters(example: list[Quad]) -> None:
    shuffled = random.Random(7).sample(example, len(example))  # noqa: S311 - an order, no secret
    again = validate_quads(swapped(shuffled), load_shapes(), engine=Engine.FAST)
    assert again == validate_quads(swapped(example), load_shapes(), engine=Engine.FAST)


def test_a_record_is_seen_whole_and_alone(example: list[Quad]) -> None:
    other = Quad(*(NamedNode(f"urn:x:{name}") for name in ("s", "p", "o", "g")))
    groups = split_records([other, *example])
    assert [len(group) for group in groups] == [1, len(example)]
    assert len({quad.graph_name for quad in groups[1]}) == 3


@pytest.mark.parametrize("engine", ENGINES)
def test_a_child_process_finds_the_same(example: list[Quad], engine: Engine) -> None:
    faulty = swapped(example)
    report = validate_outside(faulty, load_shapes(), engine=engine)
    assert report == validate_quads(faulty, load_shapes(), engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_shapes_from_outside_are_used(tmp_path: Path, engine: Engine) -> None:
    shapes = shapes_in(tmp_path, SHAPE % ("^a+$", '; sh:message "only a"'))
    (finding,) = validate_outside(quads_of(DATA % "ab"), shapes, engine=engine).findings
    assert finding[:5] == ("<urn:x:s>", "<urn:x:p>", '"ab"', Severity.VIOLATION, "only a")
    assert finding.shape == "urn:x:shape"
    assert validate_outside(quads_of(DATA % "aa"), shapes, engine=engine).conforms


@pytest.mark.parametrize("engine", ENGINES)
def test_a_shape_without_words_is_worded(tmp_path: Path, engine: Engine) -> None:
    (finding,) = validate_outside(
        quads_of(DATA % "ab"), shapes_in(tmp_path, SHAPE % ("^a+$", "")), engine=engine
    ).findings
    assert finding.message == "does not satisfy sh:pattern"


def test_a_catastrophic_pattern_is_stopped(tmp_path: Path) -> None:
    shapes = shapes_in(tmp_path, SHAPE % ("^(a+)+$", ""))
    data = quads_of(DATA % ("a" * 60 + "!"))
    with pytest.raises(InputError, match=r"here: not done within 2 s"):
        validate_outside(data, shapes, engine=Engine.PYSHACL, limits=Limits(seconds=2), where="here")
    assert not validate_outside(data, shapes, engine=Engine.FAST).conforms


QUERY = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <urn:x:> .
e:shape a sh:NodeShape ; sh:targetClass e:C ; sh:sparql [ sh:select "SELECT $this WHERE { %s }" ] .
"""


@pytest.mark.parametrize(
    "body",
    [
        "SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o }",
        "$this a ?c . BIND(<urn:x:nosuch>(1) AS ?x) SERVICE ?c { ?s ?p ?o }",
    ],
    ids=["constant", "variable"],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_a_query_from_outside_reaches_no_other_machine(tmp_path: Path, engine: Engine, body: str) -> None:
    with pytest.raises(InputError):
        validate_outside(quads_of(DATA % "a"), shapes_in(tmp_path, QUERY % body), engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_shapes_that_cannot_be_used_say_so(tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(InputError):
        validate_outside(quads_of(DATA % "a"), shapes_in(tmp_path, QUERY % "nonsense ("), engine=engine)


def test_folders_and_files_without_shapes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no RDF file"):
        load_shapes(tmp_path)
    (tmp_path / "data.ttl").write_text(DATA % "a")
    with pytest.raises(InputError, match="no shapes"):
        load_shapes(tmp_path)
    with pytest.raises(InputError, match="cannot be opened"):
        load_shapes(tmp_path / "none.ttl")
    (tmp_path / "bad.ttl").write_text("nonsense")
    with pytest.raises(InputError, match=r"bad\.ttl: line 1"):
        load_shapes(tmp_path)


def test_our_shapes_given_as_a_folder_are_the_same_rules(example: list[Quad], tmp_path: Path) -> None:
    for path in (resources() / "shapes").glob("*.ttl"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    given = load_shapes(tmp_path)
    assert not given.own
    assert ".ttl" in EXTENSIONS
    record = split_records(swapped(example))
    for group in record:
        mine = validate_record(group, load_shapes(), engine=Engine.FAST)
        assert validate_record(group, given, engine=Engine.FAST) == mine


def test_the_fast_engine_is_the_default_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_engine() is Engine.FAST
    monkeypatch.setattr("mendelgraph.validation.engines.find_spec", lambda _: None)
    assert default_engine() is Engine.PYSHACL
