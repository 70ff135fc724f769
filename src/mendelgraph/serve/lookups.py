"""`/search` and `/health`: JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import Response

from mendelgraph.serve.answers import cached
from mendelgraph.serve.problems import Problem
from mendelgraph.serve.search import CONDITION, GENE, search

if TYPE_CHECKING:
    from starlette.requests import Request

    from mendelgraph.serve.library import Library
    from mendelgraph.serve.pool import Pool

JSON = "application/json"
DEFAULT, MOST = 10, 100


def whole_number(text: str | None, default: int, most: int) -> int:
    """Read a number that a client gives; what is none, or too large, is cut to fit.

    >>> whole_number("7", 10, 100), whole_number("x", 10, 100), whole_number("1000", 10, 100)
    (7, 10, 100)
    """
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < MOST else default


def serve_search(request: Request, library: Library) -> Response:
    """Answer `?q=`, with `kind` (condition, gene) and `limit`."""
    query = request.query_params.get("q")
    if query is None:
        raise Problem(400, "say what to search for: /search?q=heteroplasia")
    kind = request.query_params.get("kind", "")
    if kind not in {"", CONDITION, GENE}:
        raise Problem(400, f"kind is {CONDITION} or {GENE}, not {kind[:40]!r}")
    limit = whole_number(request.query_params.get("limit"), DEFAULT, MOST)
    hits = search(library.index, query, kinds=frozenset([kind] if kind else []), limit=limit)
    root = request.scope.get("root_path", "")
    results = [
        {
            "iri": hit.item.iri,
            "label": hit.item.label,
            "kind": hit.item.kind,
            "name": hit.name,
            "score": hit.score,
            "page": f"{root}/{hit.item.stem}.html",
        }
        for hit in hits
    ]
    return cached(request, _json({"query": query, "results": results}), JSON)


def serve_health(library: Library, pool: Pool) -> Response:
    """Say whether queries can be answered, and what is served."""
    state = pool.state
    well = state["workers"] > 0
    body = _json(
        {"status": "ok" if well else "failing", "release": library.catalogue.version, "base": library.base, **state}
    )
    return Response(body, 200 if well else 503, {"Cache-Control": "no-store"}, JSON)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"
