"""Answers of SPARQL services as the engine reads them, with what stores write in their own way put right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pyoxigraph import QueryResultsFormat, parse_query_results

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions

_ASKED = "__ASK_RETVAL"


def read_results(data: bytes) -> QuerySolutions | QueryBoolean:
    """Read SPARQL 1.1 JSON; raise ValueError or SyntaxError for what is none.

    Virtuoso 7 answers an ASK with a table of one cell and calls blank nodes `nodeID://b10001`, which is no label that
    the engine admits.

    >>> bool(read_results(b'{"head": {}, "boolean": true}'))
    True
    """
    if _ASKED.encode() not in data[:1000] and b"nodeID://" not in data:
        return parse_query_results(data, format=QueryResultsFormat.JSON)
    document = json.loads(data)
    bindings = document["results"]["bindings"]
    if document["head"].get("vars") == [_ASKED]:
        document = {"head": {}, "boolean": bool(bindings) and bindings[0][_ASKED]["value"] in {"1", "true"}}
    else:
        _rename_blanks(bindings)
    return parse_query_results(json.dumps(document).encode(), format=QueryResultsFormat.JSON)


def _rename_blanks(bindings: list[dict[str, dict[str, str]]]) -> None:
    known: dict[str, str] = {}
    for cell in (cell for row in bindings for cell in row.values()):
        if cell["type"] == "bnode":
            cell["value"] = known.setdefault(cell["value"], f"b{len(known)}")
