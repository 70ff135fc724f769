"""Repetitions in hiding: whatever the guard of queries lets through is answered or refused by the engine, alive."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mendelgraph.errors import InputError
from mendelgraph.queries.guard import check_query
from tests.fuzz.test_readers import MORE

# Each query in a process of its own for a second: one that is planned for longer is no death.
ASKER = """
import json, os, signal, sys
from pyoxigraph import Store
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_REAL, 1)
        try:
            bool(Store().query(json.loads(line)))
        except (SyntaxError, RuntimeError):
            pass
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if status not in (0, signal.SIGALRM):
        print(status, line[:300])
"""


class Shape(NamedTuple):
    """Say how a repetition begins, what is repeated, what stands in its middle, what closes each, how it ends."""

    start: str
    piece: str
    middle: str = ""
    close: str = ""
    end: str = ""


JOINS = (
    Shape("", "?s ?p 1 . "),
    Shape("?s ?p 1", ",1"),
    Shape("?s ?p 1", ";?p 1"),
    Shape("?s ?p (", "[]", end=")"),
    Shape("?s ?p ?o", "~"),
    Shape("?s ", "<urn:p>/", "<urn:p> 1"),
    Shape("", "VALUES ?x{1}"),
    Shape("?s ?p ", "[?p ", "1", "]"),
)
"""Some hundred of these are planned for minutes, so there are few of them, or more than the guard lets through."""

SHAPES = (
    Shape("FILTER(true", "||true", end=")"),
    Shape("FILTER(1 <2", "&&true", end="&&3>2)"),
    Shape("FILTER(1 <2&&", "!", "true&&3>2)"),
    Shape("FILTER(1 <x:a", "/x:a", end="&&3>2)"),
    Shape("FILTER(1=1", "-1", end=")"),
    Shape("{} ", "UNION{}"),
    Shape("", "MINUS{?s ?p 1}"),
    Shape("", "OPTIONAL{?s ?p 1}"),
    Shape("", "FILTER(?x)"),
    Shape("", "{", close="}"),
    Shape("", "FILTER EXISTS{", close="}"),
    Shape("FILTER(", "(", "1", ")", ")"),
    Shape("FILTER(", "STR(", "1", ")", ")"),
    Shape("?s ?p ", "<<(?s ?p ", "1", ")>>"),
)
COMMENTS = ("", "#)}]\n", '#"\n', "#'\r", "#<\n", '#"""\n', "#\\\n", "#VALUES ?x {\n", "#}\\u000A{\n")
PROLOGUES = ("", "BASE <http://a.example/#'> ", "PREFIX urn: <http://a.example/'> ", 'PREFIX y: <urn:"> ', "#}\n")
DECOYS = (
    "", "?s ?p '\"\"\"' . ", '?s ?p "\\"" . ', r"?s x:a\' ?o . ", "?s <urn:'> ?o . ", "?s <#'> ?o . ",
    '?s ?p """ " """ . ',
    "FILTER(1 <2||3>2) ", "FILTER(1 <2&&'>'='a') ", "FILTER(1 <2#'>\n) ", "FILTER(1 <urn:a||'>'=1) ",
    "?s ?p '''' ''' . ",
    "?s ?p (\"\" \"a'\") . ", "?s x:VALUES ?x . ", "?s ?p ?CONSTRUCT . ",
)  # fmt: skip


def repeat(shape: Shape, count: int, comment: str, every: int) -> str:
    """Write a shape out, with a comment after every so many pieces."""
    pieces = [shape.piece + (comment if number % every == 0 else "") for number in range(count)]
    return "".join((shape.start, *pieces, shape.middle, shape.close * count, shape.end))


TEXTS = st.builds(
    lambda prologue, before, repeated, comment, every, after: (
        f"{prologue}PREFIX x: <urn:x:> ASK {{ {before}{repeat(*repeated, comment, every)} {after}}}"
    ),
    st.sampled_from(PROLOGUES),
    st.sampled_from(DECOYS),
    st.one_of(
        st.tuples(st.sampled_from(SHAPES), st.sampled_from((90, 130, 900, 1_030, 2_700, 12_000, 30_000))),
        st.tuples(st.sampled_from(JOINS), st.sampled_from((3, 12_000, 30_000))),
    ),
    st.sampled_from(COMMENTS),
    st.sampled_from((1, 50, 1_000)),
    st.sampled_from(DECOYS),
)


def passes(text: str) -> bool:
    try:
        check_query(text)
    except InputError:
        return False
    return True


@settings(
    max_examples=4 * MORE, derandomize=MORE == 1, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
@given(st.lists(TEXTS, min_size=30, max_size=30))
def test_no_repetition_in_hiding_ends_the_engine(texts: list[str]) -> None:
    asked = "\n".join(json.dumps(text) for text in texts if passes(text))
    done = subprocess.run([sys.executable, "-c", ASKER], input=asked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
