"""Queries from outside: what is refused before the engine sees it, and why (each limit has its tripwire)."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mendelgraph.errors import InputError
from mendelgraph.queries.guard import MAX_CLAUSES, MAX_DEPTH, MAX_OPERATORS, check_query

RUN = "import sys, pyoxigraph; list(pyoxigraph.Store().query(sys.stdin.read()))"

DEADLY = {
    "parentheses": "SELECT * WHERE { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
    "braces": "SELECT * WHERE " + "{" * 5000 + "}" * 5000,
    "not exists": "SELECT * WHERE { " + "FILTER NOT EXISTS {" * 1000 + "}" * 1000 + "}",
    "union": "SELECT * WHERE { {} " + "UNION {} " * 20000 + "}",
    "minus": "SELECT * WHERE { " + "MINUS {?s ?p ?o} " * 5000 + "}",
    "bind": "SELECT * WHERE { " + " ".join(f"BIND(1 AS ?v{i})" for i in range(5000)) + "}",
    "not": "SELECT * WHERE { FILTER(" + "!" * 50000 + "true) }",
    "and": "SELECT * WHERE { FILTER(true" + "&&true" * 20000 + ") }",
    "plus": "SELECT * WHERE { FILTER(1" + "+1" * 20000 + "=1) }",
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
    "brackets up to the limit": "SELECT * WHERE " + "{" * MAX_DEPTH + "}" * MAX_DEPTH,
}


@pytest.mark.parametrize("text", ALLOWED.values(), ids=ALLOWED)
def test_what_is_harmless_passes(text: str) -> None:
    assert check_query(text) == text


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
    assert min(MAX_DEPTH, MAX_CLAUSES, MAX_OPERATORS) >= 100
