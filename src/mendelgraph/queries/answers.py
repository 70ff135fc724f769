"""Answers of queries as Python values: rows of a SELECT or ASK, and what an engine's error means to a reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean

from mendelgraph.errors import InputError
from mendelgraph.graph.namespaces import PREFIXES
from mendelgraph.identifiers import curie_of_iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import QuerySolutions

XSD = "http://www.w3.org/2001/XMLSchema#"
_CONDITION = re.compile(r".*[/#]condition/([a-z0-9-]+)")
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_EXPECTED = re.compile(r"Prefix not found|[A-Z]{3,}(?:_[A-Z]+)*|\"[^\"]+\"")


class Iri(str):
    """Hold an IRI of an answer, told from a text by its type."""

    __slots__ = ()


Value: TypeAlias = Iri | str | int | float | Decimal | bool | date | datetime


@dataclass(frozen=True, slots=True)
class Rows:
    """Hold the answer of a SELECT: column names, and rows with None where a variable is unbound.

    An ASK has one column, `answer`, and one row.

    >>> rows = Rows(("gene",), (("GNAS",),))
    >>> rows.as_dicts()
    [{'gene': 'GNAS'}]
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]

    def __iter__(self) -> Iterator[tuple[Value | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def as_dicts(self) -> list[dict[str, Value | None]]:
        """Return a dictionary for each row, as `pandas.DataFrame` takes them."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def read_rows(answer: QuerySolutions | QueryBoolean) -> Rows:
    """Read the engine's answer of a SELECT or ASK."""
    if isinstance(answer, QueryBoolean):
        return Rows(("answer",), ((bool(answer),),))
    columns = tuple(variable.value for variable in answer.variables)
    return Rows(columns, tuple(tuple(map(read_value, solution)) for solution in answer))


def read_value(term: object) -> Value | None:
    """Return a term as a Python value; a literal whose text does not fit its datatype stays text.

    >>> read_value(Literal("3", datatype=NamedNode(XSD + "integer"))), read_value(NamedNode("https://a.example/"))
    (3, 'https://a.example/')
    """
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return Iri(term.value)
    if isinstance(term, BlankNode):
        return str(term)
    if not isinstance(term, Literal):
        raise InputError(f"unexpected term in an answer: {term!r}")
    read = _DATATYPES.get(term.datatype.value.removeprefix(XSD), str)
    try:
        return read(term.value)
    except (ValueError, ArithmeticError):
        return term.value


def _boolean(text: str) -> bool:
    if text not in {"true", "false", "1", "0"}:
        raise ValueError(text)
    return text in {"true", "1"}


_DATATYPES: dict[str, Callable[[str], Value]] = {
    **dict.fromkeys(("integer", "int", "long", "nonNegativeInteger", "positiveInteger"), int),
    **dict.fromkeys(("double", "float"), float),
    "decimal": Decimal,
    "boolean": _boolean,
    "date": date.fromisoformat,
    "dateTime": datetime.fromisoformat,
}


def shorten(iri: str) -> str:
    """Return an IRI as a CURIE: of an identifier, of a condition (`ghr:`), or of a vocabulary's term.

    >>> shorten("https://w3id.org/mendelgraph/condition/alkaptonuria")
    'ghr:alkaptonuria'
    """
    if curie := curie_of_iri(iri):
        return str(curie)
    if found := _CONDITION.fullmatch(iri):
        return f"ghr:{found[1]}"
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and re.fullmatch(r"[\w-]+", iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def explain_syntax(error: SyntaxError, text: str) -> InputError:
    """Return the engine's syntax error in words: line, column, the line itself, and what could have stood there."""
    found = _PLACE.match(str(error))
    if not found:
        return InputError(f"not SPARQL: {error}", where="the query")
    line, column = _place(text, int(found[1]), int(found[2]))
    shown = (text.splitlines() or [""])[line - 1]
    return InputError(
        f"line {line}, column {column}: {_reason(found[3])}\n  {shown[:200]}\n  {' ' * min(column - 1, 200)}^",
        where="the query",
    )


def _place(text: str, line: int, column: int) -> tuple[int, int]:
    """Move a place behind the end to the end of the last line that holds something."""
    lines = text.rstrip().splitlines() or [""]
    return (line, column) if line <= len(lines) else (len(lines), len(lines[-1]) + 1)


def _reason(expected: str) -> str:
    if "Prefix not found" in expected:
        return "a prefix that no PREFIX line declares"
    words = [word.strip('"') for word in _EXPECTED.findall(expected)]
    return f"not SPARQL here; expected {' '.join(words[:12])}" if words else "not SPARQL here"
