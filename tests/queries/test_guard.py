"""Queries from outside: what is refused before the engine sees it, and why (each limit has its tripwire)."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mendelgraph.errors import InputError
from mendelgraph.queries.guard import KINDS, MAX_AMBIGUOUS, MAX_DEPTH, SHORT, check_query

RUN = """
import sys, pyoxigraph
answer = pyoxigraph.Store().query(sys.stdin.read())
bool(answer) if isinstance(answer, pyoxigraph.QueryBoolean) else list(answer)
"""

DEADLY = {
    "parentheses": "SELECT * WHERE { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
    "braces": "SELECT * WHERE " + "{" * 5000 + "}" * 5000,
    "not exists": "SELECT * WHERE { " + "FILTER NOT EXISTS {" * 1000 + "}" * 1000 + "}",
    "union": "SELECT * WHERE { {} " + "UNION {} " * 20000 + "}",
    "minus": "SELECT * WHERE { " + "MINUS {?s ?p ?o} " * 5000 + "}",
    "bind": "SELECT * WHERE { " + " ".join(f"BIND(1 AS ?v{i})" for i in range(3000)) + "}",
    "not": "SELECT * WHERE { FILTER(" + "!" * 50000 + "true) }",
    "and": "SELECT * WHERE { FILTER(true" + "&&true" * 20000 + ") }",
    "plus": "SELECT * WHERE { FILTER(1" + "+1" * 20000 + "=1) }",
    "triples": "ASK { " + "?s ?p ?o . " * 60000 + "}",
    "objects": "ASK { ?s ?p ?o" + ",?o" * 200_000 + "}",
    "predicates": "ASK { ?s ?p ?o" + ";?p ?o" * 100_000 + "}",
    "the short form of CONSTRUCT": "CONSTRUCT WHERE { " + "?s ?p ?o . " * 20000 + "}",
    "a list of blank nodes": "ASK { ?s ?p (" + "[]" * 20000 + ")}",
    "DESCRIBE": "DESCRIBE " + "<urn:x:a>" * 3000,
    "expressions that are selected": "SELECT " + " ".join(f"(1 AS ?v{i})" for i in range(3000)) + " {}",
    "groups": "SELECT (1 AS ?x) {} GROUP BY " + "CONCAT(1,1)" * 20000,
    "calls": "ASK { FILTER(" + "STR(" * 2000 + "1" + ")" * 2000 + ")}",
    "VALUES blocks": "ASK { " + "VALUES ?x {1} " * 20000 + "}",
    "triple terms": "ASK { " + "<< " * 20000 + "?s ?p ?o" + " >> ?p ?o" * 20000 + "}",
    "reifiers": "ASK { ?s ?p ?o " + "~" * 20000 + "}",
    "annotations": "ASK { ?s ?p ?o " + "{| ?p ?o |}" * 20000 + "}",
    "minus after digits": "ASK { " + "?s ?p 1MINUS{?s ?p 1}" * 20000 + "}",
    "brackets closed in a comment before": "#" + "}" * 40005 + "\nASK " + "{" * 40000 + "}" * 40000,
    "braces behind what a comment closes": "ASK " + ("{" * 50 + "#" + "}" * 50 + "\n") * 100 + "}" * 5000,
    "operators between < and >": "ASK { FILTER(1 <2||" + "!" * 200_000 + "true||3>2) }",
    "operators in what looks like an address": "ASK { FILTER(1 <2&&" + "!" * 200_000 + "true&&3>2) }",
    "quotients that look like an address": "PREFIX x: <urn:x> ASK { FILTER(1 <x:a" + "/x:a" * 20000 + "&&3>2) }",
    "operators between quotes in addresses": "ASK { ?s <urn:x:'> ?o FILTER(true"
    + "&&true" * 20000
    + ") . ?s <urn:x:'> ?o}",
    "operators behind an escaped quote": r"PREFIX x: <urn:x:> ASK { ?s x:a\' ?o FILTER(true" + "&&true" * 20000 + ")}",
    "operators between long texts": 'ASK { FILTER(""" " """ = "a"||true' + "||true" * 20000 + '||"" = """ " """) }',
}


@pytest.mark.parametrize("text", DEADLY.values(), ids=DEADLY)
def test_what_ends_the_engine_s_process_is_refused_before(text: str) -> None:
    with pytest.raises(InputError, match="the limit is"):
        check_query(text)


@pytest.mark.parametrize("text", DEADLY.values(), ids=DEADLY)
def test_the_engine_still_dies_of_it(text: str) -> None:
    """A tripwire: when the engine learns to refuse, the guard's limits can go."""
    run = subprocess.run([sys.executable, "-c", RUN], input=text.encode(), capture_output=True, check=False)
    assert run.returncode < 0, "pyoxigraph no longer dies of this: see queries/guard.py"


ALLOWED = {
    "service as a variable": "SELECT ?service WHERE { ?service ?p ?o }",
    "service in a prefixed name": "PREFIX a: <http://a.example/> SELECT * WHERE { ?s a:service ?o }",
    "service in an address": "SELECT * WHERE { ?s <http://a.example/service> ?o }",
    "many values": f"SELECT * WHERE {{ VALUES ?x {{ {'<https://omim.org/entry/166350> ' * 5000} }} }}",
    "many values with hyphens": "ASK { ?x ?p ?o VALUES ?x { "
    + "<urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427> " * 9000
    + "} }",
    "many rows": "ASK { VALUES (?x ?y) { "
    + "(\"X-linked, it's; (a) {b} #1\"@en-GB <http://a.example/O'B#c>)\n" * 9000
    + "} }",
    "many names in IN": "ASK { ?x ?p ?o FILTER(?x IN (" + "<http://a.example/a-b/?c=1&d>, " * 9000 + "1)) }",
    "many values in NOT IN": "PREFIX x: <urn:x:> ASK { ?x ?p ?o FILTER(?x NOT IN ("
    + '"a-b"@en, "1"^^x:int, x:c-d.e, 1.5, ' * 2000
    + "2)) }",
    "a template of 5,000 triples": "CONSTRUCT { "
    + '?s ?p "a, b; c." , [ ?p <urn:x-y:a> ] ; ?p (1 2 3) .\n' * 2500
    + "} WHERE { ?s ?p ?o }",
    "a text of 500,000 brackets": 'ASK { ?s ?p """' + "([{\n" * 125_000 + '""" }',
    "a comment of 500,000 brackets": "ASK { ?s ?p ?o } # " + "([{" * 160_000,
    "500 choices": "ASK { { ?s ?p 1 } " + "UNION { ?s ?p 1 } " * 500 + "}",
    "1,000 conditions": "ASK { ?s ?p ?o FILTER(?o = 0" + " || ?o = <urn:x:a>" * 1000 + ") }",
    "200 triples": "ASK { " + "?s a ?o . " * 200 + "}",
    "an address that may be a comparison": "BASE <http://a.example/> ASK { ?s ?p <a#b>, <it's> }",
    "brackets up to the limit": "SELECT * WHERE " + "{" * MAX_DEPTH + "}" * MAX_DEPTH,
}


@pytest.mark.parametrize("text", ALLOWED.values(), ids=ALLOWED)
def test_what_is_harmless_passes(text: str) -> None:
    assert check_query(text) == text
    run = subprocess.run([sys.executable, "-c", RUN], input=text.encode(), capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")


def test_what_can_be_read_in_two_ways_must_be_short() -> None:
    two_ways = "ASK { FILTER(?a <'b'&&?c>'d') } #"
    assert check_query(two_ways.ljust(MAX_AMBIGUOUS))
    with pytest.raises(InputError, match="read in two ways"):
        check_query(two_ways.ljust(MAX_AMBIGUOUS + 1))
    with pytest.raises(InputError, match="nested"):
        check_query(two_ways + "(#)\n" * MAX_DEPTH)


ASKS_ELSEWHERE = {
    "plain": "SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "lower case": "SELECT * WHERE { service silent ?x { ?s ?p ?o } }",
    "no space": "SELECT * WHERE { ?s ?p ?o }SERVICE<http://127.0.0.1/>{ ?s ?p ?o }",
    "behind a quote in a comparison": "SELECT * WHERE { FILTER(?a<'>'&&?b<'x') SERVICE ?y { ?s ?p ?o } }",
}


@pytest.mark.parametrize("text", ASKS_ELSEWHERE.values(), ids=ASKS_ELSEWHERE)
def test_a_query_that_asks_elsewhere_needs_leave(text: str) -> None:
    with pytest.raises(InputError, match="--federated"):
        check_query(text)
    assert check_query(text, federated=True) == text


def test_the_limits_leave_room_for_real_queries() -> None:
    assert MAX_DEPTH >= 100
    assert min(kind.limit for kind in KINDS) >= SHORT >= 1_000
