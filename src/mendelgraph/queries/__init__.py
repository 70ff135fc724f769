"""The query book: every `queries/*.rq` is one question, and its header says what it asks, takes and answers.

A header is the file's leading `#+` lines:

    #+ title: Condition by OMIM number
    #+ question: Which condition has this OMIM number?
    #+ topic: identifiers
    #+ parameter: omim | identifier OMIM | OMIM number of the condition
    #+ columns: condition, name
    #+ example: ghr:progressive-osseous-heteroplasia | Progressive osseous heteroplasia

A parameter is a variable with one line `VALUES ?omim { … }` in the query. What stands there is its default, so each
file also runs as it is, on any engine; binding a parameter replaces the term on that line and nothing else.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError, UnknownNameError
from mendelgraph.queries.parameters import Parameter, parse_parameter, read_value
from mendelgraph.resources import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Literal, NamedNode

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BOOKS = ("queries", "queries/federated")
_HEADER = re.compile(r"^#\+ ([a-z]+): (.*)$", re.MULTILINE)
_FORM = re.compile(r"^\s*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.MULTILINE | re.IGNORECASE)


class QueryForm(StrEnum):
    """Name a form of SPARQL query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def gives_graph(self) -> bool:
        """Tell whether the answer is a graph."""
        return self in {QueryForm.CONSTRUCT, QueryForm.DESCRIBE}


@dataclass(frozen=True, slots=True)
class Question:
    """Hold a query with what its header says. `columns` are empty where the answer is a graph.

    `example` is a row of the answer on the embedded catalogue, with the defaults: columns parted by bars, IRIs short.
    """

    name: str
    title: str
    question: str
    topic: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    text: str
    example: str = ""

    @property
    def form(self) -> QueryForm:
        """Return the form of the query."""
        return query_form(self.text)


def query_form(text: str) -> QueryForm:
    r"""Tell the form of a query by its first line that begins with one of the four keywords.

    Raises InputError where there is none, as in an update.

    >>> query_form("PREFIX a: <http://a.example/>\nASK { ?s ?p ?o }")
    <QueryForm.ASK: 'ASK'>
    """
    found = _FORM.search(text) or re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", text, re.IGNORECASE)
    if not found:
        raise InputError("this is no SPARQL query: none of SELECT, ASK, CONSTRUCT and DESCRIBE stands in it")
    return QueryForm(found[1].upper())


def read_question(name: str, text: str) -> Question:
    """Read a query with its header. A query without one is a question without parameters.

    Raises InputError, naming the query, for a header that does not fit its query.
    """
    header = _HEADER.findall(text)
    fields = dict(header)
    parameters = tuple(parse_parameter(value, text, where=name) for key, value in header if key == "parameter")
    columns = tuple(fields.get("columns", "").replace(",", " ").split())
    said = (fields.get("title", name), fields.get("question", ""), fields.get("topic", ""))
    return Question(name, *said, parameters, columns, text, fields.get("example", ""))


@cache
def query_book() -> dict[str, Question]:
    """Return the questions of the query book by name, sorted."""
    return _read_book(BOOKS[0])


@cache
def federated_book() -> dict[str, Question]:
    """Return the questions that need other servers (`queries/federated`), by name, sorted."""
    return _read_book(BOOKS[1])


def _read_book(folder: str) -> dict[str, Question]:
    files = sorted((resources() / folder).glob("*.rq"))
    return {file.stem: read_question(file.stem, file.read_text(encoding="utf-8")) for file in files}


def all_questions() -> dict[str, Question]:
    """Return the questions of the query book, then those that need others."""
    return query_book() | federated_book()


def topics() -> tuple[str, ...]:
    """Return the topics of the query book, sorted."""
    return tuple(sorted({question.topic for question in all_questions().values()}))


def find_question(name: str) -> Question:
    """Return the question with this name; raise UnknownNameError with the near names."""
    found = _open_question(name) if NAME.fullmatch(name) else None
    if not found:
        raise UnknownNameError(f"no question {name!r} in the query book{suggest(name, all_questions())}")
    return found


@cache
def _open_question(name: str) -> Question | None:
    """Read one question alone: the whole book takes ten times as long."""
    for folder in BOOKS:
        file = resources() / folder / f"{name}.rq"
        if file.is_file():
            return read_question(name, file.read_text(encoding="utf-8"))
    return None


def suggest(name: str, names: Iterable[str]) -> str:
    """Return the end of a message that names the nearest of the known names, or nothing where none is near.

    >>> suggest("gens-of-condition", ["genes-of-condition", "acronyms"])
    '; near: genes-of-condition'
    """
    near = difflib.get_close_matches(name.lower(), list(names), n=4, cutoff=0.5)
    return f"; near: {', '.join(near)}" if near else ""


def bind(question: Question, values: Mapping[str, str]) -> str:
    """Return the query with the given values in place of the defaults.

    Raises UnknownNameError for a parameter that the question does not take, InputError for a value that does not fit.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in sorted(set(values) - set(known)):
        takes = f"it takes {', '.join(known)}" if known else "it takes none"
        raise UnknownNameError(f"no parameter {name!r}: {takes}", where=f"question {question.name}")
    text = question.text
    for name, value in values.items():
        text = known[name].line.sub(_line_of(known[name], read_value(known[name], value)), text)
    return text


def _line_of(parameter: Parameter, term: NamedNode | Literal) -> str:
    """Write a parameter's line; the term in the engine's own serialisation, safe from the pattern's own escapes."""
    return f"VALUES ?{parameter.name} {{ {term} }}".replace("\\", r"\\")
