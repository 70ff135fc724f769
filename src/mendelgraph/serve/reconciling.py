"""`/reconcile` over HTTP: the manifest, batches of queries, suggestions, previews and further columns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from jinja2 import Environment
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from mendelgraph.serve import reconcile
from mendelgraph.serve.answers import cached
from mendelgraph.serve.endpoint import read_body
from mendelgraph.serve.lookups import JSON, whole_number
from mendelgraph.serve.problems import Problem

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from mendelgraph.serve.library import Library
    from mendelgraph.serve.search import Item
    from mendelgraph.serve.settings import Settings

SUGGESTIONS = 10
FURTHEST = 1_000
SHOWN = 8

_TEMPLATES = Environment(autoescape=True)
_CARD = _TEMPLATES.from_string("""\
<h1 style="font-size: 1.1em">{{ item.label }}</h1><p>{{ item.kind }}</p>
{% if names %}<p><b>Also:</b> {{ names | join("; ") }}</p>{% endif %}
{% if identifiers %}<p><b>Identifiers:</b> {{ identifiers | join(", ") }}</p>{% endif %}
""")
_PAGE = _TEMPLATES.from_string("""\
<!doctype html><html lang="en"><meta charset="utf-8"><title>{{ title }}</title>
<body style="font: 14px/1.4 sans-serif">{{ card }}</body></html>
""")


async def serve_reconcile(request: Request, library: Library, settings: Settings) -> Response:
    """Answer with the manifest, with candidates (`queries`), or with further columns (`extend`)."""
    fields = dict(request.query_params)
    if request.method == "POST":
        fields |= _form(await read_body(request, settings))
    if "queries" in fields:
        batch = reconcile.read_batch(fields["queries"])
        found = await run_in_threadpool(reconcile.reconcile, batch, library.index, library.catalogue)
        return _answer(request, found)
    if "extend" in fields:
        query = reconcile.read_object(fields["extend"], "extend")
        rows = await run_in_threadpool(reconcile.extend, query, library.index, library.catalogue)
        return _answer(request, rows)
    return _answer(request, reconcile.manifest(library.catalogue, library.url))


def _form(body: bytes) -> dict[str, str]:
    try:
        return {name: values[-1] for name, values in parse_qs(body.decode(), strict_parsing=bool(body)).items()}
    except ValueError:
        raise Problem(400, "the body is no application/x-www-form-urlencoded UTF-8 text") from None


def serve_suggest(request: Request, library: Library) -> Response:
    """Complete the name of an entity, a property or a type."""
    prefix = request.query_params.get("prefix", "")
    kind = request.path_params["kind"]
    if kind == "entity":
        cursor = whole_number(request.query_params.get("cursor"), 0, FURTHEST)
        return _answer(request, reconcile.suggest_entities(prefix, library.index, SUGGESTIONS, cursor))
    if kind == "property":
        return _answer(request, reconcile.suggest_properties(prefix))
    if kind == "type":
        return _answer(request, reconcile.suggest_types(prefix))
    raise Problem(404, f"suggestions are of entity, property or type, not {kind[:40]!r}")


def serve_properties(request: Request) -> Response:
    """Say what can be fetched for a type."""
    every = len(reconcile.PROPERTIES)
    limit = whole_number(request.query_params.get("limit"), every, every)
    return _answer(request, reconcile.propose_properties(request.query_params.get("type", ""), limit))


def serve_flyout(request: Request, library: Library) -> Response:
    """Show an entity in a few words, as JSON around HTML."""
    item = _item(request, library)
    return _answer(request, {"id": item.stem, "html": _card(item)})


def serve_preview(request: Request, library: Library) -> Response:
    """Show an entity in a small page for a frame."""
    item = _item(request, library)
    page = _PAGE.render(title=item.label, card=Markup(_card(item)))  # noqa: S704 - the card is a template's output
    headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return cached(request, page.encode(), "text/html; charset=utf-8", headers)


def _item(request: Request, library: Library) -> Item:
    wanted = request.query_params.get("id", "")
    found = next((item for item in library.index.items if item.stem == wanted), None)
    if found is None:
        raise Problem(404, f"no entity has the id {wanted[:100]!r}")
    return found


def _card(item: Item) -> str:
    return _CARD.render(item=item, names=item.names[:SHOWN], identifiers=item.identifiers[:SHOWN])


def _answer(request: Request, value: object) -> Response:
    return cached(request, write_json(value), JSON)


def write_json(value: object) -> bytes:
    """Write an answer, its letters as they are.

    >>> write_json({"name": "Ménière"}).decode()
    '{"name": "Ménière"}'
    """
    return json.dumps(value, ensure_ascii=False).encode()
