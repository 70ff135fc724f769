"""The official API's JSON: one object a condition or gene, of the GHR era and of the present one.

Lists hold objects of one key (`{"synonym": "…"}`). A list of one item may arrive as the bare item, and one that
would be empty may be missing. The page's address is `ghr-page` in 2020, `ghr_page` now.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError
from mendelgraph.records import ExternalId, Form, InheritanceCode, RefusalKind, RelatedCondition, RelatedGene, Role
from mendelgraph.sources.addresses import find_condition, find_entrez, find_gene, make_link
from mendelgraph.sources.drafts import Draft, digest, finish, refuse
from mendelgraph.sources.limits import HEAD_BYTES
from mendelgraph.sources.markup import read_blocks, read_html
from mendelgraph.sources.prose import clean, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.sources.drafts import Item
    from mendelgraph.sources.streams import Body

Object = dict[str, object]

ROLES = {role.value: role for role in Role if role.is_prose}


def read_api_json(body: Body) -> Iterator[Item]:
    """Read one record, or a list of them."""
    head = body.stream.peek()
    if len(head) == HEAD_BYTES and not re.search(rb"ghr[-_]page", head):
        yield refuse(body.id, "JSON that names no page: no 'ghr_page' in its first part", RefusalKind.NOT_A_SOURCE)
        return
    data = body.stream.read_page()
    top = _parse(decode(data))
    if not isinstance(top, list):
        yield from _read_record(top, body.id, digest(data))
        return
    for number, record in enumerate(top, start=1):
        document = f"{body.id}#{number}"
        try:
            yield from _read_record(record, document, digest(json.dumps(record, sort_keys=True).encode()))
        except InputError as error:
            yield refuse(document, str(error))


def _parse(text: str) -> object:
    try:
        top: object = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"line {error.lineno}, column {error.colno}: malformed JSON: {error.msg}") from error
    except RecursionError as error:
        raise InputError("malformed JSON: nested too deep") from error
    except ValueError as error:
        raise InputError(f"malformed JSON: {error}") from error
    return top


def _read_record(record: object, document: str, sha: str) -> Iterator[Item]:
    url = _text(record, "ghr_page") or _text(record, "ghr-page") if isinstance(record, dict) else ""
    if not isinstance(record, dict) or not url:
        reason = "JSON, but no API record: it has no 'ghr_page' or 'ghr-page'"
        yield refuse(document, reason, RefusalKind.NOT_A_SOURCE)
    elif find_condition(url) is None and find_gene(url) is None:
        yield refuse(document, f"a record of {url!r}, neither a condition nor a gene", RefusalKind.NOT_A_SOURCE)
    else:
        yield from finish(_fill(record, Draft(document, Form.API_JSON, url)), sha)


def _fill(record: Object, draft: Draft) -> Draft:
    draft.name = _text(record, "name")
    draft.symbol = _text(record, "gene-symbol")
    draft.reviewed, draft.published = _text(record, "reviewed"), _text(record, "published")
    draft.other_names = [_string(item, "synonym") for item in _items(record, "synonym-list", "synonym")]
    for text in _objects(record, "text-list", "text"):
        role = ROLES.get(_text(text, "text-role"))
        if role is None:
            draft.notes.append(f"text-list: unknown text-role {_text(text, 'text-role')!r}, text left out")
        else:
            draft.prose.setdefault(role, []).extend(read_blocks(read_html(f"<div>{_text(text, 'html')}</div>")))
    draft.inheritance = [
        InheritanceCode(clean(_text(row, "code")), clean(_text(row, "memo")))
        for row in _objects(record, "inheritance-pattern-list", "inheritance-pattern")
    ]
    draft.identifiers = [
        ExternalId(clean(_text(row, "db")), clean(_text(row, "key")))
        for row in _objects(record, "db-key-list", "db-key")
    ]
    draft.genes = [
        make_gene(*_pair(row, "gene-symbol")) for row in _objects(record, "related-gene-list", "related-gene")
    ]
    related = _objects(record, "related-health-condition-list", "related-health-condition")
    draft.conditions = [
        RelatedCondition(clean(name), slug) for name, url in map(_named, related) if (slug := find_condition(url))
    ]
    return draft


def make_gene(symbol: str, url: str) -> RelatedGene:
    """Make a row of a gene list; a gene without a page links to NCBI Gene and so carries its id.

    >>> make_gene("BMP1", "https://www.ncbi.nlm.nih.gov/gene/649").entrez
    '649'
    """
    return RelatedGene(clean(symbol), make_link(url) if url else None, find_entrez(url))


def _named(row: Object) -> tuple[str, str]:
    return _pair(row, "name")


def _pair(row: Object, name: str) -> tuple[str, str]:
    return _text(row, name), _text(row, "ghr-page") or _text(row, "ghr_page")


def _text(record: Object, name: str) -> str:
    value = record.get(name)
    return "" if value is None else _string(value, name)


def _string(value: object, where: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise InputError(f"element {where!r}: expected a text, found {type(value).__name__}")


def _items(record: Object, outer: str, inner: str) -> list[object]:
    """Return what a list holds, each item taken out of its one-key object."""
    value = record.get(outer)
    items = [] if value is None else value if isinstance(value, list) else [value]
    unwrapped = [item[inner] if isinstance(item, dict) and inner in item else item for item in items]
    return [part for item in unwrapped for part in (item if isinstance(item, list) else [item])]


def _objects(record: Object, outer: str, inner: str) -> list[Object]:
    items = _items(record, outer, inner)
    for item in items:
        if not isinstance(item, dict):
            raise InputError(f"element {outer!r}: expected an object, found {type(item).__name__}")
    return [item for item in items if isinstance(item, dict)]
