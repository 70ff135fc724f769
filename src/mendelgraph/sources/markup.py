"""XML and HTML, read with no network, no entity expansion and bounded depth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from mendelgraph.errors import InputError
from mendelgraph.sources.limits import MAX_DEPTH, MAX_ELEMENTS
from mendelgraph.sources.prose import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mendelgraph.sources.streams import Stream

Element = etree._Element  # noqa: SLF001 (lxml's stubs offer no public name for it)

BLOCKS: Final = frozenset(
    {
        *(
            "address",
            "article",
            "blockquote",
            "dd",
            "div",
            "dl",
            "dt",
            "figcaption",
            "figure",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "section", "table", "tr", "ul"),
    }
)
_UNREAD: Final = frozenset({"script", "style", "template", "noscript"})
# Elements that need no end tag: counting them would make a long page look deep.
_UNCLOSED: Final = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"),
        *("dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr", "track"),
    }
)
_NAME = re.compile(r"<(/?)([a-z][^\s/>]*)")


def read_html(text: str) -> Element:
    """Parse an HTML page or fragment; raise InputError for one nested deeper than MAX_DEPTH."""
    check_depth(text)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode(errors="replace"), parser)
    if root is None:
        raise InputError("holds no HTML element")
    return root


def check_depth(text: str) -> None:
    """Raise InputError, with the line, for HTML nested deeper than MAX_DEPTH."""
    depth = 0
    for start, name, step in _find_tags(text.lower()):
        depth = max(0, depth + step)
        if depth > MAX_DEPTH:
            line = text.count("\n", 0, start) + 1
            raise InputError(f"line {line}: element {name!r} is nested more than {MAX_DEPTH} deep")


def _find_tags(text: str) -> Iterator[tuple[int, str, int]]:
    """Yield position, name and change of depth of each tag, in time linear in the text whatever it holds."""
    start = text.find("<")
    while start >= 0:
        tag = _NAME.match(text, start)
        opens = "-->" if text.startswith("<!--", start) else ">"
        end = text.find(opens, start) if tag or opens == "-->" else start
        if end < 0:
            return
        if tag and tag[2] in {"script", "style"} and not tag[1]:
            end = text.find(f"</{tag[2]}", end)
        elif tag and tag[2] not in _UNCLOSED and text[end - 1] != "/":
            yield start, tag[2], -1 if tag[1] else 1
        start = text.find("<", end + 1) if end >= 0 else -1


def read_xml(data: bytes) -> Element:
    """Parse an XML file whole; raise InputError, with the line, for a malformed or hostile one."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"malformed XML: {error.msg}") from error
    check_entities(root)
    return root


def check_entities(element: Element) -> None:
    """Raise InputError for a document that declares entities: no source does, and they can hold anything."""
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise InputError("the document type declares entities; no source document does, so it is not read")


def stream_xml(stream: Stream, *, level: int) -> Iterator[Element]:
    """Yield the elements that many levels below the root, each forgotten before the next is read."""
    events = etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        yield from _take_level(events, level)
    except etree.XMLSyntaxError as error:
        raise InputError(f"malformed XML: {error.msg}") from error


def _take_level(events: Iterable[tuple[str, Element]], level: int) -> Iterator[Element]:
    depth, count = -1, 0
    for event, element in events:
        if event == "start":
            depth += 1
            count += 1
            if depth == 0:
                check_entities(element)
            if count > MAX_ELEMENTS:
                raise InputError(f"line {element.sourceline}: a record of more than {MAX_ELEMENTS} elements")
            continue
        if depth == level:
            yield element
        if depth <= level:
            forget(element)
            count = 0
        depth -= 1


def forget(element: Element) -> None:
    """Drop an element that has been read, and those before it, from memory."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def local_name(element: Element) -> str:
    """Return an element's name without its namespace, or an empty text for a comment or an entity."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find_children(element: Element, name: str) -> list[Element]:
    """Return the children of a local name."""
    return [child for child in element if local_name(child) == name]


def find_text(element: Element, name: str) -> str:
    """Return the text of the first child of a local name, or an empty text."""
    return next(("".join(child.itertext()) for child in find_children(element, name)), "")


def find_items(element: Element, outer: str, inner: str) -> list[Element]:
    """Return the `inner` children of the `outer` children, as `synonym-list/synonym`."""
    return [item for group in find_children(element, outer) for item in find_children(group, inner)]


def read_text(element: Element) -> str:
    """Return all text of an element as one line, that of scripts left out."""
    return clean("".join(token or " " for token in _read_tokens(element, lambda _: False)))


def read_blocks(element: Element, skip: Callable[[Element], bool] = lambda _: False) -> list[str]:
    """Return the paragraphs of an element, list items and headings among them, those that `skip` names left out."""
    blocks = [""]
    for token in _read_tokens(element, skip):
        if token is None:
            blocks.append("")
        else:
            blocks[-1] += token
    return [text for block in blocks if (text := clean(block))]


def _read_tokens(element: Element, skip: Callable[[Element], bool]) -> Iterator[str | None]:
    name = local_name(element)
    if name and name not in _UNREAD and not skip(element):
        edge: list[None] = [None] if name in BLOCKS else []
        yield from edge
        yield element.text or ""
        for child in element:
            yield from _read_tokens(child, skip)
            yield child.tail or ""
        yield from edge
        if name in {"br", "td", "th"}:
            yield " "
