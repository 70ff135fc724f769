"""The query half of the SPARQL 1.1 Protocol, from a request's parts to what is to be asked.

https://www.w3.org/TR/sparql11-protocol/#query-operation. Updates are refused: the service is read-only.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from mendelgraph.errors import InputError
from mendelgraph.queries.guard import check_query
from mendelgraph.queries.skeleton import read_skeleton
from mendelgraph.serve.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
UPDATING = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})
MAX_FIELDS = 2_000
KEPT_LENGTH = 4_000
"""The longest address whose reading is remembered: clients repeat themselves, and percent signs take long to read."""

Fields = list[tuple[str, str]]

_SERVICE = re.compile(r"(?<![\w?$:@./#-])SERVICE(?![\w:./-])", re.IGNORECASE)


class Asked(NamedTuple):
    """Hold a query with the dataset that the protocol gives it; both lists empty: the query's own, or all."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read_get(query_string: bytes) -> Asked | None:
    """Read a query by GET; None where no query is given, which asks for the service's description."""
    return _kept_get(query_string) if len(query_string) <= KEPT_LENGTH else _read_get(query_string)


def _read_get(query_string: bytes) -> Asked | None:
    fields = _fields(query_string)
    return _asked(fields, fields) if fields and _has_any(fields) else None


_kept_get = lru_cache(maxsize=1024)(_read_get)


def read_post(query_string: bytes, content_type: str | None, body: bytes) -> Asked:
    """Read a query by either form of POST; raise Problem for anything else."""
    media_type, charset = _content_type(content_type)
    outside = _fields(query_string)
    if any(name == "query" for name, _ in outside):
        raise Problem(400, "a query that comes by POST stands in the body, not in the address")
    if media_type == FORM:
        fields = _fields(body)
        return _asked(fields, [*outside, *fields])
    if media_type == UPDATE:
        raise _read_only()
    if media_type != DIRECT:
        reason = f"a query comes by POST as {FORM} or {DIRECT}, not as {media_type or 'content without a type'}"
        raise Problem(415, reason, headers={"Accept-Post": f"{FORM}, {DIRECT}"})
    if charset not in {None, "utf-8", "utf8"}:
        raise Problem(415, f"a query is UTF-8 text, not {charset}")
    return _asked([("query", _decode(body, "the query"))], outside)


def screen(text: str) -> str:
    """Return a query that is of reasonable size and asks nobody else; raise Problem with the reason if not.

    >>> screen('ASK { ?s ?p "SERVICE" }')
    'ASK { ?s ?p "SERVICE" }'
    """
    try:
        check_query(text, federated=True)
    except InputError as error:
        raise Problem(400, f"the query is refused before it is run: {error.what}") from None
    if "service" in text.lower() and _SERVICE.search(read_skeleton(text) or text):
        raise Problem(400, "SERVICE is not allowed here: this service asks no other server")
    return text


def _asked(own: Fields, dataset: Fields) -> Asked:
    _refuse_updates([*own, *dataset])
    queries = [value for name, value in own if name == "query"]
    if len(queries) != 1:
        raise Problem(400, f"one `query` is needed, {len(queries)} came")
    return Asked(queries[0], _graphs("default-graph-uri", dataset), _graphs("named-graph-uri", dataset))


def _has_any(fields: Fields) -> bool:
    _refuse_updates(fields)
    return any(name == "query" for name, _ in fields)


def _refuse_updates(fields: Iterable[tuple[str, str]]) -> None:
    if any(name in UPDATING for name, _ in fields):
        raise _read_only()


def _read_only() -> Problem:
    return Problem(403, "updates are refused: this service only answers queries")


def _graphs(name: str, fields: Fields) -> tuple[str, ...]:
    return tuple(_iri(value, name) for field, value in fields if field == name)


def _iri(value: str, name: str) -> str:
    try:
        return NamedNode(value).value
    except ValueError:
        raise Problem(400, f"{name}: {value[:200]!r} is no absolute IRI") from None


def _fields(encoded: bytes) -> Fields:
    try:
        return parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except UnicodeDecodeError:
        raise Problem(400, "the parameters are not percent-encoded UTF-8") from None
    except ValueError as error:
        raise Problem(400, f"the parameters cannot be read: {error}") from None


def _decode(body: bytes, what: str) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(400, f"{what} is not UTF-8 text (byte {error.start})") from None


def _content_type(header: str | None) -> tuple[str, str | None]:
    media_type, _, parameters = (header or "").partition(";")
    charset = re.search(r"charset=\"?([\w.-]+)", parameters, re.IGNORECASE)
    return media_type.strip().lower(), charset[1].lower() if charset else None
