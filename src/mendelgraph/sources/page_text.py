"""Page text: a condition page as a browser's text view gives it, headings on lines of their own.

    URL of this page: https://medlineplus.gov/genetics/condition/SLUG/
    NAME
    Description, Frequency, Causes, Inheritance            paragraphs between empty lines
    Other Names for This Condition, References             one item a bullet
    Additional Information & Resources                     headings; their links are lost
    the medical notice                                     the page's last words

What stands before the address (the site's banner) is no part of the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError
from mendelgraph.records import Form, RefusalKind, Resource, Role
from mendelgraph.sources.addresses import find_gene
from mendelgraph.sources.drafts import Draft, Reference, digest, finish, refuse
from mendelgraph.sources.prose import clean, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.sources.drafts import Item
    from mendelgraph.sources.streams import Body

HEADINGS = {
    "Description": Role.DESCRIPTION,
    "Frequency": Role.FREQUENCY,
    "Causes": Role.CAUSES,
    "Inheritance": Role.INHERITANCE,
    "Other Names for This Condition": Role.OTHER_NAMES,
    "Additional Information & Resources": Role.RESOURCES,
    "References": Role.REFERENCES,
}

_ADDRESS = re.compile(r"^[ \t]*URL of this page:[ \t]*(\S+)[ \t\r]*$", re.MULTILINE)
_NOTICE = re.compile(r"substitute for (?:\w+ )?medical (?:care|advice)")
_BULLET = re.compile(r"^\s*[•*·‣◦–-]\s+")


def is_page_text(text: str) -> bool:
    """Tell whether a text has the line that every page text has.

    >>> is_page_text("URL of this page: https://medlineplus.gov/genetics/condition/x/")
    True
    """
    return _ADDRESS.search(text) is not None


def read_page_text(body: Body) -> Iterator[Item]:
    """Read the text of one condition page."""
    data = body.stream.read_page()
    text = decode(data)
    address = _ADDRESS.search(text)
    if address is None:
        yield refuse(body.id, "text, but not of a page: no line 'URL of this page: …'", RefusalKind.NOT_A_SOURCE)
    elif find_gene(address[1]) is not None:
        yield refuse(body.id, "text of a gene page: its links are lost; give the HTML page", RefusalKind.NOT_A_SOURCE)
    else:
        parts = _split_sections(text[address.end() :])
        draft = Draft(body.id, Form.PAGE_TEXT, address[1], name=" ".join(parts.pop(None, [])))
        _fill(draft, parts)
        yield from finish(draft, digest(data))


def _split_sections(text: str) -> dict[Role | None, list[str]]:
    parts: dict[Role | None, list[str]] = {None: []}
    role: Role | None = None
    lines = text.splitlines()
    while lines and not lines[-1].strip():
        lines.pop()
    notice = next((place for place, line in enumerate(lines) if _NOTICE.search(line) and not _BULLET.match(line)), None)
    if notice is None:
        raise InputError("the page ends without its medical notice, so its end is missing; save the whole page")
    for line in lines[:notice]:
        heading = HEADINGS.get(line.strip())
        if heading is not None and heading not in parts:
            role = heading
            parts[role] = []
        else:
            parts[role].append(line)
    if Role.DESCRIPTION not in parts:
        raise InputError("the page has no line 'Description'")
    return parts


def _fill(draft: Draft, parts: dict[Role | None, list[str]]) -> None:
    for role, lines in parts.items():
        if role is Role.OTHER_NAMES:
            draft.other_names = _read_items(lines)
        elif role is Role.REFERENCES:
            draft.references = [Reference(item) for item in _read_items(lines)]
        elif role is Role.RESOURCES:
            draft.resources = list(_read_resources(lines))
        elif role is not None:
            draft.prose[role] = _read_items(lines)


def _read_items(lines: list[str]) -> list[str]:
    """Join the lines of each paragraph or bulleted item."""
    items = [""]
    for line in lines:
        bullet = _BULLET.match(line)
        if bullet or not line.strip():
            items.append("")
        items[-1] += " " + (line[bullet.end() :] if bullet else line)
    return [text for item in items if (text := clean(item))]


def _read_resources(lines: list[str]) -> Iterator[Resource]:
    """Yield a heading's entries, or the heading alone where it has none."""
    heading, entries = "", 0
    for line in [*lines, None]:
        bullet = _BULLET.match(line) if line else None
        if line is None or (line.strip() and not bullet):
            if heading and not entries:
                yield Resource(heading)
            heading, entries = clean(line or ""), 0
        elif bullet:
            entries += 1
            yield Resource(heading, clean(line[bullet.end() :]))
