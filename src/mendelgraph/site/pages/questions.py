"""The page of a question of the query book: its text, its parameters, and its answer on this release."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import QueryTriples

from mendelgraph.queries import find_question
from mendelgraph.queries.answers import Iri, read_rows, read_value, shorten
from mendelgraph.site.rendering import Head, render

if TYPE_CHECKING:
    from pyoxigraph import Store

    from mendelgraph.queries import Question
    from mendelgraph.site.rendering import Setting

SHOWN = 12


class Value(NamedTuple):
    """Hold a value of an answer; `iri` where it is one."""

    text: str
    iri: str = ""


class Answer(NamedTuple):
    """Hold the beginning of an answer, and how many rows there are in all."""

    columns: tuple[str, ...]
    rows: list[list[Value]]
    total: int


def question_page(iri: str, store: Store, stem: str, setting: Setting) -> bytes:
    """Render the page of a question, with the answer for its default parameters."""
    question = find_question(stem.rpartition("/")[2])
    head = Head(stem, iri, question.title, question.question, downloads=False)
    return render("question.html", head, setting, question=question, answer=ask(question, store), body=body(question))


def body(question: Question) -> str:
    """Return the query without its header, which the page shows in words."""
    return "\n".join(line for line in question.text.splitlines() if not line.startswith("#+")).strip()


def ask(question: Question, store: Store) -> Answer:
    """Return the answer to a question with its defaults; of a graph, its first triples."""
    found = store.query(question.text)
    if isinstance(found, QueryTriples):
        triples = sorted(found, key=str)
        rows = [[_cell(read_value(term)) for term in triple] for triple in triples[:SHOWN]]
        return Answer(("subject", "predicate", "object"), rows, len(triples))
    answer = read_rows(found)
    shown = [[_cell(value) for value in row] for row in answer.rows[:SHOWN]]
    return Answer(answer.columns, shown, len(answer))


def _cell(value: object) -> Value:
    if isinstance(value, Iri):
        return Value(shorten(value), str(value))
    return Value("" if value is None else str(value))
