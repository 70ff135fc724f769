"""What the engines under us do, and why we do as we do. A test that fails here says that one has changed."""

from __future__ import annotations

import subprocess
import sys

import pytest
import shacl

from mendelgraph.validation import Engine
from mendelgraph.validation.engines import run_engine

HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <urn:x:> . e:shape a sh:NodeShape ; sh:targetClass e:C ;"
DATA = '<urn:x:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:x:C> .\n<urn:x:s> <urn:x:p> "b" .\n'


def fast(select: str) -> list[shacl.Result]:
    shapes = shacl.Shapes.from_turtle(f'{HEAD} sh:sparql [ sh:select """{select}""" ] .')
    return list(shapes.validate_text(DATA, format="ntriples").results)


def test_the_fast_engine_leaves_out_a_value_that_is_no_term_of_the_data() -> None:
    (computed,) = fast("SELECT $this (UCASE(?v) AS ?value) WHERE { $this <urn:x:p> ?v }")
    (found,) = fast("SELECT $this (?v AS ?value) WHERE { $this <urn:x:p> ?v }")
    assert (computed.value, found.value) == (None, '"b"')


@pytest.mark.parametrize("clause", ["VALUES ?v { 1 }", "MINUS { ?v ?w ?x }"])
def test_the_fast_engine_refuses_what_shacl_forbids_beside_bound_variables(clause: str) -> None:
    with pytest.raises(ValueError, match="cannot be combined with SHACL pre-binding"):
        fast(f"SELECT $this ?v WHERE {{ $this ?p ?v {clause} }}")


def test_engines_differ_on_a_severity_at_a_sparql_constraint() -> None:
    sparql = (
        "sh:sparql [ sh:severity sh:Warning ; sh:select 'SELECT $this WHERE { $this ?p ?o . FILTER(ISLITERAL(?o)) }' ]"
    )
    shapes = shacl.Shapes.from_turtle(f"{HEAD} {sparql} .")
    assert [result.severity for result in shapes.validate_text(DATA, format="ntriples").results] == ["Warning"]
    code = (
        "import pyshacl, rdflib, sys; shapes, data = sys.argv[1:];"
        "_, graph, _ = pyshacl.validate(rdflib.Graph().parse(data=data, format='nt'),"
        " shacl_graph=rdflib.Graph().parse(data=shapes));"
        "print(*graph.objects(None, rdflib.SH.resultSeverity))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, f"{HEAD} {sparql} .", DATA], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "http://www.w3.org/ns/shacl#Violation"


@pytest.mark.parametrize("engine", list(Engine))
def test_both_engines_count_code_points(engine: Engine) -> None:
    shapes = (
        '_:s <http://www.w3.org/ns/shacl#select> "SELECT $this WHERE { $this <urn:x:p> ?t . '
        "FILTER(STRLEN(?t) != 3 || SUBSTR(?t, 2, 1) != '\\U0001F600') }\" .\n"
        "<urn:x:shape> <http://www.w3.org/ns/shacl#sparql> _:s .\n"
        "<urn:x:shape> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/shacl#NodeShape> .\n"
        "<urn:x:shape> <http://www.w3.org/ns/shacl#targetNode> <urn:x:s> .\n"
    )
    assert run_engine('<urn:x:s> <urn:x:p> "a\\U0001F600b" .\n', shapes, engine) == []
    assert len(run_engine('<urn:x:s> <urn:x:p> "ab\\U0001F600" .\n', shapes, engine)) == 1


def test_pyshacl_does_not_come_back_from_a_catastrophic_pattern() -> None:
    code = "import re; re.search('^(a+)+$', 'a' * 40 + '!')"
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", code], timeout=1, check=False)
